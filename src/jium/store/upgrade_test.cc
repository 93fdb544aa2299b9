// From every schema that there has been to this one, with a row in every table on the way: nothing of it is
// lost or changed, and the schema is the one that a new installation gets. On both databases, as the suite of
// the store is (test_store.h).
#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "jium/store/migrations.h"
#include "jium/store/row_security.h"
#include "jium/store/sqlite.h"
#include "jium/store/table_contents.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

class AnUpgrade : public ::testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override {
    if (tests_use_postgres()) {
      name = PostgresCluster::shared().make_empty_database();
      database = PostgresCluster::shared().connect("jium_owner", name);
    } else {
      database = needed(open_sqlite(folder.file("jium.db")));
    }
  }
  void TearDown() override {
    database.reset();
    if (!name.empty()) PostgresCluster::shared().drop(name);
  }
  Result<void> go_to(std::int64_t schema) {
    for (std::int64_t number = 1; number <= schema; ++number) {
      JIUM_CHECK(database->begin(Access::write, Acting::for_the_house()));
      JIUM_CHECK(database->apply_migration(migration_text(number), number));
      JIUM_CHECK(database->commit());
    }
    return {};
  }
  // Every number is 1, so that whatever a row names is there. A migration may have put rows into a table.
  Result<void> put_a_row_into_each(const std::vector<TableShape>& tables) {
    JIUM_TRY(const auto ordered, in_order(tables));
    JIUM_CHECK(database->begin(Access::write, Acting::for_the_house()));
    for (const TableShape& table : ordered) {
      std::string names, values;
      for (const ColumnShape& column : table.columns) {
        names += (names.empty() ? "" : ", ") + column.name;
        values += values.empty() ? "" : ", ";
        values += column.type == "integer" ? "1" : column.type == "text" ? "'word'" : blob();
      }
      JIUM_CHECK(database->run(
          ("insert into " + table.name + " (" + names + ") values (" + values + ") on conflict do nothing")
              .c_str(),
          {}));
    }
    return database->commit();
  }
  [[nodiscard]] static std::string blob() { return tests_use_postgres() ? "'\\x010203'" : "x'010203'"; }
  // What was there, by table; `columns` of the older schema.
  std::map<std::string, Contents> contents(const std::vector<TableShape>& tables) {
    std::map<std::string, Contents> all;
    needed(database->begin(Access::read, Acting::for_the_house()));
    for (const TableShape& table : tables) all.emplace(table.name, needed(contents_of(*database, table)));
    needed(database->commit());
    return all;
  }
  static std::vector<std::string> in_words(const std::vector<TableShape>& tables) {
    std::vector<std::string> words;
    for (const TableShape& table : tables) {
      for (const ColumnShape& column : table.columns)
        words.push_back(table.name + "." + column.name + " " + column.type +
                        (column.nullable ? " null" : "") + " key" + std::to_string(column.in_primary_key));
      for (const std::string& other : table.references) words.push_back(table.name + " -> " + other);
    }
    std::sort(words.begin(), words.end());
    return words;
  }

  ScratchFolder folder;
  std::string name;
  std::unique_ptr<Database> database;
};

TEST_P(AnUpgrade, KeepsEveryRowAndEndsInTheSchemaOfANewInstallation) {
  const auto gone = go_to(GetParam());
  ASSERT_TRUE(gone) << gone.fault().what;
  const auto tables = needed(database->tables());
  const auto put = put_a_row_into_each(tables);
  ASSERT_TRUE(put) << put.fault().what;
  const auto before = contents(tables);
  for (const auto& [table, held] : before) EXPECT_GT(held.rows, 0) << table;
  const auto migrated = migrate(*database);
  ASSERT_TRUE(migrated) << migrated.fault().what;
  EXPECT_EQ(database->schema_number().value(), newest_schema());
  for (const auto& [table, held] : contents(tables)) EXPECT_TRUE(held == before.at(table)) << table;
  const auto fresh = needed(open_sqlite(":memory:"));
  needed(migrate(*fresh));
  EXPECT_EQ(in_words(needed(database->tables())), in_words(needed(fresh->tables())));
  EXPECT_THAT(needed(database->own_faults()), ::testing::IsEmpty());
  if (!tests_use_postgres()) return;
  needed(database->begin(Access::write, Acting::for_the_house()));
  EXPECT_TRUE(secure_rows(*database, "jium_app"));
  needed(database->commit());
}

std::vector<std::int64_t> every_schema() {
  std::vector<std::int64_t> numbers;
  for (std::int64_t number = 1; number <= newest_schema(); ++number) numbers.push_back(number);
  return numbers;
}

INSTANTIATE_TEST_SUITE_P(FromEverySchema, AnUpgrade, ::testing::ValuesIn(every_schema()),
                         ::testing::PrintToStringParamName());

}  // namespace
}  // namespace jium::store
