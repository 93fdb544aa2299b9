#include "jium/desk/keep_batch.h"

#include <gmock/gmock.h>

#include "jium/desk/change_consent.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_letter_settings.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using removal::BatchState;
using removal::LeftOutReason;
using removal::RequestState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class KeepBatch : public DeskFixture {
 protected:
  // A case of its own with one footage, seen at `count` places of a site.
  std::vector<registry::SightingId> sightings(int count, int bits, const std::string& site,
                                              casework::Consent consent = {
                                                  .removal = true, .police = false, .other_centres = false}) {
    the_case = open_a_case(consent);
    register_one(the_case.id, {pdq(bits), sha256(static_cast<std::uint8_t>(bits))});
    std::vector<registry::SightingId> ids;
    for (int i = 0; i < count; ++i)
      ids.push_back(see("https://" + site + "/v/" + std::to_string(i), {pdq(bits)}).value().sighting.id);
    return ids;
  }
  Result<BatchView> prepare(const PrepareBatch& ask) {
    return write([&](auto& tx) { return prepare_batch(desk, tx, officer, ask); });
  }
  Result<removal::Batch> confirm_all(removal::BatchId id, std::optional<Duration> window = std::nullopt) {
    return write([&](auto& tx) { return confirm_batch(desk, tx, officer, id, window); });
  }
  Result<removal::Batch> undo_all(removal::BatchId id) {
    return write([&](auto& tx) { return undo_batch(desk, tx, officer, id); });
  }
  // As the worker does: a letter a transaction.
  int write_letters(removal::BatchId id) {
    int written = 0;
    while (must(write([&](auto& tx) { return write_batch(desk, tx, id); }))) ++written;
    return written;
  }
  BatchView view(removal::BatchId id) {
    return must(read([&](auto& tx) { return show_batch(desk, tx, officer, id); }));
  }
  std::vector<RequestState> states(removal::BatchId id) {
    std::vector<RequestState> found;
    for (const auto& group : view(id).groups)
      for (const auto& request : group.requests) found.push_back(request.state);
    return found;
  }

  casework::Case the_case;
};

TEST_F(KeepBatch, ManySightingsOfOneCaseBecomeOneLetterToTheirOperator) {
  const auto ids = sightings(3, 0, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({ids, false}));
  ASSERT_EQ(prepared.groups.size(), 1U);
  EXPECT_EQ(prepared.groups[0].requests.size(), 3U);
  EXPECT_TRUE(take_due_jobs().empty()) << "nothing is sent by preparing";
  must(confirm_all(prepared.batch.id));
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::write_batch));
  EXPECT_EQ(write_letters(prepared.batch.id), 1);
  EXPECT_THAT(states(prepared.batch.id),
              ElementsAre(RequestState::confirmed, RequestState::confirmed, RequestState::confirmed));
  const auto letter = letter_of(prepared.groups[0].requests[0].id);
  EXPECT_EQ(letter.others.size(), 2U);
  EXPECT_EQ(letter.letter.reply_reference, letter.id.text());
  for (const auto& request : prepared.groups[0].requests) {
    EXPECT_EQ(letter_of(request.id).id, letter.id);
    EXPECT_THAT(letter.letter.body.reveal(), HasSubstr(request.id.text()));
  }
  EXPECT_THAT(letter.letter.body.reveal(), HasSubstr("https://site.example/v/2"));
  EXPECT_TRUE(take_due_jobs().empty()) << "the time to undo has not ended";
  clock.tick(60s);
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::send_letter));
}

TEST_F(KeepBatch, OneAnswerOfTheMailServerSettlesAllRequestsOfTheLetter) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(confirm_all(id, 0s));
  write_letters(id);
  const auto letter = letter_of(view(id).groups[0].requests[0].id);
  const int attempt = must(begin(letter.id)).value().attempt;
  must(hand_over(letter.id, attempt));
  must(settle(letter.id, attempt, removal::DeliveryOutcome::accepted));
  EXPECT_THAT(states(id), ElementsAre(RequestState::sent, RequestState::sent));
  for (const auto& request : view(id).groups[0].requests) EXPECT_EQ(request.due_at, clock.now() + 24h);
}

