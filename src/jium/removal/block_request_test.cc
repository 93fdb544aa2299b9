#include "jium/removal/block_request.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace jium::removal {
namespace {

constexpr Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
const auto kCentre = registry::OrganisationId::random();
const auto kCommittee = registry::OrganisationId::random();

BlockRequest filed_request() {
  BlockRequest request;
  request.organisation = kCentre;
  EXPECT_TRUE(file(request, kStart).has_value());
  return request;
}

BlockVote vote(const std::string& who, BlockVerdict verdict) {
  return {{who, kCommittee, "committee_reviewer"}, verdict, kStart};
}

std::optional<BlockVerdict> cast(BlockRequest& request, std::vector<BlockVote>& votes, BlockVote one,
                                 int needed = 2) {
  const auto may = may_vote(request, votes, one);
  EXPECT_TRUE(may.has_value()) << may.fault().what;
  votes.push_back(std::move(one));
  return settle(request, votes, needed, kStart);
}

TEST(BlockRequest, IsDecidedWhenEnoughReviewersSayTheSame) {
  BlockRequest request = filed_request();
  std::vector<BlockVote> votes;
  EXPECT_FALSE(cast(request, votes, vote("a", BlockVerdict::access_blocking)));
  EXPECT_FALSE(cast(request, votes, vote("b", BlockVerdict::deletion)));
  EXPECT_EQ(request.state, BlockState::filed);
  EXPECT_EQ(cast(request, votes, vote("c", BlockVerdict::access_blocking)), BlockVerdict::access_blocking);
  EXPECT_EQ(request.state, BlockState::granted);
  EXPECT_EQ(request.measure, BlockMeasure::access_blocking);
  EXPECT_EQ(request.reviewers, 2);
  EXPECT_TRUE(is_blocked(request));
}

TEST(BlockRequest, NoMeasureAtAllIsADecisionToo) {
  BlockRequest request = filed_request();
  std::vector<BlockVote> votes;
  EXPECT_FALSE(cast(request, votes, vote("a", BlockVerdict::none)));
  EXPECT_EQ(cast(request, votes, vote("b", BlockVerdict::none)), BlockVerdict::none);
  EXPECT_EQ(request.state, BlockState::denied);
  EXPECT_FALSE(request.measure);
  EXPECT_FALSE(may_vote(request, votes, vote("c", BlockVerdict::deletion)).has_value());
  EXPECT_FALSE(take_back(request, kStart).has_value());
}

TEST(BlockRequest, DeletionAndTheEndOfAnAccountStandOnNoList) {
  for (const auto measure : {BlockVerdict::deletion, BlockVerdict::account_termination}) {
    BlockRequest request = filed_request();
    std::vector<BlockVote> votes;
    EXPECT_FALSE(cast(request, votes, vote("a", measure)));
    EXPECT_EQ(cast(request, votes, vote("b", measure)), measure);
    EXPECT_EQ(to_text(*request.measure), to_text(measure));
    EXPECT_FALSE(is_blocked(request));
  }
}

TEST(BlockRequest, LiftingNeedsAsManyWordsAsGranting) {
  BlockRequest request = filed_request();
  std::vector<BlockVote> votes;
  EXPECT_FALSE(may_vote(request, votes, vote("a", BlockVerdict::lift)).has_value()) << "nothing was granted";
  EXPECT_FALSE(cast(request, votes, vote("a", BlockVerdict::access_blocking), 3));
  EXPECT_FALSE(cast(request, votes, vote("b", BlockVerdict::access_blocking), 3));
  EXPECT_TRUE(cast(request, votes, vote("c", BlockVerdict::access_blocking), 3));
  EXPECT_FALSE(cast(request, votes, vote("a", BlockVerdict::lift), 3)) << "who granted may vote to lift";
  EXPECT_FALSE(may_vote(request, votes, vote("a", BlockVerdict::lift)).has_value()) << "once";
  EXPECT_FALSE(cast(request, votes, vote("b", BlockVerdict::lift), 3));
  EXPECT_TRUE(is_blocked(request));
  EXPECT_EQ(cast(request, votes, vote("c", BlockVerdict::lift), 3), BlockVerdict::lift);
  EXPECT_EQ(request.state, BlockState::lifted);
  EXPECT_FALSE(is_blocked(request));
}

TEST(BlockRequest, WhoAsksHasNoVoteAndMayTakeItBack) {
  BlockRequest request = filed_request();
  BlockVote own = vote("a", BlockVerdict::deletion);
  own.voter.organisation = kCentre;
  EXPECT_EQ(may_vote(request, {}, own).fault().kind, FaultKind::forbidden);
  EXPECT_TRUE(take_back(request, kStart).has_value());
  EXPECT_EQ(request.state, BlockState::lifted);
  EXPECT_FALSE(take_back(request, kStart).has_value());
  EXPECT_FALSE(file(request, kStart).has_value());
}

TEST(BlockRequest, ADraftIsNobodysToDecide) {
  BlockRequest request;
  EXPECT_FALSE(may_vote(request, {}, vote("a", BlockVerdict::deletion)).has_value());
}

RC_GTEST_PROP(BlockRequestProperty, NothingIsDecidedOnFewerWordsThanAsked, ()) {
  BlockRequest request = filed_request();
  const int needed = *rc::gen::inRange(0, 5);
  std::vector<BlockVote> votes;
  const int length = *rc::gen::inRange(0, 20);
  for (int i = 0; i < length; ++i) {
    const auto verdict = static_cast<BlockVerdict>(*rc::gen::inRange(0, 5));
    const BlockVote one = vote(std::to_string(*rc::gen::inRange(0, 6)), verdict);
    if (!may_vote(request, votes, one)) continue;
    votes.push_back(one);
    const auto reached = settle(request, votes, needed, kStart);
    std::set<std::string> same;
    for (const BlockVote& other : votes) {
      if (other.verdict == verdict) same.insert(other.voter.who);
    }
    RC_ASSERT(reached.has_value() == (static_cast<int>(same.size()) >= std::max(needed, 2)));
    if (reached) RC_ASSERT(*reached == verdict);
  }
}

}  // namespace
}  // namespace jium::removal
