// AVX-512 (F, BW, VL, VPOPCNTDQ, BITALG). Values are turned into tiles, word by word, eight values a
// register; a tile stays in the first-level cache while four queries at a time pass over it.
#include "jium/match/kernel.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>

#define JIUM_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq,avx512bitalg,popcnt")))

namespace jium::match {
namespace {

constexpr std::size_t kTile = 256;  // values; 8 KiB
constexpr std::size_t kLanes = 8;   // values a register

// tile[word][value]
struct Tile {
  alignas(64) std::uint64_t words[4][kTile];
};

// Values that are missing at the end are as far from everything as can be told: the caller drops them by
// slot.
JIUM_AVX512 void fill(Tile& tile, const Bits256* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t word = 0; word < 4; ++word) tile.words[word][i] = values[i][word];
  }
  for (std::size_t i = count; i % kLanes != 0; ++i) {
    for (std::size_t word = 0; word < 4; ++word) tile.words[word][i] = 0;
  }
}

JIUM_AVX512 inline __m512i load(const std::uint64_t* words) {
  return _mm512_load_si512(words);
}

JIUM_AVX512 inline __m512i broadcast(std::uint64_t word) {
  return _mm512_set1_epi64(static_cast<long long>(word));
}

// (a ^ b) of one word, or (a ^ b) of the next, in one instruction after the first: 0xF6 is x | (y ^ z).
JIUM_AVX512 inline __m512i either(__m512i a0, __m512i b0, __m512i a1, __m512i b1) {
  return _mm512_ternarylogic_epi64(_mm512_xor_si512(a0, b0), a1, b1, 0xF6);
}

JIUM_AVX512 void exact(const Tile& tile, std::size_t from, std::size_t to, const Bits256& asked, int radius,
                       std::uint32_t query, std::size_t base, std::vector<Found>& found) {
  const __m512i limit = broadcast(static_cast<std::uint64_t>(radius));
  for (std::size_t i = from; i < to; i += kLanes) {
    __m512i sum = _mm512_setzero_si512();
    for (std::size_t word = 0; word < 4; ++word) {
      const __m512i differing = _mm512_xor_si512(load(tile.words[word] + i), broadcast(asked[word]));
      sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(differing));
    }
    unsigned near = _mm512_cmple_epu64_mask(sum, limit);
    if (near == 0) continue;
    alignas(64) std::uint64_t sums[kLanes];
    _mm512_store_si512(sums, sum);
    for (; near != 0; near &= near - 1) {
      const auto lane = static_cast<std::size_t>(__builtin_ctz(near));
      if (i + lane >= to) break;
      found.push_back(
          {query, static_cast<std::uint32_t>(base + i + lane), static_cast<std::uint32_t>(sums[lane])});
    }
  }
}

// The smallest bound of each of four queries in [from, to); `deep`: of all four words, else of the first two.
template <bool deep>
JIUM_AVX512 inline void bounds(const Tile& tile, std::size_t from, std::size_t to, const Bits256* asked,
                               std::uint64_t radius, bool* near) {
  constexpr std::size_t kWords = deep ? 4 : 2;
  __m512i query[4][kWords];
  __m512i least[4];
  for (std::size_t q = 0; q < 4; ++q) {
    for (std::size_t word = 0; word < kWords; ++word) query[q][word] = broadcast(asked[q][word]);
    least[q] = broadcast(~std::uint64_t{0});
  }
  for (std::size_t i = from; i < to; i += kLanes) {
    const __m512i a0 = load(tile.words[0] + i);
    const __m512i a1 = load(tile.words[1] + i);
    if constexpr (deep) {
      const __m512i a2 = load(tile.words[2] + i);
      const __m512i a3 = load(tile.words[3] + i);
#pragma GCC unroll 4
      for (std::size_t q = 0; q < 4; ++q) {
        const __m512i low = _mm512_popcnt_epi64(either(a0, query[q][0], a1, query[q][1]));
        const __m512i high = _mm512_popcnt_epi64(either(a2, query[q][2], a3, query[q][3]));
        least[q] = _mm512_min_epu64(least[q], _mm512_add_epi64(low, high));
      }
    } else {
#pragma GCC unroll 4
      for (std::size_t q = 0; q < 4; ++q) {
        const __m512i low = _mm512_popcnt_epi64(either(a0, query[q][0], a1, query[q][1]));
        least[q] = _mm512_min_epu64(least[q], low);
      }
    }
  }
  for (std::size_t q = 0; q < 4; ++q) near[q] = _mm512_cmple_epu64_mask(least[q], broadcast(radius)) != 0;
}

