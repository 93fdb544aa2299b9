#include "jium/desk/next_case_step.h"

#include <gtest/gtest.h>

namespace jium::desk {
namespace {

casework::Case in_state(casework::CaseState state, bool consent = true) {
  casework::Case one;
  one.state = state;
  one.consent.removal = consent;
  return one;
}

TEST(NextCaseStep, isTheFirstThatIsMissingOnTheWay) {
  const casework::Case active = in_state(casework::CaseState::active);
  // footage, live sightings, unasked, drafted, open requests, overdue
  EXPECT_EQ(next_case_step(in_state(casework::CaseState::active, false), {1, 1, 1, 1, 1, 1}),
            CaseStep::record_consent);
  EXPECT_EQ(next_case_step(active, {0, 0, 0, 0, 0, 0}), CaseStep::register_footage);
  EXPECT_EQ(next_case_step(active, {1, 2, 1, 1, 1, 1}), CaseStep::draft_requests);
  EXPECT_EQ(next_case_step(active, {1, 2, 0, 1, 2, 1}), CaseStep::confirm_requests);
  EXPECT_EQ(next_case_step(active, {1, 2, 0, 0, 2, 1}), CaseStep::chase_overdue);
  EXPECT_EQ(next_case_step(active, {1, 2, 0, 0, 2, 0}), CaseStep::await_answers);
  EXPECT_EQ(next_case_step(active, {1, 0, 0, 0, 1, 0}), CaseStep::await_answers);  // gone, not yet proved
  EXPECT_EQ(next_case_step(active, {1, 1, 0, 0, 0, 0}), CaseStep::await_answers);  // refused, still there
  EXPECT_EQ(next_case_step(active, {1, 0, 0, 0, 0, 0}), CaseStep::rest_or_close);
  EXPECT_EQ(next_case_step(in_state(casework::CaseState::opened), {1, 0, 0, 0, 0, 0}),
            CaseStep::look_for_copies);
}

TEST(NextCaseStep, isNothingInACaseThatIsOverOrAtRest) {
  for (const auto state :
       {casework::CaseState::resting, casework::CaseState::closed, casework::CaseState::forgotten})
    EXPECT_EQ(next_case_step(in_state(state, false), {0, 1, 1, 1, 1, 1}), CaseStep::none);
}

}  // namespace
}  // namespace jium::desk
