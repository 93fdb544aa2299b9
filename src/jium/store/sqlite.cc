#include "jium/store/sqlite.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <mutex>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "jium/store/failed_sync.h"

namespace jium::store {
namespace {

// The whole connection is guarded by its lease (store.h), so SQLite's own locks are not needed.
constexpr int kOpenFlags =
    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
constexpr int kBusyMillis = 10'000;

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

// Statements that have been prepared before: compiling its SQL is half of what a small transaction costs. One
// that runs is taken out, so that a visitor may ask the very same again while it looks at a row.
class PreparedStatements {
 public:
  [[nodiscard]] Statement take(std::string_view sql) {
    const auto there = idle_.find(sql);
    if (there == idle_.end() || there->second.empty()) return nullptr;
    Statement statement = std::move(there->second.back());
    there->second.pop_back();
    --count_;
    return statement;
  }
  // Holds no value of the last question any more, and keeps no row open.
  void give_back(std::string_view sql, Statement statement) {
    if (!statement) return;
    sqlite3_reset(statement.get());
    sqlite3_clear_bindings(statement.get());
    // More than the house has: somebody builds SQL out of values.
    if (count_ == kMost) {
      idle_.clear();
      count_ = 0;
    }
    auto there = idle_.find(sql);
    if (there == idle_.end()) there = idle_.emplace(std::string(sql), std::vector<Statement>()).first;
    there->second.push_back(std::move(statement));
    ++count_;
  }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  static constexpr std::size_t kMost = 400;
  std::unordered_map<std::string, std::vector<Statement>, Hash, std::equal_to<>> idle_;
  std::size_t count_ = 0;
};

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::string text(int column) const override {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    const int size = sqlite3_column_bytes(statement_, column);
    return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
  }
  [[nodiscard]] Bytes blob(int column) const override {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    const int size = sqlite3_column_bytes(statement_, column);
    return data == nullptr ? Bytes() : Bytes(data, data + size);
  }

 private:
  sqlite3_stmt* statement_;
};

struct Bind {
  sqlite3_stmt* statement;
  int at;
  int operator()(std::nullopt_t) const { return sqlite3_bind_null(statement, at); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, at, number); }
  int operator()(bool flag) const { return sqlite3_bind_int64(statement, at, flag ? 1 : 0); }
  int operator()(const std::string& text) const {
    return sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  int operator()(const Bytes& blob) const {
    // A null pointer would be bound as NULL: no bytes are still a blob.
    if (blob.empty()) return sqlite3_bind_zeroblob(statement, at, 0);
    return sqlite3_bind_blob64(statement, at, blob.data(), blob.size(), SQLITE_TRANSIENT);
  }
};

class Sqlite final : public Database {
 public:
  explicit Sqlite(sqlite3* handle) : handle_(handle) {}

  [[nodiscard]] Driver driver() const override { return Driver::sqlite; }
  [[nodiscard]] Result<void> script(const char* sql) override;
  [[nodiscard]] Result<void> query(const char* sql, std::initializer_list<Value> values,
                                   const std::function<Result<void>(const Row&)>& visit) override;
  // A statement is stepped through row by row in any case.
  [[nodiscard]] Result<void> long_query(const char* sql, std::initializer_list<Value> values,
                                        const std::function<Result<void>(const Row&)>& visit) override {
    return query(sql, values, visit);
  }
  [[nodiscard]] int changed_rows() const override { return sqlite3_changes(handle_.get()); }

  [[nodiscard]] Result<void> begin(Access access, const Acting&) override {
    reading_ = access == Access::read;
    return script(reading_ ? "begin deferred" : "begin immediate");
  }
  [[nodiscard]] Result<void> commit() override { return script("commit"); }
  void rollback() override { (void)script("rollback"); }
  [[nodiscard]] bool in_transaction() const override { return sqlite3_get_autocommit(handle_.get()) == 0; }
  [[nodiscard]] Result<void> act(const Acting&) override { return {}; }
  [[nodiscard]] bool usable() const override { return true; }

  [[nodiscard]] Result<std::int64_t> schema_number() override;
  [[nodiscard]] Result<void> apply_migration(std::string_view sql, std::int64_t number) override;
  [[nodiscard]] Result<std::vector<TableShape>> tables() override;
  [[nodiscard]] Result<std::vector<std::string>> own_faults() override;
  [[nodiscard]] Result<std::string> dump_schema() override;
  [[nodiscard]] Result<void> sweep() override;
  [[nodiscard]] Result<void> copy_to(const std::string& path) override;

  [[nodiscard]] Result<void> insert_rows(
      const TableShape& table,
      const std::function<Result<void>(const std::function<Result<void>(const Row&)>&)>& rows);

