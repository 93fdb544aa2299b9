// Numbered migrations (migrations/NNNN_name.sql, carried in the binary), each applied once in a transaction
// of its own that is alone. One text serves both drivers (dialect.h says which words are put into
// PostgreSQL's). The number reached is SQLite's user_version and PostgreSQL's table schema_version.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/store/database.h"

namespace jium::store {

// Conflict when the database is newer than this program.
[[nodiscard]] Result<void> migrate(Database& database);

// How many migrations this program carries.
[[nodiscard]] std::int64_t newest_schema();
// The text of migration `number`, from 1.
[[nodiscard]] std::string_view migration_text(std::int64_t number);
// Which numbers migrate() would apply now; the same Conflict.
[[nodiscard]] Result<std::vector<std::int64_t>> migrations_ahead(Database& database);

}  // namespace jium::store
