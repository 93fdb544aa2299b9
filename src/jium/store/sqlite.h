// The driver for SQLite: a thin layer over its C API, RAII and results instead of codes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "jium/store/database.h"

namespace jium::store {

// WAL, foreign keys, secure delete, full synchronous; a file of mode 0600. ":memory:" for tests.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);

// Rows of `table`, every column in its order, which `rows` hands one by one to the function that it is given.
// `database` is a SQLite one, in a transaction.
[[nodiscard]] Result<void> copy_into_sqlite(
    Database& database, const TableShape& table,
    const std::function<Result<void>(const std::function<Result<void>(const Row&)>&)>& rows);

}  // namespace jium::store
