// The full address of a sighting, for a task. Each reveal counts against what the person or key may see in a
// day and is kept for the owning centre to see.
#pragma once

#include <optional>
#include <string>

#include "jium/casework/reveal.h"
#include "jium/desk/desk.h"
#include "jium/registry/web_address.h"
#include "jium/removal/courier.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

struct RevealedAddress {
  std::optional<registry::WebAddress> address;  // none: the day's reveals are used up
  std::string refusal;                          // then: when they begin anew, and who can raise them
};

// Conflict when the case has no such task. That the day's are used up is no fault: it stands in the log.
[[nodiscard]] Result<RevealedAddress> reveal_address(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, registry::SightingId id,
                                                     casework::RevealTask task);

// The letter of a request as it will be sent, or as it was: the address of its sighting is shown, and so this
// is a reveal like any other.
struct RevealedLetter {
  std::optional<removal::Letter> letter;  // none: the day's reveals are used up
  std::string refusal;
};
[[nodiscard]] Result<RevealedLetter> reveal_letter(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, removal::RequestId id,
                                                   casework::RevealTask task);

}  // namespace jium::desk
