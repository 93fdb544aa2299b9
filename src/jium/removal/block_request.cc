#include "jium/removal/block_request.h"

#include <algorithm>
#include <set>

namespace jium::removal {
namespace {

using enum BlockState;

Fault not_now(std::string_view verb, const BlockRequest& request) {
  return fault(FaultKind::conflict, "the block request is " + std::string(to_text(request.state)) +
                                        ": it cannot be " + std::string(verb));
}

BlockMeasure measure_of(BlockVerdict verdict) {
  switch (verdict) {
    case BlockVerdict::deletion:
      return BlockMeasure::deletion;
    case BlockVerdict::account_termination:
      return BlockMeasure::account_termination;
    case BlockVerdict::access_blocking:
    case BlockVerdict::none:
    case BlockVerdict::lift:
      return BlockMeasure::access_blocking;
  }
  return BlockMeasure::access_blocking;
}

bool same_question(BlockVerdict one, BlockVerdict other) {
  return (one == BlockVerdict::lift) == (other == BlockVerdict::lift);
}

void bring_into_effect(BlockRequest& request, BlockVerdict verdict, int reviewers, Instant at) {
  if (verdict == BlockVerdict::lift) {
    request.state = lifted;
    request.lifted_at = at;
    return;
  }
  request.state = verdict == BlockVerdict::none ? denied : granted;
  if (request.state == granted) request.measure = measure_of(verdict);
  request.reviewers = reviewers;
  request.decided_at = at;
}

}  // namespace

Result<void> file(BlockRequest& request, Instant at) {
  if (request.state != drafted) return not_now("filed again", request);
  request.state = filed;
  request.filed_at = at;
  return {};
}

Result<void> take_back(BlockRequest& request, Instant at) {
  if (request.state == denied || request.state == lifted) return not_now("taken back", request);
  request.state = lifted;
  request.lifted_at = at;
  return {};
}

bool has_lost_its_place(const BlockRequest& request, const registry::Sighting& sighting, Instant now) {
  return request.state == granted && sighting.state == registry::SightingState::gone && sighting.gone_at &&
         now >= *sighting.gone_at + kGoneStands;
}

Result<void> may_vote(const BlockRequest& request, const std::vector<BlockVote>& cast,
                      const BlockVote& vote) {
  const bool lifting = vote.verdict == BlockVerdict::lift;
  if (request.state != (lifting ? granted : filed))
    return not_now(lifting ? "lifted by a vote" : "voted on", request);
  if (vote.voter.organisation == request.organisation)
    return fault(FaultKind::forbidden,
                 "your own organisation asks for this: reviewers of another decide about it");
  const bool again = std::ranges::any_of(cast, [&](const BlockVote& one) {
    return one.voter.who == vote.voter.who && same_question(one.verdict, vote.verdict);
  });
  if (again) return fault(FaultKind::conflict, "you have voted on this: another reviewer has to");
  return {};
}

std::optional<BlockVerdict> settle(BlockRequest& request, const std::vector<BlockVote>& cast, int needed,
                                   Instant at) {
  if (cast.empty()) return std::nullopt;
  const BlockVerdict verdict = cast.back().verdict;
  if (request.state != (verdict == BlockVerdict::lift ? granted : filed)) return std::nullopt;
  std::set<std::string> voters;
  for (const BlockVote& vote : cast) {
    if (vote.verdict == verdict) voters.insert(vote.voter.who);
  }
  if (static_cast<int>(voters.size()) < std::max(needed, registry::kLeastReviewers)) return std::nullopt;
  bring_into_effect(request, verdict, static_cast<int>(voters.size()), at);
  return verdict;
}

bool is_blocked(const BlockRequest& request) {
  return request.state == granted && request.measure == BlockMeasure::access_blocking;
}

}  // namespace jium::removal
