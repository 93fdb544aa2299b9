// What whoever runs the service watches: counts and ages of the whole store, never of one organisation.
#pragma once

#include <optional>

#include "jium/store/store.h"

namespace jium::store {

struct OperationCounts {
  std::int64_t alarms_open = 0;
  std::int64_t letters_waiting = 0;  // queued, or on their way
  std::int64_t audit_entries = 0;
  Generation key_generation = 0;
  std::int64_t catalogue_lag = 0;     // of the process that asks, which fills it in
  std::optional<Instant> oldest_due;  // of the jobs that could be claimed now
  std::optional<Instant> worker_seen, backup_made, checkpoint_signed;
};
[[nodiscard]] Result<OperationCounts> count_operation(Transaction& tx, Instant now);

}  // namespace jium::store
