// Climbing the ladder of a sighting (removal/ladder.h): what has become of the requests that are out is
// noted, and what comes next is drafted and put in front of the officer. It is done whenever something
// happened to one of the requests, in the same transaction, and by a job at the ladder's next date; done
// twice it does nothing twice.
//
// A rung on which nobody is known is passed over, and the case's history says that contacts should be looked
// for. A ladder whose sighting is gone, or whose ground is gone (removal_ground.h), ends and says so.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/ladder.h"
#include "jium/removal/removal_request.h"
#include "jium/store/ladders.h"

namespace jium::desk {

// For the first request about a sighting, which was drafted just now. Nothing happens when there is one
// already that has not ended.
[[nodiscard]] Result<void> begin_ladder(const Desk& desk, store::Transaction& tx,
                                        const removal::RemovalRequest& request);

// The ladder of this sighting, if there is one.
[[nodiscard]] Result<void> climb_ladder_of(const Desk& desk, store::Transaction& tx,
                                           registry::SightingId sighting);
// Every one at a site: its parties, or its host, are others now.
[[nodiscard]] Result<void> climb_ladders_at(const Desk& desk, store::Transaction& tx, registry::SiteId site);
[[nodiscard]] Result<void> climb_ladder(const Desk& desk, store::Transaction& tx, removal::LadderId id);

// Writes the ladder down with its next action, and has it climbed then.
[[nodiscard]] Result<void> keep_ladder(const Desk& desk, store::Transaction& tx,
                                       const removal::Ladder& ladder, const removal::Plan& plan);
// One line of the case's history about a ladder, of what jium or, with a name, an officer did.
[[nodiscard]] Result<void> tell_of_ladder(const Desk& desk, store::Transaction& tx,
                                          const removal::Ladder& ladder, std::string note,
                                          std::string actor = std::string(kJiumItself));

}  // namespace jium::desk
