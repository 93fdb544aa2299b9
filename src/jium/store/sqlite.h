// The thin layer over SQLite's C API: RAII, results instead of codes, and nothing else. Only store/ includes
// it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/base/id.h"
#include "jium/base/result.h"

namespace jium::store {

// One row of a result, valid until the next step.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] bool is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Bytes blob(int column) const;
  [[nodiscard]] Instant instant(int column) const { return Instant{Duration{integer(column)}}; }
  [[nodiscard]] std::optional<Instant> maybe_instant(int column) const;
  template <class SomeId>
  [[nodiscard]] SomeId id(int column) const {
    return SomeId(static_cast<std::uint64_t>(integer(column)));
  }
  template <class SomeId>
  [[nodiscard]] std::optional<SomeId> maybe_id(int column) const {
    if (is_null(column)) return std::nullopt;
    return id<SomeId>(column);
  }

 private:
  sqlite3_stmt* statement_;
};

// What may stand for a `?`.
class Value {
 public:
  Value(std::int64_t number) : bind_([number](auto* s, int i) { return sqlite3_bind_int64(s, i, number); }) {}
  Value(int number) : Value(std::int64_t{number}) {}
  Value(bool flag) : Value(std::int64_t{flag ? 1 : 0}) {}
  Value(Instant at) : Value(std::int64_t{at.time_since_epoch().count()}) {}
  Value(std::string_view text);
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(const Bytes& blob);
  template <class Tag>
  Value(Id<Tag> id) : Value(static_cast<std::int64_t>(id.value())) {}
  Value(std::nullopt_t) : bind_([](auto* s, int i) { return sqlite3_bind_null(s, i); }) {}
  template <class T>
  Value(const std::optional<T>& maybe) : Value(maybe ? Value(*maybe) : Value(std::nullopt)) {}

  [[nodiscard]] int bind(sqlite3_stmt* statement, int at) const { return bind_(statement, at); }

 private:
  std::function<int(sqlite3_stmt*, int)> bind_;
};

class Database {
 public:
  // WAL, foreign keys, secure delete, full synchronous; a file of mode 0600. ":memory:" for tests.
  [[nodiscard]] static Result<Database> open(const std::string& path);

  [[nodiscard]] Result<void> script(const char* sql);
  // Every row is handed to `visit`; its first fault ends the query.
  [[nodiscard]] Result<void> query(const char* sql, std::initializer_list<Value> values,
                                   const std::function<Result<void>(const Row&)>& visit);
  [[nodiscard]] Result<void> run(const char* sql, std::initializer_list<Value> values);
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  [[nodiscard]] int changed_rows() const { return sqlite3_changes(handle_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  explicit Database(sqlite3* handle) : handle_(handle) {}
  [[nodiscard]] Fault last_fault() const;
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace jium::store
