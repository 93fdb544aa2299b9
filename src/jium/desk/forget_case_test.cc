#include "jium/desk/forget_case.h"

#include <algorithm>

#include "jium/desk/apply_retention.h"
#include "jium/desk/change_consent.h"
#include "jium/desk/close_case.h"
#include "jium/desk/count_work.h"
#include "jium/desk/decide_footage.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/place_hold.h"
#include "jium/desk/serve_feed.h"
#include "jium/desk/share_footage.h"
#include "jium/desk/write_log.h"
#include "jium/store/audit_log.h"
#include "jium/store/cases.h"
#include "jium/store/erasure.h"

namespace jium::desk {
namespace {

using casework::CaseId;
using casework::Choice;
using casework::Erasure;
using casework::ErasureState;
using casework::Event;
using std::chrono::hours;

constexpr Duration kYear = hours{24 * 366};

class Forgetting : public DeskFixture {
 protected:
  Result<Erasure> forget(CaseId id) { return forget_as(officer, id); }
  Result<Erasure> forget_as(const Actor& actor, CaseId id) {
    return write([&](auto& tx) { return ask_erasure(desk, tx, actor, id); });
  }
  Result<Erasure> decide(const Actor& actor, CaseId id, Choice choice, std::string ground = "the law",
                         std::string told = "told so") {
    return write([&](auto& tx) { return decide_erasure(desk, tx, actor, {id, choice, ground, told}); });
  }
  Result<casework::LegalHold> hold(const Actor& actor, CaseId id, const std::string& order = "2026-4711") {
    return write([&](auto& tx) { return place_hold(desk, tx, actor, {id, order}); });
  }
  Result<casework::LegalHold> release(const Actor& actor, CaseId id, const std::string& order = "2026-4711") {
    return write([&](auto& tx) { return release_hold(desk, tx, actor, {id, order}); });
  }
  CaseId case_with(casework::HarmType harm) {
    return must(write([&](auto& tx) {
             OpenCase ask;
             ask.pseudonym = Secret<std::string>("Blue heron");
             ask.harm_types = {harm};
             ask.consent.removal = true;
             return open_case(desk, tx, officer, ask);
           }))
        .id;
  }
  CaseId child_case() { return case_with(casework::HarmType::child_exploitation); }
  void close(CaseId id) {
    must(write([&](auto& tx) { return turn_case(desk, tx, officer, id, CaseTurn::close); }));
  }
  bool is_there(CaseId id) {
    return read([&](auto& tx) { return store::load_case(tx, officer.organisation, id); }).has_value();
  }
  std::vector<DueCase> due() {
    return must(read([&](auto& tx) { return due_cases(desk, tx, officer.organisation); }));
  }
  RetentionTurn night() { return must(apply_retention(desk, *store)); }
  report::RemovalCounts counts() {
    return must(read([&](auto& tx) { return count_work(desk, tx, officer, std::nullopt); }));
  }
  static Actor colleague_of(const Actor& actor) {
    return {store::AccessKeyId::random(), actor.organisation, Role::centre_administrator};
  }

