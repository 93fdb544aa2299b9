#include "jium/match/kernel.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace jium::match {
namespace {

std::vector<const Kernel*> kernels() {
  std::vector<const Kernel*> here{&plain_kernel()};
  for (const Kernel* kernel : {avx2_kernel(), avx512_kernel()}) {
    if (kernel != nullptr) here.push_back(kernel);
  }
  return here;
}

Bits256 random_value(std::mt19937_64& random) {
  return {random(), random(), random(), random()};
}

// `flips` different bits are turned.
Bits256 moved(Bits256 value, int flips, std::mt19937_64& random) {
  Bits256 touched{};
  while (flips > 0) {
    const auto bit = random() % 256;
    const std::uint64_t mask = std::uint64_t{1} << bit % 64;
    if (touched[bit / 64] & mask) continue;
    touched[bit / 64] |= mask;
    value[bit / 64] ^= mask;
    --flips;
  }
  return value;
}

// One bit at a time, with none of the kernels' arithmetic.
int counted(const Bits256& a, const Bits256& b) {
  int bits = 0;
  for (std::size_t bit = 0; bit < 256; ++bit)
    bits += static_cast<int>((a[bit / 64] ^ b[bit / 64]) >> bit % 64 & 1);
  return bits;
}

using Triple = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

std::vector<Triple> sorted(const std::vector<Found>& found) {
  std::vector<Triple> triples;
  for (const Found& one : found) triples.emplace_back(one.query, one.slot, one.distance);
  std::sort(triples.begin(), triples.end());
  return triples;
}

std::vector<Triple> by_counting(const std::vector<Bits256>& values, const std::vector<Bits256>& asked,
                                int radius) {
  std::vector<Triple> triples;
  for (std::uint32_t q = 0; q < asked.size(); ++q) {
    for (std::uint32_t slot = 0; slot < values.size(); ++slot) {
      const int bits = counted(values[slot], asked[q]);
      if (bits <= radius) triples.emplace_back(q, slot, static_cast<std::uint32_t>(bits));
    }
  }
  return triples;
}

TEST(Kernel, ThisProcessorsOwnKernelsAreAmongThoseTested) {
  EXPECT_TRUE(std::ranges::count(kernels(), &best_kernel()) == 1);
}

// Distances fall on both sides of the radius, and the number of values on both sides of a register and a
// tile.
TEST(Kernel, EveryKernelFindsWhatCountingBitByBitFindsAtEveryRadius) {
  std::mt19937_64 random(1);
  for (const int radius : {-1, 0, 1, 15, 31, 34, 35, 47, 60, 72, 78, 79, 128, 255, 256}) {
    for (const std::size_t count : {0U, 1U, 3U, 7U, 8U, 9U, 127U, 255U, 256U, 257U, 300U}) {
      std::vector<Bits256> asked;
      for (int i = 0; i < 7; ++i) asked.push_back(random_value(random));
      std::vector<Bits256> values;
      for (std::size_t i = 0; i < count; ++i) {
        const int flips = std::clamp(radius + static_cast<int>(random() % 5) - 2, 0, 256);
        values.push_back(moved(asked[random() % asked.size()], flips, random));
      }
      const auto expected = by_counting(values, asked, radius);
      for (const Kernel* kernel : kernels()) {
        SCOPED_TRACE(std::string(kernel->name) + " radius " + std::to_string(radius) + " of " +
                     std::to_string(count));
        std::vector<Found> batch;
        kernel->scan_batch(values.data(), values.size(), asked, radius, batch);
        EXPECT_EQ(sorted(batch), expected);
        std::vector<Found> single;
        for (std::uint32_t q = 0; q < asked.size(); ++q)
          kernel->scan(values.data(), values.size(), asked[q], radius, q, single);
        EXPECT_EQ(sorted(single), expected);
        EXPECT_TRUE(
            std::ranges::is_sorted(single, {}, [](const Found& f) { return std::pair(f.query, f.slot); }));
      }
    }
  }
}

template <class Sketch>
std::vector<std::uint32_t> sifted(const std::vector<Sketch>& sketches, std::uint32_t from, std::uint32_t to,
                                  Sketch asked, int limit) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = from; i < to; ++i) {
    if (std::popcount(static_cast<Sketch>(sketches[i] ^ asked)) <= limit) kept.push_back(i);
  }
  return kept;
}

RC_GTEST_PROP(Kernel, EveryKernelKeepsTheSameSketches,
              (const std::vector<std::uint16_t>& some, std::uint16_t asked, std::uint64_t asked_wide)) {
  // Enough of them to pass the width of a register, each near what is asked.
  std::vector<std::uint16_t> sketches;
  std::vector<std::uint64_t> wide;
  for (int round = 0; round < 4; ++round) {
    for (const std::uint16_t one : some) {
      sketches.push_back(static_cast<std::uint16_t>(asked ^ (one & one >> 3)));
      wide.push_back(asked_wide ^ (std::uint64_t{one} * 0x1111'0001'0101ULL & ~std::uint64_t{one}));
    }
  }
  const auto size = static_cast<std::uint32_t>(sketches.size());
  const auto from = *rc::gen::inRange<std::uint32_t>(0, size + 1);
  const auto to = *rc::gen::inRange<std::uint32_t>(from, size + 1);
  const int limit = *rc::gen::inRange(-1, 18);
  for (const Kernel* kernel : kernels()) {
    std::vector<std::uint32_t> out(to - from);
    out.resize(kernel->sift(sketches.data(), from, to, asked, limit, out.data()));
    RC_ASSERT(out == sifted(sketches, from, to, asked, limit));
    out.assign(to - from, 0);
    out.resize(kernel->sift_wide(wide.data(), from, to, asked_wide, limit * 2, out.data()));
    RC_ASSERT(out == sifted(wide, from, to, asked_wide, limit * 2));
  }
}

}  // namespace
}  // namespace jium::match
