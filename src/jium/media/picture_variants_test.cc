// The less usual kinds of PNG and JPEG, each written by its format's own library.
#include <gtest/gtest.h>
#include <png.h>

#include <cstdio>
// jpeglib.h needs <cstdio> before it.
#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"
#include "pictures/pictures.h"

namespace jium::media {
namespace {

struct PngKind {
  int depth;
  int colours;
  int interlace = PNG_INTERLACE_NONE;
};

// `rows`: as the format stores them, without padding.
Bytes png_of(int width, int height, const PngKind& kind, Bytes rows,
             const std::vector<png_color>& palette = {}) {
  Bytes made;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png)) != 0) std::abort();
  png_set_write_fn(
      png, &made,
      [](png_structp writer, png_bytep data, std::size_t size) {
        auto& out = *static_cast<Bytes*>(png_get_io_ptr(writer));
        out.insert(out.end(), data, data + size);
      },
      nullptr);
  png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), kind.depth,
               kind.colours, kind.interlace, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (!palette.empty()) png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  png_write_info(png, info);
  const std::size_t stride = png_get_rowbytes(png, info);
  std::vector<png_bytep> lines;
  for (int y = 0; y < height; ++y) lines.push_back(rows.data() + static_cast<std::size_t>(y) * stride);
  png_write_image(png, lines.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return made;
}

std::vector<std::uint8_t> pixels_of(const Bytes& file) {
  const auto picture = decode_picture(file);
  EXPECT_TRUE(picture) << picture.fault().what;
  return picture ? picture->rgb : std::vector<std::uint8_t>{};
}

using Pixels = std::vector<std::uint8_t>;

TEST(PictureVariants, grey_png_of_every_depth_is_stretched_to_the_whole_range) {
  EXPECT_EQ(pixels_of(png_of(3, 1, {8, PNG_COLOR_TYPE_GRAY}, {0, 77, 255})),
            (Pixels{0, 0, 0, 77, 77, 77, 255, 255, 255}));
  EXPECT_EQ(pixels_of(png_of(2, 1, {1, PNG_COLOR_TYPE_GRAY}, {0x40})), (Pixels{0, 0, 0, 255, 255, 255}));
  EXPECT_EQ(pixels_of(png_of(4, 1, {2, PNG_COLOR_TYPE_GRAY}, {0x1B})),
            (Pixels{0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255}));
  EXPECT_EQ(pixels_of(png_of(2, 1, {4, PNG_COLOR_TYPE_GRAY}, {0x3F})), (Pixels{51, 51, 51, 255, 255, 255}));
}

TEST(PictureVariants, sixteen_bits_keep_their_high_byte) {
  EXPECT_EQ(pixels_of(png_of(1, 1, {16, PNG_COLOR_TYPE_GRAY}, {0x12, 0xFF})), (Pixels{0x12, 0x12, 0x12}));
  EXPECT_EQ(pixels_of(png_of(1, 1, {16, PNG_COLOR_TYPE_RGB}, {1, 0xFF, 2, 0, 3, 0x80})), (Pixels{1, 2, 3}));
  EXPECT_EQ(pixels_of(png_of(1, 1, {16, PNG_COLOR_TYPE_RGB_ALPHA}, {1, 0, 2, 0, 3, 0, 0, 0})),
            (Pixels{1, 2, 3}));
}

TEST(PictureVariants, alpha_is_dropped_and_never_blended) {
  EXPECT_EQ(pixels_of(png_of(2, 1, {8, PNG_COLOR_TYPE_RGB_ALPHA}, {10, 20, 30, 0, 40, 50, 60, 128})),
            (Pixels{10, 20, 30, 40, 50, 60}));
  EXPECT_EQ(pixels_of(png_of(2, 1, {8, PNG_COLOR_TYPE_GRAY_ALPHA}, {9, 0, 8, 255})),
            (Pixels{9, 9, 9, 8, 8, 8}));
}

TEST(PictureVariants, palettes_of_every_depth_are_looked_up) {
  const std::vector<png_color> palette{{1, 2, 3}, {4, 5, 6}};
  const Pixels expected{4, 5, 6, 1, 2, 3};
  EXPECT_EQ(pixels_of(png_of(2, 1, {8, PNG_COLOR_TYPE_PALETTE}, {1, 0}, palette)), expected);
  EXPECT_EQ(pixels_of(png_of(2, 1, {4, PNG_COLOR_TYPE_PALETTE}, {0x10}, palette)), expected);
  EXPECT_EQ(pixels_of(png_of(2, 1, {1, PNG_COLOR_TYPE_PALETTE}, {0x80}, palette)), expected);
}