  const Actor colleague = colleague_of(officer);
};

TEST_F(Forgetting, WithNothingInTheWayIsDoneAtOnce) {
  const auto request = sent_request();
  const CaseId id = request.the_case;
  const auto done = must(forget(id));
  EXPECT_EQ(done.state, ErasureState::done);
  EXPECT_TRUE(done.hindered_by.empty());
  EXPECT_EQ(done.done_at, clock.now());
  EXPECT_FALSE(is_there(id));
  EXPECT_EQ(take_due_jobs(), (std::vector<store::JobKind>{store::JobKind::sweep})) << "and no other is left";
  EXPECT_FALSE(see("https://site.example/v/1", {pdq(3)}).has_value()) << "it matches nothing any more";
  EXPECT_EQ(fault_of(forget(id)), FaultKind::missing);
}

TEST_F(Forgetting, KeepsTheCountsAsNumbersInTheCentresTotalsAlone) {
  const auto request = sent_request();
  prove_gone(request.id);
  const auto before = counts();
  must(forget(request.the_case));
  const auto after = counts();
  EXPECT_EQ(after.cases, before.cases);
  EXPECT_EQ(after.footage, 1);
  EXPECT_EQ(after.sightings, before.sightings);
  EXPECT_EQ(after.requests, 1);
  EXPECT_EQ(after.sent, 1);
  EXPECT_EQ(after.removed, 1);
  EXPECT_EQ(must(read([&](auto& tx) { return count_work(desk, tx, stranger, std::nullopt); })).cases, 0);
  const auto next = open_a_case().id;
  EXPECT_EQ(must(read([&](auto& tx) { return count_work(desk, tx, officer, next); })).cases, 1)
      << "one case's counts have nothing of others";
}

TEST_F(Forgetting, AnotherCentresCaseIsMissing) {
  const auto id = open_a_case().id;
  EXPECT_EQ(fault_of(forget_as(stranger, id)), FaultKind::missing);
  EXPECT_EQ(fault_of(decide(stranger, id, Choice::destroy)), FaultKind::missing);
  EXPECT_EQ(fault_of(hold(stranger, id)), FaultKind::missing);
  EXPECT_EQ(fault_of(release(stranger, id)), FaultKind::missing);
  EXPECT_TRUE(is_there(id));
}

TEST_F(Forgetting, ARetentionDutyLetsTwoPeopleDecideToDestroy) {
  const CaseId id = child_case();
  const auto waiting = must(forget(id));
  EXPECT_EQ(waiting.state, ErasureState::waiting);
  EXPECT_EQ(waiting.hindered_by, (std::vector<std::string>{"kr-child-material"}));
  EXPECT_TRUE(is_there(id));
  EXPECT_EQ(must(forget(id)).id, waiting.id) << "asked again, it is the same ask";
  EXPECT_EQ(must(decide(officer, id, Choice::destroy)).state, ErasureState::waiting);
  EXPECT_EQ(fault_of(decide(officer, id, Choice::destroy, "", "")), FaultKind::conflict);
  EXPECT_TRUE(is_there(id));
  const auto done = must(decide(colleague, id, Choice::destroy, "", ""));
  EXPECT_EQ(done.state, ErasureState::done);
  EXPECT_EQ(done.ground.reveal(), "the law");
  EXPECT_EQ(done.decided->by.key, colleague.text());
  EXPECT_FALSE(is_there(id));
}

TEST_F(Forgetting, OrToKeepAndTheHistorySaysWhoAndWhyAndWhatTheSurvivorIsTold) {
  const CaseId id = child_case();
  must(forget(id));
  must(decide(officer, id, Choice::keep, "permanent by law", "we must keep it, and why"));
  EXPECT_EQ(must(decide(colleague, id, Choice::keep, "", "")).state, ErasureState::kept);
  EXPECT_TRUE(is_there(id));
  EXPECT_EQ(history(id), (std::vector<Event>{Event::case_opened, Event::erasure_asked,
                                             Event::keeping_proposed, Event::erasure_refused}));
  const auto entries = must(read([&](auto& tx) { return show_case(desk, tx, officer, id); })).history;
  EXPECT_EQ(entries.back().note.reveal(), "permanent by law / told: we must keep it, and why");
  EXPECT_EQ(entries.back().actor, colleague.text());
  EXPECT_NE(must(forget(id)).state, ErasureState::kept) << "the survivor may ask again";
}

TEST_F(Forgetting, AHoldIsInTheWayOfAnybodysDecisionUntilTwoHaveLiftedIt) {
  const CaseId id = open_a_case().id;
  must(hold(officer, id));
  EXPECT_EQ(must(forget(id)).hindered_by, (std::vector<std::string>{"hold"}))
      << "one word holds, for a while";
  must(hold(colleague, id));
  EXPECT_EQ(fault_of(decide(officer, id, Choice::destroy)), FaultKind::conflict);
  EXPECT_EQ(fault_of(release(officer, id, "another order")), FaultKind::missing);
  must(release(officer, id));
  EXPECT_EQ(fault_of(decide(officer, id, Choice::destroy)), FaultKind::conflict) << "one word lifts nothing";
  EXPECT_EQ(night().destroyed, 0);
  must(release(colleague, id));
  EXPECT_TRUE(is_there(id));
  EXPECT_EQ(history(id).back(), Event::hold_lifted);
  EXPECT_EQ(night().destroyed, 1) << "what the survivor asked for is done once nothing is in the way";
  EXPECT_FALSE(is_there(id));
}

TEST_F(Forgetting, TwoHoldsAreLiftedEachByItsOwnOrder) {
  const CaseId id = open_a_case().id;
  for (const char* order : {"court 1", "court 2"}) {
    must(hold(officer, id, order));
    must(hold(colleague, id, order));
  }
  must(release(officer, id, "court 1"));
  must(release(colleague, id, "court 1"));
  EXPECT_EQ(must(forget(id)).hindered_by, (std::vector<std::string>{"hold"}));
  EXPECT_TRUE(is_there(id));
}

TEST_F(Forgetting, OnePersonsHoldDelaysThreeDaysAndDeniesNothing) {
  const CaseId id = open_a_case().id;
  must(hold(officer, id));
  must(forget(id));
  EXPECT_EQ(night().destroyed, 0);
  clock.tick(casework::kFirstWordLasts);
  EXPECT_EQ(night().destroyed, 1);
  EXPECT_FALSE(is_there(id));
}

TEST_F(Forgetting, TheNightDestroysOnlyWhatIsOverAndWhoseRuleSaysSo) {
  const CaseId running = open_a_case().id;
  const CaseId over = case_with(casework::HarmType::dissemination);
  const CaseId child = child_case();
  const CaseId in_use = open_a_case().id;
  close(over);
  close(child);
  clock.tick(5 * kYear);
  close(running);
  EXPECT_EQ(night().destroyed, 1);
  EXPECT_FALSE(is_there(over));
  EXPECT_TRUE(is_there(running));
  EXPECT_TRUE(is_there(child));
  EXPECT_TRUE(is_there(in_use));
  EXPECT_EQ(night().destroyed, 0);
}

TEST_F(Forgetting, WhatAnInvestigatorAskedForIsPutBeforeAPersonOnce) {
  const CaseId id = open_a_case().id;
  must(write([&](auto& tx) {
    return register_footage(desk, tx, officer,
                            {id, registry::FootageKind::image, registry::FootageSource::police, {sha256(1)}});
  }));
  close(id);
  clock.tick(9 * hours{24 * 365});
  EXPECT_TRUE(due().empty());
  clock.tick(2 * kYear);
  ASSERT_EQ(due().size(), 1U);
  EXPECT_EQ(due()[0].the_case, id);
  EXPECT_EQ(due()[0].due_for, DueFor::decision);
  EXPECT_EQ(night().waiting, 1);
  EXPECT_EQ(night().waiting, 1);
  EXPECT_TRUE(is_there(id));
  EXPECT_EQ(alarms(), (std::vector<store::AlarmKind>{store::AlarmKind::retention_due}));
}

TEST_F(Forgetting, AHoldStopsTheNight) {
  const CaseId id = open_a_case().id;
  close(id);
  must(hold(officer, id));
  must(hold(colleague, id));
  clock.tick(6 * kYear);
  EXPECT_EQ(night().destroyed, 0);
  ASSERT_EQ(due().size(), 1U);
  EXPECT_EQ(due()[0].due_for, DueFor::decision);
  EXPECT_EQ(due()[0].hindered_by, (std::vector<std::string>{"hold"}));
}

TEST(Night, IsTheNextThreeOClockInKorea) {
  const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + hours{12}};
  EXPECT_EQ(to_text(next_night(noon)), "2026-11-22T18:00:00.000Z");
  EXPECT_EQ(to_text(next_night(noon + hours{6})), "2026-11-23T18:00:00.000Z");
}

// ---- Platforms that were given the footage ----

class ForgettingBeyond : public Forgetting {
 protected:
  registry::OrganisationId add(registry::OrganisationKind kind, const char* name) {
    return must(write([&](auto& tx) { return add_organisation(desk, tx, {kind, name, ""}); })).id;
  }
  static Actor of(registry::OrganisationId organisation, Role role) {
    return {store::AccessKeyId::random(), organisation, role};
  }
  // Footage that the committee decided, given to a platform that follows its feed.
  CaseId published(const registry::SchemeCode& legal_class = {"kr-illegal-footage", "2020-12-10",
                                                              "illegally_filmed"},
                   const std::string& basis = "kr-svpa-7-3-request") {
    const auto id = open_a_case({.removal = true, .police = true, .other_centres = true}).id;
    const auto footage = register_one(id).id;
    must(write([&](auto& tx) { return submit_footage(desk, tx, officer, footage, {basis, legal_class}); }));
    for (int reviewer = 0; reviewer < 2; ++reviewer) {
      Actor actor = of(committee, Role::committee_reviewer);
      actor.person = registry::PersonId::random();
      must(write([&](auto& tx) {
        return decide_footage(desk, tx, actor,
                              {footage, registry::Verdict::illegal, legal_class, "kr-tba-22-5"});
      }));
    }
    must(write([&](auto& tx) {
      return share_footage(desk, tx, officer, {footage, registry::SharingLevel::platforms, std::nullopt});
    }));
    return id;
  }
  std::vector<registry::FeedAct> acts() {
    const auto page = must(write([&](auto& tx) { return serve_feed(desk, tx, engineer, 0, 1000); }));
    std::vector<registry::FeedAct> list;
    for (const auto& entry : page.entries) {
      // A canary may stand beside it, anywhere.
      const bool is_canary =
          entry.item && std::ranges::none_of(entry.item->fingerprints,
                                             [](const auto& one) { return one.hex() == sha256(1).hex(); });
      if (!is_canary) list.push_back(entry.act);
    }
    return list;
  }

