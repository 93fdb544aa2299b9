// What a page may call of the fingerprint room when it is compiled to WebAssembly. A pointer is a place in
// the module's memory that jium_take() gave; `rgb` are rows of width * 3 bytes. A canvas has a fourth byte a
// pixel, which is dropped, as the native decoder drops it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "jium/fingerprint/pdq.h"

namespace {

using jium::fingerprint::Luma;
using jium::fingerprint::Pdq;
using jium::media::PixelView;

void put(const Pdq& pdq, std::uint8_t* out) {
  std::memcpy(out, pdq.bits.data(), pdq.bits.size());
  out[pdq.bits.size()] = static_cast<std::uint8_t>(pdq.quality);
}

}  // namespace

extern "C" {

// Null when there is no memory for that.
__attribute__((export_name("jium_take"))) std::uint8_t* jium_take(std::uint32_t bytes) {
  return static_cast<std::uint8_t*>(std::malloc(bytes));
}

__attribute__((export_name("jium_give_back"))) void jium_give_back(std::uint8_t* place) {
  std::free(place);
}

// `pixels` of four bytes to three bytes each; `rgb` may be where `rgba` is. The answer: the least fourth
// byte, which is 255 when nothing can be seen through.
__attribute__((export_name("jium_drop_alpha"))) std::uint32_t jium_drop_alpha(const std::uint8_t* rgba,
                                                                              std::uint32_t pixels,
                                                                              std::uint8_t* rgb) {
  std::uint8_t least = 255;
  for (std::uint32_t i = 0; i < pixels; ++i, rgba += 4, rgb += 3) {
    if (rgba[3] < least) least = rgba[3];
    std::memmove(rgb, rgba, 3);
  }
  return least;
}

// `out` gets 66 bytes: 32 of the full-resolution dialect and its quality, then 32 of the dialect that brings
// a picture to 512 pixels first, and its quality.
__attribute__((export_name("jium_pdq_both"))) void jium_pdq_both(const std::uint8_t* rgb, std::int32_t width,
                                                                 std::int32_t height, std::uint8_t* out) {
  const PixelView pixels{rgb, width, height};
  put(jium::fingerprint::pdq_of(pixels), out);
  put(jium::fingerprint::pdq_512_of(pixels), out + 33);
}

// As the first half of that: what the frames of a video are known by.
__attribute__((export_name("jium_pdq"))) void jium_pdq(const std::uint8_t* rgb, std::int32_t width,
                                                       std::int32_t height, std::uint8_t* out) {
  put(jium::fingerprint::pdq_of(PixelView{rgb, width, height}), out);
}

// Of a frame as a video decoder leaves it: only its brightness plane, rows of `stride` bytes. A grey of the
// same brightness has the same luma as the colours have, but for what their conversion rounds and cuts.
__attribute__((export_name("jium_pdq_of_brightness"))) void jium_pdq_of_brightness(
    const std::uint8_t* plane, std::int32_t width, std::int32_t height, std::int32_t stride,
    std::int32_t full_range, std::uint8_t* out) {
  // ITU-R BT.601 and BT.709 alike: 16 is black and 235 white, unless the stream says that it uses all of
  // 0..255.
  std::array<float, 256> value{};
  for (std::size_t i = 0; i < value.size(); ++i) {
    const float whole = full_range != 0 ? static_cast<float>(i) : (static_cast<float>(i) - 16) * 255 / 219;
    value[i] = std::clamp(std::round(whole), 0.0F, 255.0F);
  }
  Luma luma{width, height, {}};
  luma.values.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (std::int32_t y = 0; y < height; ++y) {
    const std::uint8_t* row = plane + static_cast<std::ptrdiff_t>(y) * stride;
    for (std::int32_t x = 0; x < width; ++x) luma.values.push_back(value[row[x]]);
  }
  put(jium::fingerprint::pdq_of(luma.view()), out);
}

}  // extern "C"
