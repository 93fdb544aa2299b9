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

void close(Appeal& appeal, Instant at) {
  appeal.state = AppealState::closed;
  appeal.decided_at = at;
}

Instant plausible_answer(const Appeal& appeal, const std::vector<Duration>& others) {
  using std::chrono::days;
  constexpr std::size_t kEnoughOthers = 5;
  constexpr Duration kKorea = std::chrono::hours{9};
  constexpr Duration kOpens = std::chrono::hours{9};
  constexpr std::uint64_t kOpenMinutes = 8 * 60;
  // Ids are random, so that these draws are.
  const std::uint64_t draw = appeal.id.value();
  const Duration took = others.size() >= kEnoughOthers
                            ? others[static_cast<std::size_t>((draw >> 8U) % others.size())]
                            : Duration(days{4 + static_cast<int>((draw >> 8U) % 7)});
  auto day = std::chrono::floor<days>(appeal.filed_at + took + kKorea);
  const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding();
  if (weekday > 5) day += days{8 - weekday};
  const Instant answer = Instant{day} + kOpens + std::chrono::minutes{(draw >> 24U) % kOpenMinutes} - kKorea;
  // Never before it was asked, nor in the hour in which it was.
  return answer > appeal.filed_at + std::chrono::hours{1} ? answer : answer + days{weekday >= 5 ? 3 : 1};
}

}  // namespace jium::registry
