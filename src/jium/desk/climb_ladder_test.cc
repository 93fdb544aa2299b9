#include "jium/desk/climb_ladder.h"

#include <gmock/gmock.h>

#include "jium/desk/change_consent.h"
#include "jium/desk/close_case.h"
#include "jium/desk/decide_block_requests.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/file_block_request.h"
#include "jium/desk/forget_case.h"
#include "jium/desk/keep_batch.h"
#include "jium/desk/steer_ladder.h"
#include "jium/desk/suspend_organisation.h"
#include "jium/store/access_keys.h"
#include "jium/store/audit_log.h"
#include "jium/store/block_requests.h"
#include "jium/store/changes.h"
#include "jium/store/directory.h"
#include "jium/store/people.h"
#include "jium/store/quotas.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::Event;
using removal::HoldReason;
using removal::LadderEnd;
using removal::LadderState;
using removal::NextWhat;
using removal::RequestState;
using removal::Rung;
using removal::SkipReason;
using removal::StepEnd;
using removal::StepState;

class Ladders : public DeskFixture {
 protected:
  // The officer's key is one that was issued: what is confirmed ahead is looked at anew.
  void SetUp() override {
    store::AccessKey key;
    key.id = officer.key;
    key.organisation = officer.organisation;
    key.role = to_text(officer.role);
    key.label = "a program";
    key.created_at = clock.now();
    key.expires_at = clock.now() + 60 * 24h;
    must(write([&](auto& tx) { return store::insert(tx, key, "a secret"); }));
  }
  // Out, confirmed ahead, and refused after something has happened: is its host's draft confirmed by itself?
  RequestState climbed_after(const std::function<void(const removal::RemovalRequest&)>& happens) {
    const auto request = out_at_an_adult_site();
    must(confirm_ahead(request.sighting, 80 * 24h));
    happens(request);
    must(answer(request.id, removal::Answer::refused));
    return asked(request.sighting, Rung::host).at(0).state;
  }
  registry::PersonId add_person() {
    const registry::Person person{.id = registry::PersonId::random(),
                                  .organisation = officer.organisation,
                                  .name = Secret<std::string>("Somebody"),
                                  .state = registry::PersonState::active,
                                  .roles = {Role::deletion_officer, Role::counsellor}};
    must(write([&](auto& tx) { return store::insert(tx, person, "test"); }));
    return person.id;
  }
  std::vector<audit::Record> logged(audit::Act act) {
    std::vector<audit::Record> found;
    for (const auto& entry : must(read(
             [&](auto& tx) { return store::log_entries_of(tx, officer.organisation, 10'000, 10'000); }))) {
      auto record = must(audit::read_record(entry.record.value()));
      if (record.act == act) found.push_back(std::move(record));
    }
    return found;
  }
  removal::OperatorId add_party(const std::string& name, const std::string& jurisdiction = "KR") {
    return must(write([&](auto& tx) {
             return add_operator(desk, tx, officer,
                                 {name, name + "@party.example", removal::Language::en, jurisdiction});
           }))
        .id;
  }
  void change_site(const std::function<void(removal::Site&)>& change) {
    must(write([&](auto& tx) -> Result<void> {
      JIUM_TRY(auto site, store::find_site(tx, officer.organisation, "site.example"));
      change(*site);
      return store::update(tx, *site);
    }));
  }
  // An adult site whose every party is known; its request is out.
  removal::RemovalRequest out_at_an_adult_site() {
    register_one(the_case = open_a_case().id);
    const auto sighting = see("https://site.example/v/1", {pdq(3)}).value().sighting;
    name_operator("site.example");
    const auto owner = add_party("owner"), host = add_party("host"), registrar = add_party("registrar");
    change_site([&](removal::Site& site) {
      site.kind = removal::SiteKind::adult_site;
      site.owner = owner;
      site.host = host;
      site.registrar = registrar;
    });
    return send_one(sighting.id);
  }
  SeenLadder ladder(registry::SightingId id) {
    return must(read([&](auto& tx) { return show_ladder(desk, tx, officer, id); }));
  }
  StepState state_of(registry::SightingId id, Rung rung) { return ladder(id).ladder.step(rung)->state; }
  std::vector<removal::RemovalRequest> asked(registry::SightingId id, Rung rung) {
    auto requests = must(read([&](auto& tx) { return store::requests_about(tx, id); }));
    std::erase_if(requests, [&](const auto& one) { return one.rung != rung; });
    return requests;
  }
  // What a worker would do with the jobs of ladders and clocks until then, each at its time.
  void live_until(Instant end) {
    for (;;) {
      const auto due = must(read([&](auto& tx) { return store::next_due(tx); }));
      if (!due || *due > end) break;
      if (*due > clock.now()) clock.tick(*due - clock.now());
      const auto job =
          must(write([&](auto& tx) { return store::claim(tx, "test", clock.now(), 1min); })).value();
      must(write([&](auto& tx) -> Result<void> {
        JIUM_CHECK(store::finish(tx, job));
        if (job.kind == store::JobKind::climb_ladder)
          return climb_ladder(desk, tx, removal::LadderId(job.subject));
        if (job.kind == store::JobKind::end_clock)
          return end_clock(desk, tx, removal::RequestId(job.subject));
        return {};
      }));
    }
    if (end > clock.now()) clock.tick(end - clock.now());
  }
  Result<SeenLadder> confirm_ahead(registry::SightingId id, Duration time) {
    return write([&](auto& tx) { return confirm_ladder_ahead(desk, tx, officer, id, clock.now() + time); });
  }
  std::vector<std::string> ladder_lines() {
    std::vector<std::string> lines;
    for (const auto& entry :
         must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case); })).history) {
      if (entry.event == Event::ladder_changed) lines.push_back(entry.note.reveal());
    }
    return lines;
  }
  bool tells(const std::string& words) {
    return std::ranges::any_of(
        ladder_lines(), [&](const std::string& line) { return line.find(words) != std::string::npos; });
  }

  void consent(bool given) {
    must(write([&](auto& tx) {
      return change_consent(desk, tx, officer, {the_case, casework::Purpose::removal, given});
    }));
  }

  casework::CaseId the_case;
};

