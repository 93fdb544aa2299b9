// The counts of an organisation, with those of its forgotten cases, or of one case.
#pragma once

#include <optional>

#include "jium/desk/desk.h"
#include "jium/report/removal_counts.h"

namespace jium::desk {

[[nodiscard]] Result<report::RemovalCounts> count_work(store::Transaction& tx, const Actor& actor,
                                                       std::optional<casework::CaseId> the_case);

}  // namespace jium::desk
