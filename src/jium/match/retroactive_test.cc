#include "jium/match/retroactive.h"

#include <gtest/gtest.h>

namespace jium::match {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Bits256 kAsked{0xFF, 1, 2, 3};
constexpr Bits256 kNear{0xFE, 1, 2, 3};

TEST(RecentLookups, ANewFingerprintFindsTheLookupOfYesterdayNearestFirst) {
  RecentLookups recent;
  const Instant now{};
  recent.opt_in(1, hours{48}, now);
  recent.opt_in(2, hours{48}, now);
  recent.record(1, 100, kNear, now);
  recent.record(2, 200, kAsked, now + hours{1});
  recent.record(1, 101, {0, 0, ~0ULL, 0}, now + hours{1});
  const auto past = recent.matches(kAsked, 31, now + hours{24});
  ASSERT_EQ(past.size(), 2U);
  EXPECT_EQ(past[0], (PastLookup{2, 200, now + hours{1}, 0}));
  EXPECT_EQ(past[1], (PastLookup{1, 100, now, 1}));
  EXPECT_EQ(recent.matches(kAsked, 0, now + hours{24}).size(), 1U);
}

TEST(RecentLookups, NothingIsKeptOfAPlatformThatDidNotOptIn) {
  RecentLookups recent;
  recent.record(1, 100, kAsked, Instant{});
  EXPECT_EQ(recent.size(), 0U);
  EXPECT_TRUE(recent.matches(kAsked, 31, Instant{}).empty());
}

TEST(RecentLookups, WhatIsPastItsTimeIsNotToldAndGoesWithItsSlice) {
  RecentLookups recent(hours{1});
  const Instant now{};
  recent.opt_in(1, hours{10}, now);
  recent.record(1, 100, kAsked, now);
  recent.record(1, 101, kAsked, now + minutes{30});
  recent.record(1, 102, kAsked, now + minutes{90});
  EXPECT_EQ(recent.matches(kAsked, 31, now + hours{10} - minutes{1}).size(), 3U);
  EXPECT_EQ(recent.matches(kAsked, 31, now + hours{10}).size(), 2U);
  EXPECT_EQ(recent.size(), 3U);
  recent.expire(now + hours{10} + minutes{30});
  EXPECT_EQ(recent.size(), 1U);
  recent.expire(now + hours{12});
  EXPECT_EQ(recent.size(), 0U);
}

TEST(RecentLookups, OptingOutForgetsAtOnceAndAShorterTimeHoldsForWhatIsThere) {
  RecentLookups recent;
  const Instant now{};
  for (const std::uint64_t platform : {1U, 2U}) {
    recent.opt_in(platform, hours{100}, now);
    recent.record(platform, 100, kAsked, now);
  }
  recent.opt_out(1);
  EXPECT_EQ(recent.size(), 1U);
  EXPECT_EQ(recent.matches(kAsked, 31, now).size(), 1U);
  recent.record(1, 101, kAsked, now);
  EXPECT_EQ(recent.size(), 1U);
  recent.opt_in(2, hours{2}, now + hours{3});
  EXPECT_EQ(recent.size(), 0U);
  recent.opt_out(7);
}

TEST(RecentLookups, TheOldestGoFirstWhenThereIsNoRoom) {
  RecentLookups recent(hours{1}, 800);
  const Instant now{};
  recent.opt_in(1, hours{1'000}, now);
  for (std::uint64_t i = 0; i < 5'000; ++i) {
    recent.record(1, i, {i << 8, i << 8, i << 8, i << 8}, now);
    ASSERT_LE(recent.size(), 800U);
  }
  EXPECT_TRUE(recent.matches({}, 0, now).empty());
  const Bits256 last{4'999U << 8, 4'999U << 8, 4'999U << 8, 4'999U << 8};
  ASSERT_EQ(recent.matches(last, 0, now).size(), 1U);
  EXPECT_EQ(recent.matches(last, 0, now)[0].lookup, 4'999U);
}

}  // namespace
}  // namespace jium::match