TEST_F(Ladders, BeginWithTheFirstDraftAndKnowTheirNextDate) {
  register_one(open_a_case().id);
  const auto sighting = see("https://site.example/v/1", {pdq(3)}).value().sighting.id;
  EXPECT_EQ(fault_of(read([&](auto& tx) { return show_ladder(desk, tx, officer, sighting); })),
            FaultKind::missing);
  name_operator("site.example");
  must(draft(sighting));
  const auto begun = ladder(sighting);
  EXPECT_EQ(begun.ladder.plan, "place-2026");
  EXPECT_EQ(begun.next->what, NextWhat::confirm);
  EXPECT_EQ(begun.next->at, clock.now() + 24h);
}

TEST_F(Ladders, TheNextPartiesAreDraftedAtTheInstantTheClockEndsAndNothingIsSent) {
  const auto request = out_at_an_adult_site();
  const auto id = request.sighting;
  ASSERT_EQ(ladder(id).next->at, *request.due_at);
  live_until(*request.due_at - 1ms);
  EXPECT_EQ(state_of(id, Rung::site_operator), StepState::running);
  EXPECT_TRUE(asked(id, Rung::host).empty());
  live_until(*request.due_at);
  EXPECT_EQ(ladder(id).ladder.step(Rung::site_operator)->ended_by, StepEnd::clock_ended);
  for (const Rung rung : {Rung::site_owner, Rung::host}) {
    ASSERT_EQ(asked(id, rung).size(), 1U) << to_text(rung);
    EXPECT_EQ(asked(id, rung)[0].state, RequestState::drafted);
    EXPECT_EQ(asked(id, rung)[0].drafted_at, *request.due_at);
  }
  // No CDN and no search engine is known; a registrar is asked only after those who can delete.
  EXPECT_EQ(ladder(id).ladder.step(Rung::cdn)->skipped_for, SkipReason::no_party);
  EXPECT_EQ(ladder(id).ladder.step(Rung::search_engine)->skipped_for, SkipReason::no_party);
  EXPECT_EQ(state_of(id, Rung::registrar), StepState::waiting);
  EXPECT_TRUE(tells("cdn: skipped, nobody is known; look for contacts"));
  EXPECT_EQ(ladder(id).block_request->state, removal::BlockState::drafted);
  EXPECT_EQ(alarms(), std::vector{store::AlarmKind::request_overdue}) << "one is enough for all of it";
}

TEST_F(Ladders, RemindOfTheirDraftsOnceTheOfficerHasLookedAtWhatIsOverdue) {
  const auto request = out_at_an_adult_site();
  live_until(*request.due_at + 23h);
  EXPECT_EQ(alarms(), std::vector{store::AlarmKind::request_overdue});
  const auto seen = must(read([&](auto& tx) { return store::alarms_of(tx, officer.organisation, true); }));
  must(write([&](auto& tx) { return store::note_seen(tx, officer.organisation, seen[0].id, clock.now()); }));
  live_until(*request.due_at + 25h);
  EXPECT_EQ(std::ranges::count(alarms(), store::AlarmKind::ladder_waits), 1) << "the drafts still lie there";
}

