#include "jium/match/video_features.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "jium/fingerprint/pdq.h"

namespace jium::match {
namespace {

using fingerprint::Dihedral;
using fingerprint::LocalFeature;

std::vector<LocalFeature> features_of(std::uint32_t seed, std::size_t count = 60) {
  std::mt19937 dice(seed);
  std::vector<LocalFeature> features(count);
  for (LocalFeature& feature : features) {
    feature.x = static_cast<std::uint16_t>(dice() % 65'536);
    feature.y = static_cast<std::uint16_t>(dice() % 40'000);
    feature.angle = static_cast<std::uint8_t>(dice());
    feature.size = static_cast<std::uint8_t>(120 + dice() % 30);
    for (std::uint8_t& byte : feature.bits) byte = static_cast<std::uint8_t>(dice());
  }
  return features;
}

// Half as large, turned by so many degrees with the clock about the middle, and moved aside.
std::vector<LocalFeature> edited(std::vector<LocalFeature> features, double degrees, int aside = 0) {
  const double turn = degrees * std::numbers::pi / 180;
  for (LocalFeature& feature : features) {
    const double x = (feature.x - 32'768) / 2.0, y = (feature.y - 20'000) / 2.0;
    const auto placed = [&](double at) {
      return static_cast<std::uint16_t>(std::clamp(at + 32'768 + aside, 0.0, 65'535.0));
    };
    feature.x = placed(std::cos(turn) * x - std::sin(turn) * y);
    feature.y = placed(std::sin(turn) * x + std::cos(turn) * y);
    feature.angle =
        static_cast<std::uint8_t>(feature.angle + static_cast<int>(std::lround(degrees / 360 * 256)));
    feature.size = static_cast<std::uint8_t>(feature.size - 16);
  }
  return features;
}

// Key frames of a film, one a second.
std::vector<KeyFrame> film(std::uint32_t seed, int seconds) {
  std::vector<KeyFrame> keys;
  for (int i = 0; i < seconds; ++i)
    keys.push_back({static_cast<float>(i), features_of(seed * 1000 + static_cast<std::uint32_t>(i)), {}});
  return keys;
}

std::vector<KeyFrame> copy(std::vector<KeyFrame> keys, double degrees, bool mirrored = false) {
  for (KeyFrame& key : keys) {
    std::vector<LocalFeature> seen = edited(key.features, degrees);
    key.features = mirrored ? features_of(7) : seen;
    key.mirrored_features = mirrored ? seen : features_of(8);
  }
  return keys;
}

std::vector<KeyPair> pairs_of(const std::vector<KeyFrame>& query, const std::vector<KeyFrame>& reference) {
  KeyFrameIndex index;
  index.add(1, reference);
  return key_pairs(query, reference, index.vote(query, 1));
}

TEST(KeyFrames, AreThoseWithFeaturesAndEnoughQualityByTime) {
  std::vector<VideoFrame> frames{{2, 90, true, {}, features_of(1), {}},
                                 {1, 49, true, {}, features_of(2), {}},
                                 {3, 90, true, {}, {}, {}},
                                 {0.5, 50, true, {}, features_of(3), features_of(4)}};
  const auto keys = key_frames_of(frames);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].seconds, 0.5F);
  EXPECT_EQ(keys[0].mirrored_features, features_of(4));
  EXPECT_EQ(keys[1].features, features_of(1));
}

TEST(KeyFrameIndex, FindsTheKeyFramesThatShowTheSame) {
  KeyFrameIndex index;
  for (std::uint32_t slot = 1; slot <= 5; ++slot) index.add(slot, film(slot, 6));
  const auto votes = index.vote(copy(film(3, 6), 7), 5);
  ASSERT_EQ(votes.size(), 6U);
  for (const KeyVote& vote : votes) {
    EXPECT_EQ(vote.slot, 3U);
    EXPECT_EQ(vote.query, vote.reference);
    EXPECT_FALSE(vote.mirrored);
    EXPECT_GT(vote.votes, 50);
  }
  index.remove(3, film(3, 6));
  EXPECT_TRUE(index.vote(copy(film(3, 6), 7), 4).empty());
  EXPECT_TRUE(index.vote({}, 4).empty());
}

TEST(KeyFrameIndex, TwoDescriptorsAreNoVote) {
  KeyFrameIndex index;
  const auto known = film(1, 1);
  index.add(1, known);
  std::vector<KeyFrame> query{{0, features_of(9), {}}};
  for (const std::size_t i : {0U, 1U}) query[0].features[i] = known[0].features[i];
  EXPECT_TRUE(index.vote(query, 1).empty());
  query[0].features[2] = known[0].features[2];
  EXPECT_EQ(index.vote(query, 1).size(), 1U);
}

TEST(KeyFrameIndex, ADescriptorIsTheSameWithin31Bits) {
  KeyFrameIndex index;
  const auto known = film(1, 1);
  index.add(1, known);
  const auto votes_at = [&](int bits) {
    std::vector<KeyFrame> query = known;
    for (LocalFeature& feature : query[0].features) {
      for (int i = 0; i < bits; ++i)
        feature.bits[static_cast<std::size_t>(i * 5 % 32)] ^= static_cast<std::uint8_t>(1U << (i / 32));
    }
    return index.vote(query, 1);
  };
  ASSERT_EQ(votes_at(31).size(), 1U);
  EXPECT_EQ(votes_at(31)[0].votes, 60);
  EXPECT_TRUE(votes_at(32).empty());
}

TEST(KeyFrameIndex, Of240DescriptorsAndNoMoreOfAKeyFrameAreAsked) {
  KeyFrameIndex index;
  std::vector<KeyFrame> query{{0, features_of(1, 243), {}}};
  std::vector<KeyFrame> known{{0, {query[0].features.begin() + 237, query[0].features.end()}, {}}};
  index.add(1, known);
  const auto votes = index.vote(query, 1);
  ASSERT_EQ(votes.size(), 1U);
  EXPECT_EQ(votes[0].votes, 3);
}

TEST(KeyFrameIndex, WhatManyVideosHaveSaysNothing) {
  KeyFrameIndex index;
  const auto shared = film(1, 1);
  for (std::uint32_t slot = 0; slot < 12; ++slot) index.add(slot, shared);
  EXPECT_EQ(index.vote(shared, 12).size(), 12U);
  index.add(12, shared);
  EXPECT_TRUE(index.vote(shared, 13).empty());
  EXPECT_FALSE(index.vote(shared, 13 * 50).empty()) << "thirteen of many are few";
}

TEST(KeyFrameIndex, OfALongQueryKeyFramesAreAskedEvenly) {
  KeyFrameIndex index;
  const auto reference = film(1, 241);
  index.add(1, reference);
  const auto votes = index.vote(reference, 1);
  ASSERT_EQ(votes.size(), 81U);
  for (const KeyVote& vote : votes) EXPECT_EQ(vote.query % 3, 0U);
}

TEST(KeyPairs, TellHowTheCopyIsTurned) {
  const auto reference = film(4, 4);
  using enum Dihedral;
  for (const auto& [degrees, is_mirrored, form] : {std::tuple(7.0, false, as_is),
                                                   {-20.0, false, as_is},
                                                   {90.0, false, rotated_90},
                                                   {180.0, false, rotated_180},
                                                   {270.0, false, rotated_270},
                                                   {5.0, true, mirrored},
                                                   {90.0, true, transposed},
                                                   {180.0, true, flipped},
                                                   {270.0, true, antitransposed}}) {
    const auto pairs = pairs_of(copy(reference, degrees, is_mirrored), reference);
    ASSERT_EQ(pairs.size(), 4U) << degrees;
    for (const KeyPair& pair : pairs) {
      EXPECT_EQ(pair.form, static_cast<std::uint8_t>(form)) << degrees;
      EXPECT_EQ(pair.query, pair.reference);
      EXPECT_GE(pair.match.inliers, 40);
      EXPECT_EQ(pair.agreeing, 3);
    }
  }
}

TEST(KeyPairs, OfFramesThatLieElsewhereDoNotAgree) {
  const auto reference = film(5, 2);
  std::vector<KeyFrame> query = reference;
  query[0].features = edited(reference[0].features, 0);
  query[1].features = edited(reference[1].features, 0, 4000);  // 0.12 of what it measures there
  for (const KeyPair& pair : pairs_of(query, reference)) EXPECT_EQ(pair.agreeing, 0);
  query[1].features = edited(reference[1].features, 0, 2000);
  for (const KeyPair& pair : pairs_of(query, reference)) EXPECT_EQ(pair.agreeing, 1);
}

KeyPair pair(int inliers, int agreeing) {
  KeyPair one;
  one.query = 3;
  one.reference = 8;
  one.form = 4;
  one.match.inliers = inliers;
  one.match.spread = 0.5;
  one.match.breadth = one.match.seen_breadth = 0.1;
  one.agreeing = agreeing;
  return one;
}

TEST(WeighedKeyPairs, FewInliersNeedAnotherMomentThatAgrees) {
  EXPECT_TRUE(weighed({pair(5, 9)}).empty());
  EXPECT_EQ(weighed({pair(6, 1)}).size(), 1U);
  EXPECT_TRUE(weighed({pair(11, 0)}).empty());
  EXPECT_EQ(weighed({pair(12, 0)}).size(), 1U);
}

TEST(WeighedKeyPairs, MoreInliersAreWorthMoreAndNearer) {
  const auto pairs = weighed({pair(6, 1), pair(9, 1), pair(12, 1), pair(60, 1)});
  ASSERT_EQ(pairs.size(), 4U);
  EXPECT_DOUBLE_EQ(pairs[0].weight, 0.5);
  EXPECT_DOUBLE_EQ(pairs[1].weight, 0.75);
  EXPECT_DOUBLE_EQ(pairs[3].weight, 1);
  EXPECT_EQ(pairs[0].distance, 62);
  EXPECT_EQ(pairs[1].distance, 56);
  EXPECT_EQ(pairs[3].distance, 10);
  EXPECT_EQ(pairs[0].query, 3);
  EXPECT_EQ(pairs[0].reference, 8);
  EXPECT_EQ(pairs[0].form, 4);
}

TEST(WeighedKeyPairs, ACaptionAlikeOverAnotherPictureIsWorthNothing) {
  KeyPair contradicted = pair(30, 5);
  contradicted.match.contradicted = 0.5;
  KeyPair on_a_line = pair(30, 5);
  on_a_line.match.breadth = 0.02;
  KeyPair squeezed = pair(30, 5);
  squeezed.match.seen_breadth = 0.02;
  KeyPair in_a_corner = pair(30, 5);
  in_a_corner.match.spread = 0.2;
  EXPECT_TRUE(weighed({contradicted, on_a_line, squeezed, in_a_corner}).empty());
}

}  // namespace
}  // namespace jium::match
