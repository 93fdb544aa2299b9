#include "jium/casework/case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

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

TEST(Consent, IsGivenAndTakenBackForOnePurposeAlone) {
  Case the_case = well_formed();
  for (const Purpose purpose : {Purpose::removal, Purpose::police, Purpose::other_centres}) {
    the_case.consent = {};
    EXPECT_TRUE(change_consent(the_case, purpose, true).value());
    for (const Purpose other : {Purpose::removal, Purpose::police, Purpose::other_centres})
      EXPECT_EQ(the_case.consent.to(other), other == purpose) << to_text(purpose) << " " << to_text(other);
    EXPECT_FALSE(change_consent(the_case, purpose, true).value()) << "as it was";
    EXPECT_TRUE(change_consent(the_case, purpose, false).value());
    EXPECT_FALSE(the_case.consent.to(purpose));
  }
}

TEST(Consent, CanBeTakenBackInAClosedCaseAndNotGiven) {
  Case the_case = well_formed();
  the_case.state = CaseState::closed;
  EXPECT_EQ(change_consent(the_case, Purpose::police, true).fault().kind, FaultKind::conflict);
  EXPECT_TRUE(change_consent(the_case, Purpose::removal, false).value());
  the_case.state = CaseState::forgotten;
  EXPECT_EQ(change_consent(the_case, Purpose::removal, false).fault().kind, FaultKind::conflict);
}

// Every state before every turn: what may follow, and that a refusal changes nothing.
TEST(Case, TurnsAsItsTableSaysAndInNoOtherWay) {
  using enum CaseState;
  const Instant now{std::chrono::hours{1}};
  struct Turn {
    const char* name;
    std::function<Result<void>(Case&)> apply;
    std::vector<CaseState> from;
    CaseState to;
  };
  const std::vector<Turn> turns{
      {"rest", &rest, {opened, active}, resting},
      {"wake", &wake, {resting}, active},
      {"close", [&](Case& c) { return close(c, now); }, {opened, active, resting}, closed},
      {"reopen", &reopen, {closed}, active},
  };
  for (const Turn& turn : turns) {
    for (const CaseState before : {opened, active, resting, closed, forgotten}) {
      Case the_case = well_formed();
      the_case.state = before;
      const bool allowed = std::find(turn.from.begin(), turn.from.end(), before) != turn.from.end();
      const auto turned = turn.apply(the_case);
      EXPECT_EQ(turned.has_value(), allowed) << turn.name << " from " << to_text(before);
      EXPECT_EQ(the_case.state, allowed ? turn.to : before) << turn.name;
      if (!turned) {
        EXPECT_EQ(turned.fault().kind, FaultKind::conflict);
      }
      EXPECT_EQ(the_case.closed_at.has_value(), the_case.state == closed && before != closed);
    }
  }
}

}  // namespace
}  // namespace jium::casework
