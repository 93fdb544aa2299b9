#include "jium/match/flood_watch.h"

#include <gtest/gtest.h>

namespace jium::match {
namespace {

using std::chrono::hours;

constexpr FloodRule kRule{hours{1}, 10, 4, 0.5};

// Records `count` matches at that time; true when the last one was held.
bool record(FloodWatch& watch, int count, Instant now) {
  bool held = false;
  for (int i = 0; i < count; ++i) held = watch.record(1, now);
  return held;
}

TEST(FloodWatch, AFewMatchesAreNoFloodHoweverQuietItWasBefore) {
  FloodWatch watch(kRule);
  EXPECT_FALSE(record(watch, 10, Instant{}));
  EXPECT_TRUE(record(watch, 1, Instant{}));
  EXPECT_EQ(watch.held(), std::vector<std::uint64_t>{1});
}

TEST(FloodWatch, WhatAlwaysMatchesMuchIsNoFlood) {
  FloodWatch watch(kRule);
  int matches = 8;
  for (int hour = 0; hour < 30; ++hour) {
    ASSERT_FALSE(record(watch, matches, Instant{} + hours{hour})) << hour;
    matches = std::min(100, matches + 2);
  }
  EXPECT_FALSE(record(watch, 60 * 3, Instant{} + hours{30}));
  EXPECT_TRUE(record(watch, 60 * 3, Instant{} + hours{30}));
}

TEST(FloodWatch, MatchesOfDifferentHoursAreNotOneFlood) {
  FloodWatch watch(kRule);
  for (int hour = 0; hour < 5; ++hour) EXPECT_FALSE(record(watch, 9, Instant{} + hours{hour}));
}

TEST(FloodWatch, AQuietTimeLowersTheBaseline) {
  FloodWatch watch(kRule);
  for (int hour = 0; hour < 10; ++hour) record(watch, 9, Instant{} + hours{hour});
  FloodWatch rested = watch;
  EXPECT_FALSE(record(watch, 30, Instant{} + hours{10}));
  EXPECT_TRUE(record(rested, 30, Instant{} + hours{20}));
}

TEST(FloodWatch, StaysHeldUntilAPersonReleasesItAndThenHasANewBaseline) {
  FloodWatch watch(kRule);
  EXPECT_TRUE(record(watch, 11, Instant{}));
  EXPECT_TRUE(watch.record(1, Instant{} + hours{100}));
  watch.release(1);
  EXPECT_FALSE(watch.is_held(1));
  EXPECT_TRUE(watch.held().empty());
  FloodWatch other(kRule);
  record(other, 20, Instant{});
  other.release(1);
  EXPECT_FALSE(record(other, 40, Instant{} + hours{1}));
  EXPECT_TRUE(record(other, 100, Instant{} + hours{1}));
  other.forget(1);
  EXPECT_FALSE(other.is_held(1));
  other.release(7);
}

TEST(FloodWatch, KeysAreApartAndTimeThatGoesBackIsNoTime) {
  FloodWatch watch(kRule);
  EXPECT_TRUE(record(watch, 11, Instant{} + hours{5}));
  EXPECT_FALSE(watch.record(2, Instant{}));
  EXPECT_TRUE(watch.record(1, Instant{}));
}

}  // namespace
}  // namespace jium::match
