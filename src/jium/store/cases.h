// Cases. Every load names the organisation that asks: a record of another one is Missing, like none at all.
#pragma once

#include <string_view>
#include <vector>

#include "jium/casework/case.h"
#include "jium/store/store.h"

namespace jium::store {

// Makes the case's data key too (same number as the case, so that forgetting is one row).
[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Case& the_case);
[[nodiscard]] Result<casework::Case> load_case(Transaction& tx, registry::OrganisationId organisation,
                                               casework::CaseId id);
[[nodiscard]] Result<std::vector<casework::Case>> cases_of(
    Transaction& tx, registry::OrganisationId organisation);  // newest first
// Those of exactly this pseudonym, by its blind index; newest first.
[[nodiscard]] Result<std::vector<casework::Case>> cases_called(Transaction& tx,
                                                               registry::OrganisationId organisation,
                                                               std::string_view pseudonym);
// Only what changes: state, consent and the day of closing.
[[nodiscard]] Result<void> update(Transaction& tx, const casework::Case& the_case);
[[nodiscard]] Result<DataKey> case_key(Transaction& tx, casework::CaseId id);

}  // namespace jium::store
