// Notices that a site has moved to another host (removal/site_hosts.h): its centre is told by an alarm in
// each case whose footage stands there, and the site is not settled (removal::is_settled) until an officer
// has looked: whoever was to be asked next may have nothing to do with it any more.
#pragma once

#include <optional>

#include "jium/desk/desk.h"
#include "jium/registry/sighting.h"
#include "jium/removal/operator.h"

namespace jium::desk {

// A look at the place of `sighting` was answered. An answer after redirects says nothing about the place.
[[nodiscard]] Result<void> note_peer(const Desk& desk, store::Transaction& tx,
                                     const registry::Sighting& sighting,
                                     const registry::FetchEvidence& evidence);
// A register named who holds the site's network.
[[nodiscard]] Result<void> note_network_holder(const Desk& desk, store::Transaction& tx,
                                               registry::OrganisationId organisation, registry::SiteId id,
                                               const std::string& holder);

// An officer has looked: `host` runs the machines now, or what stood there is right. Conflict when there is
// nothing to settle.
[[nodiscard]] Result<removal::Site> settle_host(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                registry::SiteId id, std::optional<removal::OperatorId> host);

}  // namespace jium::desk
