#include "jium/store/table_contents.h"

#include <sodium.h>

#include <algorithm>
#include <set>

namespace jium::store {

std::string select_all(const TableShape& table) {
  std::string sql = "select ";
  for (const ColumnShape& column : table.columns)
    sql += (&column == &table.columns.front() ? "" : ", ") + column.name;
  return sql + " from " + table.name;
}

// Each member with its length before it, so that no two rows read alike.
void add_row(Contents& contents, const TableShape& table, const Row& row) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int column = static_cast<int>(i);
    if (row.is_null(column)) {
      text += "null;";
      continue;
    }
    const std::string& type = table.columns[i].type;
    const std::string member = type == "integer" ? std::to_string(row.integer(column))
                               : type == "blob"  ? std::string(text_of(row.blob(column)))
                                                 : row.text(column);
    text += std::to_string(member.size()) + ":" + member;
  }
  std::array<std::uint8_t, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), bytes_of(text).data(), text.size(), nullptr, 0);
  sodium_add(contents.digests.data(), digest.data(), digest.size());
  ++contents.rows;
}

Result<Contents> contents_of(Database& database, const TableShape& table) {
  Contents contents;
  JIUM_CHECK(database.long_query(select_all(table).c_str(), {}, [&](const Row& row) -> Result<void> {
    add_row(contents, table, row);
    return {};
  }));
  return contents;
}

Result<std::vector<TableShape>> in_order(std::vector<TableShape> tables) {
  std::vector<TableShape> ordered;
  std::set<std::string> placed;
  while (!tables.empty()) {
    const auto ready = std::ranges::find_if(tables, [&](const TableShape& table) {
      return std::ranges::all_of(table.references, [&](const auto& name) { return placed.contains(name); });
    });
    if (ready == tables.end()) return fault(FaultKind::internal, "tables name each other in a circle");
    placed.insert(ready->name);
    ordered.push_back(std::move(*ready));
    tables.erase(ready);
  }
  return ordered;
}

}  // namespace jium::store
