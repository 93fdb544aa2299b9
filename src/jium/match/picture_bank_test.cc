#include "jium/match/picture_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "pictures/pictures.h"

namespace jium::match {
namespace {

using fingerprint::PicturePrint;
using fingerprint::PictureQuery;
using pictures::Canvas;

PicturePrint print_of(const Canvas& canvas) {
  return fingerprint::print_of({canvas.rgb.data(), canvas.width, canvas.height});
}
PictureQuery query_of(const Canvas& canvas) {
  return fingerprint::query_of({canvas.rgb.data(), canvas.width, canvas.height});
}

// `from(x, y)`: which pixel of the old picture a pixel of the new one is; outside it is `shade`.
Canvas moved(const Canvas& old, int width, int height,
             const std::function<std::pair<double, double>(int, int)>& from, std::uint8_t shade = 0) {
  Canvas canvas{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto [u, v] = from(x, y);
      const int column = static_cast<int>(std::floor(u)), row = static_cast<int>(std::floor(v));
      const bool inside = column >= 0 && row >= 0 && column < old.width && row < old.height;
      for (int c = 0; c < 3; ++c) {
        canvas.rgb.push_back(inside ? old.rgb[static_cast<std::size_t>((row * old.width + column) * 3 + c)]
                                    : shade);
      }
    }
  }
  return canvas;
}

Canvas cropped(const Canvas& old, int left, int top, int width, int height) {
  return moved(old, width, height, [=](int x, int y) { return std::pair(x + left, y + top); });
}
Canvas framed(const Canvas& old, int x_band, int y_band, std::uint8_t shade) {
  return moved(
      old, old.width + 2 * x_band, old.height + 2 * y_band,
      [=](int x, int y) { return std::pair(x - x_band, y - y_band); }, shade);
}
Canvas mirrored(const Canvas& old) {
  return moved(old, old.width, old.height, [&](int x, int y) { return std::pair(old.width - 1 - x, y); });
}
Canvas quarter_turned(const Canvas& old) {
  return moved(old, old.height, old.width, [&](int x, int y) { return std::pair(y, old.height - 1 - x); });
}
Canvas rotated(const Canvas& old, double degrees) {
  const double turn = degrees * 3.14159265358979 / 180;
  const double mx = old.width / 2.0, my = old.height / 2.0;
  return moved(old, old.width, old.height, [=](int x, int y) {
    const double dx = x - mx, dy = y - my;
    return std::pair(mx + dx * std::cos(turn) + dy * std::sin(turn),
                     my - dx * std::sin(turn) + dy * std::cos(turn));
  });
}
Canvas negative(Canvas canvas) {
  for (std::uint8_t& value : canvas.rgb) value = static_cast<std::uint8_t>(255 - value);
  return canvas;
}
void paste(Canvas& on, const Canvas& what, int left, int top) {
  for (int y = 0; y < what.height; ++y) {
    const auto* from = what.rgb.data() + static_cast<std::ptrdiff_t>(y) * what.width * 3;
    std::copy(from, from + what.width * 3,
              on.rgb.data() + (static_cast<std::ptrdiff_t>(y + top) * on.width + left) * 3);
  }
}
Canvas with_box(Canvas canvas, int left, int top, int width, int height) {
  Canvas box{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), 200)};
  paste(canvas, box, left, top);
  return canvas;
}
Canvas inset(const Canvas& what, const Canvas& host, int width, int left, int top) {
  Canvas made = host;
  paste(made, pictures::resize(what, width, width * what.height / what.width), left, top);
  return made;
}

// Glyphs of a 3x5 grid in lines: pages whose letters are all alike.
Canvas page(std::uint32_t seed) {
  Canvas canvas{480, 640, std::vector<std::uint8_t>(480 * 640 * 3, 245)};
  std::uint32_t state = seed * 747796405U + 1;
  constexpr std::array<std::uint16_t, 6> kGlyphs{0x5BEF, 0x7927, 0x7B6F, 0x2492, 0x79E7, 0x5AAD};
  for (int line = 40; line < 600; line += 22) {
    for (int at = 40; at < 430; at += 14) {
      state = state * 1664525U + 1013904223U;
      const std::uint16_t glyph = kGlyphs[(state >> 20) % kGlyphs.size()];
      if ((state >> 28) < 2) continue;
      for (int dot = 0; dot < 15; ++dot) {
        if ((glyph >> dot & 1) == 0) continue;
        const Canvas ink{3, 3, std::vector<std::uint8_t>(27, 20)};
        paste(canvas, ink, at + dot % 3 * 3, line + dot / 3 * 3);
      }
    }
  }
  return canvas;
}

