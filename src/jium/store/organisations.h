// Organisations, and the data key that each is given with its row.
#pragma once

#include <vector>

#include "jium/registry/organisation.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Organisation& organisation);
[[nodiscard]] Result<registry::Organisation> load_organisation(Transaction& tx, registry::OrganisationId id);
// Since when nobody and nothing of it gets in; no instant lets them in again.
[[nodiscard]] Result<void> suspend(Transaction& tx, registry::OrganisationId id, std::optional<Instant> at);
[[nodiscard]] Result<std::vector<registry::Organisation>> all_organisations(Transaction& tx);  // oldest first

}  // namespace jium::store
