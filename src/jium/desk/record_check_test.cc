#include "jium/desk/record_check.h"

#include <gmock/gmock.h>

#include "jium/audit/record.h"
#include "jium/desk/count_work.h"
#include "jium/desk/desk_fixture.h"
#include "jium/store/audit_log.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::Event;
using removal::RequestState;
using store::AlarmKind;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class RecordCheck : public DeskFixture {
 protected:
  // About a place that jium has not seen.
  removal::RemovalRequest sent_on_hearsay();
};

// The life that the whole house is for, from the first word to the second letter.
TEST_F(RecordCheck, AMonthInAMillisecond) {
  const auto the_case = open_a_case();
  const auto footage = register_one(the_case.id);
  const auto seen = see("https://site.example/v/1", {pdq(9)}).value();
  EXPECT_EQ(seen.sighting.recognition.distance, 9);
  EXPECT_EQ(seen.the_case, the_case.id);
  name_operator("site.example");
  const auto request = send_one(seen.sighting.id);
  EXPECT_EQ(request.state, RequestState::sent);
  EXPECT_EQ(request.due_at, clock.now() + 24h);

  clock.tick(2h);
  must(answer(request.id, removal::Answer::removed));
  EXPECT_EQ(check(request.id, found(9)).state, RequestState::acknowledged);
  EXPECT_EQ(load(request.id).false_claims, 1);
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::claim_disproved));

  clock.tick(3h);
  must(answer(request.id, removal::Answer::removed));
  const Instant really_gone = clock.now();
  EXPECT_EQ(prove_gone(request.id).state, RequestState::verified);
  EXPECT_EQ(load(request.id).removed_at, really_gone);

  clock.tick(7 * 24h);
  EXPECT_EQ(check(request.id, gone()).state, RequestState::verified);
  clock.tick(7 * 24h);
  EXPECT_EQ(check(request.id, found(2)).state, RequestState::verified);
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::claim_disproved, AlarmKind::recurrence));

  const auto view = must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case.id); }));
  EXPECT_EQ(view.the_case.state, casework::CaseState::active);
  ASSERT_EQ(view.sightings.size(), 2U);
  EXPECT_EQ(view.sightings[0].state, registry::SightingState::gone);
  EXPECT_EQ(view.sightings[1].recurrence_of, seen.sighting.id);
  EXPECT_EQ(view.footages.at(0).footage.id, footage.id);

  const auto second = send_one(view.sightings[1].id);
  EXPECT_EQ(second.recurrence_of, request.id);
  const std::string letter = letter_of(second.id).letter.body.reveal();
  EXPECT_NE(letter.find(request.id.text()), std::string::npos);
  EXPECT_EQ(letter.find("Blue heron"), std::string::npos);
  EXPECT_THAT(
      history(the_case.id),
      ElementsAre(Event::case_opened, Event::footage_registered, Event::sighting_recorded,
                  Event::request_drafted, Event::request_confirmed, Event::letter_handed_over,
                  Event::letter_sent, Event::removal_claimed, Event::claim_disproved, Event::removal_claimed,
                  Event::removal_seen, Event::removal_verified, Event::sighting_gone, Event::ladder_changed,
                  Event::recurrence_recorded, Event::request_drafted, Event::request_confirmed,
                  Event::letter_handed_over, Event::letter_sent));
  const auto counts = must(read([&](auto& tx) { return count_work(desk, tx, officer, std::nullopt); }));
  EXPECT_EQ(counts.cases, 1);
  EXPECT_EQ(counts.sightings, 2);
  EXPECT_EQ(counts.recurrences, 1);
  EXPECT_EQ(counts.removed, 1);
  EXPECT_EQ(counts.false_claims, 1);
  EXPECT_DOUBLE_EQ(*counts.median_hours_to_removal, 5.0);
}

TEST_F(RecordCheck, LooksThatAreTooNearToEachOtherProveNothing) {
  const auto request = sent_request();
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(check(request.id, gone()).state, RequestState::removed);
    clock.tick(1min);
  }
}

TEST_F(RecordCheck, OurOwnFailureNeverCountsAsGone) {
  const auto request = sent_request();
  const std::vector<Look> failures{no_answer(),
                                   {answered(200), {}, fault(FaultKind::internal, "the sandbox failed")},
                                   {answered(200), {}, fault(FaultKind::busy, "try again")},
                                   {answered(503), {}, fault(FaultKind::malformed, "not a picture")},
                                   {answered(403), {}, fault(FaultKind::malformed, "not a picture")}};
  for (const Look& look : failures) {
    clock.tick(6h);
    EXPECT_EQ(check(request.id, look).state, RequestState::sent);
  }
}

