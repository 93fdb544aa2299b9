// The log signs its size and root: at least once a minute while it grows (audit/append.h), and whenever an
// auditor exports it.
#pragma once

#include "jium/desk/desk.h"
#include "jium/store/audit_checkpoints.h"

namespace jium::desk {

// A read, so that idle workers do not queue for the right to write.
[[nodiscard]] Result<bool> checkpoint_is_due(const Desk& desk, store::Transaction& tx);

// The last one while the log has not grown, else a new one. Missing while there is no log. Conflict when the
// entries that stand there now are not those that the last checkpoint signed: somebody changed the database,
// and nothing more is signed until a person has looked.
[[nodiscard]] Result<store::LogCheckpoint> sign_checkpoint(const Desk& desk, store::Transaction& tx);
[[nodiscard]] Result<store::LogCheckpoint> sign_checkpoint(Instant now, store::Transaction& tx);

}  // namespace jium::desk
