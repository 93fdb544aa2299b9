// What an officer does next in a case, from what stands in it alone: the first that applies, in the order in
// which a matter goes.
#pragma once

#include "jium/casework/case.h"
#include "jium/store/case_work.h"

namespace jium::desk {

enum class CaseStep {
  record_consent,  // nothing can be asked of anybody before the survivor agrees to removal
  register_footage,
  draft_requests,    // footage stands somewhere, and nobody was asked
  confirm_requests,  // drafts wait for an officer's word
  chase_overdue,     // a clock has ended
  await_answers,     // somebody was asked, and the places are watched
  look_for_copies,   // known footage, and nowhere seen
  rest_or_close,     // all that was seen is proved gone
  none               // closed, or at rest
};
BOOST_DESCRIBE_ENUM(CaseStep, record_consent, register_footage, draft_requests, confirm_requests,
                    chase_overdue, await_answers, look_for_copies, rest_or_close, none)

// A case is active from its first request on: what was ever seen is then told by nothing being open.
[[nodiscard]] CaseStep next_case_step(const casework::Case& the_case, const store::CaseWork& work);

}  // namespace jium::desk
