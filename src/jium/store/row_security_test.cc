#include "jium/store/row_security.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "jium/store/footages.h"
#include "jium/store/stored_test.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

std::vector<TableShape> tables_of_the_schema() {
  const auto store = Store::in_memory().value();
  return store->read([](Transaction& tx) { return tx.database().tables(); }).value();
}

// Runs without PostgreSQL, so that whoever adds a table learns it at once.
TEST(RowSecurity, KnowsWhoseTheRowsOfEveryTableAre) {
  const auto held = held_tables(tables_of_the_schema());
  ASSERT_TRUE(held) << held.fault().what;
  EXPECT_EQ(held->size(), tables_of_the_schema().size());
}

TEST(RowSecurity, RefusesATableOfWhichNobodySaidWhoseItIs) {
  auto tables = tables_of_the_schema();
  tables.push_back({"forgotten", {{"id", "integer", false, 1}}, {}});
  const auto held = held_tables(tables);
  ASSERT_TRUE(is_fault(held, FaultKind::internal));
  EXPECT_NE(held.fault().what.find("forgotten"), std::string::npos);
}

TEST(RowSecurity, RefusesALineAboutATableThatIsNotThere) {
  auto tables = tables_of_the_schema();
  std::erase_if(tables, [](const TableShape& table) { return table.name == "letter"; });
  EXPECT_TRUE(is_fault(held_tables(tables), FaultKind::internal));
}

// Two centres with a case each, and questions asked by SQL as the program's own role.
class AsTheApplicationRole : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/lib/postgresql/15/bin/initdb"))
      GTEST_SKIP() << "ATTENTION: postgresql-15 is not installed: row security is NOT tested";
    name = PostgresCluster::shared().make_database();
    const std::string conninfo = PostgresCluster::shared().conninfo("jium_app", name);
    store = needed(Store::on([conninfo] { return open_postgres(conninfo); }, Vault::for_tests(), 1));
    for (const auto* chain : {&ours, &theirs})
      ASSERT_TRUE(store->write([&](Transaction& tx) { return sample::insert(tx, *chain); }));
    database = PostgresCluster::shared().connect("jium_app", name);
    const auto tables = held_tables(database->tables().value()).value();
    for (const HeldTable& table : tables)
      if (!table.condition.empty() && table.reads != "true") held.push_back(table.name);
  }
  void TearDown() override {
    store.reset();
    database.reset();
    if (!name.empty()) PostgresCluster::shared().drop(name);
  }
  std::int64_t rows_in(const std::string& table) {
    std::int64_t rows = -1;
    const auto counted =
        database->query(("select count(*) from " + table).c_str(), {}, [&](const Row& row) -> Result<void> {
          rows = row.integer(0);
          return {};
        });
    EXPECT_TRUE(counted) << table;
    return rows;
  }
  // How many rows of every held table together are seen by whoever the setting names.
  std::int64_t rows_seen() {
    std::int64_t rows = 0;
    for (const std::string& table : held) rows += rows_in(table);
    return rows;
  }

  sample::Chain ours, theirs;
  std::string name;
  std::unique_ptr<Store> store;
  std::unique_ptr<Database> database;
  std::vector<std::string> held;
};

TEST_F(AsTheApplicationRole, NobodySaidMeansNoRows) {
  ASSERT_GE(held.size(), 10U);
  EXPECT_EQ(rows_seen(), 0);
  ASSERT_TRUE(database->begin(Access::read, Acting::for_the_house()));
  EXPECT_GT(rows_seen(), 0);
}

TEST_F(AsTheApplicationRole, WhatWasSaidBeforeIsForgottenWithItsTransaction) {
  ASSERT_TRUE(database->begin(Access::read, Acting::for_the_house()));
  ASSERT_TRUE(database->commit());
  EXPECT_EQ(rows_seen(), 0);
  ASSERT_TRUE(database->begin(Access::read, Acting::for_organisation(ours.organisation.id)));
  database->rollback();
  EXPECT_EQ(rows_seen(), 0);
}

TEST_F(AsTheApplicationRole, WordsThatNameNobodyMeanNoRows) {
  for (const char* setting : {"", "0", "HOUSE", "house ", "null", "1 or true", "-", "1e3"}) {
    ASSERT_TRUE(database->script("begin"));
    ASSERT_TRUE(database->run("select set_config('jium.organisation', ?, true)", {setting}));
    EXPECT_EQ(rows_seen(), 0) << setting;
    database->rollback();
  }
}

