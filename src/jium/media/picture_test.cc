#include "jium/media/picture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "jium/media/orientation.h"
#include "jium/media/picture_problem.h"
#include "pictures/pictures.h"

namespace jium::media {
namespace {

pictures::Canvas scene() {
  return pictures::draw_scene(7, 67, 41);
}

void expect_pixels(const Bytes& file, PictureFormat format, const pictures::Canvas& canvas) {
  const auto picture = decode_picture(file);
  ASSERT_TRUE(picture) << picture.fault().what;
  EXPECT_EQ(picture->format, format);
  EXPECT_EQ(picture->width, canvas.width);
  EXPECT_EQ(picture->height, canvas.height);
  EXPECT_EQ(picture->rgb, canvas.rgb);
}

int largest_difference(const Picture& picture, const pictures::Canvas& canvas) {
  int largest = 0;
  for (std::size_t i = 0; i < canvas.rgb.size(); ++i) {
    largest = std::max(largest, std::abs(picture.rgb[i] - canvas.rgb[i]));
  }
  return largest;
}

TEST(Picture, lossless_formats_give_back_every_pixel) {
  for (const int width : {1, 2, 5, 67}) {
    SCOPED_TRACE(width);
    const auto canvas = pictures::draw_scene(3, width, 41);
    expect_pixels(pictures::to_png(canvas), PictureFormat::png, canvas);
    expect_pixels(pictures::to_bmp(canvas), PictureFormat::bmp, canvas);
    expect_pixels(pictures::to_webp(canvas), PictureFormat::webp, canvas);
  }
}

TEST(Picture, a_gif_gives_back_the_colours_of_its_palette) {
  auto canvas = scene();
  for (std::uint8_t& value : canvas.rgb) value = static_cast<std::uint8_t>((value + 25) / 51 * 51);
  expect_pixels(pictures::to_gif(canvas), PictureFormat::gif, canvas);
}

TEST(Picture, a_tiff_gives_back_every_pixel_however_it_is_packed) {
  const auto canvas = pictures::draw_scene(3, 67, 41);
  for (const int compression : {1, 5, 8, 32946, 32773}) {
    SCOPED_TRACE(compression);
    expect_pixels(pictures::to_tiff(canvas, {.compression = compression}), PictureFormat::tiff, canvas);
    expect_pixels(pictures::to_tiff(canvas, {.compression = compression, .tile = 32, .big_endian = true}),
                  PictureFormat::tiff, canvas);
  }
  expect_pixels(pictures::to_tiff(canvas, {.bits = 16}), PictureFormat::tiff, canvas);
  expect_pixels(pictures::to_tiff(canvas, {.bits = 16, .big_endian = true}), PictureFormat::tiff, canvas);
  expect_pixels(pictures::to_tiff(canvas, {.pages = 3}), PictureFormat::tiff, canvas);
}

TEST(Picture, the_transparency_of_a_tiff_is_dropped_and_never_blended) {
  const auto canvas = pictures::draw_scene(3, 67, 41);
  expect_pixels(pictures::to_tiff(canvas, {.alpha = true}), PictureFormat::tiff, canvas);
  expect_pixels(pictures::to_tiff(canvas, {.bits = 16, .alpha = true}), PictureFormat::tiff, canvas);
}

TEST(Picture, a_grey_tiff_is_grey) {
  auto canvas = pictures::draw_scene(3, 67, 41);
  const Bytes file = pictures::to_tiff(canvas, {.compression = 5, .grey = true});
  for (std::size_t i = 0; i < canvas.rgb.size(); ++i) canvas.rgb[i] = canvas.rgb[i / 3 * 3];
  expect_pixels(file, PictureFormat::tiff, canvas);
}

TEST(Picture, of_a_moving_webp_the_first_frame_is_the_picture_in_its_place) {
  const auto first = pictures::draw_scene(3, 40, 30);
  const auto second = pictures::draw_scene(4, 64, 48);
  expect_pixels(pictures::to_animated_webp(40, 30, {{first}, {pictures::draw_scene(4, 40, 30)}}),
                PictureFormat::webp, first);
  pictures::Canvas canvas{64, 48, std::vector<std::uint8_t>(std::size_t{64} * 48 * 3)};
  for (int y = 0; y < 30; ++y) {
    std::copy_n(first.rgb.begin() + y * 40 * 3, 40 * 3, canvas.rgb.begin() + ((y + 12) * 64 + 10) * 3);
  }
  expect_pixels(pictures::to_animated_webp(64, 48, {{first, 10, 12}, {second}}), PictureFormat::webp, canvas);
}

TEST(Picture, a_frame_beyond_its_canvas_is_damage) {
  const auto frame = pictures::draw_scene(3, 40, 30);
  const auto refused = decode_picture(pictures::to_animated_webp(44, 40, {{frame, 8, 0}}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(problem_of(refused.fault()), PictureProblem::damaged);
}

double mean_difference(const Picture& picture, const pictures::Canvas& canvas) {
  double sum = 0;
  for (std::size_t i = 0; i < canvas.rgb.size(); ++i) sum += std::abs(picture.rgb[i] - canvas.rgb[i]);
  return sum / static_cast<double>(canvas.rgb.size());
}

TEST(Picture, heic_avif_and_a_tiff_with_jpeg_inside_come_near) {
  // Odd sides, which the codecs round up and the file rounds down again.
  const auto canvas = pictures::resize(pictures::draw_scene(5, 640, 480), 161, 121);
  const std::vector<std::pair<PictureFormat, Bytes>> files{
      {PictureFormat::heic, pictures::to_heic(canvas)},
      {PictureFormat::avif, pictures::to_avif(canvas)},
      {PictureFormat::tiff, pictures::to_tiff(canvas, {.compression = 7})}};
  for (const auto& [format, file] : files) {
    SCOPED_TRACE(name_of(format));
    const auto picture = decode_picture(file);
    ASSERT_TRUE(picture) << picture.fault().what;
    EXPECT_EQ(picture->format, format);
    ASSERT_EQ(picture->width, 161);
    ASSERT_EQ(picture->height, 121);
    EXPECT_LT(mean_difference(*picture, canvas), 6);
  }
}

TEST(Picture, a_jpeg_and_a_lossy_webp_come_near) {
  const auto canvas = pictures::resize(pictures::draw_scene(5, 640, 480), 160, 120);
  const auto jpeg = decode_picture(pictures::to_jpeg(canvas, 98));
  ASSERT_TRUE(jpeg) << jpeg.fault().what;
  EXPECT_EQ(jpeg->format, PictureFormat::jpeg);
  const auto webp = decode_picture(pictures::to_webp(canvas, false));
  ASSERT_TRUE(webp) << webp.fault().what;
  EXPECT_LT(mean_difference(*jpeg, canvas), 6);
  EXPECT_LT(mean_difference(*webp, canvas), 12);
}

// Stored so that the viewer has to turn it: the inverse of what turn_upright does.
pictures::Canvas stored_for(const pictures::Canvas& upright, int orientation) {
  const bool sideways = orientation >= 5;
  pictures::Canvas stored{sideways ? upright.height : upright.width,
                          sideways ? upright.width : upright.height,
                          std::vector<std::uint8_t>(upright.rgb.size())};
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x) {
      const int right = stored.width - 1;
      const int bottom = stored.height - 1;
      // Where upright (x, y) is stored, by the table of Exif 2.3, tag 0x0112 (0th row and 0th column).
      const std::array<std::array<int, 2>, 9> places{{{x, y},
                                                      {x, y},
                                                      {right - x, y},
                                                      {right - x, bottom - y},
                                                      {x, bottom - y},
                                                      {y, x},
                                                      {y, bottom - x},
                                                      {right - y, bottom - x},
                                                      {right - y, x}}};
      const auto& place = places[static_cast<std::size_t>(orientation)];
      for (int c = 0; c < 3; ++c) {
        stored.rgb[static_cast<std::size_t>((place[1] * stored.width + place[0]) * 3 + c)] =
            upright.rgb[static_cast<std::size_t>((y * upright.width + x) * 3 + c)];
      }
    }
  }
  return stored;
}

TEST(Picture, every_exif_orientation_comes_out_upright) {
  const auto upright = pictures::resize(pictures::draw_scene(11, 640, 480), 96, 64);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    SCOPED_TRACE(orientation);
    const auto stored = stored_for(upright, orientation);
    const Picture turned =
        turn_upright({PictureFormat::jpeg, stored.width, stored.height, stored.rgb}, orientation);
    EXPECT_EQ(turned.rgb, upright.rgb);
    const auto picture = decode_picture(pictures::to_jpeg_with_orientation(stored, orientation, 100));
    ASSERT_TRUE(picture) << picture.fault().what;
    ASSERT_EQ(picture->width, 96);
    ASSERT_EQ(picture->height, 64);
    const auto plain = decode_picture(pictures::to_jpeg(stored, 100));
    ASSERT_TRUE(plain);
    EXPECT_EQ(picture->rgb, turn_upright(*plain, orientation).rgb);
    EXPECT_LT(largest_difference(*picture, upright), 128);
  }
}

TEST(Picture, the_orientations_of_tiff_heic_and_avif_come_out_upright) {
  const auto upright = pictures::resize(pictures::draw_scene(11, 640, 480), 96, 64);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    SCOPED_TRACE(orientation);
    const auto stored = stored_for(upright, orientation);
    expect_pixels(pictures::to_tiff(stored, {.orientation = orientation}), PictureFormat::tiff, upright);
    for (const Bytes& file :
         {pictures::to_heic(stored, orientation), pictures::to_avif(stored, orientation)}) {
      const auto picture = decode_picture(file);
      ASSERT_TRUE(picture) << picture.fault().what;
      ASSERT_EQ(picture->width, 96);
      ASSERT_EQ(picture->height, 64);
      EXPECT_LT(mean_difference(*picture, upright), 8);
    }
  }
}

