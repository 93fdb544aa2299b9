#include "jium/media/video_colour.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace jium::media {
namespace {

constexpr std::size_t kAlignment = 64;  // what the widest vector unit writes at once

}  // namespace

// The flag, and that no colour matrix is chosen, are the reference's: its fingerprints were made of just
// these bits. swscale writes whole blocks of pixels, so its rows get room for them and are packed afterwards.
std::optional<PixelView> FrameColours::rgb_of(const AVFrame& frame) {
  const auto format = static_cast<AVPixelFormat>(frame.format);
  if (frame.width <= 0 || frame.height <= 0 || sws_isSupportedInput(format) == 0) return std::nullopt;
  scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height, format, frame.width,
                                     frame.height, AV_PIX_FMT_RGB24, SWS_AREA, nullptr, nullptr, nullptr));
  if (scaler_ == nullptr) return std::nullopt;
  const std::size_t row = static_cast<std::size_t>(frame.width) * 3;
  const std::size_t step = (row + 2 * kAlignment - 1) / kAlignment * kAlignment;
  const auto rows = static_cast<std::size_t>(frame.height);
  padded_.resize(step * (rows + 1) + kAlignment);
  auto start = reinterpret_cast<std::uintptr_t>(padded_.data());
  std::uint8_t* first = padded_.data() + (kAlignment - start % kAlignment) % kAlignment;
  const std::array<std::uint8_t*, 4> planes{first, nullptr, nullptr, nullptr};
  const std::array<int, 4> steps{static_cast<int>(step), 0, 0, 0};
  if (sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes.data(), steps.data()) <= 0)
    return std::nullopt;
  rgb_.resize(row * rows);
  for (std::size_t y = 0; y < rows; ++y) std::memcpy(rgb_.data() + y * row, first + y * step, row);
  return PixelView{rgb_.data(), frame.width, frame.height};
}

}  // namespace jium::media
