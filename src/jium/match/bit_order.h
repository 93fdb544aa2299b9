// 256-bit values and the order in which the index keeps their bits.
//
// Neighbouring bits of a PDQ value are neighbouring frequencies of one picture, so sixteen in a row say much
// the same thing and crowd into few buckets. Bit b is therefore kept at 97 b mod 256: a step that shares no
// factor with 256, so every bit has its own place, and far enough that a run is spread over all the words.
// Distances stay what they were.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "jium/base/bytes.h"

namespace jium::match {

// Bit b is bit b % 64 of word b / 64.
using Bits256 = std::array<std::uint64_t, 4>;

// Of a value of 32 bytes, as fingerprints and features have it; what a shorter one lacks is zero.
[[nodiscard]] inline Bits256 bits_of(ByteView value) {
  Bits256 bits{};
  std::memcpy(bits.data(), value.data(), std::min(value.size(), sizeof bits));
  return bits;
}

// Bits that differ, 0..256.
[[nodiscard]] inline int distance(const Bits256& a, const Bits256& b) {
  return std::popcount(a[0] ^ b[0]) + std::popcount(a[1] ^ b[1]) + std::popcount(a[2] ^ b[2]) +
         std::popcount(a[3] ^ b[3]);
}

// As the index keeps it, and back.
[[nodiscard]] Bits256 spread(const Bits256& bits);
[[nodiscard]] Bits256 unspread(const Bits256& bits);

// The sixteen chunks of sixteen bits; chunk i is bits 16 i .. 16 i + 15.
inline constexpr int kChunks = 16;
[[nodiscard]] inline std::uint16_t chunk(const Bits256& bits, int i) {
  return static_cast<std::uint16_t>(bits[static_cast<std::size_t>(i) / 4] >> (i % 4 * 16));
}

}  // namespace jium::match
