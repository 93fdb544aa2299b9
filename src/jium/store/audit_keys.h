// The keys of the audit log: one pair that signs its checkpoints, and one secret that makes the keyed ids of
// its records (audit/record.h). Made once, wrapped by the key file's key as data keys are.
//
// A log is known by the name of its signing key, "jium-<16 hex>/audit", which is drawn when the log begins
// and stays when another key takes over (audit/succession.h).
#pragma once

#include <vector>

#include "jium/audit/note_key.h"
#include "jium/store/store.h"

namespace jium::store {

// Missing while the log has not begun.
[[nodiscard]] Result<audit::NoteSigner> log_signer(Transaction& tx);
// Of those that sign checkpoints now, the newest first: the one before it signs too until its overlap is
// over.
[[nodiscard]] Result<std::vector<audit::NoteSigner>> log_signers(Transaction& tx, Instant now);
// Makes the key that follows. Those before it sign no more from `retired_at` on.
[[nodiscard]] Result<audit::NoteSigner> make_next_log_signer(Transaction& tx, Instant now,
                                                             Instant retired_at);
// All that have ever signed, the newest first.
[[nodiscard]] Result<std::vector<audit::NoteSigner>> all_log_signers(Transaction& tx);
[[nodiscard]] Result<std::vector<audit::NoteKey>> log_public_keys(Transaction& tx);
[[nodiscard]] Result<Secret<KeyBytes>> log_subject_key(Transaction& tx);
// Makes what is missing of both; false when nothing was.
[[nodiscard]] Result<bool> make_log_keys(Transaction& tx, Instant now);

}  // namespace jium::store
