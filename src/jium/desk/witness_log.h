// What a witness asks of the log and brings back (audit/witness.h): the last checkpoint with a proof that it
// grew from what the witness saw before, and the cosignature.
#pragma once

#include "jium/audit/checkpoint.h"
#include "jium/desk/desk.h"

namespace jium::desk {

struct LogGrowth {
  audit::NoteKey key;  // the log's
  std::uint64_t size = 0;
  std::string checkpoint;  // a signed note
  std::vector<audit::Hash> proof;
  std::vector<std::string> successions;  // how the log's keys followed one another (audit/succession.h)
};

// Missing while there is no checkpoint; conflict when the witness has seen more than the log holds: it was
// put back to an older state, or shows another history.
[[nodiscard]] Result<LogGrowth> log_growth(store::Transaction& tx, std::uint64_t since);

struct Cosign {
  std::uint64_t size = 0;
  std::string key;   // the witness's, as audit::NoteKey::text() has it
  std::string line;  // of the signature
};

// Missing for a size that was never signed, forbidden for a signature that does not hold, conflict when the
// actor's organisation has cosigned it already. Which witnesses to trust is for the readers of an export to
// say, so that any organisation may bring any.
[[nodiscard]] Result<void> take_cosignature(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            const Cosign& ask);

// The checkpoint's note with the cosignatures of all witnesses on it.
[[nodiscard]] Result<std::string> cosigned_note(store::Transaction& tx, std::uint64_t size,
                                                const std::string& note);

}  // namespace jium::desk