TEST(PictureVariants, an_interlaced_png_has_the_pixels_of_a_plain_one) {
  const auto canvas = pictures::draw_scene(2, 61, 43);
  EXPECT_EQ(pixels_of(png_of(61, 43, {8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_ADAM7}, canvas.rgb)), canvas.rgb);
}

struct JpegKind {
  J_COLOR_SPACE in = JCS_RGB;
  int parts = 3;
  bool progressive = false;
};

Bytes jpeg_of(int width, int height, const JpegKind& kind, Bytes rows) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &data, &size);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.input_components = kind.parts;
  jpeg.in_color_space = kind.in;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 95, TRUE);
  if (kind.progressive) jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  const auto stride = static_cast<std::size_t>(width * kind.parts);
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = rows.data() + jpeg.next_scanline * stride;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  Bytes made(data, data + size);
  std::free(data);
  return made;
}

TEST(PictureVariants, a_progressive_jpeg_has_the_pixels_of_a_plain_one) {
  const auto canvas = pictures::draw_scene(4, 120, 90);
  EXPECT_EQ(pixels_of(jpeg_of(120, 90, {JCS_RGB, 3, true}, canvas.rgb)),
            pixels_of(jpeg_of(120, 90, {JCS_RGB, 3, false}, canvas.rgb)));
}

TEST(PictureVariants, a_grey_jpeg_is_grey_in_all_three_colours) {
  const Pixels pixels = pixels_of(jpeg_of(16, 16, {JCS_GRAYSCALE, 1}, Bytes(256, 130)));
  EXPECT_EQ(pixels, Pixels(768, 130));
}

// As Adobe's programs store them, and every reader takes them: 255 is no ink at all.
TEST(PictureVariants, inks_are_printed_on_white) {
  Bytes inks;
  for (int i = 0; i < 256; ++i) inks.insert(inks.end(), {255, 128, 0, 255});
  const Pixels pixels = pixels_of(jpeg_of(16, 16, {JCS_CMYK, 4}, inks));
  ASSERT_EQ(pixels.size(), 768U);
  EXPECT_NEAR(pixels[0], 255, 2);
  EXPECT_NEAR(pixels[1], 128, 2);
  EXPECT_NEAR(pixels[2], 0, 2);
}

// All chunks are there and their checksums agree, but there are fewer rows inside than the header says.
TEST(PictureVariants, a_png_with_too_few_rows_is_not_a_picture) {
  const auto canvas = pictures::draw_scene(4, 40, 40);
  Bytes file = png_of(40, 40, {8, PNG_COLOR_TYPE_RGB}, canvas.rgb);
  const Bytes taller = png_of(40, 41, {8, PNG_COLOR_TYPE_RGB}, Bytes(40 * 41 * 3, 9));
  // The header chunk, with its checksum: bytes 8 to 32.
  std::copy(taller.begin() + 8, taller.begin() + 33, file.begin() + 8);
  const auto refused = decode_picture(file);
  ASSERT_FALSE(refused) << "a row that was never stored came out as pixels";
  EXPECT_EQ(problem_of(refused.fault()), PictureProblem::cut_short);
}

// Its compressed data says itself that it ends there, so that nothing was cut; every viewer shows the
// background.
TEST(PictureVariants, rows_that_a_gif_never_had_are_its_background_and_the_others_stay) {
  Bytes file = pictures::to_gif(pictures::draw_scene(4, 40, 40));
  const Pixels whole = pixels_of(file);
  const std::size_t frame = 13 + 768;
  ASSERT_EQ(file[frame], ',');
  file[8] = file[frame + 7] = 44;
  const Pixels taller = pixels_of(file);
  ASSERT_EQ(taller.size(), 44U * 40 * 3);
  EXPECT_TRUE(std::equal(whole.begin(), whole.end(), taller.begin()));
  EXPECT_EQ(Pixels(taller.end() - 4 * 40 * 3, taller.end()), Pixels(4 * 40 * 3, 0));
}

}  // namespace
}  // namespace jium::media