 private:
  [[nodiscard]] Fault last_fault() const;
  [[nodiscard]] Result<void> run_through(sqlite3_stmt* statement, std::initializer_list<Value> values,
                                         const std::function<Result<void>(const Row&)>& visit);
  // PostgreSQL refuses to write in a transaction that was begun for reading. SQLite would do it, and the
  // mistake would be seen only where many share an installation.
  [[nodiscard]] bool writes_while_reading(sqlite3_stmt* statement) const {
    return reading_ && in_transaction() && sqlite3_stmt_readonly(statement) == 0;
  }
  std::unique_ptr<sqlite3, Close> handle_;
  PreparedStatements prepared_;
  bool reading_ = false;
};

// SQLite makes files as the umask allows. It belongs to the whole process, so that two that open at the same
// time take turns: the second would otherwise see it given back too early.
int open_for_owner(const std::string& path, sqlite3** handle) {
  static std::mutex turns;
  const std::lock_guard turn(turns);
  end_at_failed_sync();
  const mode_t before = umask(0077);
  const int code = sqlite3_open_v2(path.c_str(), handle, kOpenFlags, nullptr);
  umask(before);
  return code;
}

// SQLite does not wait by itself when two connections make a new database at the same moment: both hold a
// read lock and want the other gone.
Result<void> use_write_ahead_log(Database& database) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{kBusyMillis};
  for (;;) {
    auto done = database.script("pragma journal_mode = wal");
    if (done || done.fault().kind != FaultKind::busy || std::chrono::steady_clock::now() > until) return done;
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

Fault Sqlite::last_fault() const {
  const int code = sqlite3_extended_errcode(handle_.get());
  // SQLite's own message may quote a value of a constraint: only its fixed text for the code is said.
  const std::string text = std::string("database: ") + sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fault(FaultKind::busy, "the database is busy: try again");
    case SQLITE_CONSTRAINT:
      return fault(FaultKind::conflict, text);
    case SQLITE_FULL:
      return fault(FaultKind::outside,
                   "the disk is full and nothing was stored: make room, then repeat what you asked for");
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return fault(FaultKind::outside, text + ": check the disk");
    default:
      return fault(FaultKind::internal, text);
  }
}

Result<void> Sqlite::script(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return last_fault();
  return {};
}

Result<void> Sqlite::query(const char* sql, std::initializer_list<Value> values,
                           const std::function<Result<void>(const Row&)>& visit) {
  Statement statement = prepared_.take(sql);
  if (!statement) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(handle_.get(), sql, -1, &raw, nullptr) != SQLITE_OK) return last_fault();
    statement.reset(raw);
  }
  Result<void> done = fault(FaultKind::internal, "database: a write where only reading was begun");
  if (!writes_while_reading(statement.get())) done = run_through(statement.get(), values, visit);
  prepared_.give_back(sql, std::move(statement));
  return done;
}

Result<void> Sqlite::run_through(sqlite3_stmt* statement, std::initializer_list<Value> values,
                                 const std::function<Result<void>(const Row&)>& visit) {
  int at = 0;
  for (const Value& value : values) {
    if (std::visit(Bind{statement, ++at}, value.held()) != SQLITE_OK) return last_fault();
  }
  for (;;) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return last_fault();
    JIUM_CHECK(visit(SqliteRow(statement)));
  }
}

Result<std::int64_t> Sqlite::schema_number() {
  std::int64_t number = 0;
  JIUM_CHECK(query("pragma user_version", {}, [&](const Row& row) -> Result<void> {
    number = row.integer(0);
    return {};
  }));
  return number;
}

Result<void> Sqlite::apply_migration(std::string_view sql, std::int64_t number) {
  JIUM_CHECK(script(std::string(sql).c_str()));
  return script(("pragma user_version = " + std::to_string(number)).c_str());
}

Result<std::vector<TableShape>> Sqlite::tables() {
  std::vector<TableShape> tables;
  JIUM_CHECK(query(
      "select m.name, c.name, c.type, c.\"notnull\", c.pk from sqlite_schema m, pragma_table_info(m.name) c"
      " where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid",
      {}, [&](const Row& row) -> Result<void> {
        if (tables.empty() || tables.back().name != row.text(0)) tables.push_back({row.text(0), {}, {}});
        const auto place = static_cast<int>(row.integer(4));
        std::string type = row.text(2);
        for (char& letter : type)
          letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
        tables.back().columns.push_back(
            {row.text(1), std::move(type), row.integer(3) == 0 && place == 0, place});
        return {};
      }));
  for (TableShape& table : tables) {
    JIUM_CHECK(
        query("select distinct \"table\" from pragma_foreign_key_list(?) where \"table\" <> ? order by 1",
              {table.name, table.name}, [&](const Row& row) -> Result<void> {
                table.references.push_back(row.text(0));
                return {};
              }));
  }
  return tables;
}

