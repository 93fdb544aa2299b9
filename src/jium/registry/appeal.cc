#include "jium/registry/appeal.h"

#include <algorithm>
#include <set>

namespace jium::registry {

Result<void> may_vote(const Appeal& appeal, OrganisationId owner, const std::vector<AppealVote>& cast,
                      const Doer& voter) {
  if (appeal.state != AppealState::filed)
    return fault(FaultKind::conflict, "this appeal is " + std::string(to_text(appeal.state)));
  if (voter.organisation == owner) {
    return fault(FaultKind::forbidden,
                 "your own organisation registered this footage: reviewers of another decide about it");
  }
  const bool again = std::ranges::any_of(cast, [&](const auto& vote) { return vote.voter.who == voter.who; });
  if (again) return fault(FaultKind::conflict, "you have voted on this appeal: another reviewer has to");
  return {};
}

std::optional<AppealOutcome> tally(const std::vector<AppealVote>& cast, int needed) {
  const auto enough = static_cast<std::size_t>(std::max(needed, kLeastReviewers));
  for (const AppealOutcome outcome : {AppealOutcome::upheld, AppealOutcome::withdrawn}) {
    std::set<std::string> voters;
    for (const AppealVote& vote : cast) {
      if (vote.outcome == outcome) voters.insert(vote.voter.who);
    }
    if (voters.size() >= enough) return outcome;
  }
  return std::nullopt;
}

void settle(Appeal& appeal, AppealOutcome outcome, Instant at) {
  appeal.state = outcome == AppealOutcome::upheld ? AppealState::upheld : AppealState::withdrawn;
  appeal.decided_at = at;
}

}  // namespace jium::registry
