#include "jium/registry/decision.h"

#include <algorithm>
#include <set>

namespace jium::registry {
namespace {

bool agree(const Vote& a, const Vote& b) {
  return a.verdict == b.verdict && a.legal_class == b.legal_class && a.grounds == b.grounds;
}

}  // namespace

Result<void> may_vote(OrganisationId owner, const std::vector<Vote>& cast, const Doer& voter) {
  if (voter.organisation == owner) {
    return fault(FaultKind::forbidden,
                 "your own organisation registered this footage: reviewers of another decide about it");
  }
  const bool again = std::ranges::any_of(cast, [&](const Vote& vote) { return vote.voter.who == voter.who; });
  if (again) return fault(FaultKind::conflict, "you have voted on this footage: another reviewer has to");
  return {};
}

std::optional<Decision> tally(FootageId footage, const std::vector<Vote>& cast, int needed, Instant at) {
  const auto enough = static_cast<std::size_t>(std::max(needed, kLeastReviewers));
  for (const Vote& vote : cast) {
    std::set<std::string> voters;
    for (const Vote& other : cast) {
      if (agree(vote, other)) voters.insert(other.voter.who);
    }
    if (voters.size() < enough) continue;
    return Decision{DecisionId::random(),
                    footage,
                    DecidedBy::committee,
                    vote.verdict,
                    static_cast<int>(voters.size()),
                    vote.legal_class,
                    vote.grounds,
                    std::nullopt,
                    at};
  }
  return std::nullopt;
}

}  // namespace jium::registry
