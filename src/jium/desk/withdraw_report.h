// The person takes back what they told. While no case stands on it, the report is shredded: no row of it is
// left, and its key is destroyed. Of a case, all consent is withdrawn and every footage too, by the verbs
// that an officer has for it: nothing more goes out, what waits is held back, platforms and other centres are
// told that it matches nothing any more. What has to be kept of the case, and for how long, is the
// retention's matter (desk/apply_retention.h); erasing is asked for in person.
#pragma once

#include "jium/casework/intake_report.h"
#include "jium/desk/desk.h"

namespace jium::desk {

[[nodiscard]] Result<void> withdraw_report(const Desk& desk, store::Transaction& tx,
                                           const casework::IntakeReport& report);

}  // namespace jium::desk
