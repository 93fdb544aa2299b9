#include "jium/store/move_installation.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

#include "jium/store/migrations.h"
#include "jium/store/postgres.h"
#include "jium/store/row_security.h"

namespace jium::store {
namespace {

// The names of a table's columns, so that both sides give them in one order.
std::string select_all(const TableShape& table) {
  std::string sql = "select ";
  for (const ColumnShape& column : table.columns)
    sql += (&column == &table.columns.front() ? "" : ", ") + column.name;
  return sql + " from " + table.name;
}

struct Contents {
  std::int64_t rows = 0;
  std::array<std::uint8_t, 32> digests{};
  bool operator==(const Contents&) const = default;
};

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

// A table comes after every table that its rows name.
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

// What is missing of the schema is made within the same transaction.
Result<void> make_schema(Database& target) {
  JIUM_TRY(const auto ahead, migrations_ahead(target));
  JIUM_TRY(const auto there, target.tables());
  if (target.schema_number().value_or(0) == 0 && !there.empty())
    return fault(FaultKind::conflict,
                 "the target holds tables of something else: give jium a database of its own");
  for (const std::int64_t number : ahead) JIUM_CHECK(target.apply_migration(migration_text(number), number));
  return {};
}

Result<void> must_be_empty(Database& target, const std::vector<TableShape>& tables) {
  for (const TableShape& table : tables) {
    bool empty = true;
    JIUM_CHECK(target.query(("select 1 from " + table.name + " limit 1").c_str(), {},
                            [&](const Row&) -> Result<void> {
                              empty = false;
                              return {};
                            }));
    if (!empty)
      return fault(FaultKind::conflict, "the target is not empty (" + table.name +
                                            "): nothing was moved, give it an empty database");
  }
  return {};
}

Result<MovedTable> move_table(Database& source, Database& target, const TableShape& table) {
  Contents sent;
  JIUM_CHECK(copy_into(target, table, [&](const std::function<Result<void>(const Row&)>& put) {
    return source.long_query(select_all(table).c_str(), {}, [&](const Row& row) -> Result<void> {
      add_row(sent, table, row);
      return put(row);
    });
  }));
  JIUM_TRY(const Contents arrived, contents_of(target, table));
  if (!(arrived == sent))
    return fault(FaultKind::internal,
                 "what arrived in " + table.name + " is not what was sent: nothing was moved");
  return MovedTable{table.name, sent.rows};
}

Result<std::vector<MovedTable>> move_all(Database& source, Database& target, const std::string& role) {
  JIUM_CHECK(make_schema(target));
  JIUM_TRY(const auto tables, source.tables());
  JIUM_TRY(const auto ordered, in_order(tables));
  JIUM_CHECK(must_be_empty(target, ordered));
  // Row security binds the owner too, and PostgreSQL copies into no such table; it is in force again below.
  for (const TableShape& table : ordered)
    JIUM_CHECK(target.script(("alter table " + table.name + " disable row level security").c_str()));
  std::vector<MovedTable> moved;
  for (const TableShape& table : ordered) {
    JIUM_TRY(MovedTable one, move_table(source, target, table));
    moved.push_back(std::move(one));
  }
  JIUM_CHECK(secure_rows(target, role));
  return moved;
}

}  // namespace

Result<std::vector<MovedTable>> move_installation(Store& source, Database& target, const std::string& role) {
  // As a writer, so that nobody else writes to the source meanwhile.
  return source.write([&](Transaction& tx) -> Result<std::vector<MovedTable>> {
    JIUM_CHECK(target.begin(Access::write, Acting::for_the_house()));
    auto moved = move_all(tx.database(), target, role);
    if (!moved) {
      target.rollback();
      return moved;
    }
    JIUM_CHECK(target.commit());
    return moved;
  });
}

}  // namespace jium::store
