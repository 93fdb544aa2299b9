#include "jium/store/postgres.h"

#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <map>

#include "jium/store/copy_to_sqlite.h"
#include "jium/store/dialect.h"

namespace jium::store {
namespace {

// Any number, the same in every version of jium: it names the right to write.
// Nobody holds it for longer than a minute without a word.
constexpr const char* kAlone =
    "set local idle_in_transaction_session_timeout = '60s'; select pg_advisory_xact_lock(7311141900)";
constexpr std::size_t kStatementsKept = 256;
constexpr const char* kRowsAtOnce = "500";

// From server/catalog/pg_type_d.h; their numbers never change.
constexpr Oid kBytea = 17;
constexpr Oid kBigint = 20;
constexpr Oid kText = 25;
constexpr Oid kAsNeeded = 0;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Answer = std::unique_ptr<PGresult, Clear>;

// Results come as text: numbers of every width, truth values as t and f, bytes as \x and hexadecimal digits.
class PostgresRow final : public Row {
 public:
  PostgresRow(const PGresult* result, int row) : result_(result), row_(row) {}
  [[nodiscard]] std::int64_t integer(int column) const override {
    const std::string_view text = raw(column);
    if (text == "t") return 1;
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
  }
  [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
  [[nodiscard]] std::string text(int column) const override { return std::string(raw(column)); }
  [[nodiscard]] Bytes blob(int column) const override {
    const std::string_view text = raw(column);
    if (!text.starts_with("\\x")) return {};
    return from_hex(text.substr(2)).value_or(Bytes());
  }

 private:
  [[nodiscard]] std::string_view raw(int column) const {
    const int size = PQgetlength(result_, row_, column);
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(size)};
  }
  const PGresult* result_;
  int row_;
};

// The values of a statement as libpq takes them. Texts and bytes go as they are, with their length.
class Parameters {
 public:
  explicit Parameters(std::initializer_list<Value> values) {
    numbers_.reserve(values.size());  // so that no text moves once it is pointed at
    for (const Value& value : values) std::visit(*this, value.held());
  }

  // A truth value and NULL are of the type that the place asks for.
  void operator()(std::nullopt_t) { add(kAsNeeded, nullptr, 0, 0); }
  void operator()(bool flag) { add(kAsNeeded, flag ? "1" : "0", 1, 0); }
  void operator()(std::int64_t number) {
    const std::string& text = numbers_.emplace_back(std::to_string(number));
    add(kBigint, text.c_str(), text.size(), 0);
  }
  void operator()(const std::string& text) {
    has_zero_ = has_zero_ || text.find('\0') != std::string::npos;
    add(kText, text.data(), text.size(), 1);
  }
  void operator()(const Bytes& bytes) {
    // A null pointer would be NULL: no bytes are still bytes.
    add(kBytea, bytes.empty() ? "" : text_of(bytes).data(), bytes.size(), 1);
  }

  [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
  [[nodiscard]] const Oid* types() const { return types_.data(); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }
  [[nodiscard]] bool has_zero() const { return has_zero_; }
  // What tells apart two uses of one statement.
  [[nodiscard]] std::string signature() const {
    std::string text;
    for (const Oid type : types_) text += ' ' + std::to_string(type);
    return text;
  }

 private:
  void add(Oid type, const char* value, std::size_t length, int format) {
    types_.push_back(type);
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
  }
  std::vector<std::string> numbers_;
  std::vector<Oid> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
  bool has_zero_ = false;
};

Fault connection_lost() {
  return fault(FaultKind::busy, "the connection to the database was lost: try again");
}

// The server's own words may quote a value: only the class of the error is told.
Fault fault_of(std::string_view state) {
  const std::string text = "database: SQLSTATE " + std::string(state);
  const auto of_class = [&](std::string_view two) { return state.starts_with(two); };
  if (of_class("23")) return fault(FaultKind::conflict, text);
  if (state == "40001" || state == "40P01" || state == "55P03" || state == "53300" || state == "57014")
    return fault(FaultKind::busy, "the database is busy: try again");
  if (of_class("08") || of_class("57P") || of_class("25P03")) return connection_lost();
  if (state == "25006")
    return fault(FaultKind::outside, text + ": this server takes no writes, check which one is the primary");
  if (of_class("53") || of_class("58")) return fault(FaultKind::outside, text + ": check the server's disk");
  if (state == "22021" || state == "22P05")
    return fault(FaultKind::malformed, "a text holds what no text can hold (a zero, or broken UTF-8)");
  return fault(FaultKind::internal, text);
}

Fault never_known() {
  return fault(
      FaultKind::outside,
      "the database did not say whether the change is kept: look before you repeat it (a request that "
      "is sent again with the same Idempotency-Key is made only once)");
}

class Postgres final : public Database {
 public:
  explicit Postgres(Connection connection) : connection_(std::move(connection)) {
    PQsetNoticeReceiver(connection_.get(), &Postgres::note, this);
  }

