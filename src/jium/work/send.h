// Speaks the letter to the mail server, with each moment made durable before the next
// (removal/letter_delivery.h).
#pragma once

#include "jium/desk/send_letter.h"
#include "jium/removal/courier.h"
#include "jium/store/jobs.h"

namespace jium::work {

enum class Sent { settled, again };

// `again`: nothing was handed over, the letter is queued and its job should be retried. A fault: the store
// failed; what it left behind is found by the next begin.
[[nodiscard]] Result<Sent> send_letter(store::Store& store, const desk::Desk& desk, removal::Courier& courier,
                                       removal::LetterId id);

}  // namespace jium::work
