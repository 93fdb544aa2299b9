#include "jium/casework/case.h"

#include <gtest/gtest.h>

namespace jium::casework {
namespace {

Case well_formed() {
  Case the_case;
  the_case.id = CaseId::random();
  the_case.pseudonym = Secret<std::string>("Blue heron");
  the_case.harm_types = {HarmType::illegal_filming, HarmType::fear_of_dissemination};
  the_case.consent.removal = true;
  return the_case;
}

std::string why_malformed(const Case& the_case) {
  const auto checked = check(the_case);
  if (checked) return "it is well formed";
  EXPECT_EQ(checked.fault().kind, FaultKind::malformed);
  return checked.fault().what;
}

TEST(Case, WithAPseudonymAndAHarmTypeIsWellFormed) {
  EXPECT_TRUE(check(well_formed()).has_value());
}

TEST(Case, NeedsAPseudonymOfUpTo80Bytes) {
  Case the_case = well_formed();
  the_case.pseudonym = Secret<std::string>("");
  EXPECT_NE(why_malformed(the_case).find("pseudonym"), std::string::npos);
  the_case.pseudonym = Secret<std::string>(std::string(81, 'a'));
  EXPECT_NE(why_malformed(the_case).find("pseudonym"), std::string::npos);
  the_case.pseudonym = Secret<std::string>(std::string(80, 'a'));
  EXPECT_TRUE(check(the_case).has_value());
}

TEST(Case, AResidentNumberInThePseudonymIsRefusedKindlyAndNotRepeated) {
  Case the_case = well_formed();
  the_case.pseudonym = Secret<std::string>("김 900101-1234567");
  const std::string why = why_malformed(the_case);
  EXPECT_NE(why.find("please leave it out"), std::string::npos);
  EXPECT_EQ(why.find("900101"), std::string::npos);
  EXPECT_EQ(why.find("1234567"), std::string::npos);
}

TEST(Case, NeedsAHarmTypeAndNamesTheChoices) {
  Case the_case = well_formed();
  the_case.harm_types.clear();
  EXPECT_NE(why_malformed(the_case).find("fear_of_dissemination"), std::string::npos);
}

TEST(Case, AHarmTypeIsNamedOnce) {
  Case the_case = well_formed();
  the_case.harm_types = {HarmType::synthetic, HarmType::other, HarmType::synthetic};
  EXPECT_NE(why_malformed(the_case).find("twice"), std::string::npos);
}

TEST(Case, AnAgentNeedsCheckedPapersAndNobodyElseDoes) {
  Case the_case = well_formed();
  the_case.requester = Relation::agent;
  EXPECT_NE(why_malformed(the_case).find("--papers-checked"), std::string::npos);
  the_case.papers_checked_at = Instant{};
  EXPECT_TRUE(check(the_case).has_value());
  for (const Relation relation :
       {Relation::victim, Relation::spouse, Relation::lineal_kin, Relation::sibling}) {
    the_case.requester = relation;
    the_case.papers_checked_at.reset();
    EXPECT_TRUE(check(the_case).has_value()) << to_text(relation);
  }
}

TEST(Case, RemovalIsAskedForOnlyWithConsentToRemoval) {
  Case the_case = well_formed();
  EXPECT_TRUE(may_request_removal(the_case).has_value());
  the_case.consent = {.removal = false, .police = true, .other_centres = true};
  const auto allowed = may_request_removal(the_case);
  ASSERT_FALSE(allowed.has_value()) << "no purpose is implied by another";
  EXPECT_EQ(allowed.fault().kind, FaultKind::conflict);
}

TEST(Case, NothingIsAskedForInAClosedOrForgottenCase) {
  for (const CaseState state : {CaseState::closed, CaseState::forgotten}) {
    Case the_case = well_formed();
    the_case.state = state;
    EXPECT_EQ(may_request_removal(the_case).fault().kind, FaultKind::conflict);
  }
  for (const CaseState state : {CaseState::opened, CaseState::active, CaseState::resting}) {
    Case the_case = well_formed();
    the_case.state = state;
    EXPECT_TRUE(may_request_removal(the_case).has_value());
  }
}

TEST(Case, ARequestWakesAnOpenedOrRestingCaseAndNoOther) {
  for (const CaseState state :
       {CaseState::opened, CaseState::active, CaseState::resting, CaseState::closed, CaseState::forgotten}) {
    Case the_case = well_formed();
    the_case.state = state;
    note_request(the_case);
    const bool wakes = state == CaseState::opened || state == CaseState::resting;
    EXPECT_EQ(the_case.state, wakes ? CaseState::active : state);
  }
}

}  // namespace
}  // namespace jium::casework
