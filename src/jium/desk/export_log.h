// The log as an auditor takes it away: a bundle (audit/bundle.h) that proves itself offline. An organisation
// gets what its own entries say; of all others it gets hashes, and sees only that there are so many.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jium/desk/desk.h"

namespace jium::desk {

struct ExportLog {
  std::uint64_t from = 0;                // entries from this number on are shown ...
  std::optional<std::uint64_t> to{};     // ... and below this one; all of them stand as hashes at least
  std::vector<std::uint64_t> through{};  // sizes of checkpoints that the reader knows and will compare
  bool cosigned =
      false;  // ends at the newest checkpoint that a witness has cosigned, not at the newest entry
  // Keyed ids: of the organisation's entries only those about these are shown, and nothing that was erased.
  std::optional<std::set<std::string>> about{};
};

struct LogBundle {
  std::string key;  // the log's
  std::uint64_t size = 0;
  std::uint64_t shown = 0;   // entries that stand opened, or as erased
  std::uint64_t erased = 0;  // of these; whose they were is not known any more
  std::string text;
};

inline constexpr std::uint64_t kMostShownAtOnce = 20'000;

// Signs a checkpoint first if the log has grown: see sign_checkpoint for its faults. Conflict when more than
// kMostShownAtOnce entries would be shown, missing when `cosigned` and nothing is.
[[nodiscard]] Result<LogBundle> export_log(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const ExportLog& ask);

}  // namespace jium::desk
