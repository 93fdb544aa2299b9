// Numbered migrations (migrations/NNNN_name.sql, carried in the binary), each applied once in a transaction
// of its own; the number reached is the database's user_version.
#pragma once

#include "jium/store/sqlite.h"

namespace jium::store {

// Conflict when the database is newer than this program.
[[nodiscard]] Result<void> migrate(Database& database);

}  // namespace jium::store
