#include "jium/desk/change_consent.h"

#include <gmock/gmock.h>

#include "jium/desk/close_case.h"
#include "jium/desk/desk_fixture.h"
#include "jium/store/cases.h"

namespace jium::desk {
namespace {

using casework::CaseState;
using casework::Event;
using casework::Purpose;

class ACasesLife : public DeskFixture {
 protected:
  Result<casework::Case> consent(casework::CaseId id, Purpose purpose, bool given) {
    return write([&](auto& tx) { return change_consent(desk, tx, officer, {id, purpose, given}); });
  }
  Result<casework::Case> turn(casework::CaseId id, CaseTurn which) {
    return write([&](auto& tx) { return turn_case(desk, tx, officer, id, which); });
  }
  casework::Case stored(casework::CaseId id) {
    return must(read([&](auto& tx) { return store::load_case(tx, officer.organisation, id); }));
  }
  registry::Sighting seen_in(casework::CaseId the_case) {
    register_one(the_case);
    name_operator("site.example");
    return see("https://site.example/v/1", {pdq(3)}).value().sighting;
  }
};

TEST_F(ACasesLife, ConsentGivenLaterLetsARequestBeDrafted) {
  const auto id = open_a_case({}).id;
  const auto sighting = seen_in(id);
  EXPECT_EQ(fault_of(draft(sighting.id)), FaultKind::conflict);
  EXPECT_TRUE(must(consent(id, Purpose::removal, true)).consent.removal);
  EXPECT_TRUE(draft(sighting.id).has_value());
}

TEST_F(ACasesLife, WithdrawnConsentStopsDraftsConfirmationsAndWaitingLetters) {
  const auto id = open_a_case().id;
  const auto request = must(confirm(must(draft(seen_in(id).id)).id));
  const auto second = see("https://site.example/v/2", {pdq(3)}).value().sighting;
  const auto drafted = must(draft(second.id));
  const auto third = see("https://site.example/v/3", {pdq(3)}).value().sighting;
  must(consent(id, Purpose::removal, false));
  EXPECT_EQ(fault_of(draft(third.id)), FaultKind::conflict);
  EXPECT_EQ(fault_of(confirm(drafted.id)), FaultKind::conflict);
  EXPECT_FALSE(must(begin(letter_of(request.id).id)).has_value()) << "the letter stays";
  EXPECT_THAT(history(id), testing::Contains(Event::letter_withheld));
}

TEST_F(ACasesLife, EveryTurnOfConsentStandsInTheHistoryWithItsPurpose) {
  const auto id = open_a_case().id;
  must(consent(id, Purpose::police, true));
  must(consent(id, Purpose::police, true));  // as it was: no line
  must(consent(id, Purpose::removal, false));
  const auto entries = must(read([&](auto& tx) { return show_case(desk, tx, officer, id); })).history;
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[1].event, Event::consent_given);
  EXPECT_EQ(entries[1].note.reveal(), "police");
  EXPECT_EQ(entries[2].event, Event::consent_withdrawn);
  EXPECT_EQ(entries[2].note.reveal(), "removal");
  EXPECT_FALSE(stored(id).consent.removal);
  EXPECT_TRUE(stored(id).consent.police);
  EXPECT_FALSE(stored(id).consent.other_centres);
}

TEST_F(ACasesLife, AClosedCaseAsksNothingNewAndKeepsItsDayUntilItIsReopened) {
  const auto id = open_a_case().id;
  const auto sighting = seen_in(id);
  clock.tick(std::chrono::hours{5});
  EXPECT_EQ(must(turn(id, CaseTurn::close)).state, CaseState::closed);
  EXPECT_EQ(stored(id).closed_at, clock.now());
  EXPECT_EQ(fault_of(draft(sighting.id)), FaultKind::conflict);
  EXPECT_EQ(fault_of(consent(id, Purpose::police, true)), FaultKind::conflict);
  EXPECT_FALSE(must(consent(id, Purpose::removal, false)).consent.removal) << "taken back at any time";
  EXPECT_EQ(must(turn(id, CaseTurn::reopen)).state, CaseState::active);
  EXPECT_FALSE(stored(id).closed_at.has_value());
}

TEST_F(ACasesLife, ARestingCaseIsWokenAndTheHistorySaysBoth) {
  const auto id = open_a_case().id;
  must(turn(id, CaseTurn::rest));
  EXPECT_EQ(stored(id).state, CaseState::resting);
  must(turn(id, CaseTurn::wake));
  EXPECT_EQ(stored(id).state, CaseState::active);
  EXPECT_EQ(history(id), (std::vector<Event>{Event::case_opened, Event::case_rested, Event::case_woken}));
}

TEST_F(ACasesLife, AnotherCentresCaseIsMissing) {
  const auto id = open_a_case().id;
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return change_consent(desk, tx, stranger, {id, Purpose::removal, false});
            })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return turn_case(desk, tx, stranger, id, CaseTurn::close); })),
            FaultKind::missing);
}

}  // namespace
}  // namespace jium::desk
