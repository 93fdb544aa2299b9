#include "jium/base/id.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>
#include <set>
#include <type_traits>

namespace jium {
namespace {

struct FootageTag {
  static constexpr char letter = 'F';
  static constexpr std::string_view noun = "footage";
};
struct CaseTag {
  static constexpr char letter = 'C';
  static constexpr std::string_view noun = "case";
};
using FootageId = Id<FootageTag>;
using CaseId = Id<CaseTag>;

// One noun's id is no other's, and no bare number.
static_assert(!std::is_convertible_v<FootageId, CaseId>);
static_assert(!std::is_constructible_v<CaseId, FootageId>);
static_assert(!std::is_convertible_v<std::uint64_t, FootageId>);

constexpr std::uint64_t kEnd = std::uint64_t{1} << 60;

rc::Gen<FootageId> any_id() {
  return rc::gen::map(rc::gen::inRange<std::uint64_t>(1, kEnd), [](std::uint64_t v) { return FootageId(v); });
}

RC_GTEST_PROP(Id, ReadsBackWhatItWrites, ()) {
  const FootageId id = *any_id();
  const auto read = FootageId::parse(id.text());
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == id);
}

RC_GTEST_PROP(Id, IsReadInEitherCaseAndWithoutDashes, ()) {
  const FootageId id = *any_id();
  std::string text;
  for (const char c : id.text()) {
    if (c == '-' && *rc::gen::arbitrary<bool>()) continue;
    text += *rc::gen::arbitrary<bool>() ? static_cast<char>(std::tolower(c)) : c;
  }
  const auto read = FootageId::parse(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == id);
}

RC_GTEST_PROP(Id, LettersThatLookLikeDigitsAreReadAsThem, ()) {
  const FootageId id = *any_id();
  std::string text = id.text();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '0') text[i] = *rc::gen::element('O', 'o');
    if (text[i] == '1') text[i] = *rc::gen::element('I', 'i', 'L', 'l');
  }
  const auto read = FootageId::parse(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == id);
}

RC_GTEST_PROP(Id, OfAnotherNounIsRefused, ()) {
  const auto read = CaseId::parse((*any_id()).text());
  RC_ASSERT(!read.has_value());
  RC_ASSERT(read.fault().kind == FaultKind::malformed);
}

RC_GTEST_PROP(Id, AnyTextIsRefusedOrReadsBackTheSame, (std::string text)) {
  const auto read = FootageId::parse("F" + text);
  if (read) RC_ASSERT(*FootageId::parse(read->text()) == *read);
}

TEST(Id, LooksAsTheManualSays) {
  EXPECT_EQ(FootageId(1).text(), "F-0000-0000-0001");
  EXPECT_EQ(FootageId(kEnd - 1).text(), "F-ZZZZ-ZZZZ-ZZZZ");
  EXPECT_EQ(FootageId(32).text(), "F-0000-0000-0010");
}

TEST(Id, WhatIsNoIdIsMalformed) {
  for (const std::string_view text :
       {"", "F", "F-", "F-0000-0000-000", "F-0000-0000-00011", "F-0000-0000-0000", "F-0000-0000-000U",
        "F-0000-0000-000*", "0000-0000-0001", "F 0000 0000 0001", "\xEF\xBC\xA6-0000-0000-0001"}) {
    const auto read = FootageId::parse(text);
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
    EXPECT_NE(read.fault().what.find("footage"), std::string::npos);
  }
}

TEST(Id, TheFaultDoesNotRepeatWhatWasTyped) {
  EXPECT_EQ(FootageId::parse("F-SECRET-THING").fault().what.find("SECRET"), std::string::npos);
}

TEST(Id, RandomOnesAreNeverEmptyAndDiffer) {
  std::set<FootageId> seen;
  for (int i = 0; i < 10'000; ++i) {
    const FootageId id = FootageId::random();
    EXPECT_FALSE(id.empty());
    EXPECT_LT(id.value(), kEnd);
    EXPECT_TRUE(seen.insert(id).second);
  }
  EXPECT_TRUE(FootageId().empty());
}

}  // namespace
}  // namespace jium
