// Legal holds. The order's number is sealed with the organisation's key: it outlives the case's.
#pragma once

#include <vector>

#include "jium/casework/hold.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::LegalHold& hold);
// Only what changes: who said what and when.
[[nodiscard]] Result<void> update(Transaction& tx, const casework::LegalHold& hold);
[[nodiscard]] Result<std::vector<casework::LegalHold>> holds_of(Transaction& tx,
                                                                casework::CaseId the_case);  // oldest first

// All with a hold that was not lifted, whatever its state; the house's own work looks at each.
[[nodiscard]] Result<std::vector<casework::CaseId>> cases_with_holds(Transaction& tx);

}  // namespace jium::store
