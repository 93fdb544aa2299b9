#include "jium/fingerprint/pdq_plain.h"

#include <algorithm>

namespace jium::fingerprint::pdq {
namespace {

constexpr int kPasses = 2;  // box filters applied in each direction

// The running mean over `window` values around each value, narrower at both ends; neighbours lie `stride`
// apart. The sum is kept and corrected, never taken afresh: its rounding is part of the published bits.
void box_filter(const float* in, float* out, std::size_t length, std::size_t stride, std::size_t window) {
  const std::size_t half = (window + 2) / 2;
  float sum = 0;
  std::size_t right = 0;
  std::size_t left = 0;
  std::size_t at = 0;
  std::size_t count = 0;
  for (; right < half - 1; ++right, ++count) sum += in[right * stride];
  for (; right < window; ++right, ++at) {
    sum += in[right * stride];
    out[at * stride] = sum / static_cast<float>(++count);
  }
  for (; right < length; ++right, ++left, ++at) {
    sum += in[right * stride];
    sum -= in[left * stride];
    out[at * stride] = sum / static_cast<float>(count);
  }
  for (; at < length; ++left, ++at) {
    sum -= in[left * stride];
    out[at * stride] = sum / static_cast<float>(--count);
  }
}

}  // namespace

Square plain_square_of(const LumaView& luma) {
  const auto width = static_cast<std::size_t>(luma.width);
  const auto height = static_cast<std::size_t>(luma.height);
  std::vector<float> plane(width * height);
  std::vector<float> other(width * height);
  for (std::size_t y = 0; y < height; ++y) {
    std::copy_n(luma.row(static_cast<int>(y)), width, plane.begin() + static_cast<std::ptrdiff_t>(y * width));
  }
  // Already the size of the samples: the reference takes them as they are.
  const int passes = width == kSide && height == kSide ? 0 : kPasses;
  for (int pass = 0; pass < passes; ++pass) {
    for (std::size_t y = 0; y < height; ++y) {
      box_filter(&plane[y * width], &other[y * width], width, 1, window_of(width));
    }
    for (std::size_t x = 0; x < width; ++x) {
      box_filter(&other[x], &plane[x], height, width, window_of(height));
    }
  }
  Square square{};
  for (std::size_t i = 0; i < kSide; ++i) {
    for (std::size_t j = 0; j < kSide; ++j) {
      square[i][j] = plane[sample_at(i, height) * width + sample_at(j, width)];
    }
  }
  return square;
}

Pdq plain_pdq_of(const LumaView& luma) {
  if (luma.width < kSmallestSide || luma.height < kSmallestSide) return {};
  const Square square = plain_square_of(luma);
  return hash_of(square, plain_low_frequencies(square));
}

Pdq plain_pdq_of(const media::PixelView& pixels) {
  return plain_pdq_of(luma_of(pixels).view());
}

Pdq plain_pdq_512_of(const media::PixelView& pixels) {
  constexpr std::size_t kGrid = 512;
  const auto width = static_cast<std::size_t>(std::max(pixels.width, 0));
  const auto height = static_cast<std::size_t>(std::max(pixels.height, 0));
  if (width == 0 || height == 0 || std::max(width, height) <= kGrid) return plain_pdq_of(pixels);
  std::vector<std::uint8_t> grid(kGrid * kGrid * 3);
  for (std::size_t y = 0; y < kGrid; ++y) {
    for (std::size_t x = 0; x < kGrid; ++x) {
      const std::uint8_t* from = pixels.rgb + (y * height / kGrid * width + x * width / kGrid) * 3;
      std::copy_n(from, 3, &grid[(y * kGrid + x) * 3]);
    }
  }
  return plain_pdq_of(media::PixelView{grid.data(), kGrid, kGrid});
}

}  // namespace jium::fingerprint::pdq
