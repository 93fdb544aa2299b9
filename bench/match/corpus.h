// The values of the match bench: uniform ones, and ones in crowds as the frames of videos are.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "jium/match/bit_order.h"

namespace jium::bench {

using Random = std::mt19937_64;

[[nodiscard]] match::Bits256 random_value(Random& random);
// `flips` different bits are turned.
[[nodiscard]] match::Bits256 moved(match::Bits256 value, int flips, Random& random);

// Every value independent.
[[nodiscard]] std::vector<match::Bits256> uniform_values(std::size_t count, std::uint64_t seed);
// Frames: walks of 0 to 6 flips a step in scenes of a heavy-tailed length (up to 3,000), and 0.3 % title
// cards near to one of eight; shuffled.
[[nodiscard]] std::vector<match::Bits256> video_values(std::size_t count, std::uint64_t seed);

// 1 % are a value of `known`, 1 to 31 bits away; the others are near to nothing.
[[nodiscard]] std::vector<match::Bits256> lookups(const std::vector<match::Bits256>& known, std::size_t count,
                                                  std::uint64_t seed);

}  // namespace jium::bench
