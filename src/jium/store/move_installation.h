// Moves an installation from SQLite to PostgreSQL: every table, in one transaction of the target, so that
// whatever ends it before its end (a fault, a kill, a power cut) leaves the target as empty as it was.
//
// Afterwards every table is read back and compared: the number of its rows, and a digest of them all that
// does not depend on their order (BLAKE2b of each row, added up), before anything is committed. The source is
// held against writing meanwhile and is not changed. The key file stays where it is: sealed boxes are bound
// to table, column, row and organisation, which a move leaves alone.
#pragma once

#include <string>
#include <vector>

#include "jium/store/store.h"

namespace jium::store {

struct MovedTable {
  std::string name;
  std::int64_t rows = 0;
};

// `target` is connected as the owner's role, `role` is the program's own. Conflict when the target holds
// rows, or tables of somebody else; Internal, naming the table, when what arrived is not what was sent.
[[nodiscard]] Result<std::vector<MovedTable>> move_installation(Store& source, Database& target,
                                                                const std::string& role);

}  // namespace jium::store
