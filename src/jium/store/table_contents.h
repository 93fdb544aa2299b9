// What a table holds, told so that two databases can be compared: the number of its rows, and a digest of
// them all that does not depend on their order (BLAKE2b of each row, added up). For copies of whole
// installations (move_installation.h, copy_to_sqlite.h).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "jium/store/database.h"

namespace jium::store {

// The names of a table's columns, so that both sides give them in one order.
[[nodiscard]] std::string select_all(const TableShape& table);

struct Contents {
  std::int64_t rows = 0;
  std::array<std::uint8_t, 32> digests{};
  bool operator==(const Contents&) const = default;
};
void add_row(Contents& contents, const TableShape& table, const Row& row);

// Within a transaction.
[[nodiscard]] Result<Contents> contents_of(Database& database, const TableShape& table);

// A table comes after every table that its rows name.
[[nodiscard]] Result<std::vector<TableShape>> in_order(std::vector<TableShape> tables);

}  // namespace jium::store
