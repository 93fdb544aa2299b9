#include "jium/store/move_installation.h"

#include <filesystem>

#include "jium/store/alarms.h"
#include "jium/store/history.h"
#include "jium/store/jobs.h"
#include "jium/store/postgres.h"
#include "jium/store/soundness.h"
#include "jium/store/sqlite.h"
#include "jium/store/stored_test.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

// An installation with one of every record, and an empty database to move to.
class MovingAnInstallation : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/lib/postgresql/15/bin/initdb"))
      GTEST_SKIP() << "ATTENTION: postgresql-15 is not installed: moving is NOT tested";
    name = PostgresCluster::shared().make_empty_database();
    source = Store::open(folder.path()).value();
    ASSERT_TRUE(source->write([&](Transaction& tx) -> Result<void> {
      JIUM_CHECK(sample::insert(tx, chain));
      JIUM_CHECK(schedule(tx, JobKind::inspect, 7, sample::at(1)));
      return insert(tx, casework::HistoryEntry{chain.the_case.id, sample::at(2), "officer\t\\N\n",
                                               casework::Event::case_opened, "",
                                               Secret<std::string>("canary note 한글")});
    }));
  }
  void TearDown() override {
    target.reset();
    if (!name.empty()) PostgresCluster::shared().drop(name);
  }
  Database& owner() {
    if (!target) target = PostgresCluster::shared().connect("jium_owner", name);
    return *target;
  }
  Result<std::vector<MovedTable>> move() { return move_installation(*source, owner(), "jium_app"); }

  ScratchFolder folder;
  std::string name;
  std::unique_ptr<Store> source;
  std::unique_ptr<Database> target;
  sample::Chain chain;
};

TEST_F(MovingAnInstallation, BringsEveryRecordAndTheBoxesOpen) {
  const auto moved = move();
  ASSERT_TRUE(moved) << moved.fault().what;
  std::int64_t rows = 0;
  for (const MovedTable& table : *moved) rows += table.rows;
  EXPECT_GT(rows, 10);
  const auto there =
      Store::open_postgres(folder.path(), PostgresCluster::shared().conninfo("jium_app", name));
  ASSERT_TRUE(there) << there.fault().what;
  const auto sighting = (*there)->read(
      [&](Transaction& tx) { return load_sighting(tx, chain.organisation.id, chain.sighting.id); });
  ASSERT_TRUE(sighting) << sighting.fault().what;
  EXPECT_TRUE(sighting->address == chain.sighting.address);
  EXPECT_EQ(sighting->last_seen, chain.sighting.last_seen);
  const auto history =
      (*there)->read([&](Transaction& tx) { return history_of(tx, chain.the_case.id); }).value();
  ASSERT_FALSE(history.empty());
  EXPECT_EQ(history.back().actor, "officer\t\\N\n");
  const auto sound = (*there)->read([](Transaction& tx) { return check_soundness(tx); });
  ASSERT_TRUE(sound);
  EXPECT_TRUE(sound->good());
  EXPECT_GT(sound->opened, 5U);
}

TEST_F(MovingAnInstallation, GoesOnNumberingAfterTheGreatestNumberThatCame) {
  ASSERT_TRUE(move());
  const auto there =
      Store::open_postgres(folder.path(), PostgresCluster::shared().conninfo("jium_app", name)).value();
  const auto before = there->read([](Transaction& tx) { return last_footage_change(tx); }).value();
  ASSERT_TRUE(there->write([&](Transaction& tx) { return update(tx, chain.footage); }));
  EXPECT_EQ(there->read([](Transaction& tx) { return last_footage_change(tx); }).value(), before + 1);
}

TEST_F(MovingAnInstallation, RefusesATargetThatIsNotEmpty) {
  ASSERT_TRUE(move());
  EXPECT_TRUE(is_fault(move(), FaultKind::conflict));
}

TEST_F(MovingAnInstallation, RefusesADatabaseOfSomethingElse) {
  ASSERT_TRUE(owner().script("create table ledger (id bigint primary key)"));
  EXPECT_TRUE(is_fault(move(), FaultKind::conflict));
}

TEST_F(MovingAnInstallation, ThatIsEndedBeforeItsEndLeavesTheTargetEmpty) {
  // A value that the source should never have held ends it in the middle, as a kill would: nothing is
  // committed.
  source.reset();
  ASSERT_TRUE(
      open_sqlite(folder.file("jium.db")).value()->script("update history set actor = cast(x'00' as text)"));
  source = Store::open(folder.path()).value();
  EXPECT_FALSE(move());
  EXPECT_EQ(owner().schema_number().value(), 0);
  EXPECT_TRUE(owner().tables().value().empty());
}

}  // namespace
}  // namespace jium::store
