#include "jium/fingerprint/pdq.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace jium::fingerprint {
namespace {

constexpr int kSmallestSide = 5;  // the reference hashes nothing smaller
constexpr int kPasses = 2;        // box filters applied in each direction
constexpr std::size_t kSide = 64;
constexpr std::size_t kFrequencies = 16;

using Square = std::array<std::array<float, kSide>, kSide>;
using Frequencies = std::array<float, kFrequencies * kFrequencies>;
using DctMatrix = std::array<std::array<float, kSide>, kFrequencies>;

// One value a pixel: the only full-size buffer there is.
struct Plane {
  std::size_t width;
  std::size_t height;
  std::vector<float> values;
};

Plane luma_of(const media::PixelView& pixels) {
  Plane plane{static_cast<std::size_t>(pixels.width), static_cast<std::size_t>(pixels.height), {}};
  plane.values.resize(plane.width * plane.height);
  const std::uint8_t* rgb = pixels.rgb;
  for (float& value : plane.values) {
    value = 0.299F * static_cast<float>(rgb[0]) + 0.587F * static_cast<float>(rgb[1]) +
            0.114F * static_cast<float>(rgb[2]);
    rgb += 3;
  }
  return plane;
}

// Sixteen neighbouring lines are filtered together: each lane's sum is the reference's, in its order, and
// the compiler may keep the lanes in vector registers.
constexpr std::size_t kLanes = 16;
using Lanes = std::array<float, kLanes>;

void add(Lanes& sum, const Lanes& in) {
  for (std::size_t i = 0; i < kLanes; ++i) sum[i] += in[i];
}
void subtract(Lanes& sum, const Lanes& in) {
  for (std::size_t i = 0; i < kLanes; ++i) sum[i] -= in[i];
}
void divide(const Lanes& sum, std::size_t count, Lanes& out) {
  for (std::size_t i = 0; i < kLanes; ++i) out[i] = sum[i] / static_cast<float>(count);
}

// The running mean over `window` values around each value, narrower at both ends. The sum is kept and
// corrected, never taken afresh: its rounding is part of the published bits.
void box_filter(const std::vector<Lanes>& in, std::vector<Lanes>& out, std::size_t window) {
  const std::size_t half = (window + 2) / 2;
  Lanes sum{};
  std::size_t right = 0;
  std::size_t left = 0;
  std::size_t at = 0;
  std::size_t count = 0;
  for (; right < half - 1; ++right, ++count) add(sum, in[right]);
  for (std::size_t n = window - half + 1; n > 0; --n) {
    add(sum, in[right++]);
    divide(sum, ++count, out[at++]);
  }
  while (right < in.size()) {
    add(sum, in[right++]);
    subtract(sum, in[left++]);
    divide(sum, count, out[at++]);
  }
  while (at < out.size()) {
    subtract(sum, in[left++]);
    divide(sum, --count, out[at++]);
  }
}

// How to walk a plane: `lines` lines `line_step` apart, each of `length` values `value_step` apart.
struct Direction {
  std::size_t lines;
  std::size_t line_step;
  std::size_t length;
  std::size_t value_step;
};

void filter_lines(std::vector<float>& plane, const Direction& way) {
  const std::size_t window = (way.length + 127) / 128;
  std::vector<Lanes> in(way.length);
  std::vector<Lanes> out(way.length);
  for (std::size_t first = 0; first < way.lines; first += kLanes) {
    const std::size_t lanes = std::min(kLanes, way.lines - first);
    float* corner = plane.data() + first * way.line_step;
    for (std::size_t i = 0; i < way.length; ++i) {
      for (std::size_t k = 0; k < lanes; ++k) in[i][k] = corner[k * way.line_step + i * way.value_step];
    }
    box_filter(in, out, window);
    for (std::size_t i = 0; i < way.length; ++i) {
      for (std::size_t k = 0; k < lanes; ++k) corner[k * way.line_step + i * way.value_step] = out[i][k];
    }
  }
}

// Two box filters in a row come near a tent filter (Wojciech Jarosz, "Fast Image Convolutions", 2001).
void smooth(Plane& plane) {
  for (int pass = 0; pass < kPasses; ++pass) {
    filter_lines(plane.values, {plane.height, plane.width, plane.width, 1});
    filter_lines(plane.values, {plane.width, 1, plane.height, plane.width});
  }
}

Square decimate(const Plane& plane) {
  const auto source = [](std::size_t i, std::size_t length) {
    return static_cast<std::size_t>((static_cast<double>(i) + 0.5) * static_cast<double>(length) / kSide);
  };
  Square square{};
  for (std::size_t i = 0; i < kSide; ++i) {
    const float* row = plane.values.data() + source(i, plane.height) * plane.width;
    for (std::size_t j = 0; j < kSide; ++j) square[i][j] = row[source(j, plane.width)];
  }
  return square;
}

// How much there is to see: the steps between neighbours, in per cent of the whole range, each cut to a whole
// number; 90 scales the sum so that ordinary photographs reach 100.
int quality_of(const Square& square) {
  const auto step = [](float a, float b) { return std::abs(static_cast<int>((a - b) * 100.0F / 255.0F)); };
  int sum = 0;
  for (std::size_t i = 0; i < kSide; ++i) {
    for (std::size_t j = 0; j < kSide; ++j) {
      if (i + 1 < kSide) sum += step(square[i][j], square[i + 1][j]);
      if (j + 1 < kSide) sum += step(square[i][j], square[i][j + 1]);
    }
  }
  return std::min(sum / 90, 100);
}

// Rows 1 to 16 of the 64-point DCT-II; the constant row 0 is left out on purpose.
const DctMatrix& dct_matrix() {
  static const DctMatrix matrix = [] {
    DctMatrix made{};
    const float scale = static_cast<float>(std::sqrt(2.0 / kSide));
    for (std::size_t i = 0; i < kFrequencies; ++i) {
      for (std::size_t j = 0; j < kSide; ++j) {
        const double angle =
            (std::numbers::pi / 2 / kSide) * static_cast<double>(i + 1) * static_cast<double>(2 * j + 1);
        made[i][j] = static_cast<float>(static_cast<double>(scale) * std::cos(angle));
      }
    }
    return made;
  }();
  return matrix;
}

Frequencies low_frequencies(const Square& square) {
  const DctMatrix& dct = dct_matrix();
  DctMatrix columns{};  // dct * square
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    for (std::size_t j = 0; j < kSide; ++j) {
      float sum = 0;
      for (std::size_t k = 0; k < kSide; ++k) sum += dct[i][k] * square[k][j];
      columns[i][j] = sum;
    }
  }
  Frequencies made{};  // dct * square * transposed dct
  for (std::size_t i = 0; i < kFrequencies; ++i) {
    for (std::size_t j = 0; j < kFrequencies; ++j) {
      float sum = 0;
      for (std::size_t k = 0; k < kSide; ++k) sum += columns[i][k] * dct[j][k];
      made[i * kFrequencies + j] = sum;
    }
  }
  return made;
}

// Bit k says that frequency k lies above the median (of 256 values the 128th smallest). Bit 255 comes first.
std::array<std::uint8_t, 32> bits_of(const Frequencies& frequencies) {
  Frequencies sorted = frequencies;
  const auto middle = sorted.begin() + (sorted.size() + 1) / 2 - 1;
  std::nth_element(sorted.begin(), middle, sorted.end());
  std::array<std::uint8_t, 32> bits{};
  for (std::size_t k = 0; k < frequencies.size(); ++k) {
    if (frequencies[k] > *middle) bits[31 - k / 8] |= static_cast<std::uint8_t>(1U << (k % 8));
  }
  return bits;
}

}  // namespace

Pdq pdq_of(const media::PixelView& pixels) {
  if (pixels.width < kSmallestSide || pixels.height < kSmallestSide) return {};
  Plane plane = luma_of(pixels);
  smooth(plane);
  const Square square = decimate(plane);
  return {bits_of(low_frequencies(square)), quality_of(square)};
}

}  // namespace jium::fingerprint
