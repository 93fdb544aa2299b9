#include "jium/removal/watch_schedule.h"

#include <gtest/gtest.h>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;

std::string plan(const std::string& open, const std::string& more = "",
                 const std::string& day = "2026-01-01") {
  return "[[schedule]]\nid = \"a\"\nin_force_from = " + day + "\nopen = " + open +
         "\nverified = [{ every = \"30d\" }]\nsource = \"s\"\nchecked_on = \"2026-11-22\"\n" + more;
}

TEST(WatchSchedule, HourlyAtFirstThenRarerAndForYears) {
  const auto& now = built_in_watch_schedule().plan_at(*parse_instant("2026-11-22T00:00:00Z"));
  EXPECT_EQ(pause_after(now.open, 0h), 1h);
  EXPECT_EQ(pause_after(now.open, 48h - 1ms), 1h);
  EXPECT_EQ(pause_after(now.open, 48h), 6h);
  EXPECT_EQ(pause_after(now.open, 24h * 14), 24h);
  EXPECT_EQ(pause_after(now.open, 24h * 900), 24h);
  EXPECT_EQ(pause_after(now.verified, 0h), 24h);
  EXPECT_EQ(pause_after(now.verified, 24h * 30), 24h * 7);
  EXPECT_EQ(pause_after(now.verified, 24h * 4000), 24h * 30);
}

TEST(WatchSchedule, ThePlanInForceIsTheLatestThatHasBegun) {
  const auto two =
      WatchSchedule::parse(plan("[{ every = \"1h\" }]") + plan("[{ every = \"2h\" }]", "", "2027-01-01"));
  ASSERT_TRUE(two) << two.fault().what;
  const auto open_at = [&](const char* day) { return two->plan_at(*parse_instant(day)).open.front().every; };
  EXPECT_EQ(open_at("2025-01-01T00:00:00Z"), 1h);
  EXPECT_EQ(open_at("2026-12-31T23:59:59Z"), 1h);
  EXPECT_EQ(open_at("2027-01-01T00:00:00Z"), 2h);
}

TEST(WatchSchedule, WhatIsNotUnderstoodIsRefused) {
  for (const std::string& bad :
       {std::string(""), std::string("x ="), std::string("schedule = []"), std::string("schedule = [1]"),
        plan("[]"), plan("[{ until = \"1h\", every = \"1h\" }]"),
        plan("[{ every = \"1h\" }, { every = \"1h\" }]"),
        plan("[{ until = \"2h\", every = \"1h\" }, { until = \"1h\", every = \"1h\" }, { every = \"1h\" }]"),
        plan("[{ every = \"9m\" }]"), plan("[{ every = \"400d\" }]"), plan("[{ every = 3 }]"),
        plan("[{ every = \"1h\", jitter = 1 }]"), plan("[3]"), plan("[{ every = \"1h\" }]", "pause = 1\n"),
        plan("[{ every = \"1h\" }]", "", "\"soon\""),
        plan("[{ every = \"1h\" }]") + plan("[{ every = \"1h\" }]")}) {
    const auto read = WatchSchedule::parse(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  }
}

}  // namespace
}  // namespace jium::removal
