#include "jium/app/migrate_command.h"

#include <fmt/format.h>

#include "jium/app/data_folder.h"
#include "jium/cli/exit_code.h"
#include "jium/store/migrations.h"
#include "jium/store/move_installation.h"
#include "jium/store/postgres.h"
#include "jium/store/row_security.h"
#include "jium/store/sqlite.h"

namespace jium::app {
namespace {

namespace json = boost::json;

struct MigrateOptions {
  std::string data = "var/data", from, to, role = "jium_app";
  bool dry_run = false;
};

Result<std::unique_ptr<store::Database>> open_target(const MigrateOptions& options) {
  if (!options.to.empty()) return store::open_postgres(options.to);
  JIUM_CHECK(must_have_data(options.data));
  return store::open_sqlite(options.data + "/jium.db");
}

// The schema, and on PostgreSQL the policies and grants with it, which are made anew each time.
Result<void> bring_up(store::Database& target, const std::string& role) {
  JIUM_CHECK(store::migrate(target));
  if (target.driver() != store::Driver::postgres) return {};
  JIUM_CHECK(target.begin(store::Access::write, store::Acting::for_the_house()));
  Result<void> secured = store::secure_rows(target, role);
  if (secured) return target.commit();
  target.rollback();
  return secured;
}

Result<int> migrate_schema(const cli::Session& session, const MigrateOptions& options) {
  JIUM_TRY(const auto target, open_target(options));
  JIUM_TRY(const std::int64_t before, target->schema_number());
  JIUM_TRY(const auto ahead, store::migrations_ahead(*target));
  if (!options.dry_run) JIUM_CHECK(bring_up(*target, options.role));
  json::array numbers;
  for (const std::int64_t number : ahead) numbers.emplace_back(number);
  const bool postgres = target->driver() == store::Driver::postgres;
  const json::object answer{{"database", postgres ? "postgresql" : "sqlite"},
                            {"schema", before},
                            {"newest", store::newest_schema()},
                            {"migrations", std::move(numbers)},
                            {"applied", !options.dry_run}};
  session.show(answer, [&](const json::value&) {
    fmt::print("schema           {} of {}\n", before, store::newest_schema());
    for (const std::int64_t number : ahead)
      fmt::print("{}        {:04}\n", options.dry_run ? "would apply" : "applied    ", number);
    if (ahead.empty()) fmt::print("nothing to do    the schema is up to date\n");
    if (postgres)
      fmt::print("row security     {} for the role {}\n",
                 options.dry_run ? "would be made anew" : "made anew", options.role);
  });
  return cli::kDone;
}

Result<int> move(const cli::Session& session, const MigrateOptions& options) {
  if (options.to.empty())
    return fault(FaultKind::malformed, "--from needs --to: where the installation goes");
  JIUM_CHECK(must_have_data(options.from));
  JIUM_TRY(const auto target, store::open_postgres(options.to));
  JIUM_TRY(const auto source, store::Store::open(options.from));
  JIUM_TRY(const auto moved, store::move_installation(*source, *target, options.role));
  json::object tables;
  std::int64_t rows = 0;
  for (const store::MovedTable& table : moved) {
    tables.emplace(table.name, table.rows);
    rows += table.rows;
  }
  session.show(
      json::object{{"moved", true}, {"rows", rows}, {"tables", std::move(tables)}}, [&](const json::value&) {
        for (const store::MovedTable& table : moved)
          fmt::print("{:<28}{:>12} rows, the same on both sides\n", table.name, table.rows);
        fmt::print(
            "moved            name the database in store.postgres of the configuration and keep {}/jium.key\n"
            "                 where --data says; {}/jium.db is unchanged: erase it when you are sure\n",
            options.from, options.from);
      });
  return cli::kDone;
}

}  // namespace

void add_migrate_command(CLI::App& app, cli::Session& session) {
  const auto options = std::make_shared<MigrateOptions>();
  CLI::App* migrating = app.add_subcommand("migrate",
                                           "brings a database's schema up to date; with --from, moves an "
                                           "installation to PostgreSQL. Stop `jium serve` "
                                           "and `jium work` first");
  migrating->add_option("--data", options->data, "the folder of a SQLite database and its key")
      ->capture_default_str();
  migrating->add_option(
      "--to", options->to,
      "a PostgreSQL database instead, as the role that owns its tables: \"host=... user=jium_owner "
      "dbname=jium\"; passwords stand in a file that PGPASSFILE names");
  migrating->add_option("--application-role", options->role, "the role that `jium serve` signs in as")
      ->capture_default_str();
  migrating->add_option(
      "--from", options->from,
      "moves the installation of this folder into the empty database --to: all of it or nothing");
  migrating->add_flag("--dry-run", options->dry_run, "says what would be done and changes nothing")
      ->excludes("--from");
  migrating->callback([=, &session] {
    session.action = [=, &session] {
      return options->from.empty() ? migrate_schema(session, *options) : move(session, *options);
    };
  });
}

}  // namespace jium::app
