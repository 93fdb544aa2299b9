// The history of cases: entries are added and never changed.
#pragma once

#include <vector>

#include "jium/casework/history.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::HistoryEntry& entry);
[[nodiscard]] Result<std::vector<casework::HistoryEntry>> history_of(
    Transaction& tx, casework::CaseId the_case);  // oldest first

}  // namespace jium::store
