#include "jium/fingerprint/pdq.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>

#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

using pictures::Canvas;

Pdq pdq_of_canvas(const Canvas& canvas) {
  return pdq_of({canvas.rgb.data(), canvas.width, canvas.height});
}

int distance(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
  return bits;
}
int distance(const Pdq& a, const Pdq& b) {
  return distance(a.bits, b.bits);
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

// The same pixels in another order: where pixel x, y of the turned picture comes from.
Canvas turned(const Canvas& from, Dihedral way) {
  const bool swap = way == Dihedral::rotated_90 || way == Dihedral::rotated_270 ||
                    way == Dihedral::transposed || way == Dihedral::antitransposed;
  const int right = from.width - 1;
  const int bottom = from.height - 1;
  const auto source = [&](int x, int y) -> std::pair<int, int> {
    switch (way) {
      case Dihedral::as_is:
        return {x, y};
      case Dihedral::rotated_90:
        return {right - y, x};
      case Dihedral::rotated_180:
        return {right - x, bottom - y};
      case Dihedral::rotated_270:
        return {y, bottom - x};
      case Dihedral::mirrored:
        return {right - x, y};
      case Dihedral::flipped:
        return {x, bottom - y};
      case Dihedral::transposed:
        return {y, x};
      case Dihedral::antitransposed:
        return {right - y, bottom - x};
    }
    return {0, 0};
  };
  return paint(swap ? from.height : from.width, swap ? from.width : from.height,
               [&](int x, int y, int colour) {
                 const auto [at_x, at_y] = source(x, y);
                 return from.rgb[static_cast<std::size_t>((at_y * from.width + at_x) * 3 + colour)];
               });
}

TEST(PdqForms, every_form_is_near_the_hash_of_the_turned_picture_and_no_other_is) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const Canvas scene = pictures::draw_scene(seed, 480, 360);
    const PdqForms forms = pdq_forms_of({scene.rgb.data(), scene.width, scene.height});
    for (std::size_t way = 0; way < kDihedrals; ++way) {
      const Pdq truly = pdq_of_canvas(turned(scene, static_cast<Dihedral>(way)));
      for (std::size_t form = 0; form < kDihedrals; ++form) {
        const int apart = distance(forms.forms[form], truly.bits);
        if (form == way) {
          EXPECT_LE(apart, 16) << "scene " << seed << ", form " << form;
        } else {
          EXPECT_GT(apart, kPdqThreshold) << "scene " << seed << ", form " << form << " of " << way;
        }
      }
    }
  }
}

TEST(PdqForms, the_first_form_and_the_quality_are_those_of_the_plain_hash) {
  for (const Canvas& canvas : {rings(), thin(), tiny(), exact_64(), pictures::draw_scene(5)}) {
    const media::PixelView view{canvas.rgb.data(), canvas.width, canvas.height};
    EXPECT_EQ(pdq_forms_of(view).of(Dihedral::as_is), pdq_of(view).bits);
    EXPECT_EQ(pdq_forms_of(view).quality, pdq_of(view).quality);
    EXPECT_EQ(pdq_forms_of(luma_of(view).view()).forms, pdq_forms_of(view).forms);
  }
}

TEST(PdqForms, a_side_below_five_pixels_has_zero_forms) {
  const Canvas dots = paint(4, 90, [](int x, int y, int) { return (x * 97 + y * 31) % 256; });
  const PdqForms forms = pdq_forms_of({dots.rgb.data(), dots.width, dots.height});
  for (const auto& form : forms.forms) EXPECT_EQ(form, (std::array<std::uint8_t, 32>{}));
  EXPECT_EQ(forms.quality, 0);
}

TEST(Pdq512, up_to_512_pixels_both_dialects_are_one) {
  for (const Canvas& canvas :
       {rings(), thin(), pictures::draw_scene(4, 512, 512), pictures::draw_scene(4, 512, 9)}) {
    const media::PixelView view{canvas.rgb.data(), canvas.width, canvas.height};
    EXPECT_EQ(pdq_512_of(view), pdq_of(view));
  }
  const Canvas line = paint(4, 400, [](int x, int y, int) { return (x * 97 + y * 31) % 256; });
  EXPECT_EQ(pdq_512_of({line.rgb.data(), line.width, line.height}), Pdq{});
}

TEST(Pdq512, above_512_pixels_the_dialects_are_near_and_not_the_same) {
  int most = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    const Canvas scene = pictures::draw_scene(seed, 1280, 960);
    const media::PixelView view{scene.rgb.data(), scene.width, scene.height};
    const int apart = distance(pdq_512_of(view), pdq_of(view));
    EXPECT_LE(apart, 40);
    most = std::max(most, apart);
  }
  EXPECT_GT(most, 0);
}

