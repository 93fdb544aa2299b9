#include "jium/casework/receipt.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace jium::casework {
namespace {

TEST(Receipt, LooksLikeATelephoneNumberWithItsExtension) {
  EXPECT_EQ(Receipt::of(482190356612774).text().reveal().substr(0, 22), "070-4821-9035,6612-774");
  EXPECT_EQ(Receipt::of(0).text().reveal(), "070-0000-0000,0000-0000");
}

TEST(Receipt, HasTheCheckDigitOfDammsOwnExample) {
  // 572 has the check digit 4.
  EXPECT_EQ(Receipt::of(572).digits().reveal(), "0000000000005724");
}

TEST(Receipt, IsReadHoweverItWasTyped) {
  const Receipt receipt = Receipt::of(482190356612774);
  const std::string digits = receipt.digits().reveal();
  const std::string wide = "０７０ " + digits;
  for (const std::string& typed : {receipt.text().reveal(), digits, "070" + digits,
                                   " 070 (" + digits.substr(0, 8) + ") " + digits.substr(8), wide}) {
    const auto read = Receipt::parse(typed);
    ASSERT_TRUE(read) << typed;
    EXPECT_EQ(*read, receipt);
  }
}

TEST(Receipt, IsRefusedWithAnotherLengthOrASlip) {
  const std::string digits = Receipt::of(482190356612774).digits().reveal();
  for (const std::string& typed :
       {std::string(), digits.substr(1), digits + "1", "071" + digits, std::string(300, '0')})
    EXPECT_FALSE(Receipt::parse(typed)) << typed;
}

TEST(Receipt, NoSlipOfOneDigitOrOfTwoNeighboursPasses) {
  rc::check([](std::uint64_t number) {
    const std::string digits = Receipt::of(number).digits().reveal();
    RC_ASSERT(Receipt::parse(digits).has_value());
    const auto at = *rc::gen::inRange<std::size_t>(0, digits.size());
    const auto other = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    std::string slipped = digits;
    slipped[at] = other;
    RC_ASSERT(Receipt::parse(slipped).has_value() == (other == digits[at]));
    if (at + 1 == digits.size()) return;
    std::string changed = digits;
    std::swap(changed[at], changed[at + 1]);
    RC_ASSERT(Receipt::parse(changed).has_value() == (digits[at] == digits[at + 1]));
  });
}

}  // namespace
}  // namespace jium::casework