TEST(Picture, an_orientation_that_is_none_is_upright) {
  for (const int orientation : {0, 9, 255}) {
    const auto canvas = scene();
    const auto picture = decode_picture(pictures::to_jpeg_with_orientation(canvas, orientation));
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->rgb, decode_picture(pictures::to_jpeg(canvas, 95))->rgb);
  }
}

TEST(Picture, limits_are_on_each_side_and_on_the_whole) {
  const PictureLimits limits{1000, 100};
  EXPECT_TRUE(within(limits, 10, 100));
  EXPECT_TRUE(within(limits, 100, 10));
  EXPECT_FALSE(within(limits, 101, 1));
  EXPECT_FALSE(within(limits, 1, 101));
  EXPECT_FALSE(within(limits, 11, 91));
  EXPECT_FALSE(within(limits, std::int64_t{1} << 32, std::int64_t{1} << 32));
}

TEST(Picture, a_picture_beyond_the_limits_is_refused_in_every_format) {
  const auto canvas = scene();
  const PictureLimits limits{67 * 41 - 1, 1000};
  for (const Bytes& file : {pictures::to_jpeg(canvas), pictures::to_png(canvas), pictures::to_webp(canvas),
                            pictures::to_gif(canvas), pictures::to_bmp(canvas), pictures::to_tiff(canvas),
                            pictures::to_heic(canvas), pictures::to_avif(canvas),
                            pictures::to_animated_webp(67, 41, {{canvas}})}) {
    EXPECT_TRUE(decode_picture(file));
    const auto refused = decode_picture(file, limits);
    ASSERT_FALSE(refused);
    EXPECT_EQ(problem_of(refused.fault()), PictureProblem::too_large);
  }
}

}  // namespace
}  // namespace jium::media