TEST_F(RecordCheck, APictureThatCannotBeReadIsNotGone) {
  const auto request = sent_request();
  for (const char* type : {"image/avif", "video/mp4"}) {
    clock.tick(6h);
    EXPECT_EQ(check(request.id, {answered(200, type), {}, fault(FaultKind::malformed, "unknown kind")}).state,
              RequestState::sent);
  }
  clock.tick(6h);
  EXPECT_EQ(
      check(request.id, {answered(404, "image/png"), {}, fault(FaultKind::malformed, "unknown kind")}).state,
      RequestState::removed)
      << "the status says it";
}

TEST_F(RecordCheck, AnotherPictureInItsPlaceMeansGone) {
  const auto request = sent_request();
  EXPECT_EQ(check(request.id, found(200)).state, RequestState::removed);
}

TEST_F(RecordCheck, ALieDoesNotOutliveTheClock) {
  const auto request = sent_request();
  must(answer(request.id, removal::Answer::removed));
  take_due_jobs();
  clock.tick(25h);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::end_clock));
  must(write([&](auto& tx) { return end_clock(desk, tx, request.id); }));
  EXPECT_EQ(load(request.id).state, RequestState::overdue) << "a word alone does not stop the clock";
  EXPECT_EQ(check(request.id, found(3)).state, RequestState::overdue);
  EXPECT_EQ(load(request.id).false_claims, 1);
  EXPECT_THAT(alarms(), UnorderedElementsAre(AlarmKind::claim_disproved, AlarmKind::request_overdue));
}

TEST_F(RecordCheck, WhatWasSeenGoneAndIsBackIsHeldToItsClockAgain) {
  const auto request = sent_request();
  EXPECT_EQ(check(request.id, found(200)).state, RequestState::removed);
  clock.tick(25h);
  must(write([&](auto& tx) { return end_clock(desk, tx, request.id); }));
  take_due_jobs();
  EXPECT_EQ(check(request.id, found(3)).state, RequestState::sent);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::end_clock))
      << "it waits again, so its clock does too";
}

TEST_F(RecordCheck, BytesThatAreNeitherTextNorAPictureThatJiumReadsProveNothing) {
  const auto request = sent_request();
  Look look{answered(200, "application/octet-stream"), {}, fault(FaultKind::malformed, "unknown kind")};
  look.may_be_media = true;
  EXPECT_EQ(check(request.id, look).state, RequestState::sent);
  look.may_be_media = false;
  EXPECT_EQ(check(request.id, look).state, RequestState::sent) << "an answer without a body does not either";
  look.page = PageLook{};
  EXPECT_EQ(check(request.id, look).state, RequestState::sent) << "nor does a page of words alone";
  look.page->media.push_back({answered(200, "image/jpeg"), {pdq(200)}});
  EXPECT_EQ(check(request.id, look).state, RequestState::removed) << "a page all of which was seen does";
}

TEST_F(RecordCheck, TheBeginningOfAVideoWhoseRestWasNotSeenProvesNothing) {
  const auto request = sent_request();
  Look look{answered(200, "video/mp4"), {pdq(200)}, std::nullopt};
  look.cut_short = true;
  EXPECT_EQ(check(request.id, look).state, RequestState::sent);
  look.cut_short = false;
  EXPECT_EQ(check(request.id, look).state, RequestState::removed) << "another picture in its place does";
}

TEST_F(RecordCheck, EachLookSchedulesTheNext) {
  const auto request = sent_request();
  take_due_jobs();
  clock.tick(24h);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::check_place));
  check(request.id, gone());
  clock.tick(6h - 1ms);
  EXPECT_THAT(take_due_jobs(), Not(Contains(store::JobKind::check_place)));
  clock.tick(1ms);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::check_place));
}

TEST_F(RecordCheck, ARefusedRequestIsNotWatched) {
  const auto request = sent_request();
  must(answer(request.id, removal::Answer::refused));
  EXPECT_FALSE(must(read([&](auto& tx) { return place_to_check(tx, request.id); })).has_value());
  EXPECT_EQ(check(request.id, gone()).state, RequestState::refused);
  EXPECT_THAT(must(read([&](auto& tx) { return store::checks_of(tx, request.id); })), IsEmpty());
}

TEST_F(RecordCheck, WithdrawnFootageIsNotLookedFor) {
  const auto request = sent_request();
  EXPECT_TRUE(must(read([&](auto& tx) { return place_to_check(tx, request.id); })).has_value());
  const auto sighting =
      must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, request.sighting); }));
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, sighting.footage); }));
  EXPECT_FALSE(must(read([&](auto& tx) { return place_to_check(tx, request.id); })).has_value());
  EXPECT_EQ(check(request.id, found(3)).state, RequestState::sent) << "a look that was under way";
  EXPECT_THAT(must(read([&](auto& tx) { return store::checks_of(tx, request.id); })), IsEmpty());
}

