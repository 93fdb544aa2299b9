// Test-only: the store that a test stands on. With JIUM_TEST_STORE=postgres in the environment it is a fresh
// database of a PostgreSQL cluster, reached as the program's own role with row security in force; otherwise
// SQLite in memory. ctest runs the suite of the store both ways (store.postgres.*), so that one suite holds
// both drivers to the same promises; desk and http stand on this store too and can be run so by hand.
//
// The cluster is the one that ctest keeps for all its tests (JIUM_TEST_STORE=postgres@FILE or sqlite@FILE, a
// file with its folder), or one of this process, started when first asked for and gone with the process
// (tools/postgres_cluster.sh). PostgreSQL that is asked for and does not start is a failure, never a test
// left out.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "jium/embedded/postgres_cluster.h"
#include "jium/store/migrations.h"
#include "jium/store/postgres.h"
#include "jium/store/row_security.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] inline std::string_view wanted_store() {
  const char* wanted = std::getenv("JIUM_TEST_STORE");
  return wanted == nullptr ? std::string_view() : std::string_view(wanted);
}

[[nodiscard]] inline bool tests_use_postgres() {
  return wanted_store().starts_with("postgres");
}

// Throws what a test cannot go on without.
template <class T>
T needed(Result<T> result) {
  if (!result) throw std::runtime_error("PostgreSQL for tests: " + result.fault().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class PostgresCluster {
 public:
  [[nodiscard]] static PostgresCluster& shared() {
    static PostgresCluster cluster(found_or_started());
    return cluster;
  }
  // Its own, with real fsync, for tests that kill it.
  [[nodiscard]] static PostgresCluster of_its_own() {
    return PostgresCluster(started("JIUM_TEST_FSYNC=on "));
  }

  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] std::string conninfo(const std::string& role, const std::string& database) const {
    return "host=" + folder_ + " user=" + role + " dbname=" + database;
  }
  [[nodiscard]] std::unique_ptr<Database> connect(const std::string& role,
                                                  const std::string& database) const {
    return needed(open_postgres(conninfo(role, database)));
  }
  // Empty, of the owner's role.
  std::string make_empty_database() {
    const std::string name = next_name();
    needed(
        connect("postgres", "postgres")->script(("create database " + name + " owner jium_owner").c_str()));
    return name;
  }
  // With the schema and its policies.
  std::string make_database() {
    const auto admin = connect("postgres", "postgres");
    need_template(*admin);
    const std::string name = next_name();
    needed(admin->script(("create database " + name + " template jium_template owner jium_owner").c_str()));
    return name;
  }
  void drop(const std::string& database) const {
    needed(connect("postgres", "postgres")->script(("drop database " + database + " with (force)").c_str()));
  }
  // Ends it as a power cut would.
  void kill_server() const { needed_run("kill " + folder_); }
  void start_again() const { needed_run("again " + folder_); }

 private:
  explicit PostgresCluster(std::string folder) : folder_(std::move(folder)) {}

  static std::string script_file() {
    static const ScratchFolder folder;
    const std::string path = folder.file("postgres_cluster.sh");
    std::ofstream(path) << embedded::kPostgresCluster;
    return path;
  }
  static std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), ::pclose);
    std::string text;
    for (int letter = std::fgetc(pipe.get()); letter != EOF && letter != '\n';
         letter = std::fgetc(pipe.get()))
      text += static_cast<char>(letter);
    return text;
  }
  static std::string started(const std::string& settings) {
    const std::string folder =
        output_of(settings + "sh " + script_file() + " start " + std::to_string(::getpid()));
    if (folder.empty()) throw std::runtime_error("PostgreSQL for tests did not start: is it installed?");
    return folder;
  }
  static std::string found_or_started() {
    std::string folder;
    const auto at = wanted_store().find('@');
    if (at != std::string_view::npos) {
      std::ifstream file{std::string(wanted_store().substr(at + 1))};
      std::getline(file, folder);
    }
    if (!folder.empty() && ::access((folder + "/data/postmaster.pid").c_str(), F_OK) == 0) return folder;
    return started("");
  }
  static void needed_run(const std::string& words) {
    if (std::system(("sh " + script_file() + " " + words).c_str()) != 0)
      throw std::runtime_error("PostgreSQL for tests: " + words);
  }
  static std::string next_name() {
    static int number = 0;
    return "t_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
  }
  // Made once a cluster; whoever comes meanwhile waits.
  void need_template(Database& admin) const {
    needed(admin.script("select pg_advisory_lock(1)"));
    bool there = false;
    needed(admin.query("select 1 from pg_database where datname = 'jium_template'", {},
                       [&](const Row&) -> Result<void> {
                         there = true;
                         return {};
                       }));
    if (!there) {
      needed(admin.script("drop database if exists jium_unready"));
      needed(admin.script("create database jium_unready owner jium_owner"));
      needed(prepare(*connect("jium_owner", "jium_unready")));
      needed(admin.script("alter database jium_unready rename to jium_template"));
    }
    needed(admin.script("select pg_advisory_unlock(1)"));
  }
  static Result<void> prepare(Database& owner) {
    JIUM_CHECK(migrate(owner));
    JIUM_CHECK(owner.begin(Access::write, Acting::for_the_house()));
    JIUM_CHECK(secure_rows(owner, "jium_app"));
    return owner.commit();
  }

  std::string folder_;
};

// Databases of the test that runs, dropped when it ends.
class TestDatabases : public ::testing::EmptyTestEventListener {
 public:
  static std::string make() {
    static TestDatabases* const these = [] {
      auto* listener = new TestDatabases;  // gtest owns it
      ::testing::UnitTest::GetInstance()->listeners().Append(listener);
      return listener;
    }();
    return these->made_.emplace_back(PostgresCluster::shared().make_database());
  }
  void OnTestEnd(const ::testing::TestInfo&) override {
    for (const std::string& name : made_) PostgresCluster::shared().drop(name);
    made_.clear();
  }

 private:
  std::vector<std::string> made_;
};

[[nodiscard]] inline std::unique_ptr<Store> test_store() {
  if (!tests_use_postgres()) return Store::in_memory().value();
  const std::string conninfo = PostgresCluster::shared().conninfo("jium_app", TestDatabases::make());
  return needed(Store::on([conninfo] { return open_postgres(conninfo); }, Vault::for_tests(), 4));
}

}  // namespace jium::store