template <bool deep>
JIUM_AVX512 void scan_tile(const Tile& tile, std::size_t count, std::span<const Bits256> asked, int radius,
                           std::size_t base, std::vector<Found>& found) {
  constexpr std::size_t kGroup = 128;  // values between two looks at the bounds
  std::size_t q = 0;
  for (; q + 4 <= asked.size(); q += 4) {
    for (std::size_t from = 0; from < count; from += kGroup) {
      const std::size_t to = std::min(from + kGroup, count);
      bool near[4];
      bounds<deep>(tile, from, to, asked.data() + q, static_cast<std::uint64_t>(radius), near);
      for (std::size_t k = 0; k < 4; ++k) {
        if (near[k])
          exact(tile, from, to, asked[q + k], radius, static_cast<std::uint32_t>(q + k), base, found);
      }
    }
  }
  for (; q < asked.size(); ++q)
    exact(tile, 0, count, asked[q], radius, static_cast<std::uint32_t>(q), base, found);
}

// Two words of random bits or-ed together have 48 of 64 bits set on average and nearly never 36 or fewer;
// four words in two pairs 96 of 128, and nearly never 76. Beyond that a bound lets too much pass to be worth
// it.
constexpr int kShallow = 34;
constexpr int kDeep = 78;

JIUM_AVX512 void scan_batch(const Bits256* values, std::size_t count, std::span<const Bits256> asked,
                            int radius, std::vector<Found>& found) {
  if (radius < 0) return;
  Tile tile;
  for (std::size_t base = 0; base < count; base += kTile) {
    const std::size_t here = std::min(kTile, count - base);
    fill(tile, values + base, here);
    if (radius <= kShallow) {
      scan_tile<false>(tile, here, asked, radius, base, found);
    } else if (radius <= kDeep) {
      scan_tile<true>(tile, here, asked, radius, base, found);
    } else {
      for (std::size_t q = 0; q < asked.size(); ++q)
        exact(tile, 0, here, asked[q], radius, static_cast<std::uint32_t>(q), base, found);
    }
  }
}

JIUM_AVX512 inline __m512i pair_sums(const Bits256* two, __m512i asked) {
  return _mm512_popcnt_epi64(_mm512_xor_si512(_mm512_loadu_si512(two), asked));
}

// Adds neighbours: lanes of a at the even places of the result, of b at the odd ones.
JIUM_AVX512 inline __m512i add_neighbours(__m512i a, __m512i b) {
  return _mm512_add_epi64(_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
}

// Straight from memory, two values a register, for one query: here memory sets the pace.
JIUM_AVX512 void scan(const Bits256* values, std::size_t count, const Bits256& asked, int radius,
                      std::uint32_t query, std::vector<Found>& found) {
  if (radius < 0) return;
  const __m512i twice =
      _mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(asked.data())));
  const __m512i limit = broadcast(static_cast<std::uint64_t>(radius));
  const __m512i even = _mm512_setr_epi64(0, 8, 2, 10, 4, 12, 6, 14);
  const __m512i odd = _mm512_setr_epi64(1, 9, 3, 11, 5, 13, 7, 15);
  static constexpr std::uint8_t kValue[kLanes] = {0, 4, 2, 6, 1, 5, 3, 7};  // which value a lane sums up
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    const __m512i a = pair_sums(values + i, twice);
    const __m512i b = pair_sums(values + i + 2, twice);
    const __m512i c = pair_sums(values + i + 4, twice);
    const __m512i d = pair_sums(values + i + 6, twice);
    const __m512i ab = add_neighbours(a, b);  // v0 v2 v0 v2 v1 v3 v1 v3, halves
    const __m512i cd = add_neighbours(c, d);  // v4 v6 v4 v6 v5 v7 v5 v7
    // Halves lie two lanes apart: put ab's and cd's side by side, then add.
    const __m512i x = _mm512_permutex2var_epi64(ab, even, cd);                   // v0 v4 v0 v4 v1 v5 v1 v5
    const __m512i y = _mm512_permutex2var_epi64(ab, odd, cd);                    // v2 v6 v2 v6 v3 v7 v3 v7
    const __m512i fold_x = _mm512_add_epi64(x, _mm512_permutex_epi64(x, 0x4E));  // v0 v4 .. v1 v5 ..
    const __m512i fold_y = _mm512_add_epi64(y, _mm512_permutex_epi64(y, 0x4E));  // v2 v6 .. v3 v7 ..
    const __m512i all = _mm512_mask_blend_epi64(0xCC, fold_x, fold_y);           // v0 v4 v2 v6 v1 v5 v3 v7
    const unsigned near = _mm512_cmple_epu64_mask(all, limit);
    if (near == 0) continue;
    alignas(64) std::uint64_t told[kLanes];
    _mm512_store_si512(told, all);
    std::uint64_t by_value[kLanes];
    for (std::size_t lane = 0; lane < kLanes; ++lane) by_value[kValue[lane]] = told[lane];
    for (std::size_t k = 0; k < kLanes; ++k) {
      if (by_value[k] <= static_cast<std::uint64_t>(radius))
        found.push_back({query, static_cast<std::uint32_t>(i + k), static_cast<std::uint32_t>(by_value[k])});
    }
  }
  for (; i < count; ++i) {
    const int apart = distance(values[i], asked);
    if (apart <= radius)
      found.push_back({query, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(apart)});
  }
}

