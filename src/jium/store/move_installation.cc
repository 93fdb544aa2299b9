#include "jium/store/move_installation.h"

#include "jium/store/migrations.h"
#include "jium/store/postgres.h"
#include "jium/store/row_security.h"
#include "jium/store/table_contents.h"

namespace jium::store {
namespace {

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
