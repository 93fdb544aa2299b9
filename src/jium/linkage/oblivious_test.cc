#include "jium/linkage/oblivious.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace jium::linkage {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> hex(std::string_view text) {
  std::array<std::uint8_t, N> out{};
  const Bytes bytes = from_hex(text).value();
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

// RFC 9497, appendix A.1.1.
TEST(Oblivious, GivesTheNumbersOfTheStandard) {
  const TokenKey key = TokenKey::derive(Bytes(32, 0xa3), "test key");
  EXPECT_EQ(to_hex(key.reveal()), "5ebcea5ee37023ccb9fc2d2019f9d7737be85591ae8652ffa9ef0f4d37063b0e");
  const auto factor = hex<32>("64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706");
  struct Vector {
    std::string input;
    const char *blinded, *evaluated, *output;
  };
  const Vector vectors[] = {
      {std::string(1, '\0'), "609a0ae68c15a3cf6903766461307e5c8bb2f95e7e6550e1ffa2dc99e412803c",
       "7ec6578ae5120958eb2db1745758ff379e77cb64fe77b0b2d8cc917ea0869c7e",
       "527759c3d9366f277d8c6020418d96bb393ba2afb20ff90df23fb7708264e2f3ab9135e3bd69955851de4b1f9fe8a09733967"
       "19b7912b"
       "a9ee8aa7d0b5e24bcf6"},
      {std::string(17, 'Z'), "da27ef466870f5f15296299850aa088629945a17d1f5b7f5ff043f76b3c06418",
       "b4cbf5a4f1eeda5a63ce7b77c7d23f461db3fcab0dd28e4e17cecb5c90d02c25",
       "f4a74c9c592497375e796aa837e907b1a045d34306a749db9f34221f7e750cb4f2a6413a6bf6fa5e19ba6348eb673934a722a"
       "7ede2e76"
       "21306d18951e7cf2c73"},
  };
  for (const Vector& vector : vectors) {
    const Blinding blinding = blind_with(vector.input, factor).value();
    EXPECT_EQ(to_hex(blinding.blinded), vector.blinded);
    const auto evaluated = key.evaluate({blinding.blinded}).value();
    EXPECT_EQ(to_hex(evaluated.front()), vector.evaluated);
    EXPECT_EQ(to_hex(finish(blinding, evaluated.front()).value()), vector.output);
  }
}

const TokenKey kKey = TokenKey::derive(Bytes(32, 7), "traces");

Output through(const TokenKey& key, const std::string& word) {
  const Blinding blinding = blind(word).value();
  return finish(blinding, key.evaluate({blinding.blinded}).value().front()).value();
}

RC_GTEST_PROP(Oblivious, GivesOneTokenForOneWordHoweverItWasBlinded, (const std::string& word)) {
  const Blinding one = blind(word).value(), other = blind(word).value();
  RC_ASSERT(one.blinded != other.blinded);
  const auto both = kKey.evaluate({one.blinded, other.blinded}).value();
  RC_ASSERT(finish(one, both[0]).value() == finish(other, both[1]).value());
}

RC_GTEST_PROP(Oblivious, GivesTwoWordsTwoTokens, (const std::string& one, const std::string& other)) {
  RC_PRE(one != other);
  RC_ASSERT(through(kKey, one) != through(kKey, other));
}

TEST(Oblivious, OfAnotherPurposeOrAnotherSecretIsAnother) {
  const auto base = through(kKey, "word");
  EXPECT_NE(through(TokenKey::derive(Bytes(32, 7), "G-1"), "word"), base);
  EXPECT_NE(through(TokenKey::derive(Bytes(32, 8), "traces"), "word"), base);
  const CentresSecret none{}, some = make_centres_secret();
  EXPECT_NE(token_of(base, none), token_of(base, some));
  EXPECT_EQ(token_of(base, some), token_of(base, some));
  EXPECT_NE(to_hex(token_of(base, none)), to_hex(base).substr(0, 64));
}

TEST(Oblivious, RefusesWhatIsNoElement) {
  Element identity{}, high{};
  high.fill(0xff);
  Element odd{};
  odd[0] = 1;
  for (const Element& wrong : {identity, high, odd}) {
    EXPECT_EQ(kKey.evaluate({wrong}).fault().kind, FaultKind::malformed);
    EXPECT_FALSE(finish(blind("word").value(), wrong).has_value());
  }
  const Element good = blind("word").value().blinded;
  EXPECT_FALSE(kKey.evaluate({good, identity}).has_value()) << "all of a batch or nothing";
  EXPECT_TRUE(kKey.evaluate(std::vector<Element>(kBatch, good)).has_value());
  EXPECT_FALSE(kKey.evaluate(std::vector<Element>(kBatch + 1, good)).has_value());
  EXPECT_FALSE(blind(std::string(65536, 'a')).has_value());
}

// What the server sees of one word that is asked twice, and of two words, looks the same: elements that are
// all different, and of which the same number of bits is set.
TEST(Oblivious, ShowsTheServerNothingOfTheWord) {
  std::set<Element> seen;
  std::array<int, 2> ones{};
  constexpr int kTimes = 400;
  for (int i = 0; i < kTimes; ++i) {
    for (const std::size_t which : {0U, 1U}) {
      const Element element = blind(which == 0 ? "+821012345678" : "+821012345679").value().blinded;
      EXPECT_TRUE(seen.insert(element).second);
      for (const auto byte : element) ones.at(which) += __builtin_popcount(byte);
    }
  }
  const double all = kTimes * 255.0 / 2;  // the top bit is never set
  for (const int count : ones) EXPECT_NEAR(count, all, 6 * std::sqrt(kTimes * 255.0) / 2 + kTimes);
}

TEST(CentresSecret, ComesBackFromItsFile) {
  const CentresSecret secret = make_centres_secret();
  EXPECT_EQ(read_centres_secret(write_centres_secret(secret)).value(), secret);
  for (const char* wrong :
       {"", "jium centres' secret 1 ", "jium centres' secret 1 00", "jium identity private 1 00"}) {
    EXPECT_FALSE(read_centres_secret(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace jium::linkage
