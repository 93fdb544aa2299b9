// One entry of the audit log with its proof (RFC 9162, section 2.1.3), so that whoever looks at it can check
// on their own machine that it stands in the tree that the log signed, without taking the whole log away.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/store/audit_log.h"

namespace jium::desk {

struct LogProof {
  store::LogEntry entry;
  std::uint64_t size = 0;          // of the tree that the proof is for
  std::vector<audit::Hash> proof;  // from the leaf to the root
  std::string key;                 // the log's, as a vkey
  std::string checkpoint;          // a signed note: this size and its root
};

// Of the organisation's own entries; any other number is Missing. Signs a checkpoint first if the log has
// grown: see sign_checkpoint for its faults.
[[nodiscard]] Result<LogProof> prove_log_entry(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               std::uint64_t seq);

}  // namespace jium::desk