  registry::OrganisationId committee = add(registry::OrganisationKind::committee, "Committee");
  registry::OrganisationId platform = add(registry::OrganisationKind::platform, "Platform");
  Actor engineer = of(platform, Role::platform_engineer);
  registry::Feed feed = must(write([&](auto& tx) { return open_feed(desk, tx, {platform, false}); }));
};

TEST_F(ForgettingBeyond, TheCaseTakesItsFootageOutOfEveryFeedWithATombstone) {
  using enum registry::FeedAct;
  const CaseId id = published();
  ASSERT_EQ(acts(), (std::vector{added}));
  EXPECT_EQ(must(forget(id)).state, ErasureState::done);
  EXPECT_EQ(acts(), (std::vector{gone, withdrawn}));
}

TEST_F(ForgettingBeyond, ConsentToRemovalTakenBackReachesTheFeedInTheSameMoment) {
  using enum registry::FeedAct;
  const CaseId id = published();
  must(write([&](auto& tx) {
    return change_consent(desk, tx, officer, {id, casework::Purpose::removal, false});
  }));
  EXPECT_EQ(acts(), (std::vector{gone, withdrawn}));
  must(write([&](auto& tx) {
    return change_consent(desk, tx, officer, {id, casework::Purpose::removal, true});
  }));
  EXPECT_EQ(acts(), (std::vector{gone, withdrawn, added}));
}

TEST_F(ForgettingBeyond, FootageSubmittedAtAnInvestigatorsRequestIsKeptTenYears) {
  const CaseId id =
      published({"kr-illegal-footage", "2020-12-10", "illegally_filmed"}, "kr-svpa-7-3-investigator");
  EXPECT_EQ(must(forget(id)).hindered_by, (std::vector<std::string>{"kr-investigator-requested"}));
}

TEST_F(ForgettingBeyond, FootageThatWasDecidedToBeOfAChildMakesItsCaseOne) {
  const CaseId id = published({"kr-illegal-footage", "2020-12-10", "child_exploitation"});
  EXPECT_EQ(must(forget(id)).hindered_by, (std::vector<std::string>{"kr-child-material"}));
  EXPECT_TRUE(is_there(id));
}

// ---- The audit log after an erasure ----

TEST_F(Forgetting, LeavesInTheLogThatItWasDoneAndNothingElseOfTheCase) {
  const auto request = sent_request();
  must(write(
      [&](auto& tx) { return write_log(desk, tx, officer, audit::Act::case_shown, request.the_case); }));
  const auto entries = [&] {
    std::vector<store::LogEntry> list;
    must(read([&](auto& tx) {
      return store::each_log_entry(tx, 0, [&](const store::LogEntry& one) -> Result<bool> {
        list.push_back(one);
        return true;
      });
    }));
    return list;
  };
  const auto before = entries();
  must(forget(request.the_case));
  const auto after = entries();
  ASSERT_EQ(after.size(), before.size() + 1);
  std::size_t erased = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].leaf, before[i].leaf) << "the tree stands";
    erased += !after[i].record.has_value();
    EXPECT_EQ(after[i].nonce.has_value(), after[i].record.has_value());
  }
  EXPECT_GE(erased, 2U);
  EXPECT_NE(after.back().record->find("erasure_done"), std::string::npos);
}