  [[nodiscard]] Driver driver() const override { return Driver::postgres; }
  [[nodiscard]] Result<void> script(const char* sql) override {
    return check(Answer(PQexec(connection_.get(), sql)));
  }
  [[nodiscard]] Result<void> query(const char* sql, std::initializer_list<Value> values,
                                   const std::function<Result<void>(const Row&)>& visit) override;
  [[nodiscard]] Result<void> long_query(const char* sql, std::initializer_list<Value> values,
                                        const std::function<Result<void>(const Row&)>& visit) override;
  [[nodiscard]] int changed_rows() const override { return changed_rows_; }

  [[nodiscard]] Result<void> begin(Access access, const Acting& acting) override;
  [[nodiscard]] Result<void> commit() override;
  void rollback() override { (void)script("rollback"); }
  [[nodiscard]] bool in_transaction() const override {
    return PQtransactionStatus(connection_.get()) != PQTRANS_IDLE;
  }
  [[nodiscard]] Result<void> act(const Acting& acting) override {
    return script(("select set_config('jium.organisation', '" + acting.setting() + "', true)").c_str());
  }
  [[nodiscard]] bool usable() const override { return PQstatus(connection_.get()) == CONNECTION_OK; }

  [[nodiscard]] Result<std::int64_t> schema_number() override;
  [[nodiscard]] Result<void> apply_migration(std::string_view sql, std::int64_t number) override;
  [[nodiscard]] Result<std::vector<TableShape>> tables() override;
  // Its references are always held; its pages are pg_amcheck's and the checksums' matter.
  [[nodiscard]] Result<std::vector<std::string>> own_faults() override { return std::vector<std::string>(); }
  [[nodiscard]] Result<std::string> dump_schema() override;
  [[nodiscard]] Result<void> copy_to(const std::string& path) override { return copy_to_sqlite(*this, path); }

  [[nodiscard]] Result<void> copy(const std::string& table,
                                  const std::function<Result<void>(const RowSink&)>& rows,
                                  const std::function<std::string(const Row&)>& line_of);

 private:
  // A warning that comes while a commit is waited for means that it is not what was asked for.
  static void note(void* self, const PGresult* notice) {
    const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity != nullptr && std::string_view(severity) == "WARNING")
      static_cast<Postgres*>(self)->warned_ = true;
  }
  [[nodiscard]] Result<void> check(const Answer& answer);
  [[nodiscard]] Result<std::string> prepared(const char* sql, const Parameters& parameters);
  [[nodiscard]] static Result<void> visit_all(const Answer& answer,
                                              const std::function<Result<void>(const Row&)>& visit);