TEST_F(AsTheApplicationRole, AnOrganisationSeesItsOwnRowsInEveryTableAndNoOthers) {
  std::int64_t all = 0;
  ASSERT_TRUE(database->begin(Access::read, Acting::for_the_house()));
  all = rows_seen();
  ASSERT_TRUE(database->act(Acting::for_organisation(ours.organisation.id)));
  const std::int64_t own = rows_seen();
  EXPECT_EQ(own * 2, all);  // both have a chain of the same records
  EXPECT_GT(own, 0);
  EXPECT_EQ(rows_in("sighting"), 1);
  EXPECT_EQ(rows_in("letter"), 1);  // by way of its request
}

TEST_F(AsTheApplicationRole, RowsOfAnotherOrganisationCannotBeAddedChangedOrErased) {
  const auto as_us = Acting::for_organisation(ours.organisation.id);
  ASSERT_TRUE(database->begin(Access::write, as_us));
  EXPECT_FALSE(
      database->run("insert into data_key (id, organisation) values (1, ?)", {theirs.organisation.id}));
  database->rollback();
  ASSERT_TRUE(database->begin(Access::write, as_us));
  EXPECT_FALSE(database->run("update case_file set organisation = ?", {theirs.organisation.id}))
      << "a row must not be given away either";
  database->rollback();
  ASSERT_TRUE(database->begin(Access::write, as_us));
  ASSERT_TRUE(database->run("update sighting set last_seen = last_seen + 1", {}));
  EXPECT_EQ(database->changed_rows(), 1);
  ASSERT_TRUE(database->run("delete from letter where id = ?", {theirs.letter.id}));
  EXPECT_EQ(database->changed_rows(), 0);
  database->rollback();
}

TEST_F(AsTheApplicationRole, AVerbWithAForgottenConditionFindsNothingOfAnother) {
  const auto found = store->read(Acting::for_organisation(ours.organisation.id), [&](Transaction& tx) {
    return load_footage(tx, theirs.organisation.id, theirs.footage.id);
  });
  EXPECT_TRUE(is_fault(found, FaultKind::missing));
}

TEST_F(AsTheApplicationRole, TheHouseIsAskedInANamedPlaceAndThenLeft) {
  const auto count = [](Transaction& tx) {
    std::int64_t rows = -1;
    EXPECT_TRUE(tx.database().query("select count(*) from footage", {}, [&](const Row& row) -> Result<void> {
      rows = row.integer(0);
      return {};
    }));
    return rows;
  };
  const auto asked = [&](Transaction& tx) -> Result<void> {
    EXPECT_EQ(count(tx), 1);
    JIUM_CHECK(tx.for_the_house([&]() -> Result<void> {
      EXPECT_EQ(count(tx), 2);
      return {};
    }));
    EXPECT_EQ(count(tx), 1);
    const auto refused =
        tx.for_the_house([]() -> Result<void> { return fault(FaultKind::missing, "no such thing"); });
    EXPECT_TRUE(is_fault(refused, FaultKind::missing));
    EXPECT_EQ(count(tx), 1) << "a fault leaves the house's name too";
    return {};
  };
  EXPECT_TRUE(store->read(Acting::for_organisation(ours.organisation.id), asked));
}

TEST_F(AsTheApplicationRole, NothingIsOwnedAndNothingOfTheSchemaCanBeChanged) {
  for (const char* sql : {"alter table case_file disable row level security",
                          "drop policy jium_rows on case_file", "drop table job", "truncate job",
                          "create table mine (id bigint)", "update schema_version set number = 0",
                          "set role jium_owner", "alter table case_file no force row level security"})
    EXPECT_FALSE(database->script(sql)) << sql;
}

TEST_F(AsTheApplicationRole, TheOwnerIsHeldByThePoliciesToo) {
  const auto owner = PostgresCluster::shared().connect("jium_owner", name);
  std::int64_t rows = -1;
  ASSERT_TRUE(owner->query("select count(*) from case_file", {}, [&](const Row& row) -> Result<void> {
    rows = row.integer(0);
    return {};
  }));
  EXPECT_EQ(rows, 0);
}

TEST_F(AsTheApplicationRole, ATableThatOnlyGrowsIsNeitherChangedNorErased) {
  const auto owner = PostgresCluster::shared().connect("jium_owner", name);
  const auto tables = held_tables(owner->tables().value()).value();
  for (const HeldTable& table : tables) {
    if (!table.only_grows) continue;
    ASSERT_TRUE(database->begin(Access::write, Acting::for_the_house()));
    EXPECT_FALSE(database->script(("delete from " + table.name).c_str())) << table.name;
    database->rollback();
  }
}

}  // namespace
}  // namespace jium::store
