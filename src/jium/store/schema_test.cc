#include <cstdlib>
#include <fstream>
#include <sstream>

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Schema : public StoredTest {};

TEST_F(Schema, IsTheOneThatIsCheckedIn) {
  const std::string path = std::string(JIUM_SOURCE_DIR) + "/src/jium/store/schema.sql";
  const auto dumped = store->dump_schema();
  ASSERT_TRUE(dumped) << dumped.fault().what;
  if (std::getenv("JIUM_REFRESH") != nullptr) std::ofstream(path) << *dumped;
  std::ostringstream kept;
  kept << std::ifstream(path).rdbuf();
  EXPECT_EQ(kept.str(), *dumped)
      << "the migrations make another schema than schema.sql shows: run this test once with "
         "JIUM_REFRESH=1 in its environment, look at the difference and commit it";
}

}  // namespace
}  // namespace jium::store
