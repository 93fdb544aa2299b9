#include "jium/removal/officer_look.h"

#include <algorithm>

namespace jium::removal {
namespace {

// A word is about the claim that stands: what was said before the operator claimed anew says nothing of it.
bool is_about(const OfficerLook& look, const RemovalRequest& request) {
  return request.claimed_at && look.at >= *request.claimed_at;
}

}  // namespace

bool needs_officers_look(const RemovalRequest& request, const std::vector<Check>& checks,
                         const WatchPolicy& policy) {
  if (!request.claimed_at || request.removed_at || is_gone(request.state)) return false;
  if (!is_watched(request)) return false;
  int shown_nothing = 0;
  std::optional<Instant> counted;
  for (const Check& one : checks) {
    if (one.at < *request.claimed_at) continue;
    if (one.outcome != CheckOutcome::inconclusive) return false;
    if (counted && one.at - *counted < policy.spacing) continue;
    counted = one.at;
    ++shown_nothing;
  }
  return shown_nothing >= policy.agreeing_checks;
}

Result<void> check(const OfficerLook& look, const RemovalRequest& request,
                   const std::vector<OfficerLook>& earlier, Instant now) {
  if (!request.claimed_at) {
    return fault(
        FaultKind::conflict,
        "the operator has not said that it is removed, or that was found untrue: there is nothing to "
        "bear out");
  }
  if (request.removed_at) {
    return fault(FaultKind::conflict,
                 "jium itself sees nothing at this place by now, and proves it: decline this task");
  }
  if (look.at > now) return fault(FaultKind::malformed, "a look that is still to come says nothing yet");
  if (look.at < *request.claimed_at)
    return fault(FaultKind::malformed,
                 "the operator said only afterwards that it is removed, at " + to_text(*request.claimed_at));
  if (!earlier.empty() && look.at < earlier.back().at)
    return fault(FaultKind::malformed, "there is a later look already, of " + to_text(earlier.back().at));
  const auto from = second_look_from(request, earlier);
  if (look.still_there || !from || look.at >= *from) return {};
  return fault(FaultKind::conflict, "a second look counts from " + to_text(*from) +
                                        " on: what is only hidden for a day must not pass for gone");
}

std::optional<Instant> second_look_from(const RemovalRequest& request,
                                        const std::vector<OfficerLook>& looks) {
  if (looks.empty() || looks.back().still_there || !is_about(looks.back(), request)) return std::nullopt;
  return looks.back().at + kBetweenOfficerLooks;
}

Result<OfficerLookMeaning> note_officer_look(RemovalRequest& request, const std::vector<OfficerLook>& looks) {
  const OfficerLook& last = looks.back();
  if (last.still_there) {
    // That nothing new came of it (no claim stood) is still a word that it is there.
    static_cast<void>(note_found_there(request));
    return OfficerLookMeaning::still_there;
  }
  const std::vector<OfficerLook> before(looks.begin(), looks.end() - 1);
  const auto from = second_look_from(request, before);
  if (!from || last.at < *from) return OfficerLookMeaning::first_word;
  JIUM_CHECK(note_gone_by_word(request, last.at));
  return OfficerLookMeaning::gone_by_word;
}

}  // namespace jium::removal
