#include "jium/base/enum_text.h"

#include <gtest/gtest.h>

namespace jium {

enum class Season { spring, early_summer, autumn };
BOOST_DESCRIBE_ENUM(Season, spring, early_summer, autumn)
enum class Undescribed { one };

namespace {

static_assert(DescribedEnum<Season>);
static_assert(!DescribedEnum<Undescribed>);

TEST(EnumText, EveryEnumeratorIsItsNameAndBack) {
  for (const Season season : {Season::spring, Season::early_summer, Season::autumn}) {
    EXPECT_EQ(*parse_enum<Season>("season", to_text(season)), season);
  }
  EXPECT_EQ(to_text(Season::early_summer), "early_summer");
}

TEST(EnumText, AnUnknownWordIsMalformedAndTheChoicesAreNamed) {
  for (const std::string_view word : {"", "Spring", "spring ", "winter", "early"}) {
    const auto read = parse_enum<Season>("season", word);
    ASSERT_FALSE(read.has_value()) << word;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
    EXPECT_EQ(read.fault().what, "unknown season: use one of spring, early_summer, autumn");
  }
}

TEST(EnumText, ANumberBeyondTheEnumeratorsIsNoName) {
  EXPECT_EQ(to_text(static_cast<Season>(17)), "unknown");
}

}  // namespace
}  // namespace jium
