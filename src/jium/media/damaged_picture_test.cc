// Files that are cut, bent or boast.
#include <gtest/gtest.h>
#include <malloc.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"
#include "pictures/pictures.h"

namespace jium::media {
namespace {

struct Sample {
  const char* name;
  Bytes file;
  std::size_t needed;  // a file cut to fewer bytes lacks pixels
};

std::vector<Sample> samples() {
  const auto canvas = pictures::draw_scene(9, 48, 36);
  std::vector<Sample> all{
      {"jpeg", pictures::to_jpeg(canvas), 0},
      {"png", pictures::to_png(canvas), 0},
      {"webp", pictures::to_webp(canvas), 0},
      {"lossy webp", pictures::to_webp(canvas, false), 0},
      {"gif", pictures::to_gif(canvas), 0},
      {"bmp", pictures::to_bmp(canvas), 0},
      {"tiff", pictures::to_tiff(canvas), 0},
      {"lzw tiff", pictures::to_tiff(canvas, {.compression = 5}), 0},
      {"jpeg tiff", pictures::to_tiff(canvas, {.compression = 7}), 0},
      {"tiled tiff",
       pictures::to_tiff(canvas, {.compression = 8, .tile = 32, .bits = 16, .big_endian = true}), 0},
      {"heic", pictures::to_heic(canvas), 0},
      {"avif", pictures::to_avif(canvas), 0},
      {"moving webp", pictures::to_animated_webp(48, 36, {{canvas}}), 0}};
  for (Sample& sample : all) sample.needed = sample.file.size();
  all[4].needed -= 1;  // a GIF's pixels end before its last byte, which only says that no frame follows
  return all;
}

TEST(DamagedPicture, a_file_cut_anywhere_before_its_last_pixel_is_refused) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    ASSERT_TRUE(decode_picture(sample.file));
    for (std::size_t length = 0; length < sample.needed; ++length) {
      const auto picture = decode_picture(ByteView(sample.file).first(length));
      ASSERT_FALSE(picture) << "of " << sample.needed << " bytes only " << length << " were there";
      ASSERT_EQ(picture.fault().kind, FaultKind::malformed);
      ASSERT_TRUE(problem_of(picture.fault()));
    }
  }
}

TEST(DamagedPicture, half_a_file_is_said_to_be_cut_short) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    const auto picture = decode_picture(ByteView(sample.file).first(sample.file.size() / 2));
    ASSERT_FALSE(picture);
    EXPECT_EQ(problem_of(picture.fault()), PictureProblem::cut_short);
  }
}

RC_GTEST_PROP(DamagedPicture, flipped_bits_give_a_picture_of_a_sane_size_or_a_problem_of_the_list, ()) {
  static const std::vector<Sample> all = samples();
  Bytes file = all[*rc::gen::inRange<std::size_t>(0, all.size())].file;
  const int flips = *rc::gen::inRange(1, 6);
  for (int i = 0; i < flips; ++i) {
    file[*rc::gen::inRange<std::size_t>(0, file.size())] ^=
        static_cast<std::uint8_t>(1 << *rc::gen::inRange(0, 8));
  }
  const PictureLimits limits{1'000'000, 4096};
  const auto picture = decode_picture(file, limits);
  if (picture) {
    RC_ASSERT(within(limits, picture->width, picture->height));
    RC_ASSERT(picture->rgb.size() ==
              static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) * 3);
    RC_ASSERT(decode_picture(file, limits)->rgb == picture->rgb);  // nothing left to chance
  } else {
    RC_ASSERT(problem_of(picture.fault()).has_value());
  }
}

// What a new piece of memory holds before anyone writes it (glibc, mallopt(3)).
class MemoryHolds {
 public:
  explicit MemoryHolds(int byte) { mallopt(M_PERTURB, byte); }
  ~MemoryHolds() { mallopt(M_PERTURB, 0); }
  MemoryHolds(const MemoryHolds&) = delete;
  MemoryHolds& operator=(const MemoryHolds&) = delete;
};

Result<Picture> decode_where_memory_holds(int byte, ByteView file) {
  const MemoryHolds memory(byte);
  return decode_picture(file, {1'000'000, 4096});
}