// Thirty registered scenes, thrice used.
class ThePictureBank : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    bank_ = new PictureBank();
    for (std::uint32_t seed = 1; seed <= 20; ++seed) bank_->put(seed, print_of(pictures::draw_scene(seed)));
    for (std::uint32_t seed = 1; seed <= 4; ++seed) bank_->put(100 + seed, print_of(page(seed)));
  }
  static void TearDownTestSuite() { delete bank_; }

  // Each of some scenes is found after the edit, and nothing else is.
  static void expect_found(const char* what, const std::function<Canvas(const Canvas&)>& edit) {
    for (const std::uint32_t seed : {2U, 9U, 14U}) {
      const auto matches = bank_->find(query_of(edit(pictures::draw_scene(seed))));
      ASSERT_EQ(matches.size(), 1U) << what << " of scene " << seed;
      EXPECT_EQ(matches[0].item, seed) << what;
      EXPECT_GE(matches[0].sureness, 0.5) << what;
      EXPECT_LE(matches[0].sureness, 1.0) << what;
    }
  }
  static inline PictureBank* bank_ = nullptr;
};

TEST_F(ThePictureBank, finds_the_same_picture_at_distance_nothing) {
  const auto matches = bank_->find(query_of(pictures::draw_scene(3)));
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_EQ(matches[0].item, 3U);
  EXPECT_EQ(matches[0].witness, Witness::pdq);
  EXPECT_EQ(matches[0].measure, 0);
  EXPECT_DOUBLE_EQ(matches[0].sureness, 1);
}

TEST_F(ThePictureBank, finds_every_class_of_edit) {
  expect_found("resize", [](const Canvas& c) { return pictures::resize(c, 300, 225); });
  expect_found("watermark", [](const Canvas& c) { return pictures::watermark(c); });
  expect_found("mirror", mirrored);
  expect_found("quarter turn", quarter_turned);
  expect_found("negative", negative);
  expect_found("letterbox", [](const Canvas& c) { return framed(c, 0, 100, 0); });
  expect_found("border", [](const Canvas& c) { return framed(c, 90, 90, 255); });
  expect_found("crop", [](const Canvas& c) { return cropped(c, 70, 60, 480, 370); });
  expect_found("narrow crop", [](const Canvas& c) { return cropped(c, 160, 100, 400, 330); });
  expect_found("mirrored crop", [](const Canvas& c) { return mirrored(cropped(c, 60, 40, 500, 400)); });
  expect_found("rotation", [](const Canvas& c) { return rotated(c, 7); });
  expect_found("stretch", [](const Canvas& c) { return pictures::resize(c, 640, 340); });
  expect_found("box", [](const Canvas& c) { return with_box(c, 200, 150, 220, 180); });
}

TEST_F(ThePictureBank, finds_a_picture_in_a_picture) {
  expect_found("inset", [](const Canvas& c) { return inset(c, pictures::draw_scene(77), 420, 180, 130); });
  expect_found("side by side", [](const Canvas& c) {
    Canvas both{640, 240, std::vector<std::uint8_t>(640 * 240 * 3)};
    paste(both, pictures::resize(pictures::draw_scene(78), 320, 240), 0, 0);
    paste(both, pictures::resize(c, 320, 240), 320, 0);
    return both;
  });
}

TEST_F(ThePictureBank, finds_nothing_for_unrelated_scenes) {
  for (std::uint32_t seed = 200; seed < 230; ++seed) {
    EXPECT_TRUE(bank_->find(query_of(pictures::draw_scene(seed, 480, 360))).empty()) << seed;
  }
}

TEST_F(ThePictureBank, takes_no_page_of_text_for_another) {
  EXPECT_EQ(bank_->find(query_of(page(3))).size(), 1U);
  for (std::uint32_t seed = 50; seed < 58; ++seed)
    EXPECT_TRUE(bank_->find(query_of(page(seed))).empty()) << seed;
}

TEST(PictureBank, does_not_take_the_same_caption_or_frame_for_the_same_picture) {
  // A band of text above, as large as a third of the picture, the same on both.
  const auto captioned = [](std::uint32_t seed) {
    Canvas made{480, 540, std::vector<std::uint8_t>(480 * 540 * 3, 245)};
    paste(made, cropped(page(9), 0, 30, 480, 180), 0, 0);
    paste(made, pictures::draw_scene(seed, 480, 360), 0, 180);
    return made;
  };
  PictureBank bank;
  bank.put(1, print_of(captioned(31)));
  EXPECT_EQ(bank.find(query_of(captioned(31))).size(), 1U);
  for (std::uint32_t seed = 32; seed < 38; ++seed)
    EXPECT_TRUE(bank.find(query_of(captioned(seed))).empty()) << seed;
}

