#include "jium/desk/keep_batch.h"

#include <gmock/gmock.h>

#include <set>

#include "jium/desk/change_consent.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/count_costs.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_letter_settings.h"
#include "jium/store/decoys.h"
#include "jium/store/directory.h"
#include "jium/store/ladders.h"
#include "jium/store/outgoing_posts.h"
#include "jium/store/quotas.h"

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

  Result<RevealedLetter> reveal_of(removal::BatchId id, int number,
                                   casework::RevealTask task = casework::RevealTask::send_request) {
    return write([&](auto& tx) { return reveal_letter(desk, tx, officer, id, number, task); });
  }
  std::vector<registry::SightingId> revealed() {
    std::vector<registry::SightingId> shown;
    for (const auto& one :
         must(read([&](auto& tx) { return store::reveals_of(tx, officer.organisation, Instant{}); })))
      shown.push_back(one.sighting);
    return shown;
  }
  // Known for the site, which is of a kind whose ladder comes to it.
  removal::OperatorId name_host(const std::string& host_of) {
    const auto made = must(write([&](auto& tx) {
      return add_operator(desk, tx, officer, {"The host", "abuse@host.example", removal::Language::en, "KR"});
    }));
    must(write([&](auto& tx) -> Result<void> {
      JIUM_TRY(auto site, store::find_site(tx, officer.organisation, host_of));
      site->kind = removal::SiteKind::adult_site;
      site->host = made.id;
      return store::update(tx, *site);
    }));
    return made.id;
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

// The officer's word for one request stands by itself, whatever becomes of the batch that it was in.
TEST_F(KeepBatch, WhatIsConfirmedByItselfLeavesTheBatchAndIsNotUndoneWithIt) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({ids, false}));
  const auto id = prepared.batch.id;
  const auto alone = prepared.groups[0].requests[0], other = prepared.groups[0].requests[1];
  must(confirm_all(id));
  must(confirm(alone.id));
  EXPECT_EQ(write_letters(id), 1);
  must(begin(letter_of(alone.id).id));
  const auto seen = view(id);
  EXPECT_EQ(seen.letters.begun, 0) << "its letter is none of the batch's";
  ASSERT_EQ(seen.left_out.size(), 1U) << "and the batch says which one it was";
  EXPECT_EQ(seen.left_out[0].sighting, alone.sighting);
  EXPECT_EQ(seen.left_out[0].reason, LeftOutReason::asked_already);
  must(undo_all(id));
  EXPECT_EQ(load(other.id).state, RequestState::drafted);
  EXPECT_EQ(load(alone.id).state, RequestState::confirmed);
  EXPECT_TRUE(must(read([&](auto& tx) { return store::letter_of(tx, alone.id); })).has_value());
}

TEST_F(KeepBatch, UndoLeavesALetterAloneThatWasConfirmedByItselfAndWaits) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({ids, false}));
  const auto request = prepared.groups[0].requests[0].id;
  must(confirm_all(prepared.batch.id));
  must(confirm(request));
  EXPECT_EQ(write_letters(prepared.batch.id), 0);
  must(undo_all(prepared.batch.id));
  EXPECT_EQ(load(request).state, RequestState::confirmed);
  EXPECT_TRUE(must(begin(letter_of(request).id)).has_value()) << "it leaves: nobody took that word back";
  EXPECT_EQ(fault_of(confirm(request)), FaultKind::conflict);
}

