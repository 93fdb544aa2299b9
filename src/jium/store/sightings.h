// Sightings: sealed addresses, found again by blind index. Addresses are sealed with the key of the case
// whose footage was seen.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/sighting.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Sighting& sighting);
[[nodiscard]] Result<registry::Sighting> load_sighting(Transaction& tx, registry::OrganisationId organisation,
                                                       registry::SightingId id);
[[nodiscard]] Result<std::vector<registry::Sighting>> sightings_of_case(
    Transaction& tx, casework::CaseId the_case);  // oldest first
// The live sighting of this footage at this address, if any.
[[nodiscard]] Result<std::optional<registry::Sighting>> find_live(Transaction& tx,
                                                                  registry::FootageId footage,
                                                                  const registry::WebAddress& address);
// All at exactly this address, by its blind index; oldest first.
[[nodiscard]] Result<std::vector<registry::Sighting>> sightings_at(Transaction& tx,
                                                                   registry::OrganisationId organisation,
                                                                   const registry::WebAddress& address);
// The latest that was seen anywhere on a site.
[[nodiscard]] Result<std::optional<registry::Sighting>> latest_at(Transaction& tx,
                                                                  registry::OrganisationId organisation,
                                                                  registry::SiteId site);
// The latest gone sighting of this footage on this site, if any: a new one is its recurrence.
[[nodiscard]] Result<std::optional<registry::Sighting>> latest_gone(Transaction& tx,
                                                                    registry::FootageId footage,
                                                                    registry::SiteId site);
// Only what changes: state, last_seen, gone_at.
[[nodiscard]] Result<void> update(Transaction& tx, const registry::Sighting& sighting);
// Its evidence, when jium sees for the first time what was only reported; update() leaves that alone.
[[nodiscard]] Result<void> keep_evidence(Transaction& tx, const registry::Sighting& sighting);

}  // namespace jium::store
