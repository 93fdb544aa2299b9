// What courts decided, sealed with the key of the organisation: an outcome may be about several cases, and
// stays when one of them is erased.
#pragma once

#include <vector>

#include "jium/casework/outcome.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Outcome& outcome);
// In the order in which they were recorded. Cases that were erased since are not named any more.
[[nodiscard]] Result<std::vector<casework::Outcome>> outcomes_of(Transaction& tx,
                                                                 registry::OrganisationId organisation);

}  // namespace jium::store
