#include "jium/desk/next_case_step.h"

namespace jium::desk {

CaseStep next_case_step(const casework::Case& the_case, const store::CaseWork& work) {
  using enum casework::CaseState;
  if (the_case.state != opened && the_case.state != active) return CaseStep::none;
  if (!the_case.consent.removal) return CaseStep::record_consent;
  if (work.footage == 0) return CaseStep::register_footage;
  if (work.unasked > 0) return CaseStep::draft_requests;
  if (work.drafted > 0) return CaseStep::confirm_requests;
  if (work.overdue > 0) return CaseStep::chase_overdue;
  if (work.open_requests > 0 || work.live_sightings > 0) return CaseStep::await_answers;
  return the_case.state == opened ? CaseStep::look_for_copies : CaseStep::rest_or_close;
}

}  // namespace jium::desk
