#include "jium/store/copy_to_sqlite.h"

#include "jium/store/migrations.h"
#include "jium/store/sqlite.h"
#include "jium/store/table_contents.h"

namespace jium::store {
namespace {

Result<void> copy_table(Database& source, Database& target, const TableShape& table) {
  // A migration may have put rows there, as it did at the source.
  JIUM_CHECK(target.run(("delete from " + table.name).c_str(), {}));
  Contents sent;
  JIUM_CHECK(copy_into_sqlite(
      target, table, [&](const std::function<Result<void>(const Row&)>& put) -> Result<void> {
        return source.long_query(select_all(table).c_str(), {}, [&](const Row& row) -> Result<void> {
          add_row(sent, table, row);
          return put(row);
        });
      }));
  JIUM_TRY(const Contents arrived, contents_of(target, table));
  if (arrived == sent) return {};
  return fault(FaultKind::internal, "what was copied of " + table.name + " is not what was sent");
}

Result<void> copy_all(Database& source, Database& target) {
  JIUM_TRY(const auto tables, target.tables());
  JIUM_TRY(const auto there, source.tables());
  if (there.size() != tables.size())
    return fault(FaultKind::conflict, "the database has other tables than this jium knows");
  for (const TableShape& table : tables) JIUM_CHECK(copy_table(source, target, table));
  return {};
}

}  // namespace

Result<void> copy_to_sqlite(Database& source, const std::string& path) {
  JIUM_TRY(const auto ahead, migrations_ahead(source));
  if (!ahead.empty())
    return fault(FaultKind::conflict,
                 "the database's schema is older than this jium: run `jium migrate --to` first");
  JIUM_TRY(const auto target, open_sqlite(path));
  JIUM_CHECK(migrate(*target));
  // It is thrown away when anything goes wrong, and the source has kept its rows' references.
  JIUM_CHECK(target->script("pragma synchronous = off; pragma foreign_keys = off"));
  JIUM_CHECK(target->begin(Access::write, Acting::for_the_house()));
  JIUM_CHECK(copy_all(source, *target));
  JIUM_CHECK(target->commit());
  return target->script("pragma journal_mode = delete");
}

}  // namespace jium::store