TEST_F(RecordCheck, APlaceIsWatchedFromSendingOn) {
  register_one(open_a_case().id);
  const auto seen = see("https://site.example/v/1", {pdq(3)}).value();
  name_operator("site.example");
  const auto request = must(confirm(must(draft(seen.sighting.id)).id));
  EXPECT_FALSE(must(read([&](auto& tx) { return place_to_check(tx, request.id); })).has_value());
}

Look page_of(std::vector<std::vector<fingerprint::Fingerprint>> shown, int status = 200) {
  registry::FetchEvidence evidence;
  evidence.status = status;
  evidence.content_type = "text/html";
  evidence.body_bytes = 1234;
  Look look{evidence, {}, fault(FaultKind::malformed, "a web page")};
  look.page = PageLook{};
  for (auto& fingerprints : shown) look.page->media.push_back({evidence, std::move(fingerprints)});
  return look;
}

std::vector<removal::Check> checks_of(store::Store& store, removal::RequestId id) {
  return must(store.read([&](auto& tx) { return store::checks_of(tx, id); }));
}

TEST_F(RecordCheck, WhatOnlyMovedWithinThePageIsStillThere) {
  const auto request = sent_request();
  must(answer(request.id, removal::Answer::removed));
  clock.tick(1h);
  EXPECT_EQ(check(request.id, page_of({{pdq(200)}, {pdq(4)}})).state, RequestState::acknowledged);
  EXPECT_EQ(load(request.id).false_claims, 1);
  const auto last = checks_of(*store, request.id).back();
  EXPECT_EQ(last.reason, removal::CheckReason::moved);
  EXPECT_EQ(last.distance, 4);
  EXPECT_EQ(last.page, (removal::PageCount{2, 2}));
}

removal::RemovalRequest RecordCheck::sent_on_hearsay() {
  register_one(open_a_case().id);
  const auto heard = hear_of("https://site.example/v/1", {pdq(3)}).value();
  name_operator("site.example");
  return send_one(heard.sighting.id);
}

TEST_F(RecordCheck, WhatWasOnlyReportedIsNotGoneUntilJiumHasSeenItThere) {
  const auto request = sent_on_hearsay();
  for (const Look& look : {gone(404), gone(410), found(200), page_of({{pdq(200)}})}) {
    clock.tick(6h);
    EXPECT_EQ(check(request.id, look).state, RequestState::sent);
    EXPECT_EQ(checks_of(*store, request.id).back().reason, removal::CheckReason::unseen);
  }
  clock.tick(6h);
  check(request.id, found(2));
  const auto sighting =
      must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, request.sighting); }));
  EXPECT_TRUE(sighting.evidence) << "whoever is asked next is judged by it too";
  EXPECT_EQ(prove_gone(request.id).state, RequestState::verified);
}

TEST_F(RecordCheck, APlaceThatIsReportedIsLookedAtAtOnce) {
  register_one(open_a_case().id);
  const auto tell = [&] {
    return must(write([&](auto& tx) {
      return tell_sighting(desk, tx, officer, address("https://site.example/v/1"), {pdq(3)});
    }));
  };
  const auto told = tell().value();
  EXPECT_FALSE(told.sighting.evidence);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::inspect));
  const auto seen = see("https://site.example/v/1", {pdq(3)}).value();
  EXPECT_EQ(seen.sighting.id, told.sighting.id);
  EXPECT_TRUE(seen.was_live);
  EXPECT_TRUE(seen.sighting.evidence) << "what was hearsay has been seen";
  EXPECT_TRUE(tell().value().was_live);
  EXPECT_THAT(take_due_jobs(), Not(Contains(store::JobKind::inspect)));
}

TEST_F(RecordCheck, APageIsGoneOnlyWhenAllThatItShowsWasCompared) {
  const auto request = sent_on_hearsay();
  const auto reason_of = [&](const Look& look) {
    clock.tick(6h);
    check(request.id, look);
    return checks_of(*store, request.id).back().reason;
  };
  EXPECT_EQ(reason_of(page_of({{pdq(200)}, {}})), removal::CheckReason::unread);
  Look scripted = page_of({{pdq(200)}});
  scripted.page->scripts = scripted.page->says_not_found = true;
  EXPECT_EQ(reason_of(scripted), removal::CheckReason::unseen) << "jium has never seen it there by itself";
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  EXPECT_EQ(reason_of(page_of({{pdq(2)}})), removal::CheckReason::moved);
  EXPECT_EQ(reason_of(scripted), removal::CheckReason::soft_not_found) << "now it has";
  EXPECT_EQ(load(request.id).state, RequestState::removed);
}

