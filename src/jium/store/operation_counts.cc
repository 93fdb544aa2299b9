#include "jium/store/operation_counts.h"

#include "jium/store/marks.h"

namespace jium::store {
namespace {

Result<std::int64_t> number(Transaction& tx, const char* sql) {
  std::int64_t number = 0;
  JIUM_CHECK(tx.database().query(sql, {}, [&](const Row& row) -> Result<void> {
    number = row.integer(0);
    return {};
  }));
  return number;
}

Result<std::optional<Instant>> instant(Transaction& tx, const char* sql,
                                       std::initializer_list<Value> values) {
  std::optional<Instant> found;
  JIUM_CHECK(tx.database().query(sql, values, [&](const Row& row) -> Result<void> {
    found = row.maybe_instant(0);
    return {};
  }));
  return found;
}

}  // namespace

Result<OperationCounts> count_operation(Transaction& tx, Instant now) {
  OperationCounts counts;
  JIUM_TRY(counts.alarms_open, number(tx, "select count(*) from alarm where seen_at is null"));
  JIUM_TRY(counts.letters_waiting,
           number(tx,
                  "select count(*) from letter where state = 'queued' or state = 'sending' or state = "
                  "'handed_over'"));
  JIUM_TRY(counts.audit_entries, number(tx, "select count(*) from audit_entry"));
  JIUM_TRY(counts.key_generation, tx.generation());
  JIUM_TRY(
      counts.oldest_due,
      instant(tx,
              "select min(due_at) from job where due_at <= ? and (lease_until is null or lease_until <= ?)",
              {now, now}));
  JIUM_TRY(counts.checkpoint_signed, instant(tx, "select max(made_at) from audit_checkpoint", {}));
  JIUM_TRY(counts.worker_seen, last(tx, Mark::worker));
  JIUM_TRY(counts.backup_made, last(tx, Mark::backup));
  return counts;
}

}  // namespace jium::store
