// What the log has signed about itself, and what witnesses have cosigned of it. Rows are added, never
// changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/store/store.h"

namespace jium::store {

struct LogCheckpoint {
  std::uint64_t size = 0;
  std::string note;  // audit/checkpoint.h, signed by the log alone
  Instant made_at{};
};

[[nodiscard]] Result<void> insert(Transaction& tx, const LogCheckpoint& checkpoint);
// The largest.
[[nodiscard]] Result<std::optional<LogCheckpoint>> last_checkpoint(Transaction& tx);
[[nodiscard]] Result<LogCheckpoint> load_checkpoint(Transaction& tx, std::uint64_t size);  // or Missing
[[nodiscard]] Result<std::vector<LogCheckpoint>> all_checkpoints(Transaction& tx);         // in order of size
// The newest that a witness has cosigned, in order of size.
[[nodiscard]] Result<std::vector<LogCheckpoint>> cosigned_checkpoints(Transaction& tx, std::uint64_t most);

// Where the log's key changed hands.
struct LogSuccession {
  std::uint64_t size = 0;
  std::string note;  // audit/succession.h
  Instant made_at{};
};
[[nodiscard]] Result<void> insert(Transaction& tx, const LogSuccession& succession);
[[nodiscard]] Result<std::vector<LogSuccession>> all_successions(Transaction& tx);  // in order of size

struct LogCosignature {
  std::uint64_t size = 0;
  registry::OrganisationId organisation;  // whose witness it is: one of each for a checkpoint
  std::string witness;                    // its key, as audit::NoteKey::text() has it
  std::string line;                       // as audit::write_signature_line() has it
  Instant made_at{};
};

// Conflict when this organisation has cosigned it already.
[[nodiscard]] Result<void> insert(Transaction& tx, const LogCosignature& cosignature);
[[nodiscard]] Result<std::vector<LogCosignature>> cosignatures_of(Transaction& tx, std::uint64_t size);

}  // namespace jium::store
