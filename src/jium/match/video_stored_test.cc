#include "jium/match/video_stored.h"

#include <gtest/gtest.h>

#include "jium/match/video_drawn_test.h"

namespace jium::match {
namespace {

using drawn::film;
using drawn::frames_of;

FrameComparison compare(const std::vector<VideoFrame>& query, const std::vector<VideoFrame>& reference) {
  return compare_frames(ask(query), store(1, reference, {}), Combinations::all());
}

double weight_at(const FrameComparison& comparison, double query, double reference) {
  for (const FramePair& pair : comparison.pairs) {
    if (pair.query == query && pair.reference == reference) return pair.weight;
  }
  return 0;
}

VideoFrame frame_at(double seconds, const Bits256& bits, int quality = 90) {
  return {seconds, quality, true, {{VideoView::whole, 0, bits}}};
}

// Frames that have nothing in common.
std::vector<VideoFrame> distinct(std::uint64_t seed, int seconds) {
  drawn::Random random(seed);
  std::vector<VideoFrame> frames;
  for (int i = 0; i < seconds; ++i) frames.push_back(frame_at(i, drawn::any_bits(random)));
  return frames;
}

TEST(StoredVideo, KeepsFramesOfEnoughQualityByViewAndTime) {
  auto frames = distinct(1, 6);
  frames[2].quality = 49;
  frames[3].quality = 50;
  frames[4].hashes.push_back({VideoView::region, 0, Bits256{1}});
  std::swap(frames[0], frames[5]);
  const StoredVideo video = store(9, frames, {});
  EXPECT_EQ(video.values.size(), 6U);
  EXPECT_EQ(video.range_of(VideoView::whole).to, 5U);
  EXPECT_EQ(video.range_of(VideoView::region).from, 5U);
  EXPECT_TRUE(std::is_sorted(video.times.begin(), video.times.begin() + 5));
  EXPECT_EQ(video.seconds, 6);
  EXPECT_EQ(video.standard.size(), 5U);
}

TEST(StoredVideo, StandardFramesAreWholeOnesOfTheStandardRateOnceEach) {
  const Bits256 bits{7};
  std::vector<VideoFrame> frames{frame_at(0, bits), frame_at(1, bits), frame_at(1.5, Bits256{9})};
  frames[2].standard = false;
  frames[0].hashes.push_back({VideoView::canonical, 0, Bits256{11}});
  EXPECT_EQ(store(1, frames, {}).standard, std::vector<Bits256>{bits});
}

TEST(CompareFrames, AFrameThatBelongsToOneMomentWeighsInFull) {
  const auto frames = distinct(2, 30);
  const auto comparison = compare({frames[7]}, frames);
  ASSERT_EQ(comparison.pairs.size(), 1U);
  EXPECT_EQ(comparison.pairs[0].reference, 7);
  EXPECT_DOUBLE_EQ(comparison.pairs[0].weight, 1);
}

TEST(CompareFrames, AFrameThatSuitsOtherMomentsAsWellWeighsLittle) {
  auto frames = distinct(3, 30);
  for (const std::size_t i : {15U, 20U, 25U}) frames[i].hashes = frames[7].hashes;
  EXPECT_NEAR(weight_at(compare({frames[7]}, frames), 7, 7), 1.0 / 16, 1e-6);
}

TEST(CompareFrames, APictureHeldForLongDividesTheMomentAmongItsSeconds) {
  const auto frames = distinct(4, 30);
  std::vector<VideoFrame> held;
  for (int i = 0; i < 20; ++i) held.push_back(frame_at(i, frames[7].hashes[0].bits));
  double heaviest = 0;
  for (const FramePair& pair : compare(held, frames).pairs) heaviest = std::max(heaviest, pair.weight);
  EXPECT_LT(heaviest, 0.05);
  held.resize(4);  // played at half the speed a moment stands for two seconds
  EXPECT_DOUBLE_EQ(weight_at(compare(held, frames), 1, 7), 1);
}

TEST(CompareFrames, APageOfTheReferenceSpeaksOnceHoweverLongItIsShown) {
  auto frames = distinct(8, 30);
  drawn::Random random(8);
  for (std::size_t i = 10; i < 16; ++i) {
    frames[i].hashes[0].bits = drawn::noisy(frames[9].hashes[0].bits, 6, random);
  }
  const auto comparison = compare({frames[9], frames[20]}, frames);
  EXPECT_NEAR(weight_at(comparison, 9, 9), 1.5 / 7, 1e-6);
  EXPECT_DOUBLE_EQ(weight_at(comparison, 20, 20), 1);
}

TEST(CompareFrames, APairOfKeyFramesStandsBesideThoseOfHashes) {
  const auto known = distinct(9, 30);
  const auto strange = distinct(10, 30);
  const StoredVideo video = store(1, known, {});
  const std::vector<FramePair> seen{{3, 12, 40, 0.8, 0}};
  const auto comparison = compare_frames(ask(strange), video, Combinations::all(), seen);
  ASSERT_EQ(comparison.pairs.size(), 1U);
  EXPECT_EQ(weight_at(comparison, 3, 12), 0.8);
  EXPECT_EQ(comparison.nearest.size(), 1U);
  EXPECT_EQ(comparison.nearest[0].distance, 40);
}

TEST(CompareFrames, AKeyFrameThatIsLikeManyOthersWeighsLittle) {
  const auto known = distinct(9, 30);
  const auto strange = distinct(10, 30);
  std::vector<FramePair> seen;
  for (const double at : {2, 8, 14, 20, 26}) seen.push_back({3, at, 40, 1, 0});
  for (const FramePair& pair :
       compare_frames(ask(strange), store(1, known, {}), Combinations::all(), seen).pairs)
    EXPECT_LT(pair.weight, 0.1);
}

TEST(CompareFrames, ANearerMomentBesideMakesAPairFade) {
  drawn::Random random(5);
  auto frames = distinct(5, 30);
  frames[8] = frame_at(8, drawn::noisy(frames[7].hashes[0].bits, 9, random));
  const auto comparison = compare({frames[7]}, frames);
  const double held = 1.5 / 2;  // nine bits apart, the two seconds are one picture
  EXPECT_NEAR(weight_at(comparison, 7, 7), held, 1e-6);
  EXPECT_NEAR(weight_at(comparison, 7, 8), 0.4 * held, 1e-6);
}

TEST(CompareFrames, FarPairsWeighLessAndBeyondTheRadiusNothing) {
  drawn::Random random(6);
  const auto frames = distinct(6, 30);
  const auto at = [&](int noise) {
    return weight_at(compare({frame_at(7, drawn::noisy(frames[7].hashes[0].bits, noise, random))}, frames), 7,
                     7);
  };
  EXPECT_DOUBLE_EQ(at(31), 1);
  EXPECT_LT(at(45), 1);
  EXPECT_NEAR(at(66), 0.6, 1e-6);
  EXPECT_EQ(at(67), 0);
}

TEST(CompareFrames, OnlyTheCombinationsThatAreAskedForTakePart) {
  const auto frames = frames_of(film(1, 20), {}, 1);
  const auto mirrored = frames_of(film(1, 20), {.form = 4}, 1);
  const StoredVideo video = store(1, frames, {});
  Combinations upright;
  upright.add(VideoView::whole, 0);
  EXPECT_TRUE(compare_frames(ask(mirrored), video, upright).pairs.empty());
  upright.add(VideoView::whole, 4);
  EXPECT_FALSE(compare_frames(ask(mirrored), video, upright).pairs.empty());
}

TEST(CompareFrames, TellsHowManyOtherSecondsWereInReach) {
  auto frames = distinct(7, 30);
  for (std::size_t i = 10; i < 20; ++i) frames[i].hashes = frames[7].hashes;
  const auto comparison = compare({frames[7]}, frames);
  ASSERT_EQ(comparison.nearest.size(), 1U);
  EXPECT_EQ(comparison.nearest[0].distance, 0);
  EXPECT_EQ(comparison.nearest[0].others, 10);
}

}  // namespace
}  // namespace jium::match