TEST_F(RecordCheck, FootageKnownByDigestsAloneIsNeverGoneFromAPageOfPictures) {
  const auto the_case = open_a_case();
  register_one(the_case.id, {sha256(7)});
  const auto seen = see("https://site.example/v/1", {sha256(7)}).value();
  name_operator("site.example");
  const auto request = send_one(seen.sighting.id);
  EXPECT_EQ(check(request.id, page_of({{pdq(200)}})).state, RequestState::sent);
  EXPECT_EQ(check(request.id, page_of({})).state, RequestState::sent) << "words alone may be a wall";
  Look told = page_of({});
  told.page->says_not_found = true;
  EXPECT_EQ(check(request.id, told).state, RequestState::removed) << "no picture at all, and it says so";
}

TEST_F(RecordCheck, AVantageThatIsShownSomethingElseIsCloaking) {
  desk.watch.vantages = 2;
  const auto request = sent_request();
  Look abroad = found(3);
  abroad.vantage = "abroad";
  for (int i = 0; i < 5; ++i) {
    clock.tick(6h);
    EXPECT_EQ(check_round(request.id, {gone(), abroad}).state, RequestState::sent);
  }
  const auto checks = checks_of(*store, request.id);
  EXPECT_EQ(checks[0].reason, removal::CheckReason::cloaked);
  EXPECT_EQ(checks[1].reason, removal::CheckReason::matched);
  EXPECT_EQ(checks[1].vantage, "abroad");
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::place_cloaked)) << "said once";
}

TEST_F(RecordCheck, WhereThereAreTwoVantagesOneAloneVerifiesNothing) {
  desk.watch.vantages = 2;
  const auto request = sent_request();
  for (int i = 0; i < 10; ++i) {
    clock.tick(6h);
    EXPECT_EQ(check(request.id, gone()).state, RequestState::removed);
  }
  Look abroad = gone();
  abroad.vantage = "abroad";
  EXPECT_EQ(check_round(request.id, {gone(), abroad}).state, RequestState::removed);
  clock.tick(6h);
  EXPECT_EQ(check_round(request.id, {gone(), abroad}).state, RequestState::verified);
}

TEST_F(RecordCheck, WhatCameBackWithinThePageIsANewSighting) {
  const auto request = sent_request();
  prove_gone(request.id);
  clock.tick(7 * 24h);
  check(request.id, page_of({{pdq(200)}, {pdq(2)}, {pdq(1)}}));
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::recurrence));
}

TEST_F(RecordCheck, TheLogHoldsTheDigestOfWhatWasKeptOfACheck) {
  const auto request = sent_request();
  Look look = page_of({{pdq(200)}, {pdq(4)}});
  look.evidence->peer = "93.184.216.34";
  look.evidence->header_sha256 = std::string(64, 'a');
  check(request.id, look);
  const auto shown = must(write([&](auto& tx) { return show_check(desk, tx, officer, request.id, 1); }));
  EXPECT_NE(shown.text.find("\nreason moved\n"), std::string::npos) << shown.text;
  EXPECT_NE(shown.text.find("\npeer 93.184.216.34\n"), std::string::npos);
  EXPECT_NE(shown.text.find("\npage_media 2\n"), std::string::npos);
  EXPECT_NE(shown.text.find("\npolicy watch-2026-11\n"), std::string::npos);
  EXPECT_EQ(shown.text.find("site.example"), std::string::npos) << "the place by its keyed digest alone";
  ASSERT_TRUE(shown.log_entry.has_value());
  bool is_there = false;
  must(read([&](auto& tx) {
    return store::each_log_entry(tx, static_cast<std::uint64_t>(*shown.log_entry),
                                 [&](const store::LogEntry& entry) -> Result<bool> {
                                   const auto record = must(audit::read_record(*entry.record));
                                   EXPECT_EQ(record.act, audit::Act::check_recorded);
                                   EXPECT_EQ(record.details, shown.digest);
                                   is_there = true;
                                   return false;
                                 });
  }));
  EXPECT_TRUE(is_there);
  const Bytes key = must(from_hex(shown.key));
  EXPECT_EQ(must(digest_of_check(key, shown.text)), shown.digest);
  EXPECT_NE(must(digest_of_check(key, shown.text + " ")), shown.digest);
}

TEST_F(RecordCheck, ACheckOfAnotherIsMissingLikeNone) {
  const auto request = sent_request();
  check(request.id, gone());
  for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{2}}) {
    EXPECT_EQ(fault_of(write([&](auto& tx) { return show_check(desk, tx, officer, request.id, number); })),
              FaultKind::missing);
  }
  EXPECT_EQ(fault_of(write([&](auto& tx) { return show_check(desk, tx, stranger, request.id, 1); })),
            FaultKind::missing);
}

}  // namespace
}  // namespace jium::desk