TEST_F(KeepBatch, IsPreparedOnceAndReadItemByItemAndAnUndoneOneCostsNothing) {
  const auto ids = sightings(3, 0, "site.example");
  const auto first_case = the_case.id;
  const auto more = sightings(2, 100, "other.example");
  name_operator("site.example");
  name_operator("other.example");
  const auto minutes = [&] {
    std::multiset<int> found;
    for (const auto of : {first_case, the_case.id}) {
      for (const auto& entry : must(read([&](auto& tx) { return costs_of(desk, tx, officer, of); })))
        found.insert(entry.minutes);
    }
    return found;
  };
  std::vector<registry::SightingId> all = ids;
  all.insert(all.end(), more.begin(), more.end());
  const auto undone = must(prepare({all, false})).batch.id;
  must(confirm_all(undone));
  EXPECT_EQ(write_letters(undone), 2);
  must(undo_all(undone));
  EXPECT_TRUE(minutes().empty());
  const auto id = must(prepare({all, false})).batch.id;
  must(confirm_all(id));
  EXPECT_EQ(write_letters(id), 2);
  EXPECT_EQ(minutes(), (std::multiset<int>{1, 1, 1, 1, 6})) << "two letters, two cases, one preparation";
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

TEST_F(KeepBatch, EachAddressOfARevealedLetterCountsAndIsKept) {
  desk.reveals.per_day = 5;
  const auto ids = sightings(3, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  ASSERT_TRUE(must(reveal_of(id, 1)).letter.has_value());
  EXPECT_THAT(revealed(), testing::UnorderedElementsAreArray(ids));
  EXPECT_EQ(std::ranges::count(history(the_case.id), casework::Event::address_revealed), 3);
  const auto refused = must(reveal_of(id, 1));
  EXPECT_FALSE(refused.letter.has_value()) << "two are left, and three are in it";
  EXPECT_THAT(refused.refusal, HasSubstr("about 3 addresses"));
  EXPECT_THAT(refused.refusal, HasSubstr("folded"));
  EXPECT_EQ(revealed().size(), 3U) << "a refused letter shows and counts nothing";
  const auto alone = [&] {
    return must(write([&](auto& tx) {
             return reveal_address(desk, tx, officer, ids[0], casework::RevealTask::check_place);
           }))
        .address.has_value();
  };
  EXPECT_TRUE(alone());
  EXPECT_TRUE(alone());
  EXPECT_FALSE(alone()) << "the letter was three of the five";
  clock.tick(24h);
  EXPECT_TRUE(must(reveal_of(id, 1)).letter.has_value());
  EXPECT_EQ(fault_of(reveal_of(id, 1, casework::RevealTask::police_referral)), FaultKind::conflict);
}

TEST_F(KeepBatch, TheLetterOfOneRequestCountsForAllThatItIsAbout) {
  desk.reveals.per_day = 3;
  const auto ids = sightings(4, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  const auto one = view(id).groups[0].requests[1].id;
  const auto of_one = [&] {
    return must(write(
        [&](auto& tx) { return reveal_letter(desk, tx, officer, one, casework::RevealTask::send_request); }));
  };
  EXPECT_TRUE(of_one().letter.has_value()) << "a draft's letter would be about itself alone";
  EXPECT_EQ(revealed().size(), 1U);
  must(confirm_all(id));
  write_letters(id);
  clock.tick(24h);
  EXPECT_FALSE(of_one().letter.has_value());
  EXPECT_FALSE(must(reveal_of(id, 1)).letter.has_value());
  desk.reveals.per_day = 4;
  EXPECT_THAT(of_one().letter.value().body.reveal(), HasSubstr("https://site.example/v/3"));
  EXPECT_EQ(revealed().size(), 5U);
}

TEST_F(KeepBatch, ADecoysLetterTellsWhoLookedAtIt) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(write([&](auto& tx) {
    return store::insert(tx, store::Decoy{the_case.id, officer.organisation, "test", clock.now()});
  }));
  must(reveal_of(id, 1));
  EXPECT_THAT(alarms(), ElementsAre(store::AlarmKind::decoy_touched));
}

TEST_F(KeepBatch, WhatTheLadderDraftsIsDueAndWhoRefusedIsNotAskedAnew) {
  const auto ids = sightings(1, 0, "site.example");
  const auto refuser = name_operator("site.example").id;
  const auto host = name_host("site.example");
  const auto first = send_one(ids[0]);
  must(answer(first.id, removal::Answer::refused));
  const auto prepared = must(prepare({{}, true}));
  ASSERT_EQ(prepared.groups.size(), 1U);
  ASSERT_EQ(prepared.groups[0].requests.size(), 1U);
  EXPECT_EQ(prepared.groups[0].site_operator, host);
  EXPECT_EQ(prepared.groups[0].requests[0].rung, removal::Rung::host);
  const auto named = must(prepare({ids, false}));
  ASSERT_EQ(named.groups.size(), 1U);
  EXPECT_EQ(named.groups[0].site_operator, host) << "also when the sighting is named";
  must(confirm_all(named.batch.id, 0s));
  EXPECT_EQ(write_letters(named.batch.id), 1);
  EXPECT_THAT(states(named.batch.id), ElementsAre(RequestState::confirmed));
  EXPECT_TRUE(must(prepare({{}, true})).groups.empty());
  const auto all = must(read([&](auto& tx) { return store::requests_about(tx, ids[0]); }));
  EXPECT_EQ(std::ranges::count(all, refuser, &removal::RemovalRequest::site_operator), 1);
}

TEST_F(KeepBatch, WhatTheLadderDraftsIsDueThoughTheOperatorsOwnIsOut) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example");
  const auto host = name_host("site.example");
  const auto first = send_one(ids[0]);
  clock.tick(*first.due_at - clock.now());
  must(write([&](auto& tx) { return climb_ladder_of(desk, tx, ids[0]); }));
  const auto prepared = must(prepare({{}, true}));
  EXPECT_TRUE(prepared.left_out.empty());
  ASSERT_EQ(prepared.groups.size(), 1U);
  EXPECT_EQ(prepared.groups[0].site_operator, host);
}

TEST_F(KeepBatch, UndoTakesTheStepOfTheLadderBackAsWell) {
  const auto ids = sightings(1, 0, "site.example");
  name_operator("site.example");
  const auto id = must(prepare({ids, false})).batch.id;
  must(confirm_all(id));
  write_letters(id);
  must(write([&](auto& tx) { return climb_ladder_of(desk, tx, ids[0]); }));
  const auto step = [&] {
    const auto stored = must(read([&](auto& tx) { return store::ladder_of(tx, ids[0]); }));
    return stored.value().ladder.step(removal::Rung::site_operator)->state;
  };
  ASSERT_EQ(step(), removal::StepState::confirmed);
  must(undo_all(id));
  EXPECT_EQ(step(), removal::StepState::drafted);
}

TEST_F(KeepBatch, ADraftOfAFurtherRungIsHinderedByItsOwnPartyOnly) {
  const auto ids = sightings(1, 0, "site.example");
  const auto site_operator = name_operator("site.example");
  name_host("site.example");
  must(answer(send_one(ids[0]).id, removal::Answer::refused));
  must(write([&](auto& tx) -> Result<void> {
    auto changed = site_operator;
    changed.mail.clear();
    return store::update(tx, changed);
  }));
  EXPECT_EQ(must(prepare({{}, true})).groups.size(), 1U);
}

TEST_F(KeepBatch, ThoseThatAreStuckDoNotStandInTheWayOfTheOthers) {
  const auto stuck = sightings(1'001, 0, "stuck.example");
  name_operator("stuck.example");
  for (const auto id : stuck) must(draft(id));
  must(write([&](auto& tx) {
    return change_consent(desk, tx, officer, {the_case.id, casework::Purpose::removal, false});
  }));
  clock.tick(1h);
  const auto ids = sightings(2, 40, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({{}, true}));
  ASSERT_EQ(prepared.groups.size(), 1U);
  EXPECT_EQ(prepared.groups[0].requests.size(), 2U);
  EXPECT_EQ(prepared.left_out.size(), stuck.size());
  EXPECT_FALSE(prepared.more);
}

TEST_F(KeepBatch, WhatWouldBeNoValidNoticeDoesNotStandInTheWayEither) {
  const auto stuck = sightings(1'001, 0, "stuck.example");
  AddOperator ask{"Under a law to come", "abuse@stuck.example", removal::Language::en, "GB"};
  ask.rule = "gb-48h";
  must(write([&](auto& tx) -> Result<void> {
    JIUM_TRY(auto made, add_operator(desk, tx, officer, ask));
    JIUM_CHECK(assign_site(desk, tx, officer, "stuck.example", made.id));
    return {};
  }));
  const auto ids = sightings(2, 40, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({{}, true}));
  ASSERT_EQ(prepared.groups.size(), 1U);
  EXPECT_EQ(prepared.groups[0].requests.size(), 2U);
  EXPECT_FALSE(prepared.more);
}

TEST_F(KeepBatch, SaysWhenThereIsMoreThanFits) {
  sightings(1'001, 0, "site.example");
  name_operator("site.example");
  const auto first = must(prepare({{}, true}));
  EXPECT_TRUE(first.more);
  std::size_t in_it = 0;
  for (const auto& group : first.groups) in_it += group.requests.size();
  EXPECT_EQ(in_it, removal::kMostInBatch);
  must(confirm_all(first.batch.id, 0s));
  write_letters(first.batch.id);
  const auto second = must(prepare({{}, true}));
  EXPECT_FALSE(second.more);
  ASSERT_EQ(second.groups.size(), 1U);
  EXPECT_EQ(second.groups[0].requests.size(), 1U);
}

TEST_F(KeepBatch, ThePreviewFoldsAddressesAndARevealedLetterHasThem) {
  const auto ids = sightings(2, 0, "site.example");
  name_operator("site.example");
  const auto prepared = must(prepare({ids, false}));
  const auto letters = must(read([&](auto& tx) { return preview_letters(desk, tx, prepared); }));
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_THAT(letters[0].body.reveal(), Not(HasSubstr("https://site.example/v/")));
  EXPECT_THAT(letters[0].body.reveal(), HasSubstr("site.example/"));
  const auto shown = must(reveal_of(prepared.batch.id, 1)).letter.value();
  EXPECT_THAT(shown.body.reveal(), HasSubstr("https://site.example/v/1"));
  for (const int number : {0, 2})
    EXPECT_EQ(fault_of(reveal_of(prepared.batch.id, number)), FaultKind::missing);
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

// One operator with a mail address, one that speaks our API.
class MixedBatch : public KeepBatch {
 protected:
  MixedBatch() {
    auto ids = sightings(2, 0, "site.example");
    const auto others = sightings(3, 40, "api.example");
    ids.insert(ids.end(), others.begin(), others.end());
    name_operator("site.example");
    must(write([&](auto& tx) -> Result<void> {
      JIUM_TRY(const auto made,
               add_operator(desk, tx, officer,
                            {"Example Platform",
                             "",
                             removal::Language::en,
                             "KR",
                             {{removal::ChannelKind::api, Secret<std::string>("https://api.example/jium"),
                               removal::Language::en}}}));
      return assign_site(desk, tx, officer, "api.example", made.id).map([](const auto&) {});
    }));
    const auto prepared = must(prepare({ids, false}));
    EXPECT_TRUE(prepared.left_out.empty());
    EXPECT_EQ(prepared.groups.size(), 2U);
    batch = prepared.batch.id;
    must(confirm_all(batch, 60s));
  }
  std::size_t posts() {
    std::size_t count = 0;
    for (const auto& group : view(batch).groups)
      for (const auto& request : group.requests)
        count += must(read([&](auto& tx) { return store::post_of(tx, request.id); })).has_value();
    return count;
  }
  removal::BatchId batch;
};

TEST_F(MixedBatch, IsConfirmedInOneActAndWhatGoesByAnApiLeavesWhenTheWindowEnds) {
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::write_batch));
  EXPECT_EQ(write_letters(batch), 1);
  EXPECT_EQ(posts(), 0U) << "what has left cannot be undone";
  EXPECT_EQ(view(batch).groups[0].channel, removal::RequestChannel::letter);
  EXPECT_THAT(view(batch).groups[1].requests,
              testing::Each(testing::Field(&removal::RemovalRequest::state, RequestState::drafted)));
  clock.tick(60s);
  EXPECT_THAT(take_due_jobs(), testing::Contains(store::JobKind::write_batch));
  EXPECT_EQ(write_letters(batch), 1);
  EXPECT_EQ(posts(), 3U);
  EXPECT_THAT(states(batch), testing::Each(RequestState::confirmed));
  EXPECT_EQ(write_letters(batch), 0);
  EXPECT_EQ(posts(), 3U) << "each once";
}

TEST_F(MixedBatch, IsUndoneAsAWholeWhileTheWindowIsOpen) {
  write_letters(batch);
  clock.tick(59s);
  must(undo_all(batch));
  EXPECT_THAT(states(batch), testing::Each(RequestState::drafted));
  clock.tick(1h);
  EXPECT_EQ(write_letters(batch), 0);
  EXPECT_EQ(posts(), 0U);
}

TEST_F(MixedBatch, IsUndoneNoMoreOnceAMessageHasBegunToLeave) {
  write_letters(batch);
  clock.tick(60s);
  write_letters(batch);
  EXPECT_EQ(fault_of(undo_all(batch)), FaultKind::conflict);
  EXPECT_THAT(states(batch), testing::Each(RequestState::confirmed));
}

TEST_F(MixedBatch, ShowsTheLettersAndSaysThatTheOthersHaveNone) {
  const auto letters = must(
      read([&](auto& tx) { return preview_letters(desk, tx, must(show_batch(desk, tx, officer, batch))); }));
  EXPECT_EQ(letters.size(), 1U);
  EXPECT_EQ(fault_of(read([&](auto& tx) {
              return reveal_letter(desk, tx, officer, batch, 2, casework::RevealTask::court);
            })),
            FaultKind::conflict);
}

}  // namespace
}  // namespace jium::desk
