#include "jium/store/soundness.h"

#include "jium/store/sealed_row.h"

namespace jium::store {
namespace {

// Answers to repeated requests: kept for a day, and keyed by what only the request knows.
constexpr std::string_view kShortLived = "idempotency";

struct SealedTable {
  std::string name;
  std::string number;  // the column that tells its rows apart
  std::vector<std::string> columns;
};

Result<std::vector<SealedTable>> sealed_tables(Database& database) {
  JIUM_TRY(const auto tables, database.tables());
  std::vector<SealedTable> sealed;
  for (const TableShape& table : tables) {
    if (table.name == kShortLived) continue;
    SealedTable found{table.name, {}, {}};
    for (const ColumnShape& column : table.columns) {
      if (column.in_primary_key == 1) found.number = column.name;
      if (column.name.ends_with("_sealed")) found.columns.push_back(column.name);
    }
    // Its boxes are bound to the entry, which several rows of one feed may tell of.
    if (table.name == "feed_entry") found.number = "entry";
    if (!found.columns.empty()) sealed.push_back(std::move(found));
  }
  return sealed;
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
  std::string sql = "select " + table.number + ", data_key";
  for (const std::string& column : table.columns) sql += ", " + column;
  sql += " from " + table.name;
  return tx.database().long_query(sql.c_str(), {}, [&](const Row& row) -> Result<void> {
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
  JIUM_TRY(found.faults, tx.database().own_faults());
  JIUM_TRY(const auto tables, sealed_tables(tx.database()));
  for (const SealedTable& table : tables) JIUM_CHECK(check_boxes(tx, table, step, found));
  JIUM_CHECK(check_feed(tx.database(), found));
  return found;
}

}  // namespace jium::store
