// One entry more: all that a store must write in the transaction of the act itself, so that neither is there
// without the other. Nothing here is kept; the caller takes `tree` for the next entry once it has committed.
#pragma once

#include "jium/audit/merkle.h"
#include "jium/audit/record.h"

namespace jium::audit {

struct Appended {
  std::uint64_t seq = 0;
  std::string record;  // canonical text; erased together with the nonce, never alone
  Nonce nonce{};
  Hash leaf{};
  std::vector<TileCell> cells;  // the leaf itself first, then what it completed
  Frontier tree;                // with the entry in it
};

// Gives the record its seq. Malformed as write_record has it; conflict when the tree is full.
[[nodiscard]] Result<Appended> append_to(const Frontier& tree, Record record);

// A checkpoint is signed when the log has grown by so many entries since the last, or at all in so long.
inline constexpr std::uint64_t kEntriesBetweenCheckpoints = 1000;
inline constexpr Duration kTimeBetweenCheckpoints = std::chrono::minutes{1};

// `signed_size` and `signed_at`: of the last checkpoint, 0 and the log's start where there is none. Never for
// a log that has not grown. A clock that was set back makes it due.
[[nodiscard]] bool checkpoint_is_due(std::uint64_t signed_size, Instant signed_at, std::uint64_t size,
                                     Instant now);

}  // namespace jium::audit