TEST_F(KeepBatch, ALetterOfWhichNobodyKnowsIsDoubtedOnceForAllItsRequests) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(confirm_all(id, 0s));
  write_letters(id);
  const auto requests = view(id).groups[0].requests;
  const auto letter = letter_of(requests[0].id);
  const int attempt = must(begin(letter.id)).value().attempt;
  must(hand_over(letter.id, attempt));
  must(settle(letter.id, attempt, removal::DeliveryOutcome::unknown));
  EXPECT_THAT(alarms(), ElementsAre(store::AlarmKind::letter_unconfirmed));
  must(write([&](auto& tx) { return settle_doubt(desk, tx, officer, requests[1].id, true); }));
  EXPECT_THAT(states(id), ElementsAre(RequestState::sent, RequestState::sent));
}

TEST_F(KeepBatch, UndoTakesAllOfItBackWhileNoLetterHasBegunToLeave) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(confirm_all(id));
  write_letters(id);
  const auto request = view(id).groups[0].requests[0].id;
  must(undo_all(id));
  EXPECT_THAT(states(id), ElementsAre(RequestState::drafted, RequestState::drafted));
  EXPECT_FALSE(must(read([&](auto& tx) { return store::letter_of(tx, request); })).has_value());
  clock.tick(1h);
  EXPECT_TRUE(take_due_jobs().size() <= 1) << "the letter's job is gone";
  EXPECT_EQ(write_letters(id), 0);
  EXPECT_EQ(fault_of(undo_all(id)), FaultKind::conflict);
  EXPECT_EQ(fault_of(confirm_all(id)), FaultKind::conflict);
  const auto again = must(prepare({ids, false}));
  EXPECT_EQ(again.groups.size(), 1U) << "another batch takes them up";
}

TEST_F(KeepBatch, AfterOneLetterHasBegunToLeaveNothingIsUndone) {
  const auto ids = sightings(1, 0, "site.example");
  const auto more = sightings(1, 100, "other.example");
  name_operator("site.example");
  name_operator("other.example");
  const auto id = must(prepare({{ids[0], more[0]}, false})).batch.id;
  must(confirm_all(id, 0s));
  EXPECT_EQ(write_letters(id), 2) << "a letter an operator";
  must(begin(letter_of(view(id).groups[0].requests[0].id).id));
  const auto undone = undo_all(id);
  EXPECT_EQ(fault_of(undone), FaultKind::conflict);
  EXPECT_THAT(undone.fault().what, HasSubstr("begun to leave (1)"));
  EXPECT_THAT(states(id), ElementsAre(RequestState::confirmed, RequestState::confirmed));
}

TEST_F(KeepBatch, SaysWhatWasLeftOutAndWhy) {
  const auto good = sightings(2, 0, "site.example");
  const auto silent =
      sightings(1, 60, "site.example", {.removal = false, .police = false, .other_centres = false});
  const auto nobody = sightings(1, 120, "unknown.example");
  name_operator("site.example");
  send_one(good[0]);
  const auto prepared = must(prepare({{good[0], good[1], good[1], silent[0], nobody[0]}, false}));
  ASSERT_EQ(prepared.groups.size(), 1U);
  EXPECT_EQ(prepared.groups[0].requests.size(), 1U) << "a sighting that is named twice is there once";
  std::map<registry::SightingId, LeftOutReason> reasons;
  for (const auto& one : prepared.left_out) reasons[one.sighting] = one.reason;
  EXPECT_EQ(reasons,
            (std::map<registry::SightingId, LeftOutReason>{{good[0], LeftOutReason::asked_already},
                                                           {silent[0], LeftOutReason::no_consent},
                                                           {nobody[0], LeftOutReason::no_operator}}));
}