// A soft gradient has no features of its own: all that it shares with another picture are the captions.
TEST(PictureBank, does_not_take_a_plain_picture_for_every_picture_under_its_captions) {
  const auto captioned = [](const Canvas& picture) {
    Canvas made{480, 500, std::vector<std::uint8_t>(480 * 500 * 3, 245)};
    paste(made, cropped(page(9), 0, 30, 480, 70), 0, 0);
    paste(made, picture, 0, 70);
    paste(made, cropped(page(11), 0, 160, 480, 70), 0, 430);
    return made;
  };
  Canvas gradient{480, 360, std::vector<std::uint8_t>(480 * 360 * 3)};
  for (std::size_t i = 0; i < gradient.rgb.size(); ++i)
    gradient.rgb[i] = static_cast<std::uint8_t>(90 + (i / 3) % 480 / 6 + (i / 3) / 480 / 8);
  PictureBank bank;
  bank.put(1, print_of(captioned(gradient)));
  EXPECT_EQ(bank.find(query_of(captioned(gradient))).size(), 1U);
  for (std::uint32_t seed = 40; seed < 46; ++seed)
    EXPECT_TRUE(bank.find(query_of(captioned(pictures::draw_scene(seed, 480, 360)))).empty()) << seed;
}

// Flat drawings of one hand: the same suns, windows and roofs, set elsewhere.
TEST(PictureBank, does_not_take_drawings_with_the_same_elements_for_the_same_picture) {
  for (const auto& [known, asked] : {std::pair(14U, 1054U), std::pair(23U, 1209U)}) {
    PictureBank bank;
    bank.put(known, print_of(pictures::draw_scene(known)));
    EXPECT_TRUE(bank.find(query_of(pictures::draw_scene(asked, 320, 240))).empty())
        << known << " and " << asked;
  }
}

TEST(PictureBank, forgets_what_is_removed_and_what_is_put_again) {
  PictureBank bank;
  bank.put(1, print_of(pictures::draw_scene(1)));
  bank.put(2, print_of(pictures::draw_scene(2)));
  EXPECT_EQ(bank.items(), 2U);
  bank.put(1, print_of(pictures::draw_scene(5)));
  EXPECT_EQ(bank.items(), 2U);
  EXPECT_TRUE(bank.find(query_of(pictures::draw_scene(1))).empty());
  EXPECT_EQ(bank.find(query_of(pictures::draw_scene(5))).size(), 1U);
  bank.remove(2);
  bank.remove(2);
  EXPECT_TRUE(bank.find(query_of(pictures::draw_scene(2))).empty());
  EXPECT_EQ(bank.items(), 1U);
}

TEST(PictureBank, beyond_its_wide_size_still_finds_plain_copies_and_crops) {
  BankLimits limits;
  limits.wide_items = 0;
  PictureBank bank(limits);
  for (std::uint32_t seed = 1; seed <= 6; ++seed) bank.put(seed, print_of(pictures::draw_scene(seed)));
  EXPECT_EQ(bank.find(query_of(pictures::draw_scene(4))).at(0).item, 4U);
  EXPECT_EQ(bank.find(query_of(cropped(pictures::draw_scene(4), 40, 40, 540, 400))).at(0).item, 4U);
}

TEST(ComparePictures, tells_where_the_known_picture_lies) {
  const Canvas scene = pictures::draw_scene(6);
  const auto boxed = compare(print_of(scene), query_of(framed(scene, 0, 120, 0)));
  ASSERT_TRUE(boxed);
  EXPECT_NEAR(boxed->in_query.top, fingerprint::kPartUnit / 6, 1500);
  EXPECT_NEAR(boxed->in_query.bottom, fingerprint::kPartUnit * 5 / 6, 1500);
}

TEST(ComparePictures, agrees_with_the_bank_and_needs_nothing_to_see_on_either_side) {
  const Canvas scene = pictures::draw_scene(8);
  EXPECT_TRUE(compare(print_of(scene), query_of(cropped(scene, 60, 50, 500, 380))));
  EXPECT_FALSE(compare(print_of(scene), query_of(pictures::draw_scene(9))));
  const Canvas plain{200, 200, std::vector<std::uint8_t>(200 * 200 * 3, 77)};
  EXPECT_FALSE(compare(print_of(plain), query_of(plain)));
  EXPECT_FALSE(compare(PicturePrint{}, PictureQuery{}));
}

}  // namespace
}  // namespace jium::match
