#include "jium/removal/watch.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;
using enum CheckOutcome;

Check check_at(Duration after_start, CheckOutcome outcome) {
  Check check;
  check.at = Instant{} + after_start;
  check.outcome = outcome;
  return check;
}

// Checks in order of time, some of them nearer to each other than the spacing.
rc::Gen<std::vector<Check>> any_checks() {
  const auto step =
      rc::gen::pair(rc::gen::inRange(0, 10),
                    rc::gen::weightedElement<CheckOutcome>({{6, gone}, {1, still_there}, {2, inconclusive}}));
  return rc::gen::map(rc::gen::container<std::vector<std::pair<int, CheckOutcome>>>(step),
                      [](const auto& steps) {
                        std::vector<Check> checks;
                        Duration at{};
                        for (const auto& [hours, outcome] : steps)
                          checks.push_back(check_at(at += std::chrono::hours{hours}, outcome));
                        return checks;
                      });
}

// The definition, without the loop's cleverness: the longest chain of `gone` after the last `still_there` in
// which each is at least the spacing after the one before.
int longest_chain(const std::vector<Check>& checks, Duration spacing) {
  std::vector<int> chain(checks.size(), 0);
  int longest = 0;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (checks[i].outcome == still_there) {
      std::fill(chain.begin(), chain.end(), 0);
      longest = 0;
    }
    if (checks[i].outcome != gone) continue;
    chain[i] = 1;
    for (std::size_t j = 0; j < i; ++j) {
      if (chain[j] > 0 && checks[i].at - checks[j].at >= spacing) chain[i] = std::max(chain[i], chain[j] + 1);
    }
    longest = std::max(longest, chain[i]);
  }
  return longest;
}

RC_GTEST_PROP(ProvesRemoval, IsTheLongestChainOfSpacedLooksSinceItWasLastThere, ()) {
  WatchPolicy policy;
  policy.agreeing_checks = *rc::gen::inRange(1, 5);
  const auto checks = *any_checks();
  const bool proves = proves_removal(checks, policy);
  RC_CLASSIFY(proves, "proved");
  RC_ASSERT(proves == (longest_chain(checks, policy.spacing) >= policy.agreeing_checks));
}

RC_GTEST_PROP(ProvesRemoval, InconclusiveLooksChangeNothing, ()) {
  const auto checks = *any_checks();
  auto without = checks;
  std::erase_if(without, [](const Check& check) { return check.outcome == inconclusive; });
  RC_ASSERT(proves_removal(checks, {}) == proves_removal(without, {}));
}

RC_GTEST_PROP(ProvesRemoval, NothingBeforeTheLastTimeItWasThereCounts, ()) {
  auto checks = *any_checks();
  const Instant last = checks.empty() ? Instant{} : checks.back().at;
  checks.push_back({last + 100h, still_there, 3, std::nullopt});
  RC_ASSERT(!proves_removal(checks, {}));
  checks.push_back({last + 200h, gone, std::nullopt, std::nullopt});
  checks.push_back({last + 300h, gone, std::nullopt, std::nullopt});
  RC_ASSERT(!proves_removal(checks, {}));
}

TEST(ProvesRemoval, ThreeLooksSixHoursApartDo) {
  EXPECT_FALSE(proves_removal({}, {}));
  EXPECT_FALSE(proves_removal({check_at(0h, gone)}, {}));
  EXPECT_FALSE(proves_removal({check_at(0h, gone), check_at(6h, gone)}, {}));
  EXPECT_TRUE(proves_removal({check_at(0h, gone), check_at(6h, gone), check_at(12h, gone)}, {}));
}

TEST(ProvesRemoval, AMillisecondTooSoonIsNoFurtherLook) {
  EXPECT_FALSE(proves_removal({check_at(0h, gone), check_at(6h, gone), check_at(12h - 1ms, gone)}, {}));
}

TEST(ProvesRemoval, AHundredLooksInOneHourAreOne) {
  std::vector<Check> checks;
  for (int i = 0; i < 100; ++i) checks.push_back(check_at(std::chrono::seconds{36 * i}, gone));
  EXPECT_FALSE(proves_removal(checks, {}));
}

TEST(OutcomeWithoutMatch, OnlyAClearAnswerSaysThatItIsGone) {
  for (int status = 100; status < 600; ++status) {
    const bool clear = (status >= 200 && status < 300) || status == 404 || status == 410 || status == 451;
    EXPECT_EQ(outcome_without_match(status), clear ? gone : inconclusive) << status;
  }
}

}  // namespace
}  // namespace jium::removal