TEST_F(Ladders, ARefusalClimbsAtOnce) {
  const auto request = out_at_an_adult_site();
  must(answer(request.id, removal::Answer::refused));
  EXPECT_EQ(std::ranges::count(alarms(), store::AlarmKind::ladder_waits), 1);
  EXPECT_EQ(ladder(request.sighting).ladder.step(Rung::site_operator)->ended_by, StepEnd::refused);
  EXPECT_EQ(asked(request.sighting, Rung::host).size(), 1U);
}

TEST_F(Ladders, EachStepHasItsOwnClockFromWhenItsLetterLeft) {
  const auto request = out_at_an_adult_site();
  must(answer(request.id, removal::Answer::refused));
  clock.tick(5h);
  const auto host = must(confirm(asked(request.sighting, Rung::host)[0].id));
  EXPECT_EQ(state_of(request.sighting, Rung::host), StepState::confirmed);
  const auto letter = letter_of(host.id);
  EXPECT_EQ(letter.letter.to, "host@party.example") << "whoever stands on the rung, not the site's operator";
  const int attempt = must(begin(letter.id)).value().attempt;
  must(hand_over(letter.id, attempt));
  clock.tick(1h);
  must(settle(letter.id, attempt, removal::DeliveryOutcome::accepted));
  EXPECT_EQ(ladder(request.sighting).ladder.step(Rung::host)->due_at, clock.now() + 48h);
}

TEST_F(Ladders, NobodyIsPassedOverBeforeTheTimeThatTheirLetterNamesHasEnded) {
  const auto request = out_at_an_adult_site();
  const auto far_away = add_party("far-away", "*");
  change_site([&](removal::Site& site) { site.host = far_away; });
  must(answer(request.id, removal::Answer::refused));
  const auto host = must(confirm(asked(request.sighting, Rung::host)[0].id));
  const auto letter = letter_of(host.id);
  EXPECT_NE(letter.letter.body.reveal().find("within 72 hours"), std::string::npos);
  const int attempt = must(begin(letter.id)).value().attempt;
  must(hand_over(letter.id, attempt));
  must(settle(letter.id, attempt, removal::DeliveryOutcome::accepted));
  EXPECT_EQ(ladder(request.sighting).ladder.step(Rung::host)->due_at, clock.now() + 72h);
}

TEST_F(Ladders, NobodyIsAskedTwiceAndWhoeverIsKnownLaterIsAskedThen) {
  const auto request = out_at_an_adult_site();
  change_site([&](removal::Site& site) { site.host = site.site_operator; });
  must(answer(request.id, removal::Answer::refused));
  EXPECT_EQ(ladder(request.sighting).ladder.step(Rung::host)->skipped_for, SkipReason::same_party);
  const auto cdn = add_party("cdn");
  change_site([&](removal::Site& site) { site.cdn = cdn; });
  must(write([&](auto& tx) { return resume_ladder(desk, tx, officer, request.sighting); }));
  EXPECT_EQ(asked(request.sighting, Rung::cdn).size(), 1U);
  EXPECT_EQ(asked(request.sighting, Rung::host).size(), 0U);
}

TEST_F(Ladders, TurningTheHandleAgainDoesNothingTwice) {
  const auto request = out_at_an_adult_site();
  must(answer(request.id, removal::Answer::refused));
  const auto before =
      must(read([&](auto& tx) { return store::requests_about(tx, request.sighting); })).size();
  const auto lines = ladder_lines().size();
  for (int i = 0; i < 3; ++i)
    must(write([&](auto& tx) { return climb_ladder_of(desk, tx, request.sighting); }));
  EXPECT_EQ(must(read([&](auto& tx) { return store::requests_about(tx, request.sighting); })).size(), before);
  EXPECT_EQ(ladder_lines().size(), lines);
}

TEST_F(Ladders, WhatIsConfirmedAheadGoesOutAsItClimbsAndOnlyForAsLongAsWasSaid) {
  const auto request = out_at_an_adult_site();
  must(confirm_ahead(request.sighting, 24h));
  must(answer(request.id, removal::Answer::refused));
  ASSERT_EQ(asked(request.sighting, Rung::host).size(), 1U);
  EXPECT_EQ(asked(request.sighting, Rung::host)[0].state, RequestState::confirmed);
  EXPECT_EQ(ladder(request.sighting).block_request->state, removal::BlockState::filed);
  EXPECT_TRUE(tells("confirmed as it climbs, until"));
  clock.tick(25h);
  for (const Rung rung : {Rung::site_owner, Rung::host})
    must(write([&](auto& tx) {
      return skip_step(desk, tx, officer, request.sighting, rung, SkipReason::agreed_otherwise);
    }));
  ASSERT_EQ(asked(request.sighting, Rung::registrar).size(), 1U);
  EXPECT_EQ(asked(request.sighting, Rung::registrar)[0].state, RequestState::drafted) << "the word has ended";
}

