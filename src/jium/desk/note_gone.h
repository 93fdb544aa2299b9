// The place of a request is gone, proved by looks or by an officer's word: its sighting ends, the history
// says so, and drafts that still ask about it are withdrawn.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

[[nodiscard]] Result<void> note_gone(const Desk& desk, store::Transaction& tx,
                                     const removal::RemovalRequest& request);

}  // namespace jium::desk
