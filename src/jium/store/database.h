// The one seam beneath the store: a connection to a database, a row of a result, a value for a `?`. Two
// drivers stand behind it, SQLite (sqlite.h) and PostgreSQL 15 (postgres.h); the noun files beside this one
// write one SQL for both, in the words that both share, with `?` for every value and `returning id` for every
// number that the database chooses. Only store/ includes it.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/registry/organisation.h"

namespace jium::store {

// One row of a result, valid until the next step. A NULL reads as 0, as no text and as no bytes.
class Row {
 public:
  Row() = default;
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;
  virtual ~Row() = default;

  // Of a truth value: 1 or 0.
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::string text(int column) const = 0;
  [[nodiscard]] virtual Bytes blob(int column) const = 0;

  [[nodiscard]] Instant instant(int column) const { return Instant{Duration{integer(column)}}; }
  [[nodiscard]] std::optional<Instant> maybe_instant(int column) const {
    if (is_null(column)) return std::nullopt;
    return instant(column);
  }
  template <class SomeId>
  [[nodiscard]] SomeId id(int column) const {
    return SomeId(static_cast<std::uint64_t>(integer(column)));
  }
  template <class SomeId>
  [[nodiscard]] std::optional<SomeId> maybe_id(int column) const {
    if (is_null(column)) return std::nullopt;
    return id<SomeId>(column);
  }
};

// What may stand for a `?`.
class Value {
 public:
  using Held = std::variant<std::nullopt_t, std::int64_t, bool, std::string, Bytes>;

  Value(std::int64_t number) : held_(number) {}
  Value(int number) : Value(std::int64_t{number}) {}
  Value(bool flag) : held_(flag) {}
  Value(Instant at) : Value(std::int64_t{at.time_since_epoch().count()}) {}
  Value(std::string_view text) : held_(std::string(text)) {}
  Value(const std::string& text) : held_(text) {}
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(const Bytes& blob) : held_(blob) {}
  template <class Tag>
  Value(Id<Tag> id) : Value(static_cast<std::int64_t>(id.value())) {}
  Value(std::nullopt_t) : held_(std::nullopt) {}
  template <class T>
  Value(const std::optional<T>& maybe) : Value(maybe ? Value(*maybe) : Value(std::nullopt)) {}

  [[nodiscard]] const Held& held() const { return held_; }

 private:
  Held held_;
};

// For whom a transaction acts. PostgreSQL's row security shows and takes only the rows of the organisation
// that is named here (row_security.h); the house itself, which is the worker, signing in and the match
// catalogue, sees every row. It stands behind the checks of the desk, and is there for the day on which one
// of them is wrong
// (../shared/security.md, threat 14). SQLite knows one reader, the process, and takes no notice.
class Acting {
 public:
  [[nodiscard]] static Acting for_the_house() { return Acting("house"); }
  [[nodiscard]] static Acting for_organisation(registry::OrganisationId organisation) {
    return Acting(std::to_string(static_cast<std::int64_t>(organisation.value())));
  }
  // As the setting `jium.organisation` has it.
  [[nodiscard]] const std::string& setting() const { return setting_; }

 private:
  explicit Acting(std::string setting) : setting_(std::move(setting)) {}
  std::string setting_;
};

enum class Access { read, write };
enum class Driver { sqlite, postgres };

struct ColumnShape {
  std::string name;
  std::string type;  // in the words of the migrations: integer, text or blob
  bool nullable = false;
  int in_primary_key = 0;  // its place there from 1; 0 = none
};

struct TableShape {
  std::string name;
  std::vector<ColumnShape> columns;     // as they were declared
  std::vector<std::string> references;  // the tables that it names rows of, itself left out
};

// A connection. Not thread-safe: whoever holds it has it alone (store.h).
class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  [[nodiscard]] virtual Driver driver() const = 0;

  // Statements one after the other, without values.
  [[nodiscard]] virtual Result<void> script(const char* sql) = 0;
  // Every row is handed to `visit`, which may ask further questions of the same database; its first fault
  // ends the query.
  [[nodiscard]] virtual Result<void> query(const char* sql, std::initializer_list<Value> values,
                                           const std::function<Result<void>(const Row&)>& visit) = 0;
  // The same for a result that may not fit into memory. Within a transaction only.
  [[nodiscard]] virtual Result<void> long_query(const char* sql, std::initializer_list<Value> values,
                                                const std::function<Result<void>(const Row&)>& visit) = 0;
  [[nodiscard]] Result<void> run(const char* sql, std::initializer_list<Value> values) {
    return query(sql, values, [](const Row&) -> Result<void> { return {}; });
  }
  // By the last statement.
  [[nodiscard]] virtual int changed_rows() const = 0;

  [[nodiscard]] virtual Result<void> begin(Access access, const Acting& acting) = 0;
  // Outside when nobody can know whether the changes are kept: they are never acknowledged then.
  [[nodiscard]] virtual Result<void> commit() = 0;
  virtual void rollback() = 0;
  [[nodiscard]] virtual bool in_transaction() const = 0;
  // For somebody else, until the transaction ends or this is called again.
  [[nodiscard]] virtual Result<void> act(const Acting& acting) = 0;
  // False once the connection is lost: it is thrown away then.
  [[nodiscard]] virtual bool usable() const = 0;

  // How many migrations this database has seen (migrations.h).
  [[nodiscard]] virtual Result<std::int64_t> schema_number() = 0;
  // Within the transaction that applies it: a migration's text, as this driver understands it, and its
  // number.
  [[nodiscard]] virtual Result<void> apply_migration(std::string_view sql, std::int64_t number) = 0;
  // Every table but those that the driver keeps for itself, by name.
  [[nodiscard]] virtual Result<std::vector<TableShape>> tables() = 0;
  // What the database itself finds wrong with its pages and references, in words.
  [[nodiscard]] virtual Result<std::vector<std::string>> own_faults() = 0;
  [[nodiscard]] virtual Result<std::string> dump_schema() = 0;
  // Outside a transaction: leaves no trace in the database's files of what was deleted. Busy while somebody
  // reads an older state. A driver that cannot do it says so, as nobody may believe that it was done.
  [[nodiscard]] virtual Result<void> sweep() {
    return fault(FaultKind::outside,
                 "this database's files are swept by its administrator: see docs/operating/retention.md");
  }
  // Everything into a new SQLite file of mode 0600: by SQLite's online backup, from PostgreSQL table by table.
  // Inside a reading transaction it is that one's state and holds no writer up. Conflict where there is no way.
  [[nodiscard]] virtual Result<void> copy_to(const std::string&) {
    return fault(
        FaultKind::conflict,
        "this installation's database is PostgreSQL's: back it up with pgBackRest or pg_dump, and its key "
        "file apart (docs/operating/backup.md)");
  }
};

}  // namespace jium::store
