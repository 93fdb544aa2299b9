// Another key takes over the audit log, while jium serves: the old key signs it (audit/succession.h), and for
// ninety days both sign each checkpoint, so that whoever knows only the old one has time to learn the new
// one. Every export and every witness is told.
#pragma once

#include "jium/audit/succession.h"
#include "jium/store/store.h"

namespace jium::desk {

struct RotatedLogKey {
  audit::NoteKey from;
  audit::NoteKey to;
  std::uint64_t size = 0;  // of the log when it changed
  Instant both_until{};    // the old one signs too until then
};

// `at_once`: no earlier key signs any more, for one that others may have. Missing while there is no log;
// conflict when the log is not the one that was signed (sign_checkpoint.h): a new key must not cover that up.
[[nodiscard]] Result<RotatedLogKey> rotate_log_key(store::Transaction& tx, Instant now, bool at_once);

}  // namespace jium::desk
