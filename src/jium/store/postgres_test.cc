#include "jium/store/postgres.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "jium/store/stored_test.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

// Tests of the driver itself, which run wherever PostgreSQL is installed.
class Postgres : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/lib/postgresql/15/bin/initdb"))
      GTEST_SKIP() << "ATTENTION: postgresql-15 is not installed: the driver is NOT tested";
    name = PostgresCluster::shared().make_empty_database();
    opened = PostgresCluster::shared().connect("jium_owner", name);
    ASSERT_TRUE(opened->script("create table thing (id bigint primary key, name text unique, body bytea)"));
  }
  void TearDown() override {
    opened.reset();
    if (!name.empty()) PostgresCluster::shared().drop(name);
  }
  [[nodiscard]] std::unique_ptr<Database> another() const {
    return PostgresCluster::shared().connect("jium_owner", name);
  }
  std::int64_t number(const char* sql) {
    std::int64_t found = -1;
    EXPECT_TRUE(opened->query(sql, {}, [&](const Row& row) -> Result<void> {
      found = row.integer(0);
      return {};
    }));
    return found;
  }

  std::string name;
  std::unique_ptr<Database> opened;
  const Acting house = Acting::for_the_house();
};

TEST_F(Postgres, GivesBackWhatWasBound) {
  const std::string text = "Korean 한글";
  ASSERT_TRUE(
      opened->run("insert into thing (id, name, body) values (?, ?, ?)", {-5, text, Bytes{0, 1, 92, 255}}));
  int rows = 0;
  ASSERT_TRUE(opened->query("select id, name, body, null, id < 0, id > 0, sum(id) from thing group by id", {},
                            [&](const Row& row) -> Result<void> {
                              ++rows;
                              EXPECT_EQ(row.integer(0), -5);
                              EXPECT_EQ(row.text(1), text);
                              EXPECT_EQ(row.blob(2), (Bytes{0, 1, 92, 255}));
                              EXPECT_TRUE(row.is_null(3));
                              EXPECT_FALSE(row.maybe_instant(3));
                              EXPECT_EQ(row.integer(4), 1);
                              EXPECT_EQ(row.integer(5), 0);
                              EXPECT_EQ(row.integer(6), -5);
                              return {};
                            }));
  EXPECT_EQ(rows, 1);
}

TEST_F(Postgres, TakesATruthValueWhereANumberOrAConditionStands) {
  ASSERT_TRUE(opened->run("insert into thing (id) values (?)", {true}));
  EXPECT_EQ(number("select id from thing"), 1);
  bool found = false;
  ASSERT_TRUE(opened->query("select 1 from thing where not ?", {false}, [&](const Row&) -> Result<void> {
    found = true;
    return {};
  }));
  EXPECT_TRUE(found);
}

TEST_F(Postgres, TellsNoBytesFromNull) {
  ASSERT_TRUE(opened->run("insert into thing (id, name, body) values (1, ?, ?)", {"", Bytes{}}));
  ASSERT_TRUE(
      opened->run("insert into thing (id, name, body) values (2, ?, ?)", {std::nullopt, std::nullopt}));
  EXPECT_EQ(number("select count(*) from thing where name is null and body is null"), 1);
}

TEST_F(Postgres, RefusesATextThatHoldsAZeroInsteadOfCuttingItShort) {
  const auto run = opened->run("insert into thing (id, name) values (1, ?)", {std::string("a\0b", 3)});
  EXPECT_TRUE(is_fault(run, FaultKind::malformed));
  EXPECT_TRUE(is_fault(opened->run("insert into thing (id, name) values (1, ?)", {"\xff\xfe"}),
                       FaultKind::malformed));
}

TEST_F(Postgres, AsksWithinAnAnswer) {
  ASSERT_TRUE(opened->script("insert into thing (id) select generate_series(1, 1200)"));
  ASSERT_TRUE(opened->begin(Access::read, house));
  std::int64_t sum = 0;
  ASSERT_TRUE(opened->long_query(
      "select id from thing where id > ? order by id", {100}, [&](const Row& row) -> Result<void> {
        return opened->query("select ? + 0", {row.integer(0)}, [&](const Row& inner) -> Result<void> {
          sum += inner.integer(0);
          return {};
        });
      }));
  EXPECT_EQ(sum, 1200 * 1201 / 2 - 100 * 101 / 2);
}

TEST_F(Postgres, CountsTheRowsThatWereChanged) {
  ASSERT_TRUE(opened->script("insert into thing (id) values (1), (2), (3)"));
  ASSERT_TRUE(opened->run("update thing set name = null where id > ?", {1}));
  EXPECT_EQ(opened->changed_rows(), 2);
  ASSERT_TRUE(opened->run("update thing set name = null where id > ?", {7}));
  EXPECT_EQ(opened->changed_rows(), 0);
}