// libde265 hands out pictures with places that it never wrote, and libheif such grids.
TEST(DamagedPicture, no_pixel_is_what_the_memory_held_before) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    for (std::size_t at = 0; at < sample.file.size(); ++at) {
      Bytes file = sample.file;
      file[at] ^= static_cast<std::uint8_t>(1U << at % 8);
      const auto once = decode_where_memory_holds(0x5A, file);
      const auto again = decode_where_memory_holds(0xC3, file);
      ASSERT_EQ(once.has_value(), again.has_value()) << "byte " << at;
      if (once) {
        ASSERT_TRUE(once->rgb == again->rgb) << "byte " << at;
      }
    }
  }
}

void put_big(Bytes& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}
void put_little(Bytes& file, std::size_t at, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) file[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

// The checksum of PNG's chunks (W3C PNG, annex D).
std::uint32_t checksum(ByteView bytes) {
  std::uint32_t sum = ~0U;
  for (const std::uint8_t byte : bytes) {
    sum ^= byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~sum;
}

// The size in the first directory (TIFF 6.0, section 2), which libtiff writes as SHORT.
Bytes boasting_tiff(std::uint32_t side) {
  Bytes tiff = pictures::to_tiff(pictures::draw_scene(9, 48, 36));
  for (const std::uint8_t tag : {std::uint8_t{0}, std::uint8_t{1}}) {
    const std::array<std::uint8_t, 8> entry{tag, 1, 3, 0, 1, 0, 0, 0};
    const auto place = std::search(tiff.begin(), tiff.end(), entry.begin(), entry.end());
    put_little(tiff, static_cast<std::size_t>(place - tiff.begin()) + 8, side, 4);
  }
  return tiff;
}

// Every property "ispe" (ISO/IEC 23008-12, section 6.5.3).
Bytes boasting_heif(Bytes file, std::uint32_t side) {
  const ByteView name = bytes_of("ispe");
  for (auto place = file.begin();; ++place) {
    place = std::search(place, file.end(), name.begin(), name.end());
    if (place == file.end()) return file;
    for (const std::size_t at : {8U, 12U})
      put_big(file, static_cast<std::size_t>(place - file.begin()) + at, side);
  }
}

// A small file that says it is huge.
std::vector<Bytes> boasters(std::uint32_t side) {
  const auto canvas = pictures::draw_scene(9, 48, 36);
  Bytes png = pictures::to_png(canvas);
  put_big(png, 16, side);
  put_big(png, 20, side);
  put_big(png, 29, checksum(ByteView(png).subspan(12, 17)));
  Bytes bmp = pictures::to_bmp(canvas);
  put_little(bmp, 18, side, 4);
  put_little(bmp, 22, side, 4);
  Bytes gif = pictures::to_gif(canvas);
  put_little(gif, 6, side, 2);
  put_little(gif, 8, side, 2);
  Bytes jpeg = pictures::to_jpeg(canvas);
  constexpr std::array<std::uint8_t, 2> kFrame{0xFF, 0xC0};
  const auto frame = std::search(jpeg.begin(), jpeg.end(), kFrame.begin(), kFrame.end());
  const auto place = static_cast<std::size_t>(frame - jpeg.begin());
  for (const std::size_t at : {place + 5, place + 7}) {
    jpeg[at] = static_cast<std::uint8_t>(side >> 8);
    jpeg[at + 1] = static_cast<std::uint8_t>(side);
  }
  // 14 bits each for width - 1 and height - 1, least significant first, behind the signature of a lossless
  // frame.
  Bytes webp = pictures::to_webp(canvas);
  const std::uint32_t most = std::min<std::uint32_t>(side, 16384) - 1;
  put_little(webp, 21, most | most << 14, 4);
  return {png,
          bmp,
          gif,
          jpeg,
          webp,
          boasting_tiff(side),
          boasting_heif(pictures::to_heic(canvas), side),
          boasting_heif(pictures::to_avif(canvas), side)};
}

TEST(DamagedPicture, a_bomb_is_refused_by_its_header) {
  for (const Bytes& file : boasters(60'000)) {
    const auto picture = decode_picture(file);
    ASSERT_FALSE(picture);
    EXPECT_EQ(problem_of(picture.fault()), PictureProblem::too_large) << picture.fault().what;
  }
}

TEST(DamagedPicture, a_bomb_within_the_sides_is_refused_by_its_area) {
  for (const Bytes& file : boasters(30'000)) {
    const auto picture = decode_picture(file);
    ASSERT_FALSE(picture);
    EXPECT_EQ(problem_of(picture.fault()), PictureProblem::too_large) << picture.fault().what;
  }
}

}  // namespace
}  // namespace jium::media