TEST_F(KeepBatch, EverythingDueIsWhatNobodyHasBeenAskedAboutAndEveryDraft) {
  const auto ids = sightings(3, 0, "site.example");
  name_operator("site.example");
  send_one(ids[0]);
  must(draft(ids[1]));
  const auto prepared = must(prepare({{}, true}));
  ASSERT_EQ(prepared.groups.size(), 1U);
  EXPECT_EQ(prepared.groups[0].requests.size(), 2U);
  EXPECT_FALSE(prepared.more);
  EXPECT_EQ(fault_of(prepare({{}, false})), FaultKind::malformed);
  EXPECT_EQ(fault_of(prepare({ids, true})), FaultKind::malformed);
}

TEST_F(KeepBatch, ItemsOfTwoCasesNeverStandInOneLetter) {
  const auto one = sightings(1, 0, "site.example");
  const auto other = sightings(1, 100, "site.example");
  name_operator("site.example");
  EXPECT_EQ(must(prepare({{one[0], other[0]}, false})).groups.size(), 2U);
}

TEST_F(KeepBatch, ALetterHoldsAHundredItemsAtMost) {
  const auto ids = sightings(101, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  ASSERT_EQ(view(id).groups.size(), 2U);
  EXPECT_EQ(view(id).groups[0].requests.size(), 100U);
  must(confirm_all(id, 0s));
  EXPECT_EQ(write_letters(id), 2);
}

TEST_F(KeepBatch, WhatLosesItsGroundBeforeTheLetterLeavesIsTakenOutOfIt) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(confirm_all(id, 0s));
  write_letters(id);
  const auto requests = view(id).groups[0].requests;
  must(write([&](auto& tx) -> Result<void> {
    JIUM_TRY(auto sighting, store::load_sighting(tx, officer.organisation, requests[0].sighting));
    sighting.state = registry::SightingState::gone;
    sighting.gone_at = clock.now();
    return store::update(tx, sighting);
  }));
  const auto begun = must(begin(letter_of(requests[1].id).id));
  ASSERT_TRUE(begun.has_value());
  EXPECT_THAT(begun->stored.letter.body.reveal(), Not(HasSubstr(requests[0].id.text())));
  EXPECT_THAT(begun->stored.letter.body.reveal(), HasSubstr(requests[1].id.text()));
  EXPECT_TRUE(begun->stored.others.empty());
  EXPECT_EQ(load(requests[0].id).state, RequestState::refused);
  EXPECT_EQ(load(requests[1].id).state, RequestState::confirmed);
  EXPECT_EQ(letter_of(requests[1].id).letter.body, begun->stored.letter.body) << "and is stored so";
}

TEST_F(KeepBatch, WithoutAnyGroundTheWholeLetterStays) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(confirm_all(id, 0s));
  write_letters(id);
  const auto letter = letter_of(view(id).groups[0].requests[0].id).id;
  must(write([&](auto& tx) {
    return change_consent(desk, tx, officer, {the_case.id, casework::Purpose::removal, false});
  }));
  EXPECT_FALSE(must(begin(letter)).has_value());
  EXPECT_THAT(states(id), ElementsAre(RequestState::refused, RequestState::refused));
}

TEST_F(KeepBatch, ThePreviewFoldsAddressesAndARevealedLetterHasThem) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({ids, false}));
  const auto letters = must(read([&](auto& tx) { return preview_letters(desk, tx, prepared); }));
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_THAT(letters[0].body.reveal(), Not(HasSubstr("https://site.example/v/")));
  EXPECT_THAT(letters[0].body.reveal(), HasSubstr("site.example/"));
  const auto revealed =
      must(read([&](auto& tx) { return reveal_letter(desk, tx, officer, prepared.batch.id, 1); }));
  EXPECT_THAT(revealed.body.reveal(), HasSubstr("https://site.example/v/1"));
  for (const int number : {0, 2})
    EXPECT_EQ(
        fault_of(read([&](auto& tx) { return reveal_letter(desk, tx, officer, prepared.batch.id, number); })),
        FaultKind::missing);
}

