#include "jium/fingerprint/fingerprint.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>

namespace jium::fingerprint {
namespace {

Bytes arbitrary_value(Algorithm algorithm) {
  const ValueSize size = value_size(algorithm);
  const auto count = *rc::gen::inRange(size.least, std::min<std::size_t>(size.most, 1000) + 1);
  return *rc::gen::container<Bytes>(count, rc::gen::arbitrary<std::uint8_t>());
}

Algorithm arbitrary_algorithm() {
  return static_cast<Algorithm>(*rc::gen::inRange<std::size_t>(0, kAlgorithmCount));
}

Fingerprint arbitrary_pdq() {
  return Fingerprint::make(Algorithm::pdq, arbitrary_value(Algorithm::pdq), 100).value();
}

RC_GTEST_PROP(Fingerprint, what_is_written_is_read_back_the_same, ()) {
  const Algorithm algorithm = arbitrary_algorithm();
  const int quality = is_perceptual(algorithm) ? *rc::gen::inRange(0, 101) : 100;
  const Fingerprint made = Fingerprint::make(algorithm, arbitrary_value(algorithm), quality).value();
  const auto parsed = Fingerprint::parse(name_of(algorithm), made.hex(), quality);
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(*parsed == made);
  RC_ASSERT(made.hex().size() == made.value().size() * 2);
}

RC_GTEST_PROP(Fingerprint, upper_case_digits_mean_the_same, ()) {
  const Fingerprint made = arbitrary_pdq();
  std::string upper = made.hex();
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  RC_ASSERT(Fingerprint::parse("pdq", upper, 100).value() == made);
}

RC_GTEST_PROP(Fingerprint, distance_is_zero_to_itself_and_the_same_in_both_directions, ()) {
  const Fingerprint a = arbitrary_pdq();
  const Fingerprint b = arbitrary_pdq();
  RC_ASSERT(distance(a, a) == 0);
  RC_ASSERT(distance(a, b) == distance(b, a));
  RC_ASSERT((distance(a, b) == 0) == (a == b));
}

RC_GTEST_PROP(Fingerprint, a_detour_is_never_shorter, ()) {
  const Fingerprint a = arbitrary_pdq();
  const Fingerprint b = arbitrary_pdq();
  const Fingerprint c = arbitrary_pdq();
  RC_ASSERT(distance(a, c).value() <= distance(a, b).value() + distance(b, c).value());
}

RC_GTEST_PROP(Fingerprint, flipping_n_bits_makes_a_distance_of_n, ()) {
  Bytes value = arbitrary_value(Algorithm::pdq);
  const Fingerprint before = Fingerprint::make(Algorithm::pdq, value, 100).value();
  const auto places = *rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 256));
  for (const int place : places)
    value[static_cast<std::size_t>(place) / 8] ^= static_cast<std::uint8_t>(1U << (place % 8));
  const Fingerprint after = Fingerprint::make(Algorithm::pdq, value, 100).value();
  RC_ASSERT(distance(before, after) == static_cast<int>(places.size()));
}

TEST(Fingerprint, algorithms_have_names_that_parse_and_sizes_of_their_own) {
  for (std::size_t i = 0; i < kAlgorithmCount; ++i) {
    const auto algorithm = static_cast<Algorithm>(i);
    EXPECT_EQ(parse_algorithm(name_of(algorithm)).value(), algorithm);
    const ValueSize size = value_size(algorithm);
    EXPECT_TRUE(Fingerprint::make(algorithm, Bytes(size.least), 100));
    EXPECT_TRUE(Fingerprint::make(algorithm, Bytes(size.most), 100));
    EXPECT_FALSE(Fingerprint::make(algorithm, Bytes(size.least - 1), 100));
    EXPECT_FALSE(Fingerprint::make(algorithm, Bytes(size.most + 1), 100));
  }
  EXPECT_EQ(value_size(Algorithm::sha1).least, 20U);
  EXPECT_EQ(value_size(Algorithm::sha1).most, 20U);
}

TEST(Fingerprint, what_is_not_compared_bit_by_bit_has_no_distance_even_to_itself) {
  const Fingerprint print = Fingerprint::make(Algorithm::picture_print, Bytes(100), 100).value();
  EXPECT_FALSE(distance(print, print));
}

TEST(Fingerprint, different_algorithms_have_no_distance) {
  const Fingerprint pdq = Fingerprint::make(Algorithm::pdq, Bytes(32, 7), 100).value();
  const Fingerprint sha256 = Fingerprint::make(Algorithm::sha256, Bytes(32, 7), 100).value();
  EXPECT_FALSE(distance(pdq, sha256));
  EXPECT_FALSE(pdq == sha256);
}

TEST(Fingerprint, the_two_dialects_of_pdq_have_names_of_their_own_and_no_distance) {
  EXPECT_EQ(name_of(Algorithm::pdq), "pdq");
  EXPECT_EQ(name_of(Algorithm::pdq_512), "pdq-512");
  const Fingerprint full = Fingerprint::make(Algorithm::pdq, Bytes(32, 7), 80).value();
  const Fingerprint grid = Fingerprint::make(Algorithm::pdq_512, Bytes(32, 7), 80).value();
  EXPECT_FALSE(distance(full, grid));
  EXPECT_FALSE(full == grid);
  EXPECT_EQ(distance(grid, grid), 0);
  EXPECT_EQ(grid.quality(), 80);
}

TEST(Fingerprint, only_pdq_of_quality_50_or_more_matches_perceptually) {
  EXPECT_TRUE(Fingerprint::make(Algorithm::pdq, Bytes(32), 50).value().matches_perceptually());
  EXPECT_FALSE(Fingerprint::make(Algorithm::pdq, Bytes(32), 49).value().matches_perceptually());
  EXPECT_TRUE(Fingerprint::make(Algorithm::pdq_512, Bytes(32), 50).value().matches_perceptually());
  EXPECT_FALSE(Fingerprint::make(Algorithm::pdq_512, Bytes(32), 49).value().matches_perceptually());
  EXPECT_FALSE(Fingerprint::make(Algorithm::md5, Bytes(16), 100).value().matches_perceptually());
}

TEST(Fingerprint, digests_always_have_full_quality) {
  EXPECT_EQ(Fingerprint::make(Algorithm::sha1, Bytes(20), 3).value().quality(), 100);
  EXPECT_EQ(Fingerprint::make(Algorithm::pdq, Bytes(32), 3).value().quality(), 3);
}

TEST(Fingerprint, wrong_text_is_refused_with_the_right_size) {
  for (const std::string_view hex : {"", "00", "zz"}) {
    const auto parsed = Fingerprint::parse("pdq", hex, 100);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.fault().what, "a pdq value has 64 hexadecimal digits");
  }
  EXPECT_FALSE(Fingerprint::parse("pdq", std::string(64, 'g'), 100));
  EXPECT_FALSE(Fingerprint::parse("pdq", std::string(66, '0'), 100));
  EXPECT_FALSE(Fingerprint::parse("pdq", std::string(64, '0'), 101));
  EXPECT_FALSE(Fingerprint::parse("pdq", std::string(64, '0'), -1));
  EXPECT_FALSE(Fingerprint::parse("PDQ", std::string(64, '0'), 100));
  EXPECT_FALSE(Fingerprint::parse("photodna", std::string(64, '0'), 100));
}

}  // namespace
}  // namespace jium::fingerprint
