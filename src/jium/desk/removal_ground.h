// What an ask for removal stands on. It is looked at when the ask is drafted, when it is confirmed and once
// more when its letter is about to leave: in between the survivor may have changed their mind, the footage
// may have been withdrawn or the place may be empty.
#pragma once

#include "jium/casework/case.h"
#include "jium/registry/sighting.h"
#include "jium/store/store.h"

namespace jium::desk {

struct RemovalGround {
  registry::Sighting sighting;
  casework::Case the_case;
};

// Conflict, in words for the officer, when there is no ground (any more).
[[nodiscard]] Result<RemovalGround> removal_ground(store::Transaction& tx,
                                                   registry::OrganisationId organisation,
                                                   registry::SightingId sighting);

}  // namespace jium::desk
