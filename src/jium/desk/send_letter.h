// The four moments of a letter's way out (removal/letter_delivery.h), each a transaction of its own; the
// worker (work/send.h) speaks SMTP between them.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/courier.h"
#include "jium/store/requests.h"

namespace jium::desk {

struct BegunLetter {
  store::StoredLetter stored;
  int attempt = 0;
  // The sender before died after handing over: nobody knows whether it arrived. It must not be sent again
  // until an officer has said so; the doubt is recorded and an alarm raised.
  bool doubted = false;
};

// Nothing when there is nothing left to do: delivered, refused, doubted before, or withheld now because what
// the request stood on has gone (removal_ground.h).
[[nodiscard]] Result<std::optional<BegunLetter>> begin_letter(const Desk& desk, store::Transaction& tx,
                                                              removal::LetterId id);
// Late when another sender has taken the letter over: then the end mark must not be sent.
[[nodiscard]] Result<void> hand_over_letter(const Desk& desk, store::Transaction& tx, removal::LetterId id,
                                            int attempt);
[[nodiscard]] Result<void> settle_letter(const Desk& desk, store::Transaction& tx, removal::LetterId id,
                                         int attempt, const removal::Delivery& delivery);

// An officer has looked into the sent mail or asked the operator. Not delivered: it is queued again.
[[nodiscard]] Result<removal::RemovalRequest> settle_doubt(const Desk& desk, store::Transaction& tx,
                                                           const Actor& actor, removal::RequestId id,
                                                           bool was_delivered);

}  // namespace jium::desk
