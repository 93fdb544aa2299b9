#include "jium/fingerprint/pdq.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstdlib>

#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

using pictures::Canvas;

Pdq pdq_of_canvas(const Canvas& canvas) {
  return pdq_of({canvas.rgb.data(), canvas.width, canvas.height});
}

int distance(const Pdq& a, const Pdq& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.bits.size(); ++i) {
    bits += std::popcount(static_cast<unsigned>(a.bits[i] ^ b.bits[i]));
  }
  return bits;
}

Pdq pdq_of_file(const Bytes& file) {
  const auto picture = media::decode_picture(file);
  EXPECT_TRUE(picture) << picture.fault().what;
  return picture ? pdq_of(picture->view()) : Pdq{};
}

// `shade(x, y, colour)` is the value of one colour of one pixel.
template <class Shade>
Canvas paint(int width, int height, Shade shade) {
  Canvas canvas{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int colour = 0; colour < 3; ++colour) {
        canvas.rgb.push_back(static_cast<std::uint8_t>(shade(x, y, colour)));
      }
    }
  }
  return canvas;
}

Canvas ramp() {
  return paint(257, 129,
               [](int x, int y, int colour) { return colour == 0 ? x * 255 / 256 : (x + 2 * y) / 3; });
}
Canvas checker() {
  return paint(300, 200, [](int x, int y, int) { return (x / 37 + y / 23) % 2 == 0 ? 20 : 235; });
}
Canvas rings() {
  return paint(300, 200, [](int x, int y, int colour) {
    const int square = (x - 120) * (x - 120) + (y - 90) * (y - 90);
    return (square / 300 * 29 + colour * 40) % 256;
  });
}
Canvas strip() {
  return paint(1280, 33, [](int x, int y, int) { return (x * x / 640 + y * 7) % 256; });
}
Canvas exact_64() {
  return paint(64, 64, [](int x, int y, int) { return (x * 5 + (y * y) / 9) % 256; });
}

Canvas thin() {
  return paint(5, 400, [](int x, int y, int colour) { return (x * 50 + y * y / 97 + colour * 9) % 256; });
}
Canvas tiny() {
  return paint(5, 5, [](int x, int y, int) { return (x * 97 + y * y * 31) % 256; });
}

// The values were computed by the arithmetic that agrees with the reference's own pictures bit for bit
// (pdq_reference_test.cc); here they hold where those pictures are not at hand.
TEST(Pdq, known_shapes_have_known_values) {
  EXPECT_EQ(to_hex(pdq_of_canvas(ramp()).bits),
            "468dee4a0f51a9ca0a95d6ec6b8a745c9aaa58d1b7a52d24505af2f56da12e6b");
  EXPECT_EQ(to_hex(pdq_of_canvas(checker()).bits),
            "aaffaaffaaffd500aaffaaffaaffaaffd500d500d500d500d500d500d5005500");
  EXPECT_EQ(to_hex(pdq_of_canvas(rings()).bits),
            "1f39073918d51d39e0c6e8c66739e73ae72619391f39e0c6e8c627390739e546");
  EXPECT_EQ(to_hex(pdq_of_canvas(strip()).bits),
            "73ce121de738319d3b66b136dbecd89336d2584d1fe8f82a07f83c00e1f8c780");
  EXPECT_EQ(to_hex(pdq_of_canvas(exact_64()).bits),
            "679c4c63c9dfdba1960ea6f12d8c6d1b4b345a61524ed2d99693d4b696a494a4");
  EXPECT_EQ(to_hex(pdq_of_canvas(pictures::draw_scene(1)).bits),
            "36e49216819a6d69dd6601a496d437db4ccb29c99536b2243333cc726cd9ddbd");
  EXPECT_EQ(to_hex(pdq_of_canvas(pictures::draw_scene(2, 97, 61)).bits),
            "c5be06e78103fc623667ea7e2936bb67199771299b6311bc67091643f38c6c14");
  EXPECT_EQ(to_hex(pdq_of_canvas(pictures::draw_scene(3, 300, 1111)).bits),
            "466b23c4c8c6b30f1338f1b31e738c9884ce0f7df0cc87e2f8761bcc8fa3701b");
  EXPECT_EQ(to_hex(pdq_of_canvas(thin()).bits),
            "6e5b2b4a21c8c4f1ce739b2691a4b4ad64d96e5b6e5b6b5a3b269b6291e481e0");
  EXPECT_EQ(to_hex(pdq_of_canvas(tiny()).bits),
            "61d83e0f9e27c1f03c0fc1f069da3e0f96a53e0f61d83c0f9e27c1f0695ac1f0");
}