  Connection connection_;
  std::map<std::string, std::string> statements_;  // name by text and types
  std::uint64_t named_ = 0;
  int changed_rows_ = 0;
  bool warned_ = false;
};

Result<void> Postgres::check(const Answer& answer) {
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
    const std::string_view rows = PQcmdTuples(answer.get());
    changed_rows_ = 0;
    std::from_chars(rows.data(), rows.data() + rows.size(), changed_rows_);
    return {};
  }
  if (!usable()) return connection_lost();
  const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  return fault_of(state == nullptr ? "none" : state);
}

Result<std::string> Postgres::prepared(const char* sql, const Parameters& parameters) {
  const std::string wanted = sql + parameters.signature();
  if (const auto known = statements_.find(wanted); known != statements_.end()) return known->second;
  if (statements_.size() >= kStatementsKept) {
    JIUM_CHECK(script("deallocate all"));
    statements_.clear();
  }
  std::string name = "s" + std::to_string(++named_);
  const std::string text = statement_for_postgres(sql);
  JIUM_CHECK(check(Answer(
      PQprepare(connection_.get(), name.c_str(), text.c_str(), parameters.count(), parameters.types()))));
  statements_.emplace(wanted, name);
  return name;
}

Result<void> Postgres::visit_all(const Answer& answer, const std::function<Result<void>(const Row&)>& visit) {
  const int rows = PQntuples(answer.get());
  for (int row = 0; row < rows; ++row) JIUM_CHECK(visit(PostgresRow(answer.get(), row)));
  return {};
}

Fault holds_a_zero() {
  return fault(FaultKind::malformed, "a text holds a zero, which no text can hold");
}

Result<void> Postgres::query(const char* sql, std::initializer_list<Value> values,
                             const std::function<Result<void>(const Row&)>& visit) {
  const Parameters parameters(values);
  if (parameters.has_zero()) return holds_a_zero();
  JIUM_TRY(const std::string name, prepared(sql, parameters));
  const Answer answer(PQexecPrepared(connection_.get(), name.c_str(), parameters.count(), parameters.values(),
                                     parameters.lengths(), parameters.formats(), 0));
  JIUM_CHECK(check(answer));
  // The count is of this statement, whatever the visitor asks.
  const int changed = changed_rows_;
  Result<void> visited = visit_all(answer, visit);
  changed_rows_ = changed;
  return visited;
}

// Through a cursor, a few hundred rows at a time.
Result<void> Postgres::long_query(const char* sql, std::initializer_list<Value> values,
                                  const std::function<Result<void>(const Row&)>& visit) {
  const Parameters parameters(values);
  if (parameters.has_zero()) return holds_a_zero();
  const std::string cursor = "c" + std::to_string(++named_);
  const std::string declared = "declare " + cursor + " no scroll cursor for " + statement_for_postgres(sql);
  JIUM_CHECK(
      check(Answer(PQexecParams(connection_.get(), declared.c_str(), parameters.count(), parameters.types(),
                                parameters.values(), parameters.lengths(), parameters.formats(), 0))));
  const std::string fetch = std::string("fetch forward ") + kRowsAtOnce + " from " + cursor;
  for (;;) {
    const Answer answer(PQexec(connection_.get(), fetch.c_str()));
    JIUM_CHECK(check(answer));
    if (PQntuples(answer.get()) == 0) break;
    JIUM_CHECK(visit_all(answer, visit));
  }
  return script(("close " + cursor).c_str());
}

Result<void> Postgres::begin(Access access, const Acting& acting) {
  std::string sql = access == Access::write ? "begin isolation level read committed read write; "
                                            : "begin isolation level repeatable read read only; ";
  sql += "select set_config('jium.organisation', '" + acting.setting() + "', true)";
  if (access == Access::write) sql += std::string("; ") + kAlone;
  Result<void> begun = script(sql.c_str());
  if (!begun && usable() && in_transaction()) rollback();
  return begun;
}

Result<void> Postgres::commit() {
  if (PQtransactionStatus(connection_.get()) == PQTRANS_INERROR)
    return fault(FaultKind::internal, "a statement of this transaction failed: it cannot be kept");
  warned_ = false;
  const Answer answer(PQexec(connection_.get(), "commit"));
  const bool done = PQresultStatus(answer.get()) == PGRES_COMMAND_OK;
  // A deferred constraint is known to have undone everything; a lost or doubtful answer is not.
  if (!done && usable()) return check(answer);
  if (!done || warned_ || std::string_view(PQcmdStatus(answer.get())) != "COMMIT") return never_known();
  return {};
}

Result<std::int64_t> Postgres::schema_number() {
  bool there = false;
  JIUM_CHECK(
      query("select to_regclass('schema_version') is not null", {}, [&](const Row& row) -> Result<void> {
        there = row.integer(0) != 0;
        return {};
      }));
  std::int64_t number = 0;
  if (!there) return number;
  JIUM_CHECK(query("select max(number) from schema_version", {}, [&](const Row& row) -> Result<void> {
    number = row.integer(0);
    return {};
  }));
  return number;
}

Result<void> Postgres::apply_migration(std::string_view sql, std::int64_t number) {
  JIUM_CHECK(
      script("create table if not exists schema_version (number bigint primary key,"
             " applied_at timestamptz not null default now())"));
  JIUM_CHECK(script(migration_for_postgres(sql).c_str()));
  return run("insert into schema_version (number) values (?)", {number});
}

// In the words of the migrations.
std::string type_named(const std::string& type) {
  if (type == "bigint") return "integer";
  if (type == "bytea") return "blob";
  return type;
}

Result<std::vector<TableShape>> Postgres::tables() {
  std::vector<TableShape> tables;
  JIUM_CHECK(query(
      "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
      " coalesce(array_position(i.indkey::smallint[], a.attnum), -1) + 1"
      " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
      " left join pg_index i on i.indrelid = c.oid and i.indisprimary"
      " where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'"
      " and c.relname <> 'schema_version' order by c.relname collate \"C\", a.attnum",
      {}, [&](const Row& row) -> Result<void> {
        if (tables.empty() || tables.back().name != row.text(0)) tables.push_back({row.text(0), {}, {}});
        tables.back().columns.push_back(
            {row.text(1), type_named(row.text(2)), row.integer(3) == 0, static_cast<int>(row.integer(4))});
        return {};
      }));
  for (TableShape& table : tables) {
    JIUM_CHECK(
        query("select distinct f.relname from pg_constraint k join pg_class c on c.oid = k.conrelid"
              " join pg_class f on f.oid = k.confrelid where k.contype = 'f' and c.relname = ?"
              " and c.relnamespace = current_schema()::regnamespace and f.oid <> c.oid order by 1",
              {table.name}, [&](const Row& row) -> Result<void> {
                table.references.push_back(row.text(0));
                return {};
              }));
  }
  return tables;
}

Result<void> Postgres::copy(const std::string& table, const std::function<Result<void>(const RowSink&)>& rows,
                            const std::function<std::string(const Row&)>& line_of) {
  const Answer began(PQexec(connection_.get(), ("copy " + table + " from stdin").c_str()));
  if (PQresultStatus(began.get()) != PGRES_COPY_IN) return check(began);
  const Result<void> sent = rows([&](const Row& row) -> Result<void> {
    const std::string line = line_of(row);
    if (PQputCopyData(connection_.get(), line.data(), static_cast<int>(line.size())) != 1)
      return connection_lost();
    return {};
  });
  PQputCopyEnd(connection_.get(), sent ? nullptr : "the rows ended in a fault");
  const Answer ended(PQgetResult(connection_.get()));
  while (const Answer more{PQgetResult(connection_.get())}) {
  }
  if (!sent) return sent;
  return check(ended);
}

Result<std::string> Postgres::dump_schema() {
  return fault(FaultKind::internal, "pg_dump --schema-only shows the schema of a PostgreSQL database");
}

Result<void> refuse_password(const std::string& conninfo) {
  struct Free {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
  };
  const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(conninfo.c_str(), nullptr));
  if (!options)
    return fault(
        FaultKind::malformed,
        "this is no connection string: it reads like \"host=/run/postgresql dbname=jium user=jium_app\"");
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (std::string_view(option->keyword) == "password" && option->val != nullptr)
      return fault(
          FaultKind::malformed,
          "a password does not belong into a connection string: put it into a file that PGPASSFILE or "
          "passfile= names");
  }
  return {};
}

