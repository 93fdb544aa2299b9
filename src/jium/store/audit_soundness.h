// Is the audit log still what was written and signed? Every record against its leaf, the numbers without a
// gap, the tree computed anew from its leaves and compared with the hashes kept of it, and every checkpoint
// with the tree and with the log's own keys.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "jium/audit/sha256.h"
#include "jium/store/store.h"

namespace jium::store {

struct LogSoundness {
  std::uint64_t size = 0;
  std::uint64_t erased = 0;
  std::uint64_t checkpoints = 0;
  audit::Hash root{};
  std::vector<std::string> faults;  // the first hundred
  [[nodiscard]] bool good() const { return faults.empty(); }
};

// `step` is called for each entry. A fault is only what kept the check from going on.
[[nodiscard]] Result<LogSoundness> check_log(Transaction& tx, const std::function<void()>& step = {});

}  // namespace jium::store
