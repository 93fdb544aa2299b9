#include "jium/registry/appeal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::registry {
namespace {

using std::chrono::days;
using std::chrono::hours;

Appeal filed(std::uint64_t id, Instant at) {
  Appeal appeal;
  appeal.id = AppealId(id);
  appeal.filed_at = at;
  return appeal;
}
const Instant kSunday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

RC_GTEST_PROP(PlausibleAnswer, ComesLaterInOfficeHoursOfAWorkingDayAndAlwaysAtTheSameTime, ()) {
  const Appeal appeal =
      filed(*rc::gen::arbitrary<std::uint64_t>(), kSunday + Duration{*rc::gen::inRange(0, 1'000'000'000)});
  std::vector<Duration> others;
  for (int i = *rc::gen::inRange(0, 10); i > 0; --i) others.emplace_back(*rc::gen::inRange(0, 2'000'000'000));
  const Instant answer = plausible_answer(appeal, others);
  RC_ASSERT(answer == plausible_answer(appeal, others));
  RC_ASSERT(answer > appeal.filed_at);
  const auto korean = answer + hours{9};
  const auto day = std::chrono::floor<days>(korean);
  RC_ASSERT(korean - day >= hours{9});
  RC_ASSERT(korean - day < hours{17});
  RC_ASSERT(std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding() <= 5U);
}

TEST(PlausibleAnswer, TakesAboutAsLongAsTheOthersDid) {
  const std::vector<Duration> slow(5, days{60});
  int late = 0;
  for (std::uint64_t id = 1; id < 100; ++id) {
    const auto took = plausible_answer(filed(id << 20U, kSunday), slow) - kSunday;
    EXPECT_GE(took, days{59});
    EXPECT_LE(took, days{64});
    const auto alone = plausible_answer(filed(id << 20U, kSunday), {}) - kSunday;
    EXPECT_LE(alone, days{14});
    late += alone > days{6} ? 1 : 0;
  }
  EXPECT_GT(late, 10) << "not all alike";
}

TEST(ChanceOfNaming, IsWhatArithmeticSays) {
  EXPECT_NEAR(chance_of_naming(16, 0.05), 0.56, 0.005);
  EXPECT_GE(chance_of_naming(90, 0.05), 0.99);
  EXPECT_DOUBLE_EQ(chance_of_naming(0, 1.0), 0.0);
  EXPECT_DOUBLE_EQ(chance_of_naming(1, 1.0), 1.0);
}

}  // namespace
}  // namespace jium::registry