// Whoever waits ten seconds for the right to write is told that it is busy. What a standby has not got is not
// acknowledged, whatever the server's settings say.
constexpr const char* kSession =
    "set lock_timeout = '10s'; set client_min_messages = 'warning';"
    " select set_config('synchronous_commit', 'on', false)"
    " where current_setting('synchronous_commit') in ('off', 'local')";

}  // namespace

Result<std::unique_ptr<Database>> open_postgres(const std::string& conninfo) {
  JIUM_CHECK(refuse_password(conninfo));
  // What the connection string says stands above these.
  const std::array keywords{
      "target_session_attrs", "connect_timeout", "tcp_user_timeout", "keepalives_idle",
      "application_name",     "client_encoding", "dbname",           static_cast<const char*>(nullptr)};
  const std::array values{"read-write", "2",    "3000",           "30",
                          "jium",       "UTF8", conninfo.c_str(), static_cast<const char*>(nullptr)};
  Connection connection(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return fault(
        FaultKind::outside,
        "no database server that takes writes answers: check store.postgres, its role and its password "
        "file (psql with the same connection string says more)");
  }
  std::unique_ptr<Database> database = std::make_unique<Postgres>(std::move(connection));
  JIUM_CHECK(database->script(kSession));
  return database;
}

namespace {

// COPY's text format (PostgreSQL 15 manual, COPY, "Text Format").
std::string copy_line(const TableShape& table, const Row& row) {
  std::string line;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const int column = static_cast<int>(i);
    if (i > 0) line += '\t';
    if (row.is_null(column)) {
      line += "\\N";
    } else if (table.columns[i].type == "integer") {
      line += std::to_string(row.integer(column));
    } else if (table.columns[i].type == "blob") {
      line += "\\\\x" + to_hex(row.blob(column));
    } else {
      for (const char letter : row.text(column)) {
        if (letter == '\\')
          line += "\\\\";
        else if (letter == '\n')
          line += "\\n";
        else if (letter == '\r')
          line += "\\r";
        else if (letter == '\t')
          line += "\\t";
        else
          line += letter;
      }
    }
  }
  return line + '\n';
}

}  // namespace

