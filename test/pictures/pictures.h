// Benign pictures for tests and the demo: drawn here from numbers, so that nothing has to be shipped.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "jium/base/bytes.h"

namespace jium::pictures {

struct Canvas {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // rows of width * 3 bytes
};

// A landscape of hills, sun and houses; the same seed gives the same picture, different seeds give
// pictures whose PDQ values are far apart (over 60 bits) and of quality 100.
[[nodiscard]] Canvas draw_scene(std::uint32_t seed, int width = 640, int height = 480);

// What a re-uploader does.
[[nodiscard]] Canvas resize(const Canvas& from, int width, int height);  // box filter
[[nodiscard]] Canvas watermark(const Canvas& from);                      // light bars over a corner

[[nodiscard]] Bytes to_jpeg(const Canvas& canvas, int quality = 90);
// `orientation`: the EXIF value 1..8 written into the file.
[[nodiscard]] Bytes to_jpeg_with_orientation(const Canvas& canvas, int orientation, int quality = 95);
[[nodiscard]] Bytes to_png(const Canvas& canvas);
[[nodiscard]] Bytes to_webp(const Canvas& canvas, bool lossless = true);
[[nodiscard]] Bytes to_bmp(const Canvas& canvas);
[[nodiscard]] Bytes to_gif(const Canvas& canvas);  // 216 colours, one frame

}  // namespace jium::pictures
