#include "jium/store/soundness.h"

#include "jium/store/sealed_row.h"

namespace jium::store {
namespace {

// Answers to repeated requests: kept for a day, and keyed by what only the request knows.
constexpr std::string_view kShortLived = "idempotency";

struct SealedTable {
  std::string name;
  std::vector<std::string> columns;
};

Result<std::vector<SealedTable>> sealed_tables(Database& database) {
  std::vector<SealedTable> tables;
  JIUM_CHECK(database.query(
      "select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c"
      " where m.type = 'table' and c.name like '%\\_sealed' escape '\\' order by m.name, c.cid",
      {}, [&](const Row& row) -> Result<void> {
        if (row.text(0) == kShortLived) return {};
        if (tables.empty() || tables.back().name != row.text(0)) tables.push_back({row.text(0), {}});
        tables.back().columns.push_back(row.text(1));
        return {};
      }));
  return tables;
}

Result<void> check_pages(Database& database, Soundness& found) {
  JIUM_CHECK(database.query("pragma integrity_check", {}, [&](const Row& row) -> Result<void> {
    if (row.text(0) != "ok") found.faults.push_back("database: " + row.text(0));
    return {};
  }));
  return database.query("pragma foreign_key_check", {}, [&](const Row& row) -> Result<void> {
    found.faults.push_back(row.text(0) + " " + std::to_string(row.integer(1)) + ": what it refers to in " +
                           row.text(2) + " is not there");
    return {};
  });
}

void check_row(Transaction& tx, const SealedTable& table, const Row& row, Soundness& found) {
  ++found.rows;
  const std::string place = table.name + " " + std::to_string(row.integer(0));
  const auto key = tx.data_key(row.id<DataKeyId>(1));
  if (!key && key.fault().kind == FaultKind::missing) {
    ++found.forgotten;
    return;
  }
  if (!key) {
    found.faults.push_back(place + ": its key does not open");
    return;
  }
  const SealedRow sealed{*key, table.name, static_cast<std::uint64_t>(row.integer(0))};
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int column = static_cast<int>(i) + 2;
    if (row.is_null(column)) continue;
    if (sealed.open(table.columns[i], row.blob(column))) {
      ++found.opened;
    } else {
      found.faults.push_back(place + ": " + table.columns[i] + " does not open");
    }
  }
}

Result<void> check_boxes(Transaction& tx, const SealedTable& table, const std::function<void()>& step,
                         Soundness& found) {
  std::string sql = "select rowid, data_key";
  for (const std::string& column : table.columns) sql += ", " + column;
  sql += " from " + table.name;
  return tx.database().query(sql.c_str(), {}, [&](const Row& row) -> Result<void> {
    check_row(tx, table, row, found);
    if (step) step();
    return {};
  });
}

// Every change of footage is in the feed that the matchers follow.
Result<void> check_feed(Database& database, Soundness& found) {
  return database.query(
      "select id from footage where not exists (select 1 from footage_change where footage = footage.id)", {},
      [&](const Row& row) -> Result<void> {
        found.faults.push_back("footage " + std::to_string(row.integer(0)) +
                               ": it never entered the feed of changes");
        return {};
      });
}

}  // namespace

Result<Soundness> check_soundness(Transaction& tx, const std::function<void()>& step) {
  Soundness found;
  JIUM_CHECK(check_pages(tx.database(), found));
  JIUM_TRY(const auto tables, sealed_tables(tx.database()));
  for (const SealedTable& table : tables) JIUM_CHECK(check_boxes(tx, table, step, found));
  JIUM_CHECK(check_feed(tx.database(), found));
  return found;
}

}  // namespace jium::store