Result<void> copy_into(Database& database, const TableShape& table,
                       const std::function<Result<void>(const RowSink&)>& rows) {
  std::string names;
  for (const ColumnShape& column : table.columns) names += (names.empty() ? "" : ", ") + column.name;
  auto& postgres = dynamic_cast<Postgres&>(database);
  JIUM_CHECK(postgres.copy(table.name + " (" + names + ")", rows,
                           [&](const Row& row) { return copy_line(table, row); }));
  for (const ColumnShape& column : table.columns) {
    if (column.in_primary_key == 0 || column.type != "integer") continue;
    const std::string greatest = "(select max(" + column.name + ") from " + table.name + ")";
    JIUM_CHECK(database.run(("select setval(pg_get_serial_sequence(?, ?), " + greatest +
                             ") where pg_get_serial_sequence(?, ?)"
                             " is not null and " +
                             greatest + " is not null")
                                .c_str(),
                            {table.name, column.name, table.name, column.name}));
  }
  return {};
}

Result<std::string> too_powerful(Database& database) {
  std::string why;
  JIUM_CHECK(database.query(
      "select rolsuper, rolbypassrls, exists (select 1 from pg_class where relowner = pg_roles.oid and"
      " relkind = 'r' and relnamespace = current_schema()::regnamespace) from pg_roles where rolname = "
      "current_user",
      {}, [&](const Row& row) -> Result<void> {
        if (row.integer(0) != 0) {
          why = "it is a superuser";
        } else if (row.integer(1) != 0) {
          why = "it passes by row security (BYPASSRLS)";
        } else if (row.integer(2) != 0) {
          why = "it owns the tables";
        }
        return {};
      }));
  return why;
}

}  // namespace jium::store
