#include "jium/match/kernel.h"

namespace jium::match {
namespace {

void scan(const Bits256* values, std::size_t count, const Bits256& asked, int radius, std::uint32_t query,
          std::vector<Found>& found) {
  for (std::size_t i = 0; i < count; ++i) {
    const int apart = distance(values[i], asked);
    if (apart <= radius)
      found.push_back({query, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(apart)});
  }
}

void scan_batch(const Bits256* values, std::size_t count, std::span<const Bits256> asked, int radius,
                std::vector<Found>& found) {
  for (std::size_t query = 0; query < asked.size(); ++query)
    scan(values, count, asked[query], radius, static_cast<std::uint32_t>(query), found);
}

template <class Sketch>
std::size_t sift(const Sketch* sketches, std::uint32_t from, std::uint32_t to, Sketch asked, int limit,
                 std::uint32_t* out) {
  std::size_t kept = 0;
  for (std::uint32_t i = from; i < to; ++i) {
    out[kept] = i;
    kept += static_cast<std::size_t>(std::popcount(static_cast<Sketch>(sketches[i] ^ asked)) <= limit);
  }
  return kept;
}

}  // namespace

const Kernel& plain_kernel() {
  static constexpr Kernel kernel{"plain", &scan, &scan_batch, &sift<std::uint16_t>, &sift<std::uint64_t>};
  return kernel;
}

const Kernel& best_kernel() {
  static const Kernel& best = avx512_kernel() != nullptr ? *avx512_kernel()
                              : avx2_kernel() != nullptr ? *avx2_kernel()
                                                         : plain_kernel();
  return best;
}

}  // namespace jium::match
