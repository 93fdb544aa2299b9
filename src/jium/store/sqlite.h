// The driver for SQLite: a thin layer over its C API, RAII and results instead of codes.
#pragma once

#include <memory>
#include <string>

#include "jium/store/database.h"

namespace jium::store {

// WAL, foreign keys, secure delete, full synchronous; a file of mode 0600. ":memory:" for tests.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);

}  // namespace jium::store
