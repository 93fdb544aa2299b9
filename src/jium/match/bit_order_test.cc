#include "jium/match/bit_order.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::match {
namespace {

Bits256 one_bit(int bit) {
  Bits256 bits{};
  bits[static_cast<std::size_t>(bit) / 64] = std::uint64_t{1} << (bit % 64);
  return bits;
}

TEST(BitOrder, BitBLiesAtNinetySevenTimesB) {
  for (int bit = 0; bit < 256; ++bit) EXPECT_EQ(spread(one_bit(bit)), one_bit(97 * bit % 256)) << bit;
}

RC_GTEST_PROP(BitOrder, TheWayBackLeadsHomeAndDistancesStay, (const Bits256& a, const Bits256& b)) {
  RC_ASSERT(unspread(spread(a)) == a);
  RC_ASSERT(distance(spread(a), spread(b)) == distance(a, b));
}

TEST(BitOrder, TheChunksAreTheValueInOrder) {
  const Bits256 bits{0x0003'0002'0001'0000, 0x0007'0006'0005'0004, 0x000B'000A'0009'0008,
                     0x000F'000E'000D'000C};
  for (int i = 0; i < kChunks; ++i) EXPECT_EQ(chunk(bits, i), i);
}

}  // namespace
}  // namespace jium::match
