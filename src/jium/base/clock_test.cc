#include "jium/base/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium {
namespace {

using namespace std::chrono_literals;

constexpr Instant kYearZero{std::chrono::sys_days{std::chrono::year{0} / 1 / 1}};
constexpr Instant kYear10000{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}};

rc::Gen<Instant> any_instant() {
  return rc::gen::map(
      rc::gen::inRange(kYearZero.time_since_epoch().count(), kYear10000.time_since_epoch().count()),
      [](Duration::rep millis) { return Instant{Duration{millis}}; });
}

RC_GTEST_PROP(Clock, AnInstantReadsBackWhatItWrites, ()) {
  const Instant at = *any_instant();
  const auto read = parse_instant(to_text(at));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == at);
}

RC_GTEST_PROP(Clock, TextsOfInstantsSortLikeTheInstants, ()) {
  const Instant a = *any_instant();
  const Instant b = *any_instant();
  RC_ASSERT((a < b) == (to_text(a) < to_text(b)));
}

RC_GTEST_PROP(Clock, ADurationReadsBackWhatItWrites, ()) {
  const auto count = *rc::gen::inRange<Duration::rep>(0, 1'000'000'001);
  const std::string written =
      std::to_string(count) + *rc::gen::element<std::string>("ms", "s", "m", "h", "d");
  const auto read = parse_duration(written);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*parse_duration(to_text(*read)) == *read);
}

RC_GTEST_PROP(Clock, AnyTextIsRefusedOrIsATime, (std::string text)) {
  if (const auto read = parse_instant(text)) RC_ASSERT(*parse_instant(to_text(*read)) == *read);
}

TEST(Clock, AnInstantIsWrittenInUtcWithMilliseconds) {
  const Instant at =
      Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}} + 1h + 2min + 3s + 456ms;
  EXPECT_EQ(to_text(at), "2026-11-22T01:02:03.456Z");
  EXPECT_EQ(*parse_instant("2026-11-22T01:02:03.456Z"), at);
  EXPECT_EQ(*parse_instant("2026-11-22T01:02:03Z"), at - 456ms);
  EXPECT_EQ(to_text(Instant{}), "1970-01-01T00:00:00.000Z");
  EXPECT_TRUE(parse_instant("2028-02-29T00:00:00Z").has_value());
}

TEST(Clock, WhatIsNoTimeIsMalformed) {
  for (const std::string_view text :
       {"", "2026-11-22", "2026-11-22T01:02:03", "2026-11-22 01:02:03Z", "2026-11-22T01:02:03+09:00",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-11-31T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T01:60:00Z", "2026-11-22T01:02:60Z", "2026-11-22T01:02:-3Z",
        "2026-11-22T01:02:03.45Z", "2026-11-22T01:02:03.4567Z", "2026-11-22T01:02:03,456Z",
        "-026-11-22T01:02:03Z", "2026-11-22T+1:02:03Z", "2026-11-22T01:02:03.456Zz"}) {
    const auto read = parse_instant(text);
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  }
}

TEST(Clock, ADurationHasOneNumberAndOneUnit) {
  EXPECT_EQ(*parse_duration("250ms"), 250ms);
  EXPECT_EQ(*parse_duration("90s"), 90s);
  EXPECT_EQ(*parse_duration("15m"), 15min);
  EXPECT_EQ(*parse_duration("6h"), 6h);
  EXPECT_EQ(*parse_duration("7d"), 168h);
  EXPECT_EQ(to_text(Duration{90s}), "90s");
  EXPECT_EQ(to_text(Duration{48h}), "2d");
  EXPECT_EQ(to_text(Duration{0}), "0s");
}

TEST(Clock, WhatIsNoDurationIsMalformed) {
  for (const std::string_view text : {"", "5", "h", "-1h", "1.5h", "1h30m", " 1h", "1 h", "1H", "1w", "+1h",
                                      "1000000001ms", "99999999999999999999d"}) {
    const auto read = parse_duration(text);
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  }
}

TEST(Clock, TheFakeMovesOnlyWhenItIsTold) {
  FakeClock clock;
  const Instant start = clock.now();
  EXPECT_EQ(to_text(start), "2026-11-22T00:00:00.000Z");
  EXPECT_EQ(clock.now(), start);
  clock.tick(31 * 24h);
  EXPECT_EQ(clock.now() - start, 31 * 24h);
}

TEST(Clock, TheSystemsIsInThisCentury) {
  EXPECT_GT(SystemClock().now(), *parse_instant("2026-01-01T00:00:00Z"));
  EXPECT_LT(SystemClock().now(), *parse_instant("2100-01-01T00:00:00Z"));
}

}  // namespace
}  // namespace jium