TEST_F(KeepBatch, AnotherOrganisationsBatchIsMissing) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  EXPECT_EQ(fault_of(read([&](auto& tx) { return show_batch(desk, tx, stranger, id); })), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return confirm_batch(desk, tx, stranger, id, {}); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return prepare_batch(desk, tx, stranger, {ids, false});
            })),
            FaultKind::missing);
}

TEST_F(KeepBatch, TheCentresOwnTimeToUndoAndItsSignatoryHold) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example", "US");
  must(write([&](auto& tx) {
    return change_letter_settings(desk, tx, officer, {"Kim Sun-hee", Duration{5min}, std::nullopt});
  }));
  const auto id = must(prepare({ids, false})).batch.id;
  EXPECT_EQ(must(confirm_all(id)).leaves_at, clock.now() + 5min);
  write_letters(id);
  EXPECT_THAT(letter_of(view(id).groups[0].requests[0].id).letter.body.reveal(),
              HasSubstr("/s/ Kim Sun-hee, Centre A"));
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return change_letter_settings(desk, tx, officer, {std::nullopt, Duration{25h}, std::nullopt});
            })),
            FaultKind::malformed);
}

TEST_F(KeepBatch, ATrustedFlaggerAsksUnderItsOwnRule) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example", "DE");
  EXPECT_EQ(must(prepare({ids, false})).groups[0].rule, "eu-dsa-16");
  must(write([&](auto& tx) {
    return change_letter_settings(desk, tx, officer, {std::nullopt, std::nullopt, true});
  }));
  EXPECT_EQ(must(prepare({ids, false})).groups[0].rule, "eu-dsa-22");
}

TEST_F(KeepBatch, ARuleThatIsOnlyPlannedIsNoGroundWhoeverNamesIt) {
  const auto ids = sightings(1, 0, "site.example");
  AddOperator ask{"Example Hosting", "abuse@site.example", removal::Language::en, "GB"};
  ask.rule = "gb-48h";
  must(write([&](auto& tx) -> Result<void> {
    JIUM_TRY(auto made, add_operator(desk, tx, officer, ask));
    JIUM_CHECK(assign_site(desk, tx, officer, "site.example", made.id));
    return {};
  }));
  const auto drafted = draft(ids[0]);
  EXPECT_EQ(fault_of(drafted), FaultKind::conflict);
  EXPECT_THAT(drafted.fault().what, HasSubstr("not in force"));
  const auto prepared = must(prepare({ids, false}));
  EXPECT_TRUE(prepared.groups.empty());
  ASSERT_EQ(prepared.left_out.size(), 1U);
  EXPECT_EQ(prepared.left_out[0].reason, LeftOutReason::incomplete);
  EXPECT_EQ(fault_of(confirm_all(prepared.batch.id)), FaultKind::conflict) << "nothing is in it";
}

TEST_F(KeepBatch, AnInvestigationIsNamedOnlyWhereOneWasNoted) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example");
  const auto request = must(draft(ids[0]));
  const auto body = [&] {
    return must(read([&](auto& tx) { return letter_for(desk, tx, officer, request.id); })).body.reveal();
  };
  const auto note = [&](const std::string& number) {
    return write([&](auto& tx) { return note_investigation(desk, tx, officer, the_case.id, number); });
  };
  EXPECT_THAT(body(), Not(HasSubstr("investigat")));
  must(note("2026-4711"));
  EXPECT_THAT(body(), HasSubstr("2026-4711"));
  must(note(""));
  EXPECT_THAT(body(), Not(HasSubstr("investigat")));
  EXPECT_EQ(fault_of(note("a\nb")), FaultKind::malformed);
}

}  // namespace
}  // namespace jium::desk