// A million guesses at an erased entry: everything about it is known but the nonce, and nothing is found.
TEST_F(Forgetting, AnErasedEntryIsNotFoundByTryingRecords) {
  const auto id = open_a_case().id;
  must(write([&](auto& tx) { return write_log(desk, tx, officer, audit::Act::case_shown, id); }));
  std::optional<store::LogEntry> entry;
  const auto last = [&] {
    must(read([&](auto& tx) {
      return store::each_log_entry(tx, 0, [&](const store::LogEntry& one) -> Result<bool> {
        if (!entry || one.record) entry = one;
        return true;
      });
    }));
  };
  last();
  const std::string record = entry->record.value();
  const audit::Hash leaf = entry->leaf;
  ASSERT_EQ(audit::leaf_of(entry->nonce.value(), record), leaf) << "with the nonce one guess is enough";
  must(forget(id));
  audit::Nonce guess{};
  int found = 0;
  for (int tries = 0; tries < 1'000'000; ++tries) {
    for (int byte = 0; byte < 4; ++byte)
      guess[static_cast<std::size_t>(byte)] = static_cast<std::uint8_t>(tries >> (8 * byte));
    found += audit::leaf_of(guess, record) == leaf;
  }
  EXPECT_EQ(found, 0);
}

}  // namespace
}  // namespace jium::desk
