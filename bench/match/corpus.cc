#include "match/corpus.h"

#include <algorithm>
#include <cmath>

namespace jium::bench {

using match::Bits256;

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

std::vector<Bits256> uniform_values(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Bits256> values(count);
  std::ranges::generate(values, [&] { return random_value(random); });
  return values;
}

std::vector<Bits256> video_values(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Bits256> cards(8);
  std::ranges::generate(cards, [&] { return random_value(random); });
  std::vector<Bits256> values;
  values.reserve(count);
  while (values.size() < count) {
    const double chance = static_cast<double>(random() >> 11) * 0x1p-53;
    const auto frames = static_cast<std::size_t>(std::min(3'000.0, 20 / std::pow(1 - chance, 1.2)));
    Bits256 frame = random_value(random);
    for (std::size_t i = 0; i < frames && values.size() < count; ++i) {
      frame = moved(frame, static_cast<int>(random() % 7), random);
      values.push_back(
          random() % 1'000 < 3 ? moved(cards[random() % 8], static_cast<int>(random() % 7), random) : frame);
    }
  }
  std::shuffle(values.begin(), values.end(), random);
  return values;
}

std::vector<Bits256> lookups(const std::vector<Bits256>& known, std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<Bits256> asked(count);
  for (Bits256& one : asked) {
    one = random() % 100 == 0
              ? moved(known[random() % known.size()], 1 + static_cast<int>(random() % 31), random)
              : random_value(random);
  }
  return asked;
}

}  // namespace jium::bench
