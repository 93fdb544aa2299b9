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

// `orientation`: as EXIF counts, written as a rotation and a mirroring that the reader has to apply.
[[nodiscard]] Bytes to_heic(const Canvas& canvas, int orientation = 1);
[[nodiscard]] Bytes to_avif(const Canvas& canvas, int orientation = 1);

struct AnimationFrame {
  Canvas picture;
  int left = 0;  // even numbers
  int top = 0;
};
// Lossless frames, each put onto a canvas of this size.
[[nodiscard]] Bytes to_animated_webp(int width, int height, const std::vector<AnimationFrame>& frames);

struct TiffKind {
  int compression = 1;  // the format's own numbers: 1 none, 5 LZW, 7 JPEG, 8 Deflate, 32773 PackBits ...
  int tile = 0;         // the side of a tile, a multiple of 16; 0: strips of 16 rows
  int bits = 8;         // of a sample: 8 or 16
  int orientation = 1;  // as EXIF counts
  int pages = 1;        // all but the first are black
  bool grey = false;    // the red of the canvas alone
  bool alpha = false;   // with a fourth sample, unassociated, of all values
  bool big_endian = false;
  bool thumbnail = false;  // says that it is the small copy of another page
};
[[nodiscard]] Bytes to_tiff(const Canvas& canvas, const TiffKind& kind = {});

}  // namespace jium::pictures