TEST_F(Ladders, WhatIsConfirmedAheadStandsInTheLogLikeAnyOtherWord) {
  EXPECT_EQ(climbed_after([](const auto&) {}), RequestState::confirmed);
  const auto confirmed = logged(audit::Act::request_confirmed);
  ASSERT_EQ(confirmed.size(), 2U) << "owner and host; the first was confirmed by no request to this house";
  EXPECT_EQ(confirmed[0].actor, officer.text());
  EXPECT_EQ(confirmed[0].subject_kind, audit::SubjectKind::removal_request);
  const auto filed = logged(audit::Act::block_request_filed);
  ASSERT_EQ(filed.size(), 1U);
  EXPECT_EQ(filed[0].actor, officer.text());
  EXPECT_EQ(filed[0].subject_kind, audit::SubjectKind::block_request);
}

TEST_F(Ladders, AWordGivenAheadIsVoidWhenItsKeyIsRevoked) {
  EXPECT_EQ(climbed_after([&](const auto&) {
              must(write([&](auto& tx) { return store::revoke(tx, officer.key, clock.now()); }));
            }),
            RequestState::drafted);
  EXPECT_TRUE(logged(audit::Act::request_confirmed).empty());
}

TEST_F(Ladders, AWordGivenAheadIsVoidWhenItsKeyHasExpired) {
  EXPECT_EQ(climbed_after([&](const auto&) { clock.tick(61 * 24h); }), RequestState::drafted);
}

TEST_F(Ladders, AWordGivenAheadIsVoidWhileItsOrganisationIsSuspended) {
  EXPECT_EQ(
      climbed_after([&](const auto&) {
        must(write([&](auto& tx) { return suspend_organisation(desk, tx, officer.organisation, true); }));
      }),
      RequestState::drafted);
}

TEST_F(Ladders, AWordGivenAheadOutlivesTheSessionOfWhoGaveIt) {
  officer.person = add_person();
  officer.key = store::AccessKeyId::random();
  EXPECT_EQ(climbed_after([](const auto&) {}), RequestState::confirmed);
}

TEST_F(Ladders, AWordGivenAheadIsVoidWhenThePersonHasLostTheRoleItWasGivenIn) {
  officer.person = add_person();
  EXPECT_EQ(climbed_after([&](const auto&) {
              must(write([&](auto& tx) {
                return store::withdraw_role(tx, *officer.person, Role::deletion_officer, "test", clock.now());
              }));
            }),
            RequestState::drafted);
}

TEST_F(Ladders, ASkippedStepTakesItsDraftAway) {
  const auto request = out_at_an_adult_site();
  must(answer(request.id, removal::Answer::refused));
  const auto draft_id = asked(request.sighting, Rung::host)[0].id;
  const auto batch = must(write([&](auto& tx) { return prepare_batch(desk, tx, officer, {{}, true}); }));
  EXPECT_EQ(batch.groups.size(), 2U) << "the drafts to owner and host";
  for (const Rung rung : {Rung::host, Rung::committee})
    must(write([&](auto& tx) {
      return skip_step(desk, tx, officer, request.sighting, rung, SkipReason::would_endanger);
    }));
  EXPECT_EQ(load(draft_id).state, RequestState::refused);
  EXPECT_EQ(load(draft_id).refused_at, clock.now());
  EXPECT_EQ(fault_of(confirm(draft_id)), FaultKind::conflict);
  EXPECT_EQ(ladder(request.sighting).block_request->state, removal::BlockState::lifted);
  EXPECT_EQ(asked(request.sighting, Rung::site_owner)[0].state, RequestState::drafted) << "another step's";
  const auto left = must(read([&](auto& tx) { return show_batch(desk, tx, officer, batch.batch.id); }));
  EXPECT_EQ(left.groups.size(), 1U);
  must(confirm_ahead(request.sighting, 24h));
  EXPECT_EQ(load(draft_id).state, RequestState::refused) << "no other word sends it either";
  EXPECT_EQ(ladder(request.sighting).block_request->state, removal::BlockState::lifted);
  const auto again = must(write([&](auto& tx) { return prepare_batch(desk, tx, officer, {{}, true}); }));
  EXPECT_TRUE(again.groups.empty()) << "nor is it drafted anew";
}

