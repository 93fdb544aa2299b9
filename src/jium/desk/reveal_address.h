// The full address of a sighting, for a task. Each reveal counts against what the person or key may see in a
// day and is kept for the owning centre to see.
#pragma once

#include <optional>
#include <string>

#include "jium/casework/reveal.h"
#include "jium/desk/desk.h"
#include "jium/registry/web_address.h"

namespace jium::desk {

struct RevealedAddress {
  std::optional<registry::WebAddress> address;  // none: the day's reveals are used up
  std::string refusal;                          // then: when they begin anew, and who can raise them
};

// Conflict when the case has no such task. That the day's are used up is no fault: it stands in the log.
[[nodiscard]] Result<RevealedAddress> reveal_address(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, registry::SightingId id,
                                                     casework::RevealTask task);

}  // namespace jium::desk
