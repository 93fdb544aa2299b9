#include <cstdlib>
#include <fstream>
#include <sstream>

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Schema : public StoredTest {};

TEST_F(Schema, IsTheOneThatIsCheckedIn) {
  const std::string path = std::string(JIUM_SOURCE_DIR) + "/src/jium/store/schema.sql";
  const auto dumped = Store::in_memory().value()->dump_schema();
  ASSERT_TRUE(dumped) << dumped.fault().what;
  if (std::getenv("JIUM_REFRESH") != nullptr) std::ofstream(path) << *dumped;
  std::ostringstream kept;
  kept << std::ifstream(path).rdbuf();
  EXPECT_EQ(kept.str(), *dumped)
      << "the migrations make another schema than schema.sql shows: run this test once with "
         "JIUM_REFRESH=1 in its environment, look at the difference and commit it";
}

// On PostgreSQL: as SQLite has it, table by table.
TEST_F(Schema, IsTheSameWhicheverDatabaseHoldsIt) {
  const auto read_tables = [](Store& from) {
    return from.read([](Transaction& tx) { return tx.database().tables(); }).value();
  };
  const auto here = read_tables(*store);
  const auto there = read_tables(*Store::in_memory().value());
  const auto text_of_table = [](const TableShape& table) {
    std::string text = table.name + ":";
    for (const ColumnShape& column : table.columns)
      text += " " + column.name + " " + column.type + (column.nullable ? " null" : "") +
              (column.in_primary_key > 0 ? " key" + std::to_string(column.in_primary_key) : "");
    for (const std::string& name : table.references) text += " ->" + name;
    return text;
  };
  ASSERT_EQ(here.size(), there.size());
  for (std::size_t i = 0; i < here.size(); ++i) EXPECT_EQ(text_of_table(here[i]), text_of_table(there[i]));
}

}  // namespace
}  // namespace jium::store
