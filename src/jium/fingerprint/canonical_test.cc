#include "jium/fingerprint/canonical.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

using pictures::Canvas;

Canvas plain(int width, int height, std::uint8_t shade) {
  return {width, height,
          std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3,
                                    shade)};
}

void paste(Canvas& on, const Canvas& what, int left, int top) {
  for (int y = 0; y < what.height; ++y) {
    const auto* from = what.rgb.data() + static_cast<std::ptrdiff_t>(y) * what.width * 3;
    std::copy(from, from + what.width * 3,
              on.rgb.data() + (static_cast<std::ptrdiff_t>(y + top) * on.width + left) * 3);
  }
}

Luma luma_of_canvas(const Canvas& canvas) {
  return luma_of({canvas.rgb.data(), canvas.width, canvas.height});
}

// Within two pixels: the line at a seam is cut too.
void expect_near(const Area& found, const Area& expected) {
  EXPECT_LE(std::abs(found.left - expected.left), 2);
  EXPECT_LE(std::abs(found.top - expected.top), 2);
  EXPECT_LE(std::abs(found.left + found.width - expected.left - expected.width), 2);
  EXPECT_LE(std::abs(found.top + found.height - expected.top - expected.height), 2);
}

TEST(CanonicalArea, of_an_unframed_scene_is_nearly_the_whole) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    const Luma luma = luma_of_canvas(pictures::draw_scene(seed, 400, 300));
    const Area area = canonical_area(luma.view());
    EXPECT_GE(area.width, 360) << seed;
    EXPECT_GE(area.height, 270) << seed;
  }
}

// A frame changes nothing: a flat sky may be cut too, but then with the frame as well as without.
TEST(CanonicalArea, leaves_out_letterbox_pillarbox_and_borders_of_any_shade) {
  for (const std::uint32_t seed : {1U, 2U, 5U}) {
    const Canvas scene = pictures::draw_scene(seed, 300, 200);
    const Area own = canonical_area(luma_of_canvas(scene).view());
    EXPECT_GE(own.height, 180);
    for (const std::uint8_t shade : {0, 120, 255}) {
      for (const auto& [x, y] : {std::pair(0, 40), std::pair(60, 0), std::pair(25, 25)}) {
        Canvas framed = plain(300 + 2 * x, 200 + 2 * y, shade);
        paste(framed, scene, x, y);
        expect_near(canonical_area(luma_of_canvas(framed).view()),
                    {x + own.left, y + own.top, own.width, own.height});
      }
    }
  }
}

TEST(CanonicalArea, leaves_out_a_band_with_text_on_it) {
  const Canvas scene = pictures::draw_scene(5, 320, 240);
  const Area own = canonical_area(luma_of_canvas(scene).view());
  EXPECT_GE(own.height, 200);
  Canvas captioned = plain(320, 300, 255);
  paste(captioned, scene, 0, 60);
  for (int letter = 0; letter < 12; ++letter) paste(captioned, plain(8, 20, 0), 20 + letter * 22, 20);
  expect_near(canonical_area(luma_of_canvas(captioned).view()),
              {own.left, 60 + own.top, own.width, own.height});
}

TEST(CanonicalArea, of_one_shade_keeps_a_quarter_of_each_side) {
  const Area area = canonical_area(luma_of_canvas(plain(200, 100, 70)).view());
  EXPECT_GE(area.width, 50);
  EXPECT_GE(area.height, 25);
  EXPECT_EQ(canonical_area(luma_of_canvas(plain(1, 1, 0)).view()).width, 1);
}

TEST(InnerFrames, find_most_pictures_in_pictures) {
  int found = 0;
  for (std::uint32_t seed = 4; seed < 14; ++seed) {
    Canvas host = pictures::draw_scene(seed, 480, 360);
    paste(host, pictures::draw_scene(seed + 50, 180, 140), 60, 90);
    const auto frames = inner_frames(luma_of_canvas(host).view(), 10);
    found += std::any_of(frames.begin(), frames.end(),
                         [](const Area& frame) {
                           return std::abs(frame.left - 60) <= 2 && std::abs(frame.top - 90) <= 2 &&
                                  std::abs(frame.width - 180) <= 4 && std::abs(frame.height - 140) <= 4;
                         })
                 ? 1
                 : 0;
  }
  EXPECT_GE(found, 7);
}

TEST(InnerFrames, are_never_more_than_asked_for_and_always_inside) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    const Luma luma = luma_of_canvas(pictures::draw_scene(seed, 300, 220));
    const std::vector<Area> frames = inner_frames(luma.view(), 4);
    EXPECT_LE(frames.size(), 4U);
    for (const Area& frame : frames) {
      EXPECT_TRUE(frame.left >= 0 && frame.top >= 0 && frame.left + frame.width <= 300 &&
                  frame.top + frame.height <= 220);
    }
  }
  EXPECT_TRUE(inner_frames(luma_of_canvas(plain(20, 20, 9)).view(), 10).empty());
}

}  // namespace
}  // namespace jium::fingerprint
