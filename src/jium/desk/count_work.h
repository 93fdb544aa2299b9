// The counts of an organisation, with those of its forgotten cases, or of one case that the actor reaches.
// Who only counts (an auditor, the centre's administrator) needs no assignment for that. Decoys are no work
// and are not counted.
#pragma once

#include <optional>

#include "jium/desk/desk.h"
#include "jium/report/removal_counts.h"

namespace jium::desk {

[[nodiscard]] Result<report::RemovalCounts> count_work(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor,
                                                       std::optional<casework::CaseId> the_case);

}  // namespace jium::desk
