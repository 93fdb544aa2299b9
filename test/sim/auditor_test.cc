// A law that cannot be broken proves nothing: each is broken here, by hand, in a database or a truth that was
// sound a moment ago, and the auditor must say which.
#include "sim/auditor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sim/simulation.h"

namespace jium::sim {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

// Three weeks of a small centre, without a blow: long enough for something of every state.
class TheAuditor : public ::testing::Test {
 protected:
  explicit TheAuditor(const Plan& plan = {.seed = 11, .days = 24, .requests_a_year = 4000}) : life_(plan) {
    const Outcome outcome = life_.live();
    EXPECT_THAT(outcome.complaints, ::testing::IsEmpty()) << report_of(plan, outcome);
  }

  std::set<Law> complaints() {
    std::set<Law> laws;
    for (const Complaint& complaint : life_.audit()) laws.insert(complaint.law);
    return laws;
  }
  // One row is changed; the id in `wanted` says which.
  std::uint64_t spoil(const std::string& wanted, const std::string& change) {
    std::uint64_t id = 0;
    const auto found = life_.database().query(wanted.c_str(), {}, [&](const store::Row& row) -> Result<void> {
      id = static_cast<std::uint64_t>(row.integer(0));
      return {};
    });
    EXPECT_TRUE(found) << wanted;
    EXPECT_NE(id, 0U) << "nothing of that kind has come about: " << wanted;
    const auto changed = life_.database().run(change.c_str(), {static_cast<std::int64_t>(id)});
    EXPECT_TRUE(changed) << change;
    EXPECT_EQ(life_.database().changed_rows(), 1) << change;
    return id;
  }
  Arrival& some_arrival() { return life_.world().arrivals.begin()->second; }

