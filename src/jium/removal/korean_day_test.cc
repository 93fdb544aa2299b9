#include "jium/removal/korean_day.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/removal/rule.h"

namespace jium::removal {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days kDay{std::chrono::year{2026} / 11 / 22};

TEST(KoreanDay, BeginsAtThreeInTheAfternoonByUtc) {
  EXPECT_EQ(korean_midnight(kDay), Instant{kDay} - 9h);
  EXPECT_EQ(korean_day(Instant{kDay} - 9h), kDay);
  EXPECT_EQ(korean_day(Instant{kDay} - 9h - 1ms), kDay - std::chrono::days{1});
  EXPECT_EQ(korean_day(Instant{kDay} + 15h), kDay + std::chrono::days{1});
}

RC_GTEST_PROP(KoreanDay, IsTheOneThatHasBegunAndHasNotEnded, ()) {
  const Instant at{std::chrono::milliseconds{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)}};
  const auto day = korean_day(at);
  RC_ASSERT(korean_midnight(day) <= at && at < korean_midnight(day + std::chrono::days{1}));
}

TEST(KoreanDay, IsThatOfARuleForKoreaAndUtcThatOfAnother) {
  const auto rules = built_in_rules().value();
  const std::chrono::sys_days december{std::chrono::year{2020} / 12 / 10};
  EXPECT_EQ(rules.rule_by_id("kr-without-delay")->in_force_from, korean_midnight(december));
  EXPECT_EQ(rules.rule_by_id("elsewhere")->in_force_from, Instant{december});
}

}  // namespace
}  // namespace jium::removal
