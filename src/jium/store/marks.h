// When something of the operation happened last: one row each, for health and metrics.
#pragma once

#include <optional>

#include "jium/base/enum_text.h"
#include "jium/store/store.h"

namespace jium::store {

enum class Mark { worker, backup, probe };
BOOST_DESCRIBE_ENUM(Mark, worker, backup, probe)

[[nodiscard]] Result<void> note(Transaction& tx, Mark mark, Instant at);
[[nodiscard]] Result<std::optional<Instant>> last(Transaction& tx, Mark mark);

}  // namespace jium::store
