#include "jium/report/outcome_statistics.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::report {
namespace {

using casework::Judgement;
using casework::Outcome;

Outcome sentenced(int months, std::optional<int> demand = {}, std::optional<int> suspended = {}) {
  Outcome outcome;
  outcome.offence = "distribution";
  outcome.sentence = months;
  outcome.demand = demand;
  outcome.suspended = suspended;
  outcome.range_from = 30;
  outcome.range_to = 72;
  return outcome;
}

OutcomeStatistics counted(const std::vector<Outcome>& outcomes) {
  return count_outcomes(outcomes, *built_in_guideline().value());
}

TEST(OutcomeStatistics, CountsInTheShapeInWhichOthersQuote) {
  Outcome fine;
  fine.judgement = Judgement::fine;
  Outcome no_range = sentenced(12, 12, 24);
  no_range.range_from = no_range.range_to = std::nullopt;
  const auto made =
      counted({sentenced(29, 60), sentenced(30, 30), sentenced(72), sentenced(73, 60), no_range, fine});
  EXPECT_EQ(made.all.outcomes, 6);
  EXPECT_EQ(made.all.imprisoned, 5);
  EXPECT_EQ(made.all.fined, 1);
  EXPECT_EQ(made.all.within_range.of, 4);
  EXPECT_EQ(made.all.within_range.count, 2);
  EXPECT_EQ(made.all.within_range.per_cent, 50.0);
  EXPECT_EQ(made.all.below_range.count, 1);
  EXPECT_EQ(made.all.above_range.count, 1);
  EXPECT_EQ(made.all.suspended.of, 5);
  EXPECT_EQ(made.all.suspended.count, 1);
  EXPECT_EQ(made.all.suspended.per_cent, 20.0);
  EXPECT_EQ(made.all.below_demand.count, 1);
  EXPECT_EQ(made.all.at_demand.count, 2);
  EXPECT_EQ(made.all.above_demand.count, 1);
  EXPECT_EQ(made.all.above_demand.of, 4);
  EXPECT_EQ(made.all.median_sentence, 30.0);
  ASSERT_EQ(made.by_offence.size(), 2U);
  EXPECT_EQ(made.by_offence[0].offence, "distribution");
  EXPECT_EQ(made.by_offence[0].outcomes, 5);
  EXPECT_EQ(made.by_offence[1].offence, "-");
}

TEST(OutcomeStatistics, OfNothingThereIsNoShare) {
  const auto made = counted({});
  EXPECT_EQ(made.all.outcomes, 0);
  EXPECT_FALSE(made.all.suspended.per_cent);
  EXPECT_FALSE(made.all.median_sentence);
  EXPECT_TRUE(made.by_offence.empty());
}

RC_GTEST_PROP(OutcomeStatistics, BelowWithinAndAboveAreEverySentenceOnce, ()) {
  std::vector<Outcome> outcomes;
  const int count = *rc::gen::inRange(0, 20);
  for (int i = 0; i < count; ++i)
    outcomes.push_back(sentenced(*rc::gen::inRange(1, 100), *rc::gen::inRange(1, 100)));
  const auto all = counted(outcomes).all;
  RC_ASSERT(all.below_range.count + all.within_range.count + all.above_range.count == all.within_range.of);
  RC_ASSERT(all.below_demand.count + all.at_demand.count + all.above_demand.count == all.at_demand.of);
}

}  // namespace
}  // namespace jium::report