TEST_F(Ladders, StandStillWhileAnOfficerSaysSoAndTheirClocksRunOn) {
  const auto request = out_at_an_adult_site();
  must(write([&](auto& tx) {
    return pause_ladder(desk, tx, officer, {request.sighting, HoldReason::talks, clock.now() + 72h});
  }));
  live_until(*request.due_at + 1h);
  EXPECT_TRUE(asked(request.sighting, Rung::host).empty());
  EXPECT_EQ(load(request.id).state, RequestState::overdue);
  live_until(request.sent_at.value() + 73h);
  EXPECT_EQ(asked(request.sighting, Rung::host).size(), 1U) << "then it climbs on by itself";
  must(write([&](auto& tx) {
    return take_over_ladder(desk, tx, officer,
                            {request.sighting, HoldReason::survivor_asks, clock.now() + 1h});
  }));
  live_until(clock.now() + 24h * 30);
  EXPECT_EQ(ladder(request.sighting).ladder.state, LadderState::taken_over) << "a hand is not taken away";
  EXPECT_TRUE(tells("taken over by hand until"));
}

TEST_F(Ladders, StopWhenTheHostChangesAndClimbOnOnceAnOfficerHasLooked) {
  const auto request = out_at_an_adult_site();
  change_site([&](removal::Site& site) { site.host_changed_at = clock.now(); });
  must(answer(request.id, removal::Answer::refused));
  EXPECT_EQ(ladder(request.sighting).ladder.state, LadderState::halted);
  EXPECT_TRUE(asked(request.sighting, Rung::host).empty());
  EXPECT_EQ(fault_of(write([&](auto& tx) { return resume_ladder(desk, tx, officer, request.sighting); })),
            FaultKind::conflict);
  change_site([&](removal::Site& site) { site.host_changed_at.reset(); });
  live_until(clock.now() + 25h);
  EXPECT_EQ(asked(request.sighting, Rung::host).size(), 1U);
}

TEST_F(Ladders, EndWhenThePlaceIsGone) {
  const auto request = out_at_an_adult_site();
  prove_gone(request.id);
  const auto seen = ladder(request.sighting);
  EXPECT_EQ(seen.ladder.ended_for, LadderEnd::gone);
  EXPECT_FALSE(seen.next);
  live_until(clock.now() + 24h * 60);
  EXPECT_TRUE(asked(request.sighting, Rung::host).empty());
  EXPECT_TRUE(tells("ended: this sighting is gone already"));
}

TEST_F(Ladders, LeaveNoDraftBehindAboutAPlaceThatIsGone) {
  const auto request = out_at_an_adult_site();
  live_until(clock.now() + 24h * 30);
  const auto host = asked(request.sighting, Rung::host);
  ASSERT_EQ(host.size(), 1U);
  ASSERT_EQ(host.at(0).state, RequestState::drafted);
  prove_gone(request.id);
  EXPECT_EQ(load(host.at(0).id).state, RequestState::refused);
  EXPECT_FALSE(load(host.at(0).id).sent_at);
  EXPECT_THAT(history(the_case), testing::Contains(casework::Event::request_withdrawn));
}

TEST_F(Ladders, LeaveNoDraftBehindWhenTheirFootageIsWithdrawn) {
  const auto request = out_at_an_adult_site();
  must(answer(request.id, removal::Answer::refused));
  const auto host = asked(request.sighting, Rung::host);
  ASSERT_EQ(host.at(0).state, RequestState::drafted);
  const auto sighting =
      must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, request.sighting); }));
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, sighting.footage); }));
  EXPECT_EQ(load(host.at(0).id).state, RequestState::refused);
  EXPECT_EQ(ladder(request.sighting).ladder.ended_for, LadderEnd::no_ground) << "at once";
  EXPECT_THAT(history(the_case), testing::Contains(casework::Event::request_withdrawn));
}

TEST_F(Ladders, EndWithTheConsentAndBeginAnewWithANewRequest) {
  const auto request = out_at_an_adult_site();
  consent(false);
  must(answer(request.id, removal::Answer::refused));
  EXPECT_EQ(ladder(request.sighting).ladder.ended_for, LadderEnd::no_ground);
  EXPECT_TRUE(asked(request.sighting, Rung::host).empty());
  consent(true);
  must(draft(request.sighting));
  EXPECT_EQ(ladder(request.sighting).ladder.state, LadderState::climbing);
}

TEST_F(Ladders, AreNobodyElses) {
  const auto request = out_at_an_adult_site();
  EXPECT_EQ(fault_of(read([&](auto& tx) { return show_ladder(desk, tx, stranger, request.sighting); })),
            FaultKind::missing);
  EXPECT_TRUE(must(read([&](auto& tx) { return list_ladders(desk, tx, stranger); })).empty());
  EXPECT_EQ(must(read([&](auto& tx) { return list_ladders(desk, tx, officer); })).size(), 1U);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return skip_step(desk, tx, officer, request.sighting, Rung::host, SkipReason::no_party);
            })),
            FaultKind::malformed);
}

