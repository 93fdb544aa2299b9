// Chance that can be had again: one seed, one life. Nothing in the simulation asks the machine's own
// generator; what the house under test draws (ids, nonces, keys) comes from here as well, while SeededEntropy
// stands.
#pragma once

#include <cstdint>

#include "jium/base/clock.h"

namespace jium::sim {

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014): small, quick,
// and the same on every machine, which std::uniform_int_distribution is not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  // Another stream of the same seed, so that one who draws more often does not shift what the others draw.
  [[nodiscard]] Dice other(std::uint64_t stream) const;

  std::uint64_t next();
  std::uint64_t below(
      std::uint64_t limit);  // 0 .. limit - 1; the bias of 64 bits over small limits is nothing
  bool chance(double probability);
  double real();  // 0 <= x < 1
  Duration between(Duration least, Duration most);

 private:
  std::uint64_t state_;
};

// While it lives, libsodium's generator in this process is a stream of the seed. One at a time. For
// simulations alone: whatever is sealed meanwhile is sealed with keys that the seed tells.
class SeededEntropy {
 public:
  explicit SeededEntropy(std::uint64_t seed);
  ~SeededEntropy();
  SeededEntropy(const SeededEntropy&) = delete;
  SeededEntropy& operator=(const SeededEntropy&) = delete;
};

}  // namespace jium::sim
