#include "jium/fingerprint/pdq_square.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace jium::fingerprint::pdq {
namespace {

// The middle value: of 256 the 128th smallest, as the reference counts.
float median_of(const Frequencies& frequencies) {
  std::array<float, kFrequencies * kFrequencies> sorted{};
  auto end = sorted.begin();
  for (const auto& row : frequencies) end = std::copy(row.begin(), row.end(), end);
  const auto middle = sorted.begin() + sorted.size() / 2 - 1;
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

// A mirrored picture has the opposite sign in every second frequency, beginning with the first.
Frequencies mirrored(Frequencies frequencies, bool left_right, bool top_bottom) {
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    for (std::size_t j = 0; j < kFrequencies; ++j) {
      const bool opposite = (left_right && j % 2 == 0) != (top_bottom && i % 2 == 0);
      if (opposite) frequencies[i][j] = -frequencies[i][j];
    }
  }
  return frequencies;
}

Frequencies transposed(const Frequencies& frequencies) {
  Frequencies made{};
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    for (std::size_t j = 0; j < kFrequencies; ++j) made[j][i] = frequencies[i][j];
  }
  return made;
}

// Bit k says that frequency k lies above the median. Bit 255 comes first.
std::array<std::uint8_t, 32> bits_of(const Frequencies& frequencies) {
  const float median = median_of(frequencies);
  std::array<std::uint8_t, 32> bits{};
  for (std::size_t k = 0; k < kFrequencies * kFrequencies; ++k) {
    const bool above = frequencies[k / kFrequencies][k % kFrequencies] > median;
    bits[31 - k / 8] |= static_cast<std::uint8_t>(static_cast<unsigned>(above) << (k % 8));
  }
  return bits;
}

// The steps from one row of samples to another, in per cent of the whole range, each cut to a whole number.
int steps_between(const std::array<float, kSide>& a, const std::array<float, kSide>& b) {
  int sum = 0;
  for (std::size_t j = 0; j < kSide; ++j) {
    sum += std::abs(static_cast<int>((a[j] - b[j]) * 100.0F / 255.0F));
  }
  return sum;
}

}  // namespace

const DctMatrix& dct_matrix() {
  static const DctMatrix matrix = [] {
    DctMatrix made;
    const float scale = static_cast<float>(std::sqrt(2.0 / kSide));
    for (std::size_t i = 0; i < kFrequencies; ++i) {
      for (std::size_t j = 0; j < kSide; ++j) {
        const double angle =
            (std::numbers::pi / 2 / kSide) * static_cast<double>(i + 1) * static_cast<double>(2 * j + 1);
        made.by_frequency[i][j] = static_cast<float>(static_cast<double>(scale) * std::cos(angle));
        made.by_place[j][i] = made.by_frequency[i][j];
      }
    }
    return made;
  }();
  return matrix;
}

Frequencies plain_low_frequencies(const Square& square) {
  const DctMatrix& dct = dct_matrix();
  Frequencies made{};
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    std::array<float, kSide> down{};  // row i of dct * square
    for (std::size_t j = 0; j < kSide; ++j) {
      for (std::size_t k = 0; k < kSide; ++k) down[j] += dct.by_frequency[i][k] * square[k][j];
    }
    for (std::size_t j = 0; j < kFrequencies; ++j) {
      for (std::size_t k = 0; k < kSide; ++k) made[i][j] += down[k] * dct.by_frequency[j][k];
    }
  }
  return made;
}

// How much there is to see: the steps between neighbours; 90 scales the sum so that ordinary photographs
// reach 100.
int quality_of(const Square& square) {
  int sum = 0;
  for (std::size_t i = 0; i < kSide; ++i) {
    if (i + 1 < kSide) sum += steps_between(square[i], square[i + 1]);
    std::array<float, kSide> right = square[i];  // each value's neighbour; the last one is its own
    std::copy(square[i].begin() + 1, square[i].end(), right.begin());
    sum += steps_between(square[i], right);
  }
  return std::min(sum / 90, 100);
}

Pdq hash_of(const Square& square, const Frequencies& frequencies) {
  return {bits_of(frequencies), quality_of(square)};
}

PdqForms forms_of(const Square& square, const Frequencies& frequencies) {
  const Frequencies sideways = mirrored(frequencies, true, false);
  const Frequencies upside = mirrored(frequencies, false, true);
  const Frequencies both = mirrored(frequencies, true, true);
  PdqForms made;
  made.quality = quality_of(square);
  const auto put = [&](Dihedral way, const Frequencies& turned) {
    made.forms[static_cast<std::size_t>(way)] = bits_of(turned);
  };
  put(Dihedral::as_is, frequencies);
  put(Dihedral::rotated_90, transposed(sideways));
  put(Dihedral::rotated_180, both);
  put(Dihedral::rotated_270, transposed(upside));
  put(Dihedral::mirrored, sideways);
  put(Dihedral::flipped, upside);
  put(Dihedral::transposed, transposed(frequencies));
  put(Dihedral::antitransposed, transposed(both));
  return made;
}

}  // namespace jium::fingerprint::pdq
