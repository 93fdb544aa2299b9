// What forgotten cases count for in their organisation's totals: sums a month and class of record. A row may
// stand for a single case, so that rows are never shown, but only the sum of all of them.
#pragma once

#include <string>

#include "jium/registry/organisation.h"
#include "jium/store/store.h"

namespace jium::store {

struct ForgottenCounts {
  std::int64_t cases = 0, footage = 0, sightings = 0, recurrences = 0, requests = 0, sent = 0, removed = 0,
               awaiting_proof = 0, refused = 0, overdue = 0, false_claims = 0, gone_by_word = 0;
};

// `month`: "2026-11"; `record`: a word of casework/retention.h.
[[nodiscard]] Result<void> add_forgotten(Transaction& tx, registry::OrganisationId organisation,
                                         const std::string& month, std::string_view record,
                                         const ForgottenCounts& counts);
[[nodiscard]] Result<ForgottenCounts> forgotten_of(Transaction& tx, registry::OrganisationId organisation);

}  // namespace jium::store