// Half a year in which the committee does not meet: the other rungs go on, and the ladder has its next date
// all the while.
TEST_F(Ladders, DoNotWaitForASilentCommittee) {
  const auto request = out_at_an_adult_site();
  const auto id = request.sighting;
  must(confirm_ahead(id, removal::kLongestConfirmation));
  const Instant begun = clock.now();
  for (int day = 1; day <= 183; ++day) {
    live_until(begun + 24h * day);
    // The mail goes out; nobody answers.
    for (const auto& one : must(read([&](auto& tx) { return store::requests_about(tx, id); }))) {
      if (one.state != RequestState::confirmed) continue;
      const auto letter = letter_of(one.id).id;
      const int attempt = must(begin(letter)).value().attempt;
      must(hand_over(letter, attempt));
      must(settle(letter, attempt, removal::DeliveryOutcome::accepted));
    }
    const auto seen = ladder(id);
    ASSERT_TRUE(seen.next) << day;
    ASSERT_GE(seen.next->at, clock.now()) << day;
  }
  EXPECT_EQ(ladder(id).block_request->state, removal::BlockState::filed);
  EXPECT_EQ(ladder(id).ladder.step(Rung::committee)->ended_by, StepEnd::clock_ended);
  for (const Rung rung : {Rung::site_owner, Rung::host, Rung::registrar}) {
    ASSERT_EQ(asked(id, rung).size(), 1U) << to_text(rung);
    EXPECT_TRUE(asked(id, rung)[0].sent_at) << to_text(rung);
  }
  EXPECT_EQ(ladder(id).ladder.state, LadderState::exhausted);
}

// ---- what the committee is asked

class BlockRequests : public Ladders {
 protected:
  Actor reviewer(const std::string& name) {
    const auto body = must(write([&](auto& tx) {
                        return add_organisation(desk, tx, {registry::OrganisationKind::committee, name, ""});
                      })).id;
    return {store::AccessKeyId::random(), body, Role::committee_reviewer};
  }
  removal::BlockRequest file(registry::SightingId id) {
    return must(write([&](auto& tx) { return file_block_request(desk, tx, officer, {id, ""}); }));
  }
  CountedBlockVote vote(const Actor& who, removal::BlockRequestId id, removal::BlockVerdict verdict) {
    return must(write([&](auto& tx) { return decide_block_requests(desk, tx, who, {{id, verdict}}); })).at(0);
  }
  std::vector<store::Change> changes(registry::OrganisationId of, std::int64_t after = 0) {
    return must(read([&](auto& tx) { return store::changes_after(tx, of, after, 1000); }));
  }
  removal::BlockRequest load_block(removal::BlockRequestId id) {
    return must(read([&](auto& tx) { return store::load_block_request(tx, id); }));
  }
};

TEST_F(BlockRequests, StandInTheQueueAndInTheCommitteesChangesTheMomentTheyAreFiled) {
  const Actor a = reviewer("Committee A");
  const auto request = out_at_an_adult_site();
  EXPECT_TRUE(must(read([&](auto& tx) { return block_queue(desk, tx, a); })).empty());
  const auto filed = file(request.sighting);
  const auto queue = must(read([&](auto& tx) { return block_queue(desk, tx, a); }));
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue[0].request.id, filed.id);
  EXPECT_EQ(queue[0].place, address("https://site.example/v/1").folded());
  EXPECT_EQ(queue[0].site_kind, removal::SiteKind::adult_site);
  ASSERT_EQ(changes(a.organisation).size(), 1U);
  EXPECT_EQ(changes(a.organisation)[0].subject, filed.id.text());
  EXPECT_EQ(changes(a.organisation)[0].what, store::Happening::block_request_filed);
  EXPECT_TRUE(changes(stranger.organisation).empty()) << "another centre is not told";
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return file_block_request(desk, tx, officer, {request.sighting, ""});
            })),
            FaultKind::conflict);
}

TEST_F(BlockRequests, AreDecidedByTwoWhoAgreeAndTheAskerIsTold) {
  const Actor a = reviewer("Committee A"), b = reviewer("Committee B");
  const auto filed = file(out_at_an_adult_site().sighting);
  EXPECT_EQ(vote(a, filed.id, removal::BlockVerdict::access_blocking).state, removal::BlockState::filed);
  EXPECT_FALSE(vote(a, filed.id, removal::BlockVerdict::access_blocking).counted) << "one voice each";
  EXPECT_EQ(vote(b, filed.id, removal::BlockVerdict::access_blocking).state, removal::BlockState::granted);
  const auto told = changes(officer.organisation);
  EXPECT_EQ(told.back().what, store::Happening::block_request_decided);
  EXPECT_EQ(told.back().subject, filed.id.text());
  const auto events = history(the_case);
  EXPECT_EQ(std::ranges::count(events, Event::block_request_changed), 2);
}

