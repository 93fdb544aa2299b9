#include "jium/fingerprint/pdq_kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define JIUM_PDQ_TARGET __attribute__((target("avx2,fma")))
#include "jium/fingerprint/pdq_stream.h"

namespace jium::fingerprint::pdq {
namespace {

struct Avx2Lanes {
  static constexpr std::size_t kCount = 8;
  static constexpr std::size_t kRgbReach = 28;  // two loads of 16 bytes, 12 apart
  __m256 values;

  JIUM_PDQ_INLINE static Avx2Lanes zero() { return {_mm256_setzero_ps()}; }
  JIUM_PDQ_INLINE static Avx2Lanes load(const float* from) { return {_mm256_loadu_ps(from)}; }
  JIUM_PDQ_INLINE static void store(float* to, const Avx2Lanes& lanes) { _mm256_storeu_ps(to, lanes.values); }

  JIUM_PDQ_INLINE static Avx2Lanes add(const Avx2Lanes& a, const Avx2Lanes& b) {
    return {_mm256_add_ps(a.values, b.values)};
  }
  JIUM_PDQ_INLINE static Avx2Lanes subtract(const Avx2Lanes& a, const Avx2Lanes& b) {
    return {_mm256_sub_ps(a.values, b.values)};
  }
  JIUM_PDQ_INLINE static Avx2Lanes multiply(const Avx2Lanes& a, float by) {
    return {_mm256_mul_ps(a.values, _mm256_set1_ps(by))};
  }
  JIUM_PDQ_INLINE static Avx2Lanes divide(const Avx2Lanes& a, float by) {
    return {_mm256_div_ps(a.values, _mm256_set1_ps(by))};
  }
  // The quotient, rounded as a division rounds it (see pdq_kernel_avx512.cc).
  JIUM_PDQ_INLINE static Avx2Lanes divide_by_window(const Avx2Lanes& a, float window, float factor) {
    const __m256 factors = _mm256_set1_ps(factor);
    const __m256 near = _mm256_mul_ps(a.values, factors);
    const __m256 rest = _mm256_fnmadd_ps(near, _mm256_set1_ps(window), a.values);
    return {_mm256_fmadd_ps(rest, factors, near)};
  }

  JIUM_PDQ_INLINE static Avx2Lanes luma(const std::uint8_t* rgb) {
    const __m256i bytes = _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(rgb + 12),
                                              reinterpret_cast<const __m128i*>(rgb));
    const __m256 red = colour(bytes, 0);
    const __m256 green = colour(bytes, 1);
    const __m256 blue = colour(bytes, 2);
    return {_mm256_add_ps(_mm256_add_ps(_mm256_mul_ps(_mm256_set1_ps(0.299F), red),
                                        _mm256_mul_ps(_mm256_set1_ps(0.587F), green)),
                          _mm256_mul_ps(_mm256_set1_ps(0.114F), blue))};
  }

  JIUM_PDQ_INLINE static void transpose(Avx2Lanes (&lines)[kCount]) {
    __m256 pairs[kCount];
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kCount; i += 2) {
      pairs[i] = _mm256_unpacklo_ps(lines[i].values, lines[i + 1].values);
      pairs[i + 1] = _mm256_unpackhi_ps(lines[i].values, lines[i + 1].values);
    }
    __m256 fours[kCount];
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kCount; i += 4) {
      fours[i] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
      fours[i + 1] = _mm256_shuffle_ps(pairs[i], pairs[i + 2], 0xEE);
      fours[i + 2] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
      fours[i + 3] = _mm256_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xEE);
    }
#pragma GCC unroll 8
    for (std::size_t i = 0; i < 4; ++i) {
      lines[i].values = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x20);
      lines[i + 4].values = _mm256_permute2f128_ps(fours[i], fours[i + 4], 0x31);
    }
  }

 private:
  // One colour of four pixels in each half.
  JIUM_PDQ_INLINE static __m256 colour(__m256i bytes, int which) {
    const __m256i places =
        _mm256_add_epi32(_mm256_setr_epi32(-256, -253, -250, -247, -256, -253, -250, -247),
                         _mm256_set1_epi32(which));  // the upper three bytes of each stay negative: zero
    return _mm256_cvtepi32_ps(_mm256_shuffle_epi8(bytes, places));
  }
};

bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}

}  // namespace

const Kernel kAvx2Kernel{"avx2", &has_avx2, &stream_rgb<Avx2Lanes>, &stream_luma<Avx2Lanes>,
                         &lanes_of_frequencies<Avx2Lanes>};

}  // namespace jium::fingerprint::pdq

#endif
