// What an ask for removal stands on. It is looked at when the ask is drafted, when it is confirmed and once
// more when its letter is about to leave: in between the survivor may have changed their mind, the footage
// may have been withdrawn or the place may be empty.
#pragma once

#include "jium/casework/case.h"
#include "jium/desk/desk.h"
#include "jium/registry/sighting.h"
#include "jium/removal/removal_request.h"
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

// What an officer confirmed was not sent, as its ground had gone by then: an alarm, once a request. That the
// place is gone is no reason to alarm anybody.
[[nodiscard]] Result<void> tell_of_withheld(const Desk& desk, store::Transaction& tx,
                                            const removal::RemovalRequest& request);

}  // namespace jium::desk
