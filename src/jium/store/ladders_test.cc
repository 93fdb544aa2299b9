#include "jium/store/ladders.h"

#include "jium/store/block_requests.h"
#include "jium/store/changes.h"
#include "jium/store/stored_test.h"
#include "jium/store/webhooks.h"

namespace jium::store {
namespace {

using removal::Ladder;
using removal::NextAction;

class StoredLadders : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  // With every member set.
  Ladder ladder() const {
    const auto plan = removal::LadderBook::built_in().plan_by_id("adult-site-2026").value();
    Ladder made = removal::begin_ladder(plan, sample::at(1));
    made.organisation = chain.organisation.id;
    made.the_case = chain.the_case.id;
    made.sighting = chain.sighting.id;
    made.state = removal::LadderState::paused;
    made.held_for = removal::HoldReason::talks;
    made.until = sample::at(2);
    made.ended_for = removal::LadderEnd::no_ground;
    made.ended_at = sample::at(3);
    made.confirmed_ahead = removal::Confirmation{.key = "K-1",
                                                 .person = registry::PersonId::random(),
                                                 .role = registry::Role::deletion_officer,
                                                 .at = sample::at(4),
                                                 .until = sample::at(5)};
    made.steps[1] = {.rung = made.steps[1].rung,
                     .state = removal::StepState::skipped,
                     .skipped_for = removal::SkipReason::not_useful,
                     .ended_by = removal::StepEnd::refused,
                     .drafted_at = sample::at(6),
                     .remind_at = sample::at(7),
                     .due_at = sample::at(8),
                     .done_at = sample::at(9)};
    return made;
  }
  void expect_same(const Ladder& read, const Ladder& written) {
    Ladder one = read, other = written;
    ASSERT_EQ(one.steps.size(), other.steps.size());
    for (std::size_t i = 0; i < one.steps.size(); ++i) EXPECT_TRUE(same_record(one.steps[i], other.steps[i]));
    ASSERT_EQ(one.confirmed_ahead.has_value(), other.confirmed_ahead.has_value());
    if (one.confirmed_ahead) {
      EXPECT_TRUE(same_record(*one.confirmed_ahead, *other.confirmed_ahead));
    }
    one.steps.clear();
    other.steps.clear();
    one.confirmed_ahead.reset();
    other.confirmed_ahead.reset();
    EXPECT_EQ(one.id, other.id);
    EXPECT_EQ(one.organisation, other.organisation);
    EXPECT_EQ(one.the_case, other.the_case);
    EXPECT_EQ(one.sighting, other.sighting);
    EXPECT_EQ(one.plan, other.plan);
    EXPECT_EQ(one.state, other.state);
    EXPECT_EQ(one.held_for, other.held_for);
    EXPECT_EQ(one.until, other.until);
    EXPECT_EQ(one.ended_for, other.ended_for);
    EXPECT_EQ(one.begun_at, other.begun_at);
    EXPECT_EQ(one.ended_at, other.ended_at);
  }
  sample::Chain chain;
};

TEST_F(StoredLadders, ComeBackAsTheyWereStoredAndAsTheyWereChanged) {
  Ladder one = ladder();
  const NextAction next{removal::NextWhat::confirm, sample::at(11), removal::Rung::host};
  stored([&](Transaction& tx) { return insert(tx, {one, next}); });
  const auto read = stored([&](Transaction& tx) { return load_ladder(tx, one.id); });
  expect_same(read.ladder, one);
  ASSERT_TRUE(read.next);
  EXPECT_TRUE(same_record(*read.next, next));
  one.state = removal::LadderState::climbing;
  one.held_for.reset();
  one.confirmed_ahead.reset();
  one.steps[0].state = removal::StepState::running;
  stored([&](Transaction& tx) { return update(tx, {one, std::nullopt}); });
  const auto changed = stored([&](Transaction& tx) { return ladder_of(tx, chain.sighting.id); }).value();
  expect_same(changed.ladder, one);
  EXPECT_FALSE(changed.next);
}

TEST_F(StoredLadders, AreListedUntilTheyEnd) {
  Ladder one = ladder();
  stored([&](Transaction& tx) { return insert(tx, {one, std::nullopt}); });
  const auto listed = [&] {
    return stored([&](Transaction& tx) { return ladders_of(tx, chain.organisation.id); }).size();
  };
  const auto at_site = [&] {
    return stored([&](Transaction& tx) { return ladders_at(tx, chain.site.id); }).size();
  };
  EXPECT_EQ(listed(), 1U);
  EXPECT_EQ(at_site(), 1U);
  one.state = removal::LadderState::ended;
  stored([&](Transaction& tx) { return update(tx, {one, std::nullopt}); });
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(at_site(), 0U);
  stored([&](Transaction& tx) { return delete_ladder(tx, one.id); });
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return load_ladder(tx, one.id); }), FaultKind::missing));
}