  Simulation life_;
};

TEST_F(TheAuditor, SaysNothingOfASoundHouse) {
  EXPECT_THAT(complaints(), ElementsAre());
}

TEST_F(TheAuditor, MissesAJobOfASentRequest) {
  spoil("select id from removal_request where state = 'sent' limit 1",
        "delete from job where kind = 'check_place' and subject = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::next_action));
}

TEST_F(TheAuditor, MissesTheJobOfAClock) {
  spoil("select id from removal_request where state = 'sent' limit 1",
        "delete from job where kind = 'end_clock' and subject = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::next_action));
}

TEST_F(TheAuditor, MissesTheWatchOfAVerifiedPlace) {
  spoil(
      "select r.id from removal_request r join job j on j.kind = 'check_place' and j.subject = r.id"
      " where r.state = 'verified' limit 1",
      "delete from job where kind = 'check_place' and subject = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::next_action));
}

TEST_F(TheAuditor, MissesWhoeverShouldSendAConfirmedLetter) {
  spoil("select id from removal_request where state = 'sent' limit 1",
        "update removal_request set state = 'confirmed', sent_at = null, due_at = null where id = ?");
  EXPECT_THAT(complaints(), Contains(Law::next_action));
}

TEST_F(TheAuditor, SeesADraftAboutAPlaceThatIsGone) {
  spoil("select id from removal_request where state = 'verified' limit 1",
        "update removal_request set state = 'drafted', confirmed_at = null, verified_at = null where id = ?");
  EXPECT_THAT(complaints(), Contains(Law::next_action));
}

TEST_F(TheAuditor, SeesAnOfficersWordThatNoOfficerGave) {
  spoil("select id from removal_request where state = 'verified' limit 1",
        "update removal_request set state = 'gone_by_word', verified_at = null where id = ?");
  EXPECT_THAT(complaints(), Contains(Law::evidence));
}

TEST_F(TheAuditor, MissesTheAlarmOfADoubtedLetter) {
  ASSERT_TRUE(life_.database().run("delete from alarm where kind = 'letter_unconfirmed'", {}));
  spoil("select id from letter where state = 'delivered' limit 1",
        "update letter set state = 'unconfirmed' where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::next_action));
}

TEST_F(TheAuditor, SeesWorkThatStandsStill) {
  spoil("select id from job where kind = 'check_place' limit 1", "update job set due_at = 1000 where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::on_time));
}

TEST_F(TheAuditor, SeesALetterThatCameTwice) {
  ++some_arrival().times;
  EXPECT_THAT(complaints(), ElementsAre(Law::sent_once));
}

TEST_F(TheAuditor, SeesTwoLettersAboutOneRequest) {
  life_.world().arrivals["another@centre.example"] = some_arrival();
  EXPECT_THAT(complaints(), ElementsAre(Law::sent_once));
}

TEST_F(TheAuditor, SeesALetterThatNobodyConfirmed) {
  life_.notes().confirmed.erase(some_arrival().items.front().second);
  EXPECT_THAT(complaints(), ElementsAre(Law::confirmed));
}

TEST_F(TheAuditor, SeesALetterToSomebodyElse) {
  some_arrival().to = "somebody@elsewhere.example";
  EXPECT_THAT(complaints(), ElementsAre(Law::right_address));
}

TEST_F(TheAuditor, SeesALetterAboutAnotherPlace) {
  ++some_arrival().items.front().first;
  EXPECT_THAT(complaints(), ElementsAre(Law::right_address));
}

TEST_F(TheAuditor, SeesALetterAboutNothing) {
  some_arrival().items.clear();
  EXPECT_THAT(complaints(), ElementsAre(Law::right_address));
}

class TheAuditorOfMail : public TheAuditor {
 protected:
  TheAuditorOfMail() : TheAuditor({.seed = 12, .days = 24, .requests_a_year = 4000, .in_batches = true}) {}
};

TEST_F(TheAuditorOfMail, SeesAnAnswerThatNobodyGave) {
  spoil("select id from reply limit 1",
        "insert into reply (id, organisation, data_key, content_sealed, message_index, kind, doubtful, "
        "state, applied,"
        " received_at) select id + 1, organisation, data_key, content_sealed, x'00', kind, doubtful, state, "
        "applied,"
        " received_at from reply where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::answers));
}

TEST_F(TheAuditor, SeesAProofThatIsNone) {
  spoil("select id from removal_request where state = 'acknowledged' or state = 'overdue' limit 1",
        "update removal_request set state = 'verified', verified_at = 1800000000000 where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::evidence));
}

TEST_F(TheAuditor, SeesACheckWithoutALook) {
  spoil("select request from place_check limit 1",
        "insert into place_check (request, at, outcome, data_key) select request, at + 1, outcome, data_key"
        " from place_check where request = ? limit 1");
  EXPECT_THAT(complaints(), Contains(Law::evidence));
}

TEST_F(TheAuditor, SeesAClockThatIsAMinuteOff) {
  spoil("select id from removal_request where state = 'sent' limit 1",
        "update removal_request set due_at = due_at + 60000 where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::clock));
}

TEST_F(TheAuditor, SeesAClockWhoseEndNobodyNoticed) {
  spoil("select id from removal_request where state = 'overdue' limit 1",
        "update removal_request set state = 'acknowledged' where id = ?");
  EXPECT_THAT(complaints(), Contains(Law::clock));
}

TEST_F(TheAuditor, SeesAClockThatWasNoticedLate) {
  spoil(
      "select id from history where event = 'request_overdue' limit 1",
      "insert into history (the_case, at, actor, event, subject, data_key) select the_case, at + 8640000000, "
      "actor, event, subject, data_key from history where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::clock));
}

TEST_F(TheAuditor, SeesAClockThatEndedTooEarly) {
  spoil("select id from history where event = 'request_overdue' limit 1",
        "insert into history (the_case, at, actor, event, subject, data_key) select the_case, at - 86400000, "
        "actor, event, subject, data_key from history where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::clock));
}

TEST_F(TheAuditor, MissesTheNextDateOfALadder) {
  spoil("select id from ladder where state = 'climbing' limit 1",
        "update ladder set next_at = null where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::next_action));
}

TEST_F(TheAuditor, MissesWhoeverShouldClimbALadder) {
  spoil("select l.id from ladder l where l.state = 'climbing' limit 1",
        "delete from job where kind = 'climb_ladder' and subject = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::next_action));
}

TEST_F(TheAuditor, SeesALadderThatClimbsAlthoughTheHostHasChanged) {
  spoil("select s.site from ladder l join sighting s on s.id = l.sighting where l.state = 'climbing' limit 1",
        "update site set host_changed_at = 1900000000000 where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::host));
}

TEST_F(TheAuditor, SeesARequestThatWasDraftedAlthoughTheHostHasChanged) {
  spoil(
      "select s.site from removal_request r join sighting s on s.id = r.sighting where r.rung = 'host' limit "
      "1",
      "update site set host_changed_at = 1000 where id = ?");
  EXPECT_THAT(complaints(), Contains(Law::host));
}

TEST_F(TheAuditor, SeesAMoveThatNobodyWasToldOf) {
  // It is shown from another network twice, by looks that are recorded.
  LookTruth look{.at = Instant{std::chrono::milliseconds{1'900'000'000'000}}, .place = 0, .move = 7};
  for (const std::uint32_t move : {7U, 8U}) {
    look.move = move;
    look.at += std::chrono::hours{1};
    look.place = life_.notes().place_of.begin()->second;
    life_.world().looks.push_back(look);
    const auto written = life_.database().run(
        "insert into place_check (request, at, outcome, data_key, reason, vantage) select ?, ?, 'gone', "
        "data_key, 'not_found', 'plain' from place_check limit 1",
        {static_cast<std::int64_t>(life_.notes().place_of.begin()->first), look.at});
    ASSERT_TRUE(written);
  }
  EXPECT_THAT(complaints(), Contains(Law::host));
}

TEST_F(TheAuditor, SeesABlockRequestThatNobodyFiled) {
  ASSERT_FALSE(life_.notes().filed.empty());
  life_.notes().filed.clear();
  EXPECT_THAT(complaints(), ElementsAre(Law::confirmed));
}

TEST_F(TheAuditor, SeesADecisionThatNobodyVotedFor) {
  ASSERT_TRUE(life_.database().run("delete from block_vote", {}));
  ASSERT_GT(life_.database().changed_rows(), 0);
  EXPECT_THAT(complaints(), ElementsAre(Law::committee));
}

TEST_F(TheAuditor, SeesADecisionWithoutAQuorum) {
  const Instant then = life_.quorum().lost + std::chrono::hours{1};
  ASSERT_TRUE(life_.database().run("update block_vote set voted_at = ?", {then}));
  ASSERT_TRUE(
      life_.database().run("update block_request set decided_at = ? where decided_at is not null", {then}));
  EXPECT_THAT(complaints(), ElementsAre(Law::committee));
}

TEST_F(TheAuditor, SeesAMeasureThatNobodyNamed) {
  spoil("select id from block_request where state = 'granted' limit 1",
        "update block_request set measure = 'none of them' where id = ?");
  EXPECT_THAT(complaints(), ElementsAre(Law::committee));
}

// What was lost is counted and not named: a single answer hides behind those of the last hours.
TEST_F(TheAuditorOfMail, MissesAnswersThatWereLost) {
  ASSERT_TRUE(life_.database().run("delete from reply where id <> (select min(id) from reply)", {}));
  EXPECT_THAT(complaints(), ElementsAre(Law::answers));
}

TEST(TheAuditorOfMemory, SeesAHouseThatNeverLetsGo) {
  const Outcome outcome =
      Simulation({.seed = 5, .days = 2, .requests_a_year = 300, .leaks_a_day = std::uint64_t{200} << 20U})
          .live();
  ASSERT_EQ(outcome.complaints.size(), 1U);
  EXPECT_EQ(outcome.complaints[0].law, Law::memory);
  EXPECT_EQ(outcome.days, 1);
}

TEST(MemoryAllowed, GrowsWithTheRequestsAndNotWithTheDays) {
  EXPECT_LT(memory_allowed({.requests = 300'000}), std::uint64_t{600} << 20U);
  EXPECT_EQ(memory_allowed({.requests = 10, .checks = 1'000'000}), memory_allowed({.requests = 10}));
}

}  // namespace
}  // namespace jium::sim
