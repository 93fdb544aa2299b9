#include "sim/committee.h"

#include <array>

#include "jium/desk/add_organisation.h"
#include "jium/desk/decide_block_requests.h"
#include "jium/desk/write_log.h"
#include "sim/needed.h"

namespace jium::sim {
namespace {

using desk::Desk;
using removal::BlockVerdict;
using store::Transaction;

constexpr int kReviewers = 3;
constexpr int kRounds = 40;  // of the queue, in one sitting
constexpr double kOfAnotherMind = 0.05;
constexpr double kThinksAgain = 0.2;  // about one that was granted, by the sitting
constexpr std::array<BlockVerdict, 10> kVerdicts{BlockVerdict::access_blocking,
                                                 BlockVerdict::deletion,
                                                 BlockVerdict::access_blocking,
                                                 BlockVerdict::account_termination,
                                                 BlockVerdict::none,
                                                 BlockVerdict::access_blocking,
                                                 BlockVerdict::deletion,
                                                 BlockVerdict::none,
                                                 BlockVerdict::account_termination,
                                                 BlockVerdict::access_blocking};

}  // namespace

void Committee::found(House& house) {
  const auto made = needed(house.call([](const Desk& desk, Transaction& tx) {
    return desk::add_organisation(
        desk, tx, {registry::OrganisationKind::committee, "Simulated committee", "office@committee.example"});
  }));
  for (int i = 0; i < kReviewers; ++i) {
    reviewers_.push_back({store::AccessKeyId::random(), made.id, desk::Role::committee_reviewer,
                          registry::PersonId::random()});
  }
}

void Committee::sit(House& house) {
  std::vector<desk::Actor> present{reviewers_.front()};
  if (quorum_.holds(clock_.now())) {
    present.push_back(reviewers_[1]);
    if (dice_.chance(0.5)) present.push_back(reviewers_[2]);
  }
  for (const desk::Actor& reviewer : present) work_through(house, reviewer);
  if (present.size() > 1 && !granted_.empty() && dice_.chance(kThinksAgain)) think_again(house, present);
}

BlockVerdict Committee::verdict_on(removal::BlockRequestId id) {
  const BlockVerdict usual = kVerdicts[id.value() % kVerdicts.size()];
  if (!dice_.chance(kOfAnotherMind)) return usual;
  return usual == BlockVerdict::none ? BlockVerdict::deletion : BlockVerdict::none;
}

// The queue shows the oldest so many: those that wait for a colleague stay in it.
void Committee::work_through(House& house, const desk::Actor& reviewer) {
  for (int round = 0; round < kRounds; ++round) {
    const auto queue =
        house.call([&](const Desk& desk, Transaction& tx) { return desk::block_queue(desk, tx, reviewer); });
    if (!queue) return;
    std::vector<desk::VoteOnBlockRequest> votes;
    for (const desk::QueuedBlockRequest& one : *queue) {
      if (!one.voted) votes.push_back({one.request.id, verdict_on(one.request.id)});
    }
    if (votes.empty()) return;
    const auto counted = house.call([&](const Desk& desk, Transaction& tx) {
      return desk::decide_block_requests(desk, tx, reviewer, votes);
    });
    if (!counted) return;  // the next sitting asks again
    for (const desk::CountedBlockVote& one : *counted) {
      if (one.state == removal::BlockState::granted) granted_.push_back(one.request);
    }
  }
}

void Committee::think_again(House& house, const std::vector<desk::Actor>& present) {
  const removal::BlockRequestId id = granted_[dice_.below(granted_.size())];
  for (const desk::Actor& reviewer : present) {
    static_cast<void>(house.call([&](const Desk& desk, Transaction& tx) {
      return desk::decide_block_requests(desk, tx, reviewer, {{id, BlockVerdict::lift}});
    }));
  }
}

}  // namespace jium::sim
