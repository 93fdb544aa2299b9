#include "desk/plain_rows.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

#include "table/machine.h"

namespace jium::bench {
namespace {

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

Handle open(const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open(path.c_str(), &raw);
  Handle handle(raw);
  if (code != SQLITE_OK) throw std::runtime_error("sqlite3 cannot open the database");
  return handle;
}

void run(sqlite3* handle, const std::string& sql) {
  if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle));
}

Statement prepare(sqlite3* handle, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle));
  return Statement(raw);
}

std::vector<std::string> tables_of(sqlite3* handle) {
  std::vector<std::string> tables;
  const auto statement = prepare(
      handle,
      "select name from main.sqlite_schema where type = 'table' and name not like 'sqlite_%' order by rowid");
  while (sqlite3_step(statement.get()) == SQLITE_ROW)
    tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)));
  return tables;
}

// The rows are read before the clock runs.
struct TableOfRows {
  std::string name;
  int columns = 0;
  std::vector<std::vector<sqlite3_value*>> rows;
};

TableOfRows new_rows(sqlite3* handle, const std::string& table) {
  TableOfRows all{table, 0, {}};
  const auto statement =
      prepare(handle, fmt::format("select * from after.{0} except select * from main.{0}", table));
  all.columns = sqlite3_column_count(statement.get());
  while (sqlite3_step(statement.get()) == SQLITE_ROW) {
    auto& row = all.rows.emplace_back();
    for (int i = 0; i < all.columns; ++i)
      row.push_back(sqlite3_value_dup(sqlite3_column_value(statement.get(), i)));
  }
  return all;
}

Statement insertion(sqlite3* handle, const TableOfRows& table) {
  std::string marks = "?";
  for (int i = 1; i < table.columns; ++i) marks += ", ?";
  return prepare(handle, fmt::format("insert or replace into {} values ({})", table.name, marks));
}

void insert(sqlite3_stmt* statement, const std::vector<sqlite3_value*>& row) {
  int at = 0;
  for (sqlite3_value* value : row) sqlite3_bind_value(statement, ++at, value);
  if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error("sqlite3 took no row");
  sqlite3_reset(statement);
}

std::uint64_t bytes_of_pages(sqlite3* handle) {
  const auto statement =
      prepare(handle, "select page_count * page_size from pragma_page_count, pragma_page_size");
  if (sqlite3_step(statement.get()) != SQLITE_ROW) throw std::runtime_error("no page count");
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement.get(), 0));
}

}  // namespace

struct PlainTracker::Tables {
  explicit Tables(const std::string& path) : handle(open(path)) {
    run(handle.get(), "pragma journal_mode = wal; pragma synchronous = full");
    run(handle.get(),
        "create table sighting (id integer primary key, address text, site text, state text, seen text);"
        "create table request (id integer primary key, sighting text, operator integer, rule text, state "
        "text,"
        " drafted text, confirmed text, sent text, due text);"
        "create table letter (id integer primary key, request integer, to_whom text, subject text, body "
        "text);"
        "create table place_check (id integer primary key, request text, at text, status integer, outcome "
        "text)");
    run(handle.get(), "begin");
  }

  // `values` as text, the numbers among them too, as a small program does it.
  void put(const std::string& sql, std::initializer_list<std::string> values) {
    const auto statement = prepare(handle.get(), sql);
    int at = 0;
    for (const std::string& value : values)
      sqlite3_bind_text(statement.get(), ++at, value.data(), static_cast<int>(value.size()),
                        SQLITE_TRANSIENT);
    if (sqlite3_step(statement.get()) != SQLITE_DONE) throw std::runtime_error("sqlite3 took no row");
  }

  Handle handle;
};

namespace {
constexpr const char* kSomeTime = "2026-11-22T18:00:00.000Z";
}

PlainTracker::PlainTracker(const std::string& path) : tables_(std::make_unique<Tables>(path)) {}
PlainTracker::~PlainTracker() = default;

void PlainTracker::sight(const std::string& address) {
  tables_->put("insert into sighting (address, site, state, seen) values (?, ?, ?, ?)",
               {address, "127.0.0.1", "live", kSomeTime});
}

void PlainTracker::ask(const std::string& address, const std::string& subject, const std::string& body) {
  tables_->put(
      "insert into request (sighting, operator, rule, state, drafted, confirmed) values (?, ?, ?, ?, ?, ?)",
      {address, "1", "us-tid-48h", "confirmed", kSomeTime, kSomeTime});
  tables_->put("insert into letter (request, to_whom, subject, body) values (last_insert_rowid(), ?, ?, ?)",
               {"abuse@site.example", subject, body});
}

void PlainTracker::note_sent() {
  tables_->put("update request set state = ?, sent = ?, due = ?", {"sent", kSomeTime, kSomeTime});
}

void PlainTracker::check(const std::string& address, int status, const std::string& outcome) {
  tables_->put("insert into place_check (request, at, status, outcome) values (?, ?, ?, ?)",
               {address, kSomeTime, std::to_string(status), outcome});
}

std::uint64_t PlainTracker::bytes() {
  run(tables_->handle.get(), "commit; begin");
  return bytes_of_pages(tables_->handle.get());
}

std::string sqlite_version() {
  return sqlite3_libversion();
}

Copied copy_new_rows(const std::string& before, const std::string& after, int transactions) {
  const Handle handle = open(before);
  run(handle.get(), "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off");
  run(handle.get(), fmt::format("attach '{}' as after", after));
  Copied copied;
  std::vector<TableOfRows> tables;
  for (const std::string& name : tables_of(handle.get())) {
    tables.push_back(new_rows(handle.get(), name));
    copied.rows += static_cast<long>(tables.back().rows.size());
  }
  run(handle.get(), "detach after");
  std::vector<Statement> insertions;
  for (const TableOfRows& table : tables) insertions.push_back(insertion(handle.get(), table));
  const double cpu = cpu_seconds();
  const auto wall = std::chrono::steady_clock::now();
  for (int turn = 0; turn < transactions; ++turn) {
    run(handle.get(), "begin immediate");
    for (std::size_t i = 0; i < tables.size(); ++i) {
      const std::size_t count = tables[i].rows.size(), of = static_cast<std::size_t>(transactions);
      const auto now = static_cast<std::size_t>(turn);
      for (std::size_t row = count * now / of; row < count * (now + 1) / of; ++row)
        insert(insertions[i].get(), tables[i].rows[row]);
    }
    run(handle.get(), "commit");
  }
  copied.cpu = cpu_seconds() - cpu;
  copied.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
  for (TableOfRows& table : tables) {
    for (auto& row : table.rows) {
      for (sqlite3_value* value : row) sqlite3_value_free(value);
    }
  }
  return copied;
}

Size size_of(const std::string& database, const std::string& scratch) {
  Size size;
  {
    const Handle handle = open(database);
    run(handle.get(), "pragma wal_checkpoint(truncate)");
    size.whole = bytes_of_pages(handle.get());
  }
  std::filesystem::remove(scratch);
  const Handle handle = open(scratch);
  run(handle.get(), fmt::format("attach '{}' as full", database));
  const auto tables = prepare(
      handle.get(), "select name from full.sqlite_schema where type = 'table' and name not like 'sqlite_%'");
  while (sqlite3_step(tables.get()) == SQLITE_ROW) {
    const std::string name = reinterpret_cast<const char*>(sqlite3_column_text(tables.get(), 0));
    run(handle.get(), fmt::format("create table main.{0} as select * from full.{0}", name));
  }
  size.rows_alone = bytes_of_pages(handle.get());
  return size;
}

}  // namespace jium::bench
