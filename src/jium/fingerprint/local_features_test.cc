#include "jium/fingerprint/local_features.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

using pictures::Canvas;

Luma luma_of_canvas(const Canvas& canvas) {
  return luma_of({canvas.rgb.data(), canvas.width, canvas.height});
}

TEST(LocalFeatures, are_at_most_as_many_as_asked_for_and_lie_inside) {
  const Luma luma = luma_of_canvas(pictures::draw_scene(1, 400, 300));
  const auto features = local_features_of(luma.view(), 100);
  EXPECT_EQ(features.size(), 100U);
  for (const LocalFeature& feature : features) EXPECT_LE(feature.y, kFeatureSpan * 3 / 4 + 1);
}

TEST(LocalFeatures, are_spread_over_the_picture) {
  const Luma luma = luma_of_canvas(pictures::draw_scene(1, 400, 400));
  std::array<int, 4> quarters{};
  for (const LocalFeature& feature : local_features_of(luma.view(), 300)) {
    ++quarters[(feature.x > kFeatureSpan / 2 ? 1U : 0U) + (feature.y > kFeatureSpan / 2 ? 2U : 0U)];
  }
  for (const int count : quarters) EXPECT_GE(count, 15);
}

TEST(LocalFeatures, of_the_mirrored_picture_are_those_of_its_mirrored_pixels) {
  const Canvas scene = pictures::draw_scene(2, 320, 240);
  Canvas mirrored = scene;
  for (int y = 0; y < scene.height; ++y) {
    for (int x = 0; x < scene.width; ++x) {
      for (int c = 0; c < 3; ++c) {
        const auto at = [&](int column) {
          return static_cast<std::size_t>((y * scene.width + column) * 3 + c);
        };
        mirrored.rgb[at(x)] = scene.rgb[at(scene.width - 1 - x)];
      }
    }
  }
  EXPECT_EQ(mirrored_features_of(luma_of_canvas(scene).view(), 200),
            local_features_of(luma_of_canvas(mirrored).view(), 200));
  EXPECT_NE(mirrored_features_of(luma_of_canvas(scene).view(), 200),
            local_features_of(luma_of_canvas(scene).view(), 200));
}

TEST(LocalFeatures, of_a_fainter_copy_are_mostly_the_same) {
  const Canvas scene = pictures::draw_scene(3, 320, 240);
  Canvas faint = scene;
  for (std::uint8_t& value : faint.rgb) value = static_cast<std::uint8_t>(100 + value / 4);
  const auto of_scene = local_features_of(luma_of_canvas(scene).view(), 200);
  const auto of_faint = local_features_of(luma_of_canvas(faint).view(), 200);
  const auto same = std::count_if(of_faint.begin(), of_faint.end(), [&](const LocalFeature& a) {
    return std::any_of(of_scene.begin(), of_scene.end(), [&](const LocalFeature& b) {
      return std::abs(a.x - b.x) < 300 && std::abs(a.y - b.y) < 300 && std::abs(a.size - b.size) < 3;
    });
  });
  EXPECT_GE(same, 100);
}

TEST(LocalFeatures, of_what_is_too_small_or_plain_are_none) {
  EXPECT_TRUE(local_features_of(luma_of_canvas(pictures::draw_scene(1, 31, 200)).view(), 100).empty());
  EXPECT_TRUE(
      local_features_of(luma_of_canvas({64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 7)}).view(), 100)
          .empty());
  EXPECT_TRUE(local_features_of(LumaView{}, 100).empty());
}

}  // namespace
}  // namespace jium::fingerprint
