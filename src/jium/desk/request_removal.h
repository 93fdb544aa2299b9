// Asking an operator for removal: the machine drafts, the officer confirms, only then is a letter written.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/courier.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

// Conflict when the survivor has not agreed, the sighting is gone, its footage is withdrawn, or a request
// about it is out already. Missing when no operator is known for its site (the text says how to name one).
[[nodiscard]] Result<removal::RemovalRequest> request_removal(const Desk& desk, store::Transaction& tx,
                                                              const Actor& actor,
                                                              registry::SightingId sighting);

// The letter as it will be sent, or as it was, with every address folded: what an officer reads before she
// gives her word. The whole of it is a reveal (desk/reveal_address.h).
[[nodiscard]] Result<removal::Letter> folded_letter_for(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, removal::RequestId id);
// The letter as it will be sent, or as it was.
[[nodiscard]] Result<removal::Letter> letter_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 removal::RequestId id);

// The officer's word: the letter is written, sealed and queued. Once only. A batch that it stood in goes on
// without it, and names it among what was left out: undoing that batch leaves this letter alone.
[[nodiscard]] Result<removal::RemovalRequest> confirm_request(const Desk& desk, store::Transaction& tx,
                                                              const Actor& actor, removal::RequestId id);

}  // namespace jium::desk