JIUM_AVX512 inline std::size_t keep(std::uint64_t near, std::uint32_t base, std::uint32_t* out) {
  std::size_t kept = 0;
  for (; near != 0; near &= near - 1) out[kept++] = base + static_cast<std::uint32_t>(__builtin_ctzll(near));
  return kept;
}

JIUM_AVX512 std::size_t sift(const std::uint16_t* sketches, std::uint32_t from, std::uint32_t to,
                             std::uint16_t asked, int limit, std::uint32_t* out) {
  if (limit < 0) return 0;
  const __m512i wanted = _mm512_set1_epi16(static_cast<short>(asked));
  const __m512i most = _mm512_set1_epi16(static_cast<short>(limit));
  std::size_t kept = 0;
  for (std::uint32_t i = from; i < to; i += 32) {
    const std::uint32_t left = to - i;
    const __mmask32 here = left >= 32 ? ~__mmask32{0} : (__mmask32{1} << left) - 1;
    const __m512i differing = _mm512_xor_si512(_mm512_maskz_loadu_epi16(here, sketches + i), wanted);
    const __mmask32 near = _mm512_mask_cmple_epu16_mask(here, _mm512_popcnt_epi16(differing), most);
    if (near != 0) kept += keep(near, i, out + kept);
  }
  return kept;
}

// Differing bits of eight sketches.
JIUM_AVX512 inline __m512i far_by(const std::uint64_t* eight, __m512i wanted) {
  return _mm512_popcnt_epi64(_mm512_xor_si512(_mm512_loadu_si512(eight), wanted));
}

JIUM_AVX512 std::size_t sift_wide(const std::uint64_t* sketches, std::uint32_t from, std::uint32_t to,
                                  std::uint64_t asked, int limit, std::uint32_t* out) {
  if (limit < 0) return 0;
  const __m512i wanted = broadcast(asked);
  const __m512i most = broadcast(static_cast<std::uint64_t>(limit));
  std::size_t kept = 0;
  std::uint32_t i = from;
  // Nearly always none of the 32 is near: one branch for all of them.
  for (; to - i >= 32; i += 32) {
    const __m512i least = _mm512_min_epu64(
        _mm512_min_epu64(far_by(sketches + i, wanted), far_by(sketches + i + 8, wanted)),
        _mm512_min_epu64(far_by(sketches + i + 16, wanted), far_by(sketches + i + 24, wanted)));
    if (_mm512_cmple_epu64_mask(least, most) == 0) continue;
    for (std::uint32_t at = 0; at < 32; at += 8) {
      const __mmask8 near = _mm512_cmple_epu64_mask(far_by(sketches + i + at, wanted), most);
      kept += keep(near, i + at, out + kept);
    }
  }
  for (; i < to; i += 8) {
    const std::uint32_t left = to - i;
    const auto here = static_cast<__mmask8>(left >= 8 ? 0xFFU : (1U << left) - 1);
    const __m512i differing = _mm512_xor_si512(_mm512_maskz_loadu_epi64(here, sketches + i), wanted);
    const __mmask8 near = _mm512_mask_cmple_epu64_mask(here, _mm512_popcnt_epi64(differing), most);
    if (near != 0) kept += keep(near, i, out + kept);
  }
  return kept;
}

}  // namespace

const Kernel* avx512_kernel() {
  static constexpr Kernel kernel{"avx512", &scan, &scan_batch, &sift, &sift_wide};
  static const bool here = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq") &&
                           __builtin_cpu_supports("avx512bitalg");
  return here ? &kernel : nullptr;
}

}  // namespace jium::match

#else

namespace jium::match {
const Kernel* avx512_kernel() {
  return nullptr;
}
}  // namespace jium::match

#endif