TEST_F(StoredLadders, BlockRequestsAndVotesComeBackAsTheyWere) {
  removal::BlockRequest request{.id = removal::BlockRequestId::random(),
                                .organisation = chain.organisation.id,
                                .the_case = chain.the_case.id,
                                .sighting = chain.sighting.id,
                                .legal_basis = "kr-svpa-7-3-request",
                                .state = removal::BlockState::granted,
                                .measure = removal::BlockMeasure::access_blocking,
                                .reviewers = 3,
                                .drafted_at = sample::at(1),
                                .filed_at = sample::at(2),
                                .decided_at = sample::at(3),
                                .lifted_at = sample::at(4)};
  const removal::BlockVote vote{
      {"U-1", chain.organisation.id, "committee_reviewer"}, removal::BlockVerdict::lift, sample::at(5)};
  stored([&](Transaction& tx) { return insert(tx, request); });
  stored([&](Transaction& tx) { return insert(tx, request.id, vote); });
  EXPECT_TRUE(
      same_record(stored([&](Transaction& tx) { return load_block_request(tx, request.id); }), request));
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return block_request_about(tx, chain.sighting.id); }).value(), request));
  EXPECT_EQ(stored([&](Transaction& tx) { return blocked_requests(tx); }).size(), 1U);
  EXPECT_TRUE(stored([&](Transaction& tx) { return filed_block_requests(tx, 10); }).empty());
  ASSERT_EQ(stored([&](Transaction& tx) { return votes_of(tx, request.id); }).size(), 1U);
  EXPECT_TRUE(same_record(stored([&](Transaction& tx) { return votes_of(tx, request.id); })[0], vote));
  removal::BlockRequest second = request;
  second.id = removal::BlockRequestId::random();
  EXPECT_FALSE(attempt([&](Transaction& tx) { return insert(tx, second); }).has_value())
      << "one open ask a sighting";
  request.state = removal::BlockState::lifted;
  stored([&](Transaction& tx) { return update(tx, request); });
  stored([&](Transaction& tx) { return insert(tx, second); });
}

TEST_F(StoredLadders, AWebhookComesBackAndItsAddressIsSealed) {
  const Webhook webhook{.id = WebhookId::random(),
                        .organisation = chain.organisation.id,
                        .address = Secret<std::string>("https://hook.example/told"),
                        .signing_seed = Secret<Bytes>(Bytes(32, 7)),
                        .state = WebhookState::active,
                        .delivered_seq = 4,
                        .failing_since = sample::at(1),
                        .set_by = "K-1",
                        .set_at = sample::at(2),
                        .delivered_at = sample::at(3)};
  stored([&](Transaction& tx) { return insert(tx, webhook); });
  const auto read = stored([&](Transaction& tx) { return load_webhook(tx, webhook.id); });
  EXPECT_EQ(read.address.reveal(), webhook.address.reveal());
  EXPECT_EQ(read.signing_seed.reveal(), webhook.signing_seed.reveal());
  EXPECT_EQ(read.failing_since, webhook.failing_since);
  EXPECT_EQ(read.delivered_at, webhook.delivered_at);
  EXPECT_EQ(read.delivered_seq, 4);
  stored([&](Transaction& tx) {
    return append_change(tx, chain.organisation.id, Happening::ladder_changed, "S-1", sample::at(4));
  });
  const auto told = stored([&](Transaction& tx) { return changes_after(tx, chain.organisation.id, 0, 9); });
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(same_record(told[0],
                          Change{chain.organisation.id, 1, Happening::ladder_changed, "S-1", sample::at(4)}));
}

}  // namespace
}  // namespace jium::store