Result<std::vector<std::string>> Sqlite::own_faults() {
  std::vector<std::string> faults;
  JIUM_CHECK(query("pragma integrity_check", {}, [&](const Row& row) -> Result<void> {
    if (row.text(0) != "ok") faults.push_back("database: " + row.text(0));
    return {};
  }));
  JIUM_CHECK(query("pragma foreign_key_check", {}, [&](const Row& row) -> Result<void> {
    faults.push_back(row.text(0) + " " + std::to_string(row.integer(1)) + ": what it refers to in " +
                     row.text(2) + " is not there");
    return {};
  }));
  return faults;
}

Result<std::string> Sqlite::dump_schema() {
  std::string dump;
  JIUM_CHECK(
      query("select sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by rowid",
            {}, [&](const Row& row) -> Result<void> {
              dump += row.text(0) + ";\n\n";
              return {};
            }));
  return dump;
}

// secure_delete wipes what is deleted from a page, and freed pages; what is left is the journal, where pages
// still stand as they were.
Result<void> Sqlite::sweep() {
  bool busy = false;
  JIUM_CHECK(query("pragma wal_checkpoint(truncate)", {}, [&](const Row& row) -> Result<void> {
    busy = row.integer(0) != 0;
    return {};
  }));
  if (busy) return fault(FaultKind::busy, "the database is busy: try again");
  return {};
}

Result<void> Sqlite::copy_to(const std::string& path) {
  constexpr int kPagesAStep = 256;
  sqlite3* raw = nullptr;
  const int code = open_for_owner(path, &raw);
  Sqlite copy(raw);
  if (code != SQLITE_OK)
    return fault(FaultKind::outside,
                 "the copy of the database cannot be made: check the folder and the free space");
  // It is thrown away when anything goes wrong.
  JIUM_CHECK(copy.script("pragma journal_mode = off; pragma synchronous = off"));
  sqlite3_backup* backup = sqlite3_backup_init(raw, "main", handle_.get(), "main");
  if (backup == nullptr) return copy.last_fault();
  int step = SQLITE_OK;
  while (step == SQLITE_OK || step == SQLITE_BUSY || step == SQLITE_LOCKED) {
    step = sqlite3_backup_step(backup, kPagesAStep);
    std::this_thread::yield();
  }
  if (sqlite3_backup_finish(backup) != SQLITE_OK || step != SQLITE_DONE) return copy.last_fault();
  return {};
}

// A column as it is declared: the other database may give it as text.
Value value_of(const ColumnShape& column, const Row& row, int at) {
  if (row.is_null(at)) return std::nullopt;
  if (column.type == "integer") return row.integer(at);
  if (column.type == "blob") return row.blob(at);
  return row.text(at);
}

Result<void> Sqlite::insert_rows(
    const TableShape& table,
    const std::function<Result<void>(const std::function<Result<void>(const Row&)>&)>& rows) {
  std::string names, places;
  for (const ColumnShape& column : table.columns) {
    names += (names.empty() ? "" : ", ") + column.name;
    places += places.empty() ? "?" : ", ?";
  }
  const std::string sql = "insert into " + table.name + " (" + names + ") values (" + places + ")";
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &raw, nullptr) != SQLITE_OK) return last_fault();
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
  return rows([&](const Row& row) -> Result<void> {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const int at = static_cast<int>(i);
      if (std::visit(Bind{raw, at + 1}, value_of(table.columns[i], row, at).held()) != SQLITE_OK)
        return last_fault();
    }
    if (sqlite3_step(raw) != SQLITE_DONE) return last_fault();
    sqlite3_reset(raw);
    return {};
  });
}

}  // namespace

Result<void> copy_into_sqlite(
    Database& database, const TableShape& table,
    const std::function<Result<void>(const std::function<Result<void>(const Row&)>&)>& rows) {
  return dynamic_cast<Sqlite&>(database).insert_rows(table, rows);
}

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = open_for_owner(path, &raw);
  std::unique_ptr<Database> database = std::make_unique<Sqlite>(raw);
  if (code != SQLITE_OK) {
    return fault(FaultKind::outside,
                 "the database cannot be opened: check that its folder exists and belongs to this user");
  }
  sqlite3_busy_timeout(raw, kBusyMillis);
  JIUM_CHECK(use_write_ahead_log(*database));
  JIUM_CHECK(
      database->script("pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;"
                       "pragma trusted_schema = off; pragma temp_store = memory;"));
  return database;
}

}  // namespace jium::store
