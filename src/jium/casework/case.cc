#include "jium/casework/case.h"

#include "jium/casework/resident_number.h"

namespace jium::casework {

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
                 "the survivor has not agreed to removal requests: ask first; consent is recorded when a "
                 "case is opened");
  }
  if (the_case.state == CaseState::closed || the_case.state == CaseState::forgotten) {
    return fault(FaultKind::conflict, "the case is " + std::string(to_text(the_case.state)));
  }
  return {};
}

void note_request(Case& the_case) {
  if (the_case.state == CaseState::opened || the_case.state == CaseState::resting)
    the_case.state = CaseState::active;
}

}  // namespace jium::casework
