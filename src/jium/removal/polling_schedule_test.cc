#include "jium/removal/polling_schedule.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;

const Instant kTaken = *parse_instant("2026-11-22T00:00:00Z");

std::string plan(const std::string& steps, const std::string& stop = "\"60d\"", const std::string& more = "",
                 const std::string& day = "2026-01-01") {
  return "[[schedule]]\nid = \"a\"\nin_force_from = " + day + "\nsteps = " + steps + "\nstop = " + stop +
         "\nsource = \"s\"\nchecked_on = \"2026-11-22\"\n" + more;
}

TEST(PollingSchedule, OftenAtFirstThenRarerAndNotForEver) {
  const auto& schedule = built_in_polling_schedule();
  EXPECT_EQ(schedule.next_after(kTaken, kTaken), kTaken + 10min);
  EXPECT_EQ(schedule.next_after(kTaken, kTaken + 6h), kTaken + 7h);
  EXPECT_EQ(schedule.next_after(kTaken, kTaken + 48h), kTaken + 60h);
  EXPECT_TRUE(schedule.next_after(kTaken, kTaken + 24h * 60 - 1ms));
  EXPECT_FALSE(schedule.next_after(kTaken, kTaken + 24h * 60));
}

TEST(PollingSchedule, KeepsToWhatTheOperatorAsksForUpToADay) {
  const auto& schedule = built_in_polling_schedule();
  EXPECT_EQ(schedule.next_after(kTaken, kTaken, 3h), kTaken + 3h);
  EXPECT_EQ(schedule.next_after(kTaken, kTaken, 1s), kTaken + 10min) << "nor sooner than the schedule";
  EXPECT_EQ(schedule.next_after(kTaken, kTaken, 24h * 365), kTaken + 24h);
}

TEST(PollingSchedule, ThePlanInForceIsTheLatestThatHasBegun) {
  const auto two = PollingSchedule::parse(plan("[{ every = \"1h\" }]") +
                                          plan("[{ every = \"2h\" }]", "\"9d\"", "", "2026-12-01"));
  ASSERT_TRUE(two) << two.fault().what;
  EXPECT_EQ(two->next_after(kTaken, kTaken), kTaken + 1h);
  const Instant later = *parse_instant("2026-12-01T00:00:00Z");
  EXPECT_FALSE(two->next_after(kTaken, later)) << "nine days are over";
  EXPECT_EQ(two->next_after(later, later), later + 2h);
}

RC_GTEST_PROP(PollingSchedule, NeverAsksInThePastNorMoreOftenThanItsQuickestStep, ()) {
  const auto age = Duration{std::chrono::seconds{*rc::gen::inRange<int>(-100'000, 10'000'000)}};
  const auto next = built_in_polling_schedule().next_after(kTaken, kTaken + age);
  if (next) RC_ASSERT(*next - (kTaken + age) >= Duration{10min});
  RC_ASSERT(next.has_value() == (age < Duration{24h * 60}));
}

TEST(PollingSchedule, WhatIsNotUnderstoodIsRefused) {
  const std::string good = "[{ every = \"1h\" }]";
  ASSERT_TRUE(PollingSchedule::parse(plan(good)));
  for (const std::string& bad :
       {std::string(""), std::string("x ="), std::string("schedule = []"), std::string("schedule = [1]"),
        plan("[]"), plan("[{ every = \"10s\" }]"), plan("[{ every = \"31d\" }]"), plan(good, "\"367d\""),
        plan(good, "9"), plan(good, "\"60d\"", "pause = 1\n"), plan(good, "\"60d\"", "", "\"soon\""),
        plan("[{ until = \"2h\", every = \"1h\" }, { until = \"1h\", every = \"1h\" }, { every = \"1h\" }]"),
        plan(good) + plan(good)}) {
    const auto read = PollingSchedule::parse(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  }
}

}  // namespace
}  // namespace jium::removal
