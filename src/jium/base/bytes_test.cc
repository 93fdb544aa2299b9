#include "jium/base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cctype>

namespace jium {
namespace {

RC_GTEST_PROP(Bytes, HexadecimalReadsBackInEitherCase, (const Bytes& bytes)) {
  std::string text = to_hex(bytes);
  RC_ASSERT(text.size() == bytes.size() * 2);
  for (char& c : text) {
    RC_ASSERT(std::string_view("0123456789abcdef").find(c) != std::string_view::npos);
    if (*rc::gen::arbitrary<bool>()) c = static_cast<char>(std::toupper(c));
  }
  const auto read = from_hex(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == bytes);
}

RC_GTEST_PROP(Bytes, OneStrayCharacterMakesHexadecimalMalformed, (const Bytes& bytes)) {
  std::string text = to_hex(bytes);
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  const char stray = *rc::gen::element('g', 'x', ' ', '-', ':', '\0', '\n', '/', '@', '`');
  text.insert(at, 1, stray);
  RC_ASSERT(!from_hex(text).has_value());
  text.insert(at, 1, '0');
  RC_ASSERT(!from_hex(text).has_value());
}

RC_GTEST_PROP(Bytes, AnOddNumberOfDigitsIsMalformed, (const Bytes& bytes)) {
  RC_ASSERT(!from_hex(to_hex(bytes) + "a").has_value());
}

RC_GTEST_PROP(Bytes, TextAndBytesAreTwoViewsOfTheSame, (const std::string& text)) {
  RC_ASSERT(text_of(bytes_of(text)) == text);
}

TEST(Bytes, NothingIsNoDigits) {
  EXPECT_EQ(to_hex({}), "");
  EXPECT_TRUE(from_hex("")->empty());
}

TEST(Bytes, RandomOnesDiffer) {
  EXPECT_EQ(random_bytes(24).size(), 24U);
  EXPECT_NE(random_bytes(24), random_bytes(24));
  EXPECT_TRUE(random_bytes(0).empty());
}

}  // namespace
}  // namespace jium
