#include "jium/match/video_verdict.h"

#include <gtest/gtest.h>

namespace jium::match {
namespace {

Stretch stretch(double evidence, double query_from = 0, double reference_from = 20, double speed = 1) {
  Stretch one;
  one.segment = {query_from, query_from + evidence, reference_from, reference_from + evidence * speed, speed,
                 0};
  one.evidence = evidence;
  one.query_cells = one.reference_cells = static_cast<int>(evidence + 0.99);
  return one;
}

SoundStretch heard(int items, double query_from = 0, double reference_from = 20) {
  return {query_from, query_from + items / 8.0, reference_from, reference_from + items / 8.0, items, 3.0};
}

// `count` seconds on end with something near.
std::vector<NearestInSecond> nearest(int count, int distance, int others = 0, std::uint8_t form = 0) {
  std::vector<NearestInSecond> seconds;
  for (int i = 0; i < count; ++i)
    seconds.push_back({i, distance, static_cast<double>(i), static_cast<double>(i + 20), form, others});
  return seconds;
}

VideoEvidence evidence(std::vector<Stretch> stretches, std::vector<SoundStretch> sound = {}) {
  VideoEvidence all;
  all.stretches = std::move(stretches);
  all.sound = std::move(sound);
  all.query_cells = 60;
  all.reference_cells = 60;
  return all;
}

TEST(VideoVerdict, NothingIsNoMatch) {
  EXPECT_FALSE(decide(evidence({})).has_value());
}

TEST(VideoVerdict, ThreeSecondsOfFramesAreAMatchAndLessIsNone) {
  ASSERT_TRUE(decide(evidence({stretch(3)})).has_value());
  EXPECT_FALSE(decide(evidence({stretch(2.9)})).has_value());
  Stretch narrow = stretch(3);
  narrow.reference_cells = 2;
  EXPECT_FALSE(decide(evidence({narrow})).has_value());
}

TEST(VideoVerdict, AnUnusualSpeedNeedsMoreEvidence) {
  for (const double speed : {1.25, 0.8, -1.0, 2.0}) {
    EXPECT_FALSE(decide(evidence({stretch(4.4, 0, 20, speed)})).has_value()) << speed;
    EXPECT_TRUE(decide(evidence({stretch(4.5, 0, 20, speed)})).has_value()) << speed;
  }
  for (const double speed : {0.9, 1.1}) EXPECT_TRUE(decide(evidence({stretch(3, 0, 20, speed)})).has_value());
}

TEST(VideoVerdict, ALineThatAnotherFitsNearlyAsWellSaysNothing) {
  VideoEvidence all = evidence({stretch(10, 0, 20, -1)});
  all.stretches[0].rival = 4;
  EXPECT_TRUE(decide(all).has_value());
  all.stretches[0].rival = 4.1;
  EXPECT_FALSE(decide(all).has_value());
  all.stretches[0].segment.speed = 1;  // every second of its ten is explained
  EXPECT_TRUE(decide(all).has_value());
  all.stretches[0].rival = 8.1;
  EXPECT_FALSE(decide(all).has_value());
  all.stretches[0].rival = 4.1;
  all.stretches[0].segment.query_to = 17;  // ten of seventeen
  EXPECT_FALSE(decide(all).has_value());
}

TEST(VideoVerdict, OfAShortVideoNearlyAllMustAgreeClosely) {
  VideoEvidence all = evidence({stretch(2.3)});
  all.stretches[0].middle_distance = 20;
  all.query_cells = 3;
  EXPECT_TRUE(decide(all).has_value());
  all.stretches[0].middle_distance = 32;
  EXPECT_FALSE(decide(all).has_value());
  all.stretches[0].middle_distance = 20;
  all.query_cells = 4;
  EXPECT_FALSE(decide(all).has_value());
  all.query_cells = 60;
  all.reference_cells = 3;  // a short registered video in a long query
  EXPECT_TRUE(decide(all).has_value());
  all.stretches = {stretch(1.4)};
  all.reference_cells = 1;
  EXPECT_FALSE(decide(all).has_value());
}

TEST(VideoVerdict, AShortStretchFollowsAStrongOneAndCannotStandAlone) {
  const auto both = decide(evidence({stretch(5), stretch(2, 30, 50)}));
  ASSERT_TRUE(both.has_value());
  EXPECT_EQ(both->segments.size(), 2U);
  EXPECT_DOUBLE_EQ(both->score, 7);
  EXPECT_FALSE(decide(evidence({stretch(2), stretch(2, 30, 50)})).has_value());
}

TEST(VideoVerdict, WhereManySecondsAreAlikeMoreEvidenceIsNeeded) {
  VideoEvidence all = evidence({stretch(4)});
  all.nearest = nearest(40, 25, 10);
  EXPECT_FALSE(decide(all).has_value());
  all.stretches = {stretch(22)};
  ASSERT_TRUE(decide(all).has_value());
  all.stretches = {stretch(21)};
  EXPECT_FALSE(decide(all).has_value());
  all.nearest = nearest(40, 25, 3);  // three other seconds are no crowd
  EXPECT_TRUE(decide(all).has_value());
}

TEST(VideoVerdict, AStillSceneMustBeNearlyTheSamePictureForMostOfTheQuery) {
  VideoEvidence all = evidence({});
  all.nearest = nearest(48, 12, 30);
  const auto match = decide(all);
  ASSERT_TRUE(match.has_value());
  EXPECT_FALSE(match->moment_proven);
  EXPECT_LE(match->sureness, 0.5);
  all.nearest = nearest(48, 13, 30);
  EXPECT_FALSE(decide(all).has_value());
  all.nearest = nearest(47, 12, 30);
  EXPECT_FALSE(decide(all).has_value());
}

TEST(VideoVerdict, APartOfTheQueryMayBeStillWhenItIsNearerYet) {
  VideoEvidence all = evidence({});
  all.nearest = nearest(5, 8, 30);
  EXPECT_TRUE(decide(all).has_value());
  all.nearest = nearest(4, 8, 30);
  EXPECT_FALSE(decide(all).has_value());
  all.nearest = nearest(5, 9, 30);
  EXPECT_FALSE(decide(all).has_value());
  all.nearest = nearest(5, 8, 30);
  for (std::size_t i = 0; i < 5; ++i) all.nearest[i].form = static_cast<std::uint8_t>(i % 2);
  EXPECT_FALSE(decide(all).has_value());
}

TEST(VideoVerdict, FiveSecondsOfSoundAreAWitnessAlone) {
  const auto match = decide(evidence({}, {heard(40)}));
  ASSERT_TRUE(match.has_value());
  EXPECT_EQ(match->witness, VideoWitness::sound);
  EXPECT_DOUBLE_EQ(match->score, 5);
  EXPECT_DOUBLE_EQ(match->sureness, 0.5);
  EXPECT_FALSE(decide(evidence({}, {heard(39)})).has_value());
}

TEST(VideoVerdict, WeakFramesAndWeakSoundMustAgreeOnTheOffset) {
  const auto match = decide(evidence({stretch(1.5)}, {heard(24)}));
  ASSERT_TRUE(match.has_value());
  EXPECT_EQ(match->witness, VideoWitness::both);
  EXPECT_FALSE(decide(evidence({stretch(1.4)}, {heard(24)})).has_value());
  EXPECT_FALSE(decide(evidence({stretch(1.5)}, {heard(24, 0, 23)})).has_value());   // another offset
  EXPECT_FALSE(decide(evidence({stretch(1.5)}, {heard(24, 10, 30)})).has_value());  // another time
  EXPECT_FALSE(decide(evidence({stretch(1.5, 0, 20, 1.25)}, {heard(24)})).has_value());
}

TEST(VideoVerdict, TwoWitnessesAreSurerThanOneAndMoreEvidenceThanLess) {
  const double frames = decide(evidence({stretch(6)}))->sureness;
  const double more = decide(evidence({stretch(20)}))->sureness;
  const double sound = decide(evidence({}, {heard(80)}))->sureness;
  const double both = decide(evidence({stretch(6)}, {heard(80)}))->sureness;
  EXPECT_LT(frames, more);
  EXPECT_LT(frames, both);
  EXPECT_LT(sound, both);
  EXPECT_LE(both, 1);
}

}  // namespace
}  // namespace jium::match
