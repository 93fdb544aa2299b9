#include "jium/linkage/payment_address.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "jium/linkage/base58.h"
#include "jium/linkage/bech32.h"
#include "jium/linkage/keccak.h"

namespace jium::linkage {
namespace {

// Published examples: the genesis block's address, BIP 173 and BIP 350 (test vectors), EIP-55 (test cases),
// the Tron Foundation's USDT contract, the XRP Ledger's genesis account, Monero's donation address.
struct Known {
  Chain chain;
  const char* text;
};
const Known kKnown[] = {
    {Chain::bitcoin, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {Chain::bitcoin, "3P14159f73E4gFr7JterCCQh9QjiTjiZrG"},
    {Chain::bitcoin, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"},
    {Chain::bitcoin, "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"},
    {Chain::tron, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"},
    {Chain::ripple, "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"},
    {Chain::ethereum, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
    {Chain::ethereum, "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"},
    {Chain::monero,
     "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"},
};

TEST(PaymentAddresses, ThatWereEverPublishedAreRead) {
  for (const Known& known : kKnown) {
    const auto read = read_payment_address(known.text);
    ASSERT_TRUE(read.has_value()) << known.text;
    EXPECT_EQ(read->chain, known.chain) << known.text;
    EXPECT_TRUE(read->checked) << known.text;
  }
}

TEST(PaymentAddresses, AreOneWhateverTheirCaseOrTheirScheme) {
  EXPECT_EQ(read_payment_address("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4").value(),
            read_payment_address(" bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=1\n").value());
  const auto mixed = read_payment_address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").value();
  const auto lower = read_payment_address("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed").value();
  const auto upper = read_payment_address("0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED").value();
  EXPECT_EQ(mixed.text, lower.text);
  EXPECT_EQ(upper.text, lower.text);
  EXPECT_FALSE(lower.checked) << "in one case there is no checksum";
  EXPECT_EQ(read_payment_address("ethereum:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed@1").value(), lower);
}

TEST(PaymentAddresses, WithAWrongCaseOfALetterAreRefused) {
  EXPECT_FALSE(read_payment_address("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").has_value());
  EXPECT_FALSE(read_payment_address("1a1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa").has_value());
  EXPECT_FALSE(read_payment_address("bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4").has_value());
}

TEST(PaymentAddresses, OfNoKnownFormAreRefusedWithoutRepeatingThem) {
  for (const char* text :
       {"", ":", "0x", "bc1", "1", "110-123-456789", "bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"}) {
    const auto read = read_payment_address(text);
    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  }
  EXPECT_EQ(read_payment_address("110-123-456789").fault().what.find("110-123"), std::string::npos);
}

// BIP 350: version 1 in Bech32's checksum, version 0 in Bech32m's, a wrong length, padding that is not zero.
TEST(PaymentAddresses, ThatTheStandardCallsInvalidAreRefused) {
  for (const char* text : {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
                           "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
                           "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
                           "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
                           "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", "bc1pw5dgrnzv",
                           "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
                           "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf", "bc1gmk9yu"}) {
    EXPECT_FALSE(read_payment_address(text).has_value()) << text;
  }
}

TEST(Keccak, IsNotSha3) {
  EXPECT_EQ(to_hex(keccak_256({})), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
}

rc::Gen<Bytes> bytes(std::size_t count) {
  return rc::gen::container<Bytes>(count, rc::gen::arbitrary<std::uint8_t>());
}

struct Drawn {
  Chain chain;
  std::string text;
};
Drawn drawn() {
  const Chain chain = *rc::gen::element(Chain::bitcoin, Chain::litecoin, Chain::dogecoin, Chain::tron,
                                        Chain::ripple, Chain::ethereum, Chain::monero);
  const bool segwit = (chain == Chain::bitcoin || chain == Chain::litecoin) && *rc::gen::arbitrary<bool>();
  const std::size_t size = chain == Chain::monero ? 64 : (segwit && *rc::gen::arbitrary<bool>()) ? 32 : 20;
  return {chain,
          write_payment_address(chain, *bytes(size), segwit ? Writing::bech32 : Writing::base58).value()};
}

RC_GTEST_PROP(PaymentAddresses, AreReadAsTheyWereWritten, ()) {
  const Drawn made = drawn();
  const auto read = read_payment_address(made.text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->chain == made.chain);
  const auto again = read_payment_address(read->text);
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->text == read->text);
}

RC_GTEST_PROP(PaymentAddresses, WithOneWrongCharacterAreAnotherOrNone, ()) {
  const Drawn made = drawn();
  std::string wrong = made.text;
  auto& at = wrong[*rc::gen::inRange<std::size_t>(0, wrong.size())];
  const char before = at;
  at = *rc::gen::elementOf(std::string(kBitcoinAlphabet) + "0Ol");
  RC_PRE(at != before);
  const auto read = read_payment_address(wrong);
  // Of Ethereum, a wrong digit is found by the case of the letters with 15 bits on average, not always; a
  // letter in the other case may leave a text in one case, which says nothing.
  if (made.chain != Chain::ethereum) RC_ASSERT(!read.has_value());
}

RC_GTEST_PROP(Base58, ComesBackAsItWas, ()) {
  const auto some = *rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>());
  RC_PRE(some.size() <= 80);
  RC_ASSERT(read_base58(write_base58(some, kRippleAlphabet), kRippleAlphabet) == some);
  RC_ASSERT(read_base58_blocks(write_base58_blocks(some)) == some);
}

}  // namespace
}  // namespace jium::linkage
