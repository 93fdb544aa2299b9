#include "jium/match/feature_match.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace jium::match {
namespace {

using fingerprint::LocalFeature;

// Random features, all different.
std::vector<LocalFeature> random_features(std::size_t count, std::uint32_t seed) {
  std::mt19937 dice(seed);
  std::vector<LocalFeature> features(count);
  for (LocalFeature& feature : features) {
    feature.x = static_cast<std::uint16_t>(dice());
    feature.y = static_cast<std::uint16_t>(dice());
    feature.angle = static_cast<std::uint8_t>(dice());
    feature.size = static_cast<std::uint8_t>(120 + dice() % 30);
    for (std::uint8_t& byte : feature.bits) byte = static_cast<std::uint8_t>(dice());
  }
  return features;
}

// Turned by a quarter with the clock about the middle, and half as large.
LocalFeature turned(const LocalFeature& from) {
  LocalFeature to = from;
  to.x = static_cast<std::uint16_t>(32767 - (from.y - 32767) / 2);
  to.y = static_cast<std::uint16_t>(32767 + (from.x - 32767) / 2);
  to.angle = static_cast<std::uint8_t>(from.angle + 64);
  to.size = static_cast<std::uint8_t>(from.size - 16);
  return to;
}

TEST(MatchFeatures, of_a_picture_with_itself_agree_everywhere) {
  const auto features = random_features(200, 1);
  const FeatureMatch match = match_features(features, {}, features, {});
  EXPECT_GE(match.inliers, 170);  // places very near each other count once
  EXPECT_EQ(match.visible, 200);
  EXPECT_DOUBLE_EQ(match.spread, 1);
  EXPECT_DOUBLE_EQ(match.contradicted, 0);
  EXPECT_NEAR(match.map.xx, 1, 0.01);
  EXPECT_NEAR(match.map.x0, 0, 0.01);
}

TEST(MatchFeatures, tell_how_one_picture_lies_in_the_other) {
  const auto known = random_features(200, 2);
  std::vector<LocalFeature> seen = random_features(300, 3);
  for (const LocalFeature& feature : known) seen.push_back(turned(feature));
  const FeatureMatch match = match_features(known, {}, seen, {});
  EXPECT_GE(match.inliers, 150);
  EXPECT_NEAR(match.map.xx, 0, 0.02);
  EXPECT_NEAR(match.map.xy, -0.5, 0.02);
  EXPECT_NEAR(match.map.yx, 0.5, 0.02);
}

TEST(MatchFeatures, of_unrelated_pictures_hardly_agree) {
  for (std::uint32_t seed = 10; seed < 20; ++seed) {
    EXPECT_LT(match_features(random_features(300, seed), {}, random_features(800, seed + 50), {}).inliers, 4);
  }
}

TEST(MatchFeatures, with_the_right_bits_at_the_wrong_places_do_not_agree) {
  const auto known = random_features(200, 4);
  auto seen = random_features(200, 5);
  for (std::size_t i = 0; i < seen.size(); ++i) seen[i].bits = known[i].bits;
  const FeatureMatch match = match_features(known, {}, seen, {});
  EXPECT_EQ(match.pairs, 200);
  EXPECT_LT(match.inliers, 8);
}

TEST(MatchFeatures, name_a_large_part_that_shows_something_else) {
  const auto known = random_features(300, 6);
  auto seen = random_features(300, 7);
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].y < 20'000) seen[i] = known[i];  // the same caption, another picture beneath
  }
  const FeatureMatch match = match_features(known, {}, seen, {});
  EXPECT_GT(match.inliers, 40);
  EXPECT_GE(match.contradicted, 0.6);
  EXPECT_LT(match.spread, 0.4);
}

TEST(MatchFeatures, on_one_line_have_no_breadth) {
  auto known = random_features(100, 8);
  for (LocalFeature& feature : known) feature.y = 30'000;
  EXPECT_LT(match_features(known, {}, known, {}).breadth, 0.001);
}

TEST(MatchFeatures, of_nothing_are_nothing) {
  EXPECT_EQ(match_features({}, {}, {}, {}).inliers, 0);
  EXPECT_EQ(match_features(random_features(50, 1), {}, {}, {}).inliers, 0);
  const std::vector<LocalFeature> same(100);  // all in one place: no map can be told from them
  EXPECT_LT(match_features(same, {}, same, {}).inliers, 4);
}

TEST(ShapeOf, is_in_parts_of_the_longest_side) {
  EXPECT_DOUBLE_EQ(shape_of(400, 100).width, 1);
  EXPECT_DOUBLE_EQ(shape_of(400, 100).height, 0.25);
  EXPECT_DOUBLE_EQ(shape_of(0, 0).height, 0);
}

}  // namespace
}  // namespace jium::match
