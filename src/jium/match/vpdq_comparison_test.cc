#include "jium/match/vpdq_comparison.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace jium::match {
namespace {

Bits256 with_bits(int first, int count) {
  Bits256 value{};
  for (int bit = first; bit < first + count; ++bit)
    value[static_cast<std::size_t>(bit) / 64] ^= std::uint64_t{1} << (bit % 64);
  return value;
}

VpdqFrame frame(int set_bits, int quality = 100) {
  return {with_bits(0, set_bits), quality};
}

// A second telling of the three practices: lists of frames, a map of what was seen, bit by bit.
int plain_apart(const Bits256& a, const Bits256& b) {
  int apart = 0;
  for (std::size_t bit = 0; bit < 256; ++bit)
    apart += ((a[bit / 64] ^ b[bit / 64]) >> (bit % 64) & 1U) != 0 ? 1 : 0;
  return apart;
}

std::vector<VpdqFrame> plain_frames(std::vector<VpdqFrame> frames, VpdqPractice practice) {
  const auto good_only = [&] { std::erase_if(frames, [](const VpdqFrame& f) { return f.quality < 50; }); };
  const auto once_only = [&] {
    std::map<Bits256, int> times;
    std::erase_if(frames, [&](const VpdqFrame& f) { return times[f.bits]++ > 0; });
  };
  if (practice == VpdqPractice::pairwise) once_only();
  good_only();
  if (practice == VpdqPractice::index) once_only();
  return frames;
}

double plain_share(const std::vector<VpdqFrame>& of, const std::vector<VpdqFrame>& in, bool strict) {
  if (of.empty() || in.empty()) return 0;
  const auto found = std::count_if(of.begin(), of.end(), [&](const VpdqFrame& a) {
    return std::any_of(in.begin(), in.end(), [&](const VpdqFrame& b) {
      return strict ? plain_apart(a.bits, b.bits) < 31 : plain_apart(a.bits, b.bits) <= 31;
    });
  });
  return static_cast<double>(found) * 100.0 / static_cast<double>(of.size());
}

// Few values near the threshold and qualities near the floor, so that repeats and edges are common.
rc::Gen<std::vector<VpdqFrame>> any_video() {
  return rc::gen::container<std::vector<VpdqFrame>>(rc::gen::map(
      rc::gen::pair(rc::gen::element(0, 5, 30, 31, 32, 62, 100), rc::gen::element(0, 49, 50, 100)),
      [](const auto& pair) { return frame(pair.first, pair.second); }));
}

RC_GTEST_PROP(VpdqComparison, AgreesWithAPlainTellingInEveryPractice, ()) {
  const auto query = *any_video();
  const auto reference = *any_video();
  for (const auto practice : {VpdqPractice::program, VpdqPractice::pairwise, VpdqPractice::index}) {
    const auto q = plain_frames(query, practice);
    const auto r = plain_frames(reference, practice);
    const bool strict = practice == VpdqPractice::program;
    const VpdqPercentages expected{plain_share(q, r, strict), plain_share(r, q, strict)};
    RC_ASSERT(compare_vpdq(query, reference, practice) == expected);
    const auto turned = compare_vpdq(reference, query, practice);
    const auto q_values = vpdq_values(query, practice);
    const auto r_values = vpdq_values(reference, practice);
    for (const double least : {0.0, 20.0, 50.0, 80.0, 100.0}) {
      const double share = vpdq_percentages(q_values, r_values, 31).query;
      RC_ASSERT(reaches_share(q_values, r_values, 31, least) == (!q_values.empty() && share >= least));
    }
    RC_ASSERT(turned == (VpdqPercentages{expected.reference, expected.query}));
  }
}

TEST(VpdqComparison, ThirtyOneBitsMatchForPythonAndNotForTheProgram) {
  const std::vector<VpdqFrame> a{frame(0)};
  for (const auto& [apart, program, others] :
       {std::tuple(30, 100.0, 100.0), {31, 0.0, 100.0}, {32, 0.0, 0.0}}) {
    const std::vector<VpdqFrame> b{frame(apart)};
    EXPECT_EQ(compare_vpdq(a, b, VpdqPractice::program).query, program) << apart;
    EXPECT_EQ(compare_vpdq(a, b, VpdqPractice::pairwise).query, others) << apart;
    EXPECT_EQ(compare_vpdq(a, b, VpdqPractice::index).query, others) << apart;
  }
}

TEST(VpdqComparison, RepeatsCountOnlyForTheProgram) {
  const std::vector<VpdqFrame> query{frame(0), frame(0), frame(0), frame(200)};
  const std::vector<VpdqFrame> reference{frame(0)};
  EXPECT_EQ(compare_vpdq(query, reference, VpdqPractice::program).query, 75);
  EXPECT_EQ(compare_vpdq(query, reference, VpdqPractice::pairwise).query, 50);
  EXPECT_EQ(compare_vpdq(query, reference, VpdqPractice::index).query, 50);
}

TEST(VpdqComparison, APoorFirstFrameHidesAGoodOneOnlyInThePairwisePractice) {
  const std::vector<VpdqFrame> query{frame(0, 49), frame(0, 50), frame(200)};
  const std::vector<VpdqFrame> reference{frame(0)};
  EXPECT_EQ(compare_vpdq(query, reference, VpdqPractice::pairwise).query, 0);
  EXPECT_EQ(compare_vpdq(query, reference, VpdqPractice::index).query, 50);
}

TEST(VpdqComparison, NothingUsableOnEitherSideIsNoMatchAndNoDivisionByZero) {
  const std::vector<VpdqFrame> poor{frame(0, 49)};
  const std::vector<VpdqFrame> good{frame(0, 100)};
  for (const auto practice : {VpdqPractice::program, VpdqPractice::pairwise, VpdqPractice::index}) {
    EXPECT_EQ(compare_vpdq(poor, good, practice), VpdqPercentages{});
    EXPECT_EQ(compare_vpdq(good, poor, practice), VpdqPercentages{});
    EXPECT_EQ(compare_vpdq({}, {}, practice), VpdqPercentages{});
  }
  VpdqRule anything;
  anything.query_least = 0;
  EXPECT_FALSE(is_vpdq_match(VpdqPercentages{}, anything));
}

TEST(VpdqComparison, EightyPerCentOfTheQueryIsAMatch) {
  EXPECT_TRUE(is_vpdq_match({80, 1}));
  EXPECT_FALSE(is_vpdq_match({79.9, 100}));
  VpdqRule both;
  both.reference_least = 50;
  EXPECT_FALSE(is_vpdq_match({100, 49}, both));
  EXPECT_TRUE(is_vpdq_match({100, 50}, both));
}

}  // namespace
}  // namespace jium::match
