#include "jium/match/bit_order.h"

namespace jium::match {
namespace {

using Words = std::array<std::uint32_t, 8>;

Words words_of(const Bits256& bits) {
  Words words{};
  for (std::size_t i = 0; i < 8; ++i) words[i] = static_cast<std::uint32_t>(bits[i / 2] >> (i % 2 * 32));
  return words;
}

Bits256 bits_of(const Words& words) {
  Bits256 bits{};
  for (std::size_t i = 0; i < 8; ++i) bits[i / 2] |= std::uint64_t{words[i]} << (i % 2 * 32);
  return bits;
}

// 97 = 3 * 32 + 1: within words of 32 bits every bit keeps its lane, and lane l moves on by 3 l words.
Bits256 turn(const Bits256& bits, std::size_t step) {
  const Words from = words_of(bits);
  Words to{};
  for (std::size_t lane = 0; lane < 8; ++lane) {
    const std::uint32_t lanes = 0x0101'0101U << lane;
    for (std::size_t word = 0; word < 8; ++word) to[(word + step * lane) % 8] |= from[word] & lanes;
  }
  return bits_of(to);
}

}  // namespace

Bits256 spread(const Bits256& bits) {
  return turn(bits, 3);
}

Bits256 unspread(const Bits256& bits) {
  return turn(bits, 5);  // 3 + 5 words are once around
}

}  // namespace jium::match
