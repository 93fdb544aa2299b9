#include "jium/casework/reveal.h"

#include <chrono>

namespace jium::casework {
namespace {

constexpr Duration kAheadOfUtc = std::chrono::hours{9};
constexpr Duration kDay = std::chrono::hours{24};

Fault not_agreed(std::string_view to) {
  return fault(FaultKind::conflict,
               "the survivor has not agreed to " + std::string(to) + ": there is no such task in this case");
}

}  // namespace

Result<void> may_reveal(RevealTask task, const Case& the_case, const registry::Sighting& sighting,
                        bool has_request) {
  switch (task) {
    case RevealTask::send_request:
      JIUM_CHECK(may_request_removal(the_case));
      if (sighting.state == registry::SightingState::gone)
        return fault(FaultKind::conflict, "this sighting is gone: there is nothing to ask for");
      return {};
    case RevealTask::check_place:
      if (!the_case.consent.removal) return not_agreed("removal and its checks");
      return {};
    case RevealTask::answer_operator:
      if (!has_request)
        return fault(FaultKind::conflict,
                     "no operator was asked about this sighting: there is nothing to answer");
      return {};
    case RevealTask::police_referral:
      if (!the_case.consent.police) return not_agreed("the police being told");
      return {};
    case RevealTask::court:
      return {};
    case RevealTask::committee_review:
      return fault(FaultKind::conflict, "a review is the committee's task: no officer has one");
  }
  return fault(FaultKind::internal, "a task without a rule");
}

std::string korean_day(Instant now) {
  return to_text(now + kAheadOfUtc).substr(0, 10);
}

std::string next_korean_day(Instant now) {
  return korean_day(now + kDay) + " 00:00 (Korean time)";
}

}  // namespace jium::casework