TEST(Pdq, scenes_and_shapes_have_full_quality_and_smooth_pictures_have_none) {
  for (const Canvas& canvas : {checker(), rings(), strip(), pictures::draw_scene(1)}) {
    EXPECT_EQ(pdq_of_canvas(canvas).quality, 100);
  }
  EXPECT_EQ(pdq_of_canvas(ramp()).quality, 0);
  EXPECT_EQ(pdq_of_canvas(paint(100, 100, [](int, int, int) { return 128; })).quality, 0);
}

TEST(Pdq, quality_grows_with_what_there_is_to_see) {
  const auto bars = [](int strength) {
    return pdq_of_canvas(paint(128, 128, [=](int x, int, int) { return 128 + (x / 8 % 2) * strength; }))
        .quality;
  };
  EXPECT_EQ(bars(1), 0);
  EXPECT_LT(bars(6), bars(12));
  EXPECT_LT(bars(12), 100);
  EXPECT_EQ(bars(120), 100);
}

TEST(Pdq, a_side_below_five_pixels_has_the_zero_value) {
  const auto dots = [](int width, int height) {
    return pdq_of_canvas(paint(width, height, [](int x, int y, int) { return (x * 97 + y * 31) % 256; }));
  };
  for (const Pdq& tiny : {dots(4, 400), dots(400, 4), dots(1, 1)}) {
    EXPECT_EQ(tiny.quality, 0);
    EXPECT_EQ(tiny.bits, (std::array<std::uint8_t, 32>{}));
  }
  EXPECT_NE(dots(5, 5).bits, (std::array<std::uint8_t, 32>{}));
}

TEST(Pdq, half_of_the_bits_are_set) {
  int set = 0;
  for (const std::uint8_t byte : pdq_of_canvas(pictures::draw_scene(2)).bits) set += std::popcount(byte);
  EXPECT_EQ(set, 128);
}

TEST(Pdq, the_same_scene_in_another_size_is_near) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    const Canvas scene = pictures::draw_scene(seed);
    EXPECT_LE(distance(pdq_of_canvas(scene), pdq_of_canvas(pictures::resize(scene, 301, 227))), 16);
  }
}

TEST(Pdq, unrelated_scenes_are_far_apart) {
  std::vector<Pdq> all;
  for (std::uint32_t seed = 1; seed <= 60; ++seed)
    all.push_back(pdq_of_canvas(pictures::draw_scene(seed, 320, 240)));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) ASSERT_GT(distance(all[i], all[j]), 60) << i + 1 << " and " << j + 1;
  }
}

TEST(Pdq, a_copy_that_was_marked_scaled_and_compressed_again_stays_within_the_threshold) {
  for (std::uint32_t seed = 1; seed <= 24; ++seed) {
    SCOPED_TRACE(seed);
    const Canvas original = pictures::draw_scene(seed);
    const Bytes copy = pictures::to_jpeg(pictures::resize(pictures::watermark(original), 427, 320), 70);
    EXPECT_LE(distance(pdq_of_canvas(original), pdq_of_file(copy)), kPdqThreshold);
  }
}

TEST(Pdq, one_canvas_has_one_value_in_every_lossless_format_and_nearly_so_in_jpeg) {
  for (std::uint32_t seed = 40; seed < 46; ++seed) {
    SCOPED_TRACE(seed);
    const Canvas canvas = pictures::draw_scene(seed, 400, 300);
    const Pdq expected = pdq_of_canvas(canvas);
    for (const Bytes& file :
         {pictures::to_png(canvas), pictures::to_bmp(canvas), pictures::to_webp(canvas)}) {
      EXPECT_EQ(to_hex(pdq_of_file(file).bits), to_hex(expected.bits));
    }
    EXPECT_LE(distance(pdq_of_file(pictures::to_jpeg(canvas, 90)), expected), 10);
  }
}

}  // namespace
}  // namespace jium::fingerprint