// The grid makes a line 512 pixels thick: there is something to hash, as the reference has it.
TEST(Pdq512, a_long_line_has_a_value_although_it_is_too_thin_for_the_other_dialect) {
  const Canvas line = paint(900, 2, [](int x, int y, int) { return (x * x / 90 + y * 31) % 256; });
  const media::PixelView view{line.rgb.data(), line.width, line.height};
  EXPECT_EQ(pdq_of(view), Pdq{});
  EXPECT_NE(pdq_512_of(view).bits, Pdq{}.bits);
  EXPECT_EQ(pdq_512_of({nullptr, 0, 0}), Pdq{});
}

TEST(Luma, it_is_the_weighted_sum_of_the_colours) {
  const std::vector<std::uint8_t> rgb{255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 10, 20, 30};
  const Luma luma = luma_of({rgb.data(), 3, 2});
  EXPECT_EQ(luma.width, 3);
  EXPECT_EQ(luma.height, 2);
  const std::vector<float> expected{76.245F, 149.685F, 29.07F, 255.0F, 0.0F, 18.15F};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(luma.values[i], expected[i], 1e-4F) << i;
}

TEST(Luma, a_view_is_the_rectangle_and_never_more_than_there_is) {
  Luma luma{4, 3, {}};
  for (int i = 0; i < 12; ++i) luma.values.push_back(static_cast<float>(i));
  const LumaView inner = luma.view({1, 1, 2, 2});
  EXPECT_EQ(inner.width, 2);
  EXPECT_EQ(inner.height, 2);
  EXPECT_EQ(inner.row(0)[0], 5);
  EXPECT_EQ(inner.row(1)[1], 10);
  EXPECT_EQ(inner.view({1, 0, 1, 2}).row(1)[0], 10);
  const LumaView cut = luma.view({2, -5, 100, 6});
  EXPECT_EQ(cut.width, 2);
  EXPECT_EQ(cut.height, 1);
  EXPECT_EQ(cut.row(0)[1], 3);
  EXPECT_EQ(luma.view({9, 9, 3, 3}).width, 0);
  EXPECT_EQ(luma.view({1, 1, -4, -4}).height, 0);
}

// By its definition, in doubles, pixel by pixel.
double mean_of(const LumaView& luma, double left, double top, double right, double bottom) {
  double sum = 0;
  for (int y = static_cast<int>(top); y < std::min(luma.height, static_cast<int>(std::ceil(bottom))); ++y) {
    for (int x = static_cast<int>(left); x < std::min(luma.width, static_cast<int>(std::ceil(right))); ++x) {
      const double across = std::min(right, x + 1.0) - std::max(left, static_cast<double>(x));
      const double down = std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y));
      sum += std::max(across, 0.0) * std::max(down, 0.0) * static_cast<double>(luma.row(y)[x]);
    }
  }
  return sum / ((right - left) * (bottom - top));
}

RC_GTEST_PROP(Downscale, every_new_pixel_is_the_mean_of_what_it_covers, ()) {
  Luma luma{*rc::gen::inRange(1, 90), *rc::gen::inRange(1, 70), {}};
  const auto seed = *rc::gen::inRange(1, 1000);
  for (int i = 0; i < luma.width * luma.height; ++i) {
    luma.values.push_back(static_cast<float>((i * seed + i / 7) % 256));
  }
  const int longest = std::max(luma.width, luma.height);
  const int asked = *rc::gen::inRange(1, longest + 1);
  const Luma made = downscale(luma.view(), asked);
  RC_ASSERT(std::max(made.width, made.height) == asked);
  const double across = static_cast<double>(luma.width) / made.width;
  const double down = static_cast<double>(luma.height) / made.height;
  for (int y = 0; y < made.height; ++y) {
    for (int x = 0; x < made.width; ++x) {
      const double expected = mean_of(luma.view(), x * across, y * down, (x + 1) * across, (y + 1) * down);
      RC_ASSERT(std::abs(static_cast<double>(made.view().row(y)[x]) - expected) < 0.01);
    }
  }
}

TEST(Downscale, nothing_is_enlarged_and_a_thin_picture_keeps_one_pixel) {
  const Luma luma{3, 2, {1, 2, 3, 4, 5, 6}};
  EXPECT_EQ(downscale(luma.view(), 3).values, luma.values);
  EXPECT_EQ(downscale(luma.view(), 900).values, luma.values);
  EXPECT_EQ(downscale(luma.view({1, 0, 2, 2}), 9).values, (std::vector<float>{2, 3, 5, 6}));
  const Luma line = downscale(Luma{100, 2, std::vector<float>(200, 7)}.view(), 10);
  EXPECT_EQ(line.width, 10);
  EXPECT_EQ(line.height, 1);
  EXPECT_EQ(downscale(luma.view(), 0).values.size(), 1U);
  EXPECT_TRUE(downscale(luma.view({0, 0, 0, 0}), 5).values.empty());
}

}  // namespace
}  // namespace jium::fingerprint
