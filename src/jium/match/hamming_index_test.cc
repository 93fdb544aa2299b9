#include "jium/match/hamming_index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>

namespace jium::match {
namespace {

// Values near to each other, as random ones are all about 128 bits apart.
rc::Gen<Bits256> near_values() {
  return rc::gen::map(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 256)),
                      [](const std::vector<int>& bits) {
                        Bits256 value{};
                        for (const int bit : bits)
                          value[static_cast<std::size_t>(bit) / 64] ^= std::uint64_t{1} << (bit % 64);
                        return value;
                      });
}

// Bit by bit, with none of the index's arithmetic.
int plain_distance(const Bits256& a, const Bits256& b) {
  int differing = 0;
  for (int bit = 0; bit < 256; ++bit) {
    const auto word = static_cast<std::size_t>(bit) / 64;
    differing += static_cast<int>((a[word] >> (bit % 64) & 1) != (b[word] >> (bit % 64) & 1));
  }
  return differing;
}

using Entries = std::vector<std::pair<std::uint64_t, Bits256>>;

std::vector<std::pair<int, std::uint64_t>> plain_search(const Entries& entries, const Bits256& value,
                                                        int radius) {
  std::vector<std::pair<int, std::uint64_t>> hits;
  for (const auto& [key, bits] : entries) {
    if (plain_distance(bits, value) <= radius) hits.emplace_back(plain_distance(bits, value), key);
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

RC_GTEST_PROP(HammingIndex, FindsExactlyWhatAPlainSearchFinds, ()) {
  HammingIndex index;
  Entries entries;
  const auto steps = *rc::gen::container<std::vector<std::tuple<bool, std::uint64_t, Bits256>>>(
      rc::gen::tuple(rc::gen::weightedElement<bool>({{4, true}, {1, false}}),
                     rc::gen::inRange<std::uint64_t>(1, 8), near_values()));
  for (const auto& [adds, key, value] : steps) {
    if (adds) {
      index.add(key, value);
      entries.emplace_back(key, value);
    } else {
      index.remove(key);
      std::erase_if(entries, [&, wanted = key](const auto& entry) { return entry.first == wanted; });
    }
    RC_ASSERT(index.size() == entries.size());
    const Bits256 asked = *near_values();
    const int radius = *rc::gen::inRange(0, 100);
    const auto expected = plain_search(entries, asked, radius);
    const auto hits = index.search(asked, radius);
    RC_ASSERT(hits.size() == expected.size());
    for (std::size_t i = 0; i < hits.size(); ++i) {
      RC_ASSERT(hits[i].distance == expected[i].first);
      RC_ASSERT(hits[i].key == expected[i].second);
    }
  }
}

TEST(HammingIndex, TheRadiusIsInside) {
  HammingIndex index;
  index.add(1, Bits256{0x7FFF'FFFF, 0, 0, 0});  // 31 bits
  index.add(2, Bits256{0xFFFF'FFFF, 0, 0, 0});  // 32 bits
  const auto hits = index.search(Bits256{}, 31);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].key, 1U);
  EXPECT_EQ(hits[0].distance, 31);
}

TEST(HammingIndex, AllBitsCount) {
  HammingIndex index;
  index.add(1, Bits256{});
  const Bits256 opposite{~0ULL, ~0ULL, ~0ULL, ~0ULL};
  EXPECT_TRUE(index.search(opposite, 255).empty());
  EXPECT_EQ(index.search(opposite, 256).at(0).distance, 256);
}

}  // namespace
}  // namespace jium::match
