#include "jium/audit/append.h"

namespace jium::audit {

Result<Appended> append_to(const Frontier& tree, Record record) {
  if (tree.size() == kLargestTree) return fault(FaultKind::conflict, "the log is full");
  Appended added;
  added.seq = record.seq = tree.size();
  JIUM_TRY(added.record, write_record(record));
  added.nonce = random_nonce();
  added.leaf = leaf_of(added.nonce, added.record);
  added.tree = tree;
  added.tree.append(added.leaf, &added.cells);
  return added;
}

bool checkpoint_is_due(std::uint64_t signed_size, Instant signed_at, std::uint64_t size, Instant now) {
  if (size <= signed_size) return false;
  const bool late = now < signed_at || now - signed_at >= kTimeBetweenCheckpoints;
  return late || size - signed_size >= kEntriesBetweenCheckpoints;
}

}  // namespace jium::audit