TEST_F(Postgres, CallsABrokenConstraintAConflictAndDoesNotQuoteIt) {
  ASSERT_TRUE(opened->run("insert into thing (id, name) values (1, ?)", {"canary"}));
  const auto twice = opened->run("insert into thing (id, name) values (2, ?)", {"canary"});
  ASSERT_TRUE(is_fault(twice, FaultKind::conflict));
  EXPECT_EQ(twice.fault().what.find("canary"), std::string::npos);
}

TEST_F(Postgres, NeverAcknowledgesATransactionInWhichAStatementFailed) {
  ASSERT_TRUE(opened->begin(Access::write, house));
  ASSERT_TRUE(opened->run("insert into thing (id) values (1)", {}));
  EXPECT_TRUE(is_fault(opened->run("insert into thing (id) values (1)", {}), FaultKind::conflict));
  EXPECT_FALSE(opened->commit());
  opened->rollback();
  EXPECT_EQ(number("select count(*) from thing"), 0);
}

TEST_F(Postgres, NeverAcknowledgesACommitThatCameWithAWarning) {
  // As a cancelled wait for a synchronous standby does.
  ASSERT_TRUE(
      opened->script("create function warn() returns trigger language plpgsql as $$ begin raise warning 'w'; "
                     "return null; end $$;"
                     "create constraint trigger warns after insert on thing initially deferred for each row"
                     " execute function warn()"));
  ASSERT_TRUE(opened->begin(Access::write, house));
  ASSERT_TRUE(opened->run("insert into thing (id) values (1)", {}));
  EXPECT_TRUE(is_fault(opened->commit(), FaultKind::outside));
}

TEST_F(Postgres, NeverAcknowledgesACommitWhoseAnswerWasLost) {
  ASSERT_TRUE(opened->begin(Access::write, house));
  ASSERT_TRUE(opened->run("insert into thing (id) values (1)", {}));
  const std::int64_t process = number("select pg_backend_pid()");
  const auto admin = PostgresCluster::shared().connect("postgres", name);
  ASSERT_TRUE(admin->query("select pg_terminate_backend(?::int, 5000)", {process},
                           [](const Row&) -> Result<void> { return {}; }));
  EXPECT_TRUE(is_fault(opened->commit(), FaultKind::outside));
  EXPECT_FALSE(opened->usable());
}

TEST_F(Postgres, LetsOneWriteAtATime) {
  const auto other = another();
  ASSERT_TRUE(other->script("set lock_timeout = '50ms'"));
  ASSERT_TRUE(opened->begin(Access::write, house));
  EXPECT_TRUE(is_fault(other->begin(Access::write, house), FaultKind::busy));
  EXPECT_FALSE(other->in_transaction());
  ASSERT_TRUE(other->begin(Access::read, house)) << "readers wait for nobody";
  other->rollback();
  ASSERT_TRUE(opened->commit());
  EXPECT_TRUE(other->begin(Access::write, house));
}

TEST_F(Postgres, SeesWhatWasCommittedWhileItWaitedToWrite) {
  const auto other = another();
  ASSERT_TRUE(opened->begin(Access::write, house));
  ASSERT_TRUE(opened->run("insert into thing (id) values (1)", {}));
  std::thread waiting([&] {
    ASSERT_TRUE(other->begin(Access::write, house));
    std::int64_t seen = 0;
    ASSERT_TRUE(other->query("select count(*) from thing", {}, [&](const Row& row) -> Result<void> {
      seen = row.integer(0);
      return {};
    }));
    EXPECT_EQ(seen, 1);
  });
  // Until the other does wait.
  const auto admin = PostgresCluster::shared().connect("postgres", name);
  std::int64_t waits = 0;
  while (waits == 0) {
    ASSERT_TRUE(admin->query("select count(*) from pg_locks where locktype = 'advisory' and not granted", {},
                             [&](const Row& row) -> Result<void> {
                               waits = row.integer(0);
                               return {};
                             }));
  }
  ASSERT_TRUE(opened->commit());
  waiting.join();
}

TEST_F(Postgres, ReadsWithoutBeingAbleToWrite) {
  ASSERT_TRUE(opened->begin(Access::read, house));
  EXPECT_TRUE(is_fault(opened->run("insert into thing (id) values (1)", {}), FaultKind::outside));
}

TEST_F(Postgres, RefusesAConnectionStringWithAPassword) {
  const auto refused = open_postgres("host=/nowhere user=jium password=canary");
  ASSERT_TRUE(is_fault(refused, FaultKind::malformed));
  EXPECT_EQ(refused.fault().what.find("canary"), std::string::npos);
}

TEST_F(Postgres, CallsAServerThatDoesNotAnswerOutside) {
  EXPECT_TRUE(is_fault(open_postgres("host=/nowhere dbname=jium"), FaultKind::outside));
}

TEST_F(Postgres, KnowsWhichRolesAreTooPowerfulForTheProgram) {
  EXPECT_NE(too_powerful(*PostgresCluster::shared().connect("postgres", name)).value(), "");
  EXPECT_NE(too_powerful(*opened).value(), "");
  EXPECT_EQ(too_powerful(*PostgresCluster::shared().connect("jium_app", name)).value(), "");
}

}  // namespace
}  // namespace jium::store
