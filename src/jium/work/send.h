// Speaks the letter to the mail server, or the form to its host, with each moment made durable before the
// next (removal/letter_delivery.h).
#pragma once

#include "jium/desk/send_letter.h"
#include "jium/desk/send_post.h"
#include "jium/removal/courier.h"
#include "jium/removal/form_sender.h"
#include "jium/store/jobs.h"

namespace jium::work {

enum class Sent { settled, again };

// `again`: nothing was handed over, the letter is queued and its job should be retried. A fault: the store
// failed; what it left behind is found by the next begin.
[[nodiscard]] Result<Sent> send_letter(store::Store& store, const desk::Desk& desk, removal::Courier& courier,
                                       removal::LetterId id);
// The same for what goes by a form or to an operator's API.
[[nodiscard]] Result<Sent> send_post(store::Store& store, const desk::Desk& desk, removal::FormSender& sender,
                                     store::PostId id);

}  // namespace jium::work
