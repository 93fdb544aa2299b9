#include "jium/fingerprint/digests.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace jium::fingerprint {
namespace {

std::vector<std::string> hex_of(std::string_view text) {
  const auto digests = digests_of(bytes_of(text));
  std::vector<std::string> all;
  for (const Fingerprint& digest : digests.value()) all.push_back(digest.hex());
  return all;
}

// RFC 1321, section A.5; FIPS 180-4 (examples published by NIST).
TEST(Digests, agree_with_the_published_values) {
  EXPECT_EQ(hex_of(""), (std::vector<std::string>{
                            "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}));
  EXPECT_EQ(hex_of("abc"), (std::vector<std::string>{
                               "900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d",
                               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}));
}

TEST(Digests, come_in_the_order_that_the_header_promises) {
  const auto digests = digests_of(bytes_of("x"));
  ASSERT_TRUE(digests);
  ASSERT_EQ(digests->size(), 3U);
  EXPECT_EQ((*digests)[0].algorithm(), Algorithm::md5);
  EXPECT_EQ((*digests)[1].algorithm(), Algorithm::sha1);
  EXPECT_EQ((*digests)[2].algorithm(), Algorithm::sha256);
}

RC_GTEST_PROP(DigestsInPieces, equal_those_of_the_whole, (const std::vector<Bytes>& pieces)) {
  Digester digester;
  Bytes whole;
  for (const Bytes& piece : pieces) {
    digester.add(piece);
    whole.insert(whole.end(), piece.begin(), piece.end());
  }
  RC_ASSERT(*digester.finish() == *digests_of(whole));
}

}  // namespace
}  // namespace jium::fingerprint
