// The second half of PDQ, the same for every way to smooth a picture: from 64x64 samples to bits and
// quality. Only pdq*.cc need it. Source: see pdq.h.
#pragma once

#include <array>
#include <cstddef>

#include "jium/fingerprint/pdq.h"

namespace jium::fingerprint::pdq {

inline constexpr int kSmallestSide = 5;  // the reference hashes nothing smaller
inline constexpr std::size_t kSide = 64;
inline constexpr std::size_t kFrequencies = 16;

using Square = std::array<std::array<float, kSide>, kSide>;  // [row][column] of the smoothed picture
using Frequencies = std::array<std::array<float, kFrequencies>, kFrequencies>;  // [down][across]

// How many values one box filter averages along a side of that many pixels.
[[nodiscard]] constexpr std::size_t window_of(std::size_t length) {
  return (length + 2 * kSide - 1) / (2 * kSide);
}
// Which of `length` pixels is sample i of 64: the middle of its share.
[[nodiscard]] constexpr std::size_t sample_at(std::size_t i, std::size_t length) {
  return static_cast<std::size_t>((static_cast<double>(i) + 0.5) * static_cast<double>(length) / kSide);
}

// Frequencies 1 to 16 of the 64-point DCT-II; the constant one is left out on purpose.
struct DctMatrix {
  std::array<std::array<float, kSide>, kFrequencies> by_frequency{};
  alignas(64) std::array<std::array<float, kFrequencies>, kSide> by_place{};  // the same, transposed
};
[[nodiscard]] const DctMatrix& dct_matrix();

// matrix * square * transposed matrix. Every sum takes one place after the other, as the reference's do. This
// is the plain twin of what the kernels have.
[[nodiscard]] Frequencies plain_low_frequencies(const Square& square);

[[nodiscard]] int quality_of(const Square& square);
[[nodiscard]] Pdq hash_of(const Square& square, const Frequencies& frequencies);
[[nodiscard]] PdqForms forms_of(const Square& square, const Frequencies& frequencies);

}  // namespace jium::fingerprint::pdq
