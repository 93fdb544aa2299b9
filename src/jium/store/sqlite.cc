#include "jium/store/sqlite.h"

#include <sys/stat.h>

#include <chrono>
#include <mutex>
#include <thread>

namespace jium::store {
namespace {

// The whole connection is guarded by its lease (store.h), so SQLite's own locks are not needed.
constexpr int kOpenFlags =
    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
constexpr int kBusyMillis = 10'000;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// SQLite makes files as the umask allows. It belongs to the whole process, so that two that open at the same
// time take turns: the second would otherwise see it given back too early.
int open_for_owner(const std::string& path, sqlite3** handle) {
  static std::mutex turns;
  const std::lock_guard turn(turns);
  const mode_t before = umask(0077);
  const int code = sqlite3_open_v2(path.c_str(), handle, kOpenFlags, nullptr);
  umask(before);
  return code;
}

}  // namespace

std::string Row::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

Bytes Row::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? Bytes() : Bytes(data, data + size);
}

std::optional<Instant> Row::maybe_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

Value::Value(std::string_view text)
    : bind_([text = std::string(text)](sqlite3_stmt* s, int i) {
        return sqlite3_bind_text64(s, i, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
      }) {}

Value::Value(const Bytes& blob)
    : bind_([blob](sqlite3_stmt* s, int i) {
        // A null pointer would be bound as NULL: no bytes are still a blob.
        if (blob.empty()) return sqlite3_bind_zeroblob(s, i, 0);
        return sqlite3_bind_blob64(s, i, blob.data(), blob.size(), SQLITE_TRANSIENT);
      }) {}

namespace {

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

}  // namespace

Result<Database> Database::open(const std::string& path) {
  sqlite3* raw = nullptr;
  const int code = open_for_owner(path, &raw);
  Database database(raw);
  if (code != SQLITE_OK) {
    return fault(FaultKind::outside,
                 "the database cannot be opened: check that its folder exists and belongs to this user");
  }
  sqlite3_busy_timeout(raw, kBusyMillis);
  JIUM_CHECK(use_write_ahead_log(database));
  JIUM_CHECK(
      database.script("pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on;"
                      "pragma trusted_schema = off; pragma temp_store = memory;"));
  return database;
}

Fault Database::last_fault() const {
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
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return fault(FaultKind::outside, text + ": check the disk");
    default:
      return fault(FaultKind::internal, text);
  }
}

Result<void> Database::script(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) return last_fault();
  return {};
}

Result<void> Database::query(const char* sql, std::initializer_list<Value> values,
                             const std::function<Result<void>(const Row&)>& visit) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle_.get(), sql, -1, &raw, nullptr) != SQLITE_OK) return last_fault();
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
  int at = 0;
  for (const Value& value : values) {
    if (value.bind(raw, ++at) != SQLITE_OK) return last_fault();
  }
  for (;;) {
    const int code = sqlite3_step(raw);
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return last_fault();
    JIUM_CHECK(visit(Row(raw)));
  }
}

Result<void> Database::run(const char* sql, std::initializer_list<Value> values) {
  return query(sql, values, [](const Row&) -> Result<void> { return {}; });
}

}  // namespace jium::store
