// Recall is measured by the bench; here a floor is held, with seeds that do not change.
#include "jium/match/loose_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "jium/match/hamming_index.h"

namespace jium::match {
namespace {

using Random = std::mt19937_64;

Bits256 random_value(Random& random) {
  return {random(), random(), random(), random()};
}

Bits256 moved(Bits256 value, int flips, Random& random) {
  Bits256 touched{};
  while (flips > 0) {
    const auto bit = random() % 256;
    const std::uint64_t mask = std::uint64_t{1} << bit % 64;
    if ((touched[bit / 64] & mask) != 0) continue;
    touched[bit / 64] |= mask;
    value[bit / 64] ^= mask;
    --flips;
  }
  return value;
}

TEST(LooseTables, FindNearlyAllThatLiesExactlyAtTheRadiusAndNothingBeyondIt) {
  Random random(1);
  SegmentBuilder builder(20'000, true);
  for (std::size_t i = 0; i < 20'000; ++i) {
    builder.values()[i] = random_value(random);
    builder.keys()[i] = i;
  }
  const auto segment = builder.finish();
  const auto tables = LooseTables::of(segment);
  ASSERT_NE(tables, nullptr);
  for (const int radius : {48, 60, 61, 66, 69, 70, 72}) {
    ASSERT_TRUE(tables->serves(radius));
    std::vector<Bits256> asked;
    for (std::uint32_t i = 0; i < 1'200; ++i)
      asked.push_back(moved(segment->values()[i], radius + static_cast<int>(i % 6 == 0), random));
    std::vector<Found> found;
    tables->search_batch(radius, asked, found);
    EXPECT_GE(found.size(), 990U) << radius;
    EXPECT_LE(found.size(), 1'000U) << radius;
    for (const Found& one : found) {
      ASSERT_EQ(one.slot, one.query);
      ASSERT_EQ(one.distance, static_cast<std::uint32_t>(radius));
      ASSERT_NE(one.query % 6, 0U);
    }
  }
  EXPECT_FALSE(tables->serves(47));
  EXPECT_FALSE(tables->serves(73));
}

TEST(LooseTables, TheAnswerSaysWhatItIsWorth) {
  Random random(2);
  IndexSettings settings;
  settings.loose = true;
  settings.loose_from = 5'000;
  settings.list = 100;
  HammingIndex index(settings);
  std::vector<KeyedBits> entries(6'000);
  for (KeyedBits& one : entries) one = {random(), random_value(random)};
  index.add_many(entries);
  index.add(7, entries[0].bits);
  const std::vector<Bits256> asked{moved(entries[0].bits, 55, random)};
  for (const Guarantee least : {Guarantee::exact, Guarantee::measured}) {
    const Answers answers = index.search_loose(asked, 60, least);
    EXPECT_EQ(answers.guarantee, least);
    ASSERT_EQ(answers.hits[0].size(), 2U);  // one in the segment, one in the list
  }
  EXPECT_EQ(index.search_loose(asked, 80, Guarantee::measured).guarantee, Guarantee::exact);
  index.remove(entries[0].key);
  EXPECT_EQ(index.search_loose(asked, 60, Guarantee::measured).hits[0].size(), 1U);
}

}  // namespace
}  // namespace jium::match
