#include "jium/match/alignment.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>

namespace jium::match {
namespace {

using Pairs = std::vector<FramePair>;

// A query frame every half second in [from, to), the reference's frame of the nearest whole second.
void add_line(Pairs& pairs, double from, double to, double speed, double offset, std::uint8_t form = 0) {
  for (double query = from; query < to; query += 0.5)
    pairs.push_back({query, std::round(speed * query + offset), 10, 1.0, form});
}

void add_chance(Pairs& pairs, int count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (int i = 0; i < count; ++i)
    pairs.push_back(
        {static_cast<double>(random() % 120) / 2, static_cast<double>(random() % 60), 55, 0.6, 0});
}

TEST(Alignment, OfNothingIsNothing) {
  EXPECT_TRUE(align({}, {}).empty());
}

RC_GTEST_PROP(Alignment, FindsALineOfAnySpeedAmongChancePairs, ()) {
  const bool backwards = *rc::gen::arbitrary<bool>();
  // The list of speeds is coarser backwards: beyond one and a half a line may end in short pieces.
  const double size = *rc::gen::inRange(50, backwards ? 140 : 160) / 100.0;
  const double speed = backwards ? -size : size;
  const double offset = *rc::gen::inRange(5, 40) + (backwards ? 60.0 : 0.0);
  Pairs pairs;
  add_line(pairs, 5, 30, speed, offset);
  add_chance(pairs, 40, *rc::gen::arbitrary<std::uint64_t>());
  const auto found = align(pairs, {});
  RC_ASSERT(!found.empty());
  // Between two speeds of the list a long line may come in two stretches; each lies on it.
  const auto lies_on_the_line = [&](const VideoSegment& segment) {
    const double from = speed > 0 ? segment.reference_from : segment.reference_to;
    const double to = speed > 0 ? segment.reference_to : segment.reference_from;
    return std::abs(from - (speed * segment.query_from + offset)) <= 1.5 &&
           std::abs(to - (speed * segment.query_to + offset)) <= 1.5;
  };
  RC_ASSERT(lies_on_the_line(found.front().segment));
  double covered = 0;
  for (const Stretch& stretch : found) {
    if (lies_on_the_line(stretch.segment)) covered += stretch.segment.query_to - stretch.segment.query_from;
  }
  RC_ASSERT(covered >= 12.5);  // at least half of it, wherever chance pairs drew a stretch aside
}

RC_GTEST_PROP(Alignment, ChancePairsAloneGiveNoLongStretch, ()) {
  Pairs pairs;
  add_chance(pairs, 30, *rc::gen::arbitrary<std::uint64_t>());
  for (const Stretch& stretch : align(pairs, {})) RC_ASSERT(stretch.evidence < 6);
}

TEST(Alignment, EvidenceIsCountedInSecondsOfTheSideThatHasFewer) {
  Pairs held;  // one moment of the reference for twenty seconds of the query
  for (double query = 0; query < 20; query += 0.5) held.push_back({query, 30, 5, 1.0, 0});
  EXPECT_TRUE(align(held, {}).empty());
  Pairs dense;  // eight pairs a second are one second
  for (int i = 0; i < 24; ++i) dense.push_back({i / 8.0, 10 + i / 8.0, 5, 1.0, 0});
  const auto found = align(dense, {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_DOUBLE_EQ(found[0].evidence, 3);
  EXPECT_EQ(found[0].query_cells, 3);
}

TEST(Alignment, PairsOfDifferentFormsDoNotSupportEachOther) {
  Pairs pairs;
  for (int i = 0; i < 8; ++i) pairs.push_back({i / 2.0, i / 2.0, 5, 1.0, static_cast<std::uint8_t>(i)});
  EXPECT_TRUE(align(pairs, {}).empty());
}

TEST(Alignment, ALongGapEndsAStretchAndTheOtherSideIsAStretchOfItsOwn) {
  Pairs pairs;
  add_line(pairs, 0, 10, 1, 3);
  add_line(pairs, 14, 20, 1, 3);
  EXPECT_EQ(align(pairs, {}).size(), 1U);  // four seconds are bridged
  Pairs apart;
  add_line(apart, 0, 10, 1, 3);
  add_line(apart, 30, 36, 1, 3);
  const auto found = align(apart, {});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].segment.query_to, 10, 0.6);
  EXPECT_NEAR(found[1].segment.query_from, 30, 0.6);
}

TEST(Alignment, WeakPairsWeighLessAndTooLittleIsNoStretch) {
  Pairs pairs;
  for (int i = 0; i < 12; ++i) pairs.push_back({i / 2.0, i / 2.0, 58, 0.2, 0});
  EXPECT_TRUE(align(pairs, {}).empty());
  AlignmentSettings settings;
  settings.least_evidence = 1.1;
  ASSERT_EQ(align(pairs, settings).size(), 1U);
  EXPECT_NEAR(align(pairs, settings)[0].evidence, 1.2, 1e-9);
  EXPECT_EQ(align(pairs, settings)[0].middle_distance, 58);
}

TEST(Alignment, AStretchTellsTheBestOtherLineThroughTheSameSeconds) {
  Pairs pairs;
  add_line(pairs, 0, 10, 1, 3);
  EXPECT_EQ(align(pairs, {})[0].rival, 0);
  add_line(pairs, 20, 40, -1, 90);  // elsewhere in the query
  for (double query = 2; query < 9; query += 1) pairs.push_back({query, query + 30, 40, 0.5, 0});
  const auto found = align(pairs, {});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].rival, 0);
  EXPECT_DOUBLE_EQ(found[1].rival, 3.5);
}

TEST(Alignment, PairsBesideALineAreNoRival) {
  Pairs pairs;
  add_line(pairs, 0, 10, 1, 3);
  add_line(pairs, 0, 10, 1, 5);  // two seconds off: a slow scene
  EXPECT_EQ(align(pairs, {})[0].rival, 0);
  add_line(pairs, 0, 10, 1, 3, 4);  // mirrored: another line wherever it lies
  EXPECT_GT(align(pairs, {})[0].rival, 5);
}

TEST(Alignment, TheMostStretchesAreALimit) {
  Pairs pairs;
  for (int part = 0; part < 6; ++part)
    add_line(pairs, part * 20.0, part * 20.0 + 6, 1, part % 2 == 0 ? 40.0 : 300.0);
  AlignmentSettings settings;
  EXPECT_EQ(align(pairs, settings).size(), 6U);
  settings.most_stretches = 2;
  EXPECT_EQ(align(pairs, settings).size(), 2U);
}

}  // namespace
}  // namespace jium::match
