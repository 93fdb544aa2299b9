// What a re-uploader does to a picture.
#include <algorithm>
#include <cmath>

#include "pictures/pictures.h"

namespace jium::pictures {
namespace {

// Averages `from` samples down (or up) to `to` samples, each `step` floats apart, for one colour of one line.
void average_line(const float* in, std::size_t step, int from, float* out, std::size_t out_step, int to) {
  const double ratio = static_cast<double>(from) / to;
  for (int i = 0; i < to; ++i) {
    const double begin = i * ratio;
    const double end = (i + 1) * ratio;
    double sum = 0;
    for (int k = static_cast<int>(begin); k < std::min(from, static_cast<int>(std::ceil(end))); ++k) {
      const double overlap = std::min(end, k + 1.0) - std::max(begin, static_cast<double>(k));
      sum += overlap * static_cast<double>(in[static_cast<std::size_t>(k) * step]);
    }
    out[static_cast<std::size_t>(i) * out_step] = static_cast<float>(sum / ratio);
  }
}

}  // namespace

Canvas resize(const Canvas& from, int width, int height) {
  const auto source_row = static_cast<std::size_t>(from.width) * 3;
  const auto row = static_cast<std::size_t>(width) * 3;
  const std::vector<float> pixels(from.rgb.begin(), from.rgb.end());
  std::vector<float> narrow(row * static_cast<std::size_t>(from.height));
  for (std::size_t y = 0; y < static_cast<std::size_t>(from.height); ++y) {
    for (std::size_t c = 0; c < 3; ++c) {
      average_line(&pixels[y * source_row + c], 3, from.width, &narrow[y * row + c], 3, width);
    }
  }
  std::vector<float> small(row * static_cast<std::size_t>(height));
  for (std::size_t x = 0; x < row; ++x) average_line(&narrow[x], row, from.height, &small[x], row, height);
  Canvas made{width, height, std::vector<std::uint8_t>(small.size())};
  std::transform(small.begin(), small.end(), made.rgb.begin(), [](float value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
  });
  return made;
}

Canvas watermark(const Canvas& from) {
  Canvas made = from;
  const int left = from.width * 3 / 4;
  const int top = from.height * 17 / 20;
  const int bar = std::max(2, from.height / 40);
  for (int y = top; y < from.height - bar; ++y) {
    if ((y - top) / bar % 2 != 0) continue;
    for (int x = left; x < from.width - bar; ++x) {
      for (int c = 0; c < 3; ++c) {
        std::uint8_t& value = made.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(from.width) +
                                        static_cast<std::size_t>(x)) *
                                           3 +
                                       static_cast<std::size_t>(c)];
        value = static_cast<std::uint8_t>((value + 2 * 245) / 3);
      }
    }
  }
  return made;
}

}  // namespace jium::pictures
