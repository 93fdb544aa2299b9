// Organisations, and the data key that each is given with its row.
#pragma once

#include <vector>

#include "jium/registry/organisation.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Organisation& organisation);
[[nodiscard]] Result<registry::Organisation> load_organisation(Transaction& tx, registry::OrganisationId id);
[[nodiscard]] Result<std::vector<registry::Organisation>> all_organisations(Transaction& tx);  // oldest first

}  // namespace jium::store