TEST_F(BlockRequests, AreDecidedManyAtOnceAndOneThatIsAmissHindersNoOther) {
  const Actor a = reviewer("Committee A");
  const auto filed = file(out_at_an_adult_site().sighting);
  const auto absent = removal::BlockRequestId::random();
  const auto counted = must(write([&](auto& tx) {
    return decide_block_requests(
        desk, tx, a, {{absent, removal::BlockVerdict::none}, {filed.id, removal::BlockVerdict::none}});
  }));
  EXPECT_FALSE(counted[0].counted);
  EXPECT_EQ(counted[0].refusal, "no such block request");
  EXPECT_TRUE(counted[1].counted);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return decide_block_requests(
                  desk, tx, a,
                  {{filed.id, removal::BlockVerdict::none}, {filed.id, removal::BlockVerdict::deletion}});
            })),
            FaultKind::malformed);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return decide_block_requests(desk, tx, a, {}); })),
            FaultKind::malformed);
}

TEST_F(BlockRequests, ADraftIsForTheCommitteeNotThere) {
  const Actor a = reviewer("Committee A");
  const auto request = out_at_an_adult_site();
  must(answer(request.id, removal::Answer::refused));
  const auto draft_id = ladder(request.sighting).block_request->id;
  EXPECT_FALSE(vote(a, draft_id, removal::BlockVerdict::none).counted);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return reveal_blocked_address(desk, tx, a, draft_id); })),
            FaultKind::missing);
  EXPECT_TRUE(changes(a.organisation).empty());
  EXPECT_EQ(file(request.sighting).id, draft_id) << "filing files the ladder's draft";
  EXPECT_EQ(state_of(request.sighting, Rung::committee), StepState::running);
}

TEST_F(BlockRequests, AWholeAddressCountsAndTheCentreSeesThatItWasShown) {
  const Actor a = reviewer("Committee A");
  const auto filed = file(out_at_an_adult_site().sighting);
  Desk mean = desk;
  mean.reveals.per_day = 1;
  const auto ask = [&] {
    return must(write([&](auto& tx) { return reveal_blocked_address(mean, tx, a, filed.id); }));
  };
  EXPECT_EQ(ask().address->canonical().reveal(), "https://site.example/v/1");
  const auto refused = ask();
  EXPECT_FALSE(refused.address);
  EXPECT_FALSE(refused.refusal.empty());
  const auto events = history(the_case);
  EXPECT_EQ(std::ranges::count(events, Event::address_revealed), 1);
}

TEST_F(BlockRequests, AreLiftedByWhoeverAskedAndByNobodyElse) {
  const Actor a = reviewer("Committee A"), b = reviewer("Committee B");
  const auto filed = file(out_at_an_adult_site().sighting);
  vote(a, filed.id, removal::BlockVerdict::access_blocking);
  vote(b, filed.id, removal::BlockVerdict::access_blocking);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return take_back_block_request(desk, tx, stranger, filed.id); })),
            FaultKind::missing);
  must(write([&](auto& tx) { return take_back_block_request(desk, tx, officer, filed.id); }));
  EXPECT_EQ(load_block(filed.id).state, removal::BlockState::lifted);
  EXPECT_EQ(changes(a.organisation).back().what, store::Happening::block_request_lifted);
}

TEST_F(BlockRequests, AreLiftedWhenTheSurvivorTakesConsentBackOrTheCaseIsClosed) {
  const Actor a = reviewer("Committee A");
  for (const bool closed : {false, true}) {
    const auto request = out_at_an_adult_site();
    must(answer(request.id, removal::Answer::refused));
    const auto draft_id = ladder(request.sighting).block_request->id;
    // Beside it one about another place of the same case, which is filed.
    const auto filed =
        file(see("https://else" + std::to_string(closed) + ".example/v/1", {pdq(3)}).value().sighting.id);
    if (closed) {
      must(write([&](auto& tx) { return turn_case(desk, tx, officer, the_case, CaseTurn::close); }));
    } else {
      consent(false);
    }
    EXPECT_EQ(load_block(draft_id).state, removal::BlockState::lifted) << closed;
    EXPECT_EQ(load_block(filed.id).state, removal::BlockState::lifted) << closed;
    EXPECT_EQ(changes(a.organisation).back().what, store::Happening::block_request_lifted);
    EXPECT_EQ(changes(a.organisation).back().subject, filed.id.text());
    EXPECT_TRUE(must(read([&](auto& tx) { return block_queue(desk, tx, a); })).empty());
    must(write([&](auto& tx) {
      return withdraw_footage(desk, tx, officer,
                              must(store::load_sighting(tx, officer.organisation, request.sighting)).footage);
    }));
  }
}

