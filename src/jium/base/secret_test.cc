#include "jium/base/secret.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <type_traits>

namespace jium {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) { out << value; };

using SecretText = Secret<std::string>;

static_assert(Streamable<std::string>, "the concept must be able to tell");
static_assert(!Streamable<SecretText>);
static_assert(!Streamable<Secret<int>>);
static_assert(fmt::is_formattable<std::string>::value && !fmt::is_formattable<SecretText>::value);
static_assert(!std::is_convertible_v<SecretText, std::string>);
static_assert(!std::is_convertible_v<SecretText, std::string_view>);
static_assert(!std::is_convertible_v<Secret<bool>, bool>);
// Nor does a plain value become a secret, or end being one, without a word in the code.
static_assert(!std::is_convertible_v<std::string, SecretText>);

TEST(Secret, IsReadByRevealingItOnly) {
  EXPECT_EQ(SecretText("plain").reveal(), "plain");
  EXPECT_EQ(SecretText().reveal(), "");
  EXPECT_TRUE(SecretText("a") == SecretText("a"));
  EXPECT_FALSE(SecretText("a") == SecretText("b"));
}

TEST(Secret, CanBeMovedOut) {
  SecretText secret("plain");
  const std::string taken = std::move(secret).reveal();
  EXPECT_EQ(taken, "plain");
}

}  // namespace
}  // namespace jium
