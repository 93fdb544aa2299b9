// AVX2: bits are counted by a table of sixteen nibbles (VPSHUFB), the sums of bytes by VPSADBW. Source of the
// count: Mula, Kurz, Lemire, "Faster Population Counts Using AVX2 Instructions", 2018.
#include "jium/match/kernel.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>

#define JIUM_AVX2 __attribute__((target("avx2,popcnt,bmi")))

namespace jium::match {
namespace {

constexpr std::size_t kTile = 256;  // values; 8 KiB
constexpr std::size_t kLanes = 4;   // values a register

struct Tile {
  alignas(32) std::uint64_t words[4][kTile];
};

JIUM_AVX2 inline __m256i load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

// The bits set in each byte.
JIUM_AVX2 inline __m256i byte_counts(__m256i x) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                         0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i nibble = _mm256_set1_epi8(15);
  const __m256i low = _mm256_and_si256(x, nibble);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble);
  return _mm256_add_epi8(_mm256_shuffle_epi8(table, low), _mm256_shuffle_epi8(table, high));
}

JIUM_AVX2 inline int apart(const Bits256& a, const Bits256& b) {
  return static_cast<int>(_mm_popcnt_u64(a[0] ^ b[0]) + _mm_popcnt_u64(a[1] ^ b[1]) +
                          _mm_popcnt_u64(a[2] ^ b[2]) + _mm_popcnt_u64(a[3] ^ b[3]));
}

JIUM_AVX2 void scan(const Bits256* values, std::size_t count, const Bits256& asked, int radius,
                    std::uint32_t query, std::vector<Found>& found) {
  for (std::size_t i = 0; i < count; ++i) {
    const int bits = apart(values[i], asked);
    if (bits <= radius)
      found.push_back({query, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(bits)});
  }
}

JIUM_AVX2 void fill(Tile& tile, const Bits256* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t word = 0; word < 4; ++word) tile.words[word][i] = values[i][word];
  }
  for (std::size_t i = count; i % kLanes != 0; ++i) {
    for (std::size_t word = 0; word < 4; ++word) tile.words[word][i] = 0;
  }
}

// Bounds of four values at once: the bits of (word 0 | word 1) and of (word 2 | word 3).
JIUM_AVX2 inline unsigned near_lanes(const Tile& tile, std::size_t i, const __m256i* asked, __m256i limit) {
  const __m256i low = _mm256_or_si256(_mm256_xor_si256(load(tile.words[0] + i), asked[0]),
                                      _mm256_xor_si256(load(tile.words[1] + i), asked[1]));
  const __m256i high = _mm256_or_si256(_mm256_xor_si256(load(tile.words[2] + i), asked[2]),
                                       _mm256_xor_si256(load(tile.words[3] + i), asked[3]));
  const __m256i bytes = _mm256_add_epi8(byte_counts(low), byte_counts(high));
  const __m256i sums = _mm256_sad_epu8(bytes, _mm256_setzero_si256());
  const __m256i far = _mm256_cmpgt_epi64(sums, limit);
  return static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(far))) ^ 15U;
}

JIUM_AVX2 void scan_batch(const Bits256* values, std::size_t count, std::span<const Bits256> asked,
                          int radius, std::vector<Found>& found) {
  if (radius < 0) return;
  const __m256i limit = _mm256_set1_epi64x(radius);
  Tile tile;
  for (std::size_t base = 0; base < count; base += kTile) {
    const std::size_t here = std::min(kTile, count - base);
    fill(tile, values + base, here);
    for (std::size_t q = 0; q < asked.size(); ++q) {
      __m256i words[4];
      for (std::size_t word = 0; word < 4; ++word)
        words[word] = _mm256_set1_epi64x(static_cast<long long>(asked[q][word]));
      for (std::size_t i = 0; i < here; i += kLanes) {
        for (unsigned near = near_lanes(tile, i, words, limit); near != 0; near &= near - 1) {
          const std::size_t slot = base + i + static_cast<std::size_t>(__builtin_ctz(near));
          if (slot >= count) break;
          const int bits = apart(values[slot], asked[q]);
          if (bits <= radius)
            found.push_back({static_cast<std::uint32_t>(q), static_cast<std::uint32_t>(slot),
                             static_cast<std::uint32_t>(bits)});
        }
      }
    }
  }
}

JIUM_AVX2 std::size_t sift(const std::uint16_t* sketches, std::uint32_t from, std::uint32_t to,
                           std::uint16_t asked, int limit, std::uint32_t* out) {
  const __m256i wanted = _mm256_set1_epi16(static_cast<short>(asked));
  const __m256i most = _mm256_set1_epi16(static_cast<short>(limit));
  std::size_t kept = 0;
  std::uint32_t i = from;
  for (; to - i >= 16; i += 16) {
    const __m256i bytes = byte_counts(_mm256_xor_si256(load(sketches + i), wanted));
    const __m256i sums = _mm256_maddubs_epi16(bytes, _mm256_set1_epi8(1));
    const __m256i far = _mm256_cmpgt_epi16(sums, most);
    // Two mask bits a sketch; one of them is enough.
    unsigned near = ~static_cast<unsigned>(_mm256_movemask_epi8(far)) & 0x5555'5555U;
    for (; near != 0; near &= near - 1) out[kept++] = i + static_cast<std::uint32_t>(__builtin_ctz(near)) / 2;
  }
  for (; i < to; ++i) {
    if (_mm_popcnt_u32(static_cast<std::uint16_t>(sketches[i] ^ asked)) <= limit) out[kept++] = i;
  }
  return kept;
}

JIUM_AVX2 std::size_t sift_wide(const std::uint64_t* sketches, std::uint32_t from, std::uint32_t to,
                                std::uint64_t asked, int limit, std::uint32_t* out) {
  std::size_t kept = 0;
  for (std::uint32_t i = from; i < to; ++i) {
    if (static_cast<int>(_mm_popcnt_u64(sketches[i] ^ asked)) <= limit) out[kept++] = i;
  }
  return kept;
}

}  // namespace

const Kernel* avx2_kernel() {
  static constexpr Kernel kernel{"avx2", &scan, &scan_batch, &sift, &sift_wide};
  static const bool here =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
  return here ? &kernel : nullptr;
}

}  // namespace jium::match

#else

namespace jium::match {
const Kernel* avx2_kernel() {
  return nullptr;
}
}  // namespace jium::match

#endif
