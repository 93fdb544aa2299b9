// A whole installation from whatever database it is in, as a SQLite file of the same schema: what `jium
// backup` puts into its encrypted stream when the database is PostgreSQL's, so that there is one format, one
// `jium restore` and one drill for both. The file is what `jium serve --data` takes, and what `jium migrate
// --from` moves to a PostgreSQL database again. Sealed boxes are bound to table, column, row and
// organisation, which a copy leaves alone.
#pragma once

#include <string>

#include "jium/store/database.h"

namespace jium::store {

// In a reading transaction of the house, whose one state is copied; no writer waits for it. Every table is
// read back and compared (table_contents.h). `path`: a file that is not there yet; of mode 0600 afterwards,
// without a journal beside it. Conflict when the schema is not the one of this program.
[[nodiscard]] Result<void> copy_to_sqlite(Database& source, const std::string& path);

}  // namespace jium::store
