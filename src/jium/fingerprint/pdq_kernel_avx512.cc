#include "jium/fingerprint/pdq_kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define JIUM_PDQ_TARGET __attribute__((target("avx512f,avx512bw,avx512vl")))
#include "jium/fingerprint/pdq_stream.h"

namespace jium::fingerprint::pdq {
namespace {

struct Avx512Lanes {
  static constexpr std::size_t kCount = 16;
  static constexpr std::size_t kRgbReach = kCount * 3;
  __m512 values;

  JIUM_PDQ_INLINE static Avx512Lanes zero() { return {_mm512_setzero_ps()}; }
  JIUM_PDQ_INLINE static Avx512Lanes load(const float* from) { return {_mm512_loadu_ps(from)}; }
  JIUM_PDQ_INLINE static void store(float* to, const Avx512Lanes& lanes) {
    _mm512_storeu_ps(to, lanes.values);
  }

  JIUM_PDQ_INLINE static Avx512Lanes add(const Avx512Lanes& a, const Avx512Lanes& b) {
    return {_mm512_add_ps(a.values, b.values)};
  }
  JIUM_PDQ_INLINE static Avx512Lanes subtract(const Avx512Lanes& a, const Avx512Lanes& b) {
    return {_mm512_sub_ps(a.values, b.values)};
  }
  JIUM_PDQ_INLINE static Avx512Lanes multiply(const Avx512Lanes& a, float by) {
    return {_mm512_mul_ps(a.values, _mm512_set1_ps(by))};
  }
  JIUM_PDQ_INLINE static Avx512Lanes divide(const Avx512Lanes& a, float by) {
    return {_mm512_div_ps(a.values, _mm512_set1_ps(by))};
  }
  // The quotient, rounded as a division rounds it: an estimate, what is left of it (exact, by the fused
  // operation), and one correction (P. Markstein, "Computation of elementary functions on the IBM RISC
  // System/6000 processor", 1990). pdq_kernel_test.cc tries every mantissa for every window up to 1024.
  JIUM_PDQ_INLINE static Avx512Lanes divide_by_window(const Avx512Lanes& a, float window, float factor) {
    const __m512 factors = _mm512_set1_ps(factor);
    const __m512 near = _mm512_mul_ps(a.values, factors);
    const __m512 rest = _mm512_fnmadd_ps(near, _mm512_set1_ps(window), a.values);
    return {_mm512_fmadd_ps(rest, factors, near)};
  }

  JIUM_PDQ_INLINE static Avx512Lanes luma(const std::uint8_t* rgb) {
    // Four pixels, 12 bytes, into each quarter.
    const __m512i spread = _mm512_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11);
    const __m512i bytes = _mm512_permutexvar_epi32(spread, _mm512_maskz_loadu_epi32(0x0FFF, rgb));
    const __m512 red = colour(bytes, 0);
    const __m512 green = colour(bytes, 1);
    const __m512 blue = colour(bytes, 2);
    return {_mm512_add_ps(_mm512_add_ps(_mm512_mul_ps(_mm512_set1_ps(0.299F), red),
                                        _mm512_mul_ps(_mm512_set1_ps(0.587F), green)),
                          _mm512_mul_ps(_mm512_set1_ps(0.114F), blue))};
  }

  JIUM_PDQ_INLINE static void transpose(Avx512Lanes (&lines)[kCount]) {
    __m512 pairs[kCount];
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kCount; i += 2) {
      pairs[i] = _mm512_unpacklo_ps(lines[i].values, lines[i + 1].values);
      pairs[i + 1] = _mm512_unpackhi_ps(lines[i].values, lines[i + 1].values);
    }
    __m512 fours[kCount];  // fours[4g + c]: column 4q + c of the rows 4g to 4g + 3, for each quarter q
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kCount; i += 4) {
      fours[i] = _mm512_shuffle_ps(pairs[i], pairs[i + 2], 0x44);
      fours[i + 1] = _mm512_shuffle_ps(pairs[i], pairs[i + 2], 0xEE);
      fours[i + 2] = _mm512_shuffle_ps(pairs[i + 1], pairs[i + 3], 0x44);
      fours[i + 3] = _mm512_shuffle_ps(pairs[i + 1], pairs[i + 3], 0xEE);
    }
#pragma GCC unroll 16
    for (std::size_t c = 0; c < 4; ++c) {
      const __m512 even_top = _mm512_shuffle_f32x4(fours[c], fours[c + 4], 0x88);  // quarters 0, 2
      const __m512 odd_top = _mm512_shuffle_f32x4(fours[c], fours[c + 4], 0xDD);   // quarters 1, 3
      const __m512 even_low = _mm512_shuffle_f32x4(fours[c + 8], fours[c + 12], 0x88);
      const __m512 odd_low = _mm512_shuffle_f32x4(fours[c + 8], fours[c + 12], 0xDD);
      lines[c].values = _mm512_shuffle_f32x4(even_top, even_low, 0x88);
      lines[c + 4].values = _mm512_shuffle_f32x4(odd_top, odd_low, 0x88);
      lines[c + 8].values = _mm512_shuffle_f32x4(even_top, even_low, 0xDD);
      lines[c + 12].values = _mm512_shuffle_f32x4(odd_top, odd_low, 0xDD);
    }
  }

 private:
  // One colour of four pixels in each quarter.
  JIUM_PDQ_INLINE static __m512 colour(__m512i bytes, int which) {
    const __m512i places =
        _mm512_add_epi32(_mm512_setr4_epi32(-256, -253, -250, -247),
                         _mm512_set1_epi32(which));  // the upper three bytes of each stay negative: zero
    return _mm512_cvtepi32_ps(_mm512_shuffle_epi8(bytes, places));
  }
};

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0;
}

}  // namespace

const Kernel kAvx512Kernel{"avx512", &has_avx512, &stream_rgb<Avx512Lanes>, &stream_luma<Avx512Lanes>,
                           &lanes_of_frequencies<Avx512Lanes>};

}  // namespace jium::fingerprint::pdq

#endif
