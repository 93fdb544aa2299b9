#include <algorithm>
#include <cmath>

#include "jium/fingerprint/pdq.h"

namespace jium::fingerprint {
namespace {

// How much of which old pixels one new pixel covers: the first, and one weight each; the weights sum to 1.
struct Share {
  std::size_t first = 0;
  std::vector<float> weights;
};

std::vector<Share> shares_of(int before, int after) {
  std::vector<Share> shares(static_cast<std::size_t>(after));
  const double step = static_cast<double>(before) / after;
  for (int i = 0; i < after; ++i) {
    const double begin = i * step;
    const double end = std::min((i + 1) * step, static_cast<double>(before));
    const int first = static_cast<int>(begin);
    const int last = std::min(static_cast<int>(std::ceil(end)), before);
    Share& share = shares[static_cast<std::size_t>(i)];
    share.first = static_cast<std::size_t>(first);
    for (int k = first; k < last; ++k) {
      const double covered = std::min(end, k + 1.0) - std::max(begin, static_cast<double>(k));
      share.weights.push_back(static_cast<float>(std::max(covered, 0.0) / (end - begin)));
    }
  }
  return shares;
}

// Sixteen at a time, so that the compiler keeps them in vector registers.
void add_weighted(std::vector<float>& sums, const float* values, float weight) {
  constexpr std::size_t kTogether = 16;
  std::size_t x = 0;
  for (; x + kTogether <= sums.size(); x += kTogether) {
    float* to = sums.data() + x;
    for (std::size_t k = 0; k < kTogether; ++k) to[k] += weight * values[x + k];
  }
  for (; x < sums.size(); ++x) sums[x] += weight * values[x];
}

// The shorter side after the longer one became `longest`.
int follow(int side, int longest, int longest_side) {
  return std::max(1, static_cast<int>(std::lround(static_cast<double>(side) * longest_side / longest)));
}

Luma copy_of(const LumaView& luma) {
  Luma copy{luma.width, luma.height, {}};
  copy.values.reserve(static_cast<std::size_t>(luma.width) * static_cast<std::size_t>(luma.height));
  for (int y = 0; y < luma.height; ++y) {
    copy.values.insert(copy.values.end(), luma.row(y), luma.row(y) + luma.width);
  }
  return copy;
}

}  // namespace

LumaView LumaView::view(const Area& area) const {
  const int left = std::clamp(area.left, 0, width);
  const int top = std::clamp(area.top, 0, height);
  const int right = std::clamp(area.left + area.width, left, width);
  const int bottom = std::clamp(area.top + area.height, top, height);
  return {row(top) + left, right - left, bottom - top, stride};
}

Luma luma_of(const media::PixelView& pixels) {
  Luma luma{pixels.width, pixels.height, {}};
  luma.values.resize(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height));
  const std::uint8_t* rgb = pixels.rgb;
  for (float& value : luma.values) {
    value = 0.299F * static_cast<float>(rgb[0]) + 0.587F * static_cast<float>(rgb[1]) +
            0.114F * static_cast<float>(rgb[2]);
    rgb += 3;
  }
  return luma;
}

Luma downscale(const LumaView& luma, int longest_side) {
  const int longest = std::max(luma.width, luma.height);
  longest_side = std::max(longest_side, 1);
  if (longest <= longest_side || luma.width <= 0 || luma.height <= 0) return copy_of(luma);
  Luma made{follow(luma.width, longest, longest_side), follow(luma.height, longest, longest_side), {}};
  made.values.reserve(static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height));
  const std::vector<Share> across = shares_of(luma.width, made.width);
  std::vector<float> sums(static_cast<std::size_t>(luma.width));
  for (const Share& down : shares_of(luma.height, made.height)) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (std::size_t k = 0; k < down.weights.size(); ++k) {
      add_weighted(sums, luma.row(static_cast<int>(down.first + k)), down.weights[k]);
    }
    for (const Share& share : across) {
      float value = 0;
      for (std::size_t k = 0; k < share.weights.size(); ++k) {
        value += share.weights[k] * sums[share.first + k];
      }
      made.values.push_back(value);
    }
  }
  return made;
}

}  // namespace jium::fingerprint