TEST_F(BlockRequests, WhatWasGrantedStandsAfterConsentAndEndsWithTheFootage) {
  const Actor a = reviewer("Committee A"), b = reviewer("Committee B");
  const auto request = out_at_an_adult_site();
  const auto filed = file(request.sighting);
  vote(a, filed.id, removal::BlockVerdict::access_blocking);
  vote(b, filed.id, removal::BlockVerdict::access_blocking);
  consent(false);
  EXPECT_EQ(load_block(filed.id).state, removal::BlockState::granted);
  const auto footage = must(read([&](auto& tx) {
                         return store::load_sighting(tx, officer.organisation, request.sighting);
                       })).footage;
  const auto other = register_one(the_case, {pdq(90), sha256(9)});
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, other.id); }));
  EXPECT_EQ(load_block(filed.id).state, removal::BlockState::granted) << "that was about another footage";
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage); }));
  EXPECT_EQ(load_block(filed.id).state, removal::BlockState::lifted);
  EXPECT_EQ(changes(a.organisation).back().what, store::Happening::block_request_lifted);
}

TEST_F(BlockRequests, WithoutGroundAreForTheCommitteeNotThere) {
  const Actor a = reviewer("Committee A"), b = reviewer("Committee B");
  const auto request = out_at_an_adult_site();
  const auto filed = file(request.sighting);
  // As whatever forgot to lift it would leave it.
  const auto set_state = [&](registry::SightingState state) {
    must(write([&](auto& tx) -> Result<void> {
      JIUM_TRY(auto sighting, store::load_sighting(tx, officer.organisation, request.sighting));
      sighting.state = state;
      sighting.gone_at.reset();
      if (state == registry::SightingState::gone) sighting.gone_at = clock.now();
      return store::update(tx, sighting);
    }));
  };
  const auto reveal = [&] {
    return write([&](auto& tx) { return reveal_blocked_address(desk, tx, a, filed.id); });
  };
  set_state(registry::SightingState::gone);
  EXPECT_TRUE(must(read([&](auto& tx) { return block_queue(desk, tx, a); })).empty());
  EXPECT_EQ(vote(a, filed.id, removal::BlockVerdict::access_blocking).refusal, "no such block request");
  const auto refused = reveal();
  EXPECT_EQ(fault_of(refused), FaultKind::missing);
  EXPECT_EQ(refused.fault().what, "no such block request");
  set_state(registry::SightingState::live);
  vote(a, filed.id, removal::BlockVerdict::access_blocking);
  vote(b, filed.id, removal::BlockVerdict::access_blocking);
  set_state(registry::SightingState::gone);
  EXPECT_TRUE(vote(a, filed.id, removal::BlockVerdict::lift).counted) << "what is empty can be unblocked";
}

TEST_F(BlockRequests, NameInTheCentresHistoryTheCommitteeAndNobodyOfIt) {
  const Actor a = reviewer("Committee A"), b = reviewer("Committee B");
  const auto filed = file(out_at_an_adult_site().sighting);
  must(write([&](auto& tx) { return reveal_blocked_address(desk, tx, a, filed.id); }));
  vote(a, filed.id, removal::BlockVerdict::deletion);
  vote(b, filed.id, removal::BlockVerdict::deletion);
  std::string deciders, viewers;
  for (const auto& entry :
       must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case); })).history) {
    EXPECT_NE(entry.actor, a.text());
    EXPECT_NE(entry.actor, b.text());
    if (entry.event == Event::block_request_changed) deciders = entry.actor;
    if (entry.event == Event::address_revealed) viewers = entry.actor;
  }
  EXPECT_EQ(deciders, b.organisation.text());
  EXPECT_EQ(viewers, a.organisation.text());
  const auto kept =
      must(read([&](auto& tx) { return store::reveals_of(tx, officer.organisation, Instant{}); }));
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].actor, a.organisation.text());
}

TEST_F(BlockRequests, ChangesAreNumberedWithoutGapsForEachOrganisation) {
  const Actor a = reviewer("Committee A");
  const auto filed = file(out_at_an_adult_site().sighting);
  must(write([&](auto& tx) { return take_back_block_request(desk, tx, officer, filed.id); }));
  for (const auto organisation : {a.organisation, officer.organisation}) {
    const auto list = changes(organisation);
    for (std::size_t i = 0; i < list.size(); ++i) EXPECT_EQ(list[i].seq, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(changes(organisation, 1).size(), list.size() - 1);
  }
  // What was rolled back leaves no hole.
  (void)write([&](auto& tx) -> Result<void> {
    JIUM_CHECK(store::append_change(tx, a.organisation, store::Happening::ladder_changed, "S", clock.now()));
    return fault(FaultKind::conflict, "not today");
  });
  must(write([&](auto& tx) {
    return store::append_change(tx, a.organisation, store::Happening::ladder_changed, "S", clock.now());
  }));
  EXPECT_EQ(changes(a.organisation).back().seq, 3);
}

}  // namespace
}  // namespace jium::desk
