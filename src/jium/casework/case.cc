#include "jium/casework/case.h"

#include <utility>

#include "jium/casework/resident_number.h"

namespace jium::casework {
namespace {

Fault not_when(const Case& the_case) {
  return fault(FaultKind::conflict, "the case is " + std::string(to_text(the_case.state)));
}

bool& stands(Consent& consent, Purpose purpose) {
  switch (purpose) {
    case Purpose::removal:
      return consent.removal;
    case Purpose::police:
      return consent.police;
    case Purpose::other_centres:
      break;
  }
  return consent.other_centres;
}

}  // namespace

bool Consent::to(Purpose purpose) const {
  Consent copy = *this;
  return stands(copy, purpose);
}

Result<void> check(const Case& the_case) {
  const std::string& pseudonym = the_case.pseudonym.reveal();
  if (pseudonym.empty() || pseudonym.size() > 80) {
    return fault(FaultKind::malformed, "give the person a pseudonym of up to 80 bytes (never a name)");
  }
  if (holds_resident_number(pseudonym)) {
    return fault(FaultKind::malformed,
                 "that looks like a resident registration number: jium keeps none, so please leave it out");
  }
  if (the_case.harm_types.empty())
    return fault(FaultKind::malformed, "name at least one harm type: " + choices_of<HarmType>());
  for (std::size_t i = 0; i < the_case.harm_types.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (the_case.harm_types[i] == the_case.harm_types[j])
        return fault(FaultKind::malformed, "a harm type is named twice");
    }
  }
  if (the_case.requester == Relation::agent && !the_case.papers_checked_at) {
    return fault(
        FaultKind::malformed,
        "an agent needs a signed power of attorney: check the papers and say so with --papers-checked");
  }
  return {};
}

Result<void> may_request_removal(const Case& the_case) {
  if (!the_case.consent.removal) {
    return fault(FaultKind::conflict,
                 "the survivor does not agree to removal requests: ask first, and record the answer with "
                 "`jium case consent`");
  }
  if (the_case.state == CaseState::closed || the_case.state == CaseState::forgotten)
    return not_when(the_case);
  return {};
}

void note_request(Case& the_case) {
  if (the_case.state == CaseState::opened || the_case.state == CaseState::resting)
    the_case.state = CaseState::active;
}

Result<bool> change_consent(Case& the_case, Purpose purpose, bool given) {
  using enum CaseState;
  if (the_case.state == forgotten || (given && the_case.state == closed)) return not_when(the_case);
  bool& consent = stands(the_case.consent, purpose);
  return std::exchange(consent, given) != given;
}

Result<void> rest(Case& the_case) {
  using enum CaseState;
  if (the_case.state != opened && the_case.state != active) return not_when(the_case);
  the_case.state = resting;
  return {};
}

Result<void> wake(Case& the_case) {
  if (the_case.state != CaseState::resting) return not_when(the_case);
  the_case.state = CaseState::active;
  return {};
}

Result<void> close(Case& the_case, Instant at) {
  using enum CaseState;
  if (the_case.state == closed || the_case.state == forgotten) return not_when(the_case);
  the_case.state = closed;
  the_case.closed_at = at;
  return {};
}

Result<void> reopen(Case& the_case) {
  if (the_case.state != CaseState::closed) return not_when(the_case);
  the_case.state = CaseState::active;
  the_case.closed_at.reset();
  return {};
}

}  // namespace jium::casework
