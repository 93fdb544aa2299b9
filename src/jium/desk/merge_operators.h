// Two operators of the directory are the same: requests, parties of sites, the history of contacts and the
// channels of the one become the other's, and the one stays for its history alone. For a week an officer can
// take it back: what was moved, and is still where it was moved to, moves back; what came since stays.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/operator.h"

namespace jium::desk {

inline constexpr Duration kMergeUndone = std::chrono::days{7};

struct MergeOperators {
  removal::OperatorId merged, kept;
};
// The kept one.
[[nodiscard]] Result<removal::SiteOperator> merge_operators(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, const MergeOperators& ask);
// The one that was merged. Conflict after a week.
[[nodiscard]] Result<removal::SiteOperator> undo_merge(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, removal::OperatorId merged);

}  // namespace jium::desk
