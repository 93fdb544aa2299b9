// Pixels of one picture, upright, 8-bit RGB. They live only inside the sandboxed child.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/result.h"

namespace jium::media {

enum class PictureFormat : std::uint8_t { jpeg, png, webp, gif, bmp, tiff, avif, heic };
[[nodiscard]] std::string_view name_of(PictureFormat format);  // "jpeg", "png", ...
// Nothing unless the number is one of them.
[[nodiscard]] std::optional<PictureFormat> format_of(std::uint8_t number);

struct PixelView {
  const std::uint8_t* rgb = nullptr;  // rows of width * 3 bytes, no padding
  int width = 0;
  int height = 0;
};

struct Picture {
  PictureFormat format = PictureFormat::jpeg;
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;

  [[nodiscard]] PixelView view() const { return {rgb.data(), width, height}; }
};

struct PictureLimits {
  std::int64_t pixels = 64'000'000;  // refuse more before any pixel is decoded
  int side = 32'768;
};
[[nodiscard]] bool within(const PictureLimits& limits, std::int64_t width, std::int64_t height);

// By the first bytes, never by a file's name.
[[nodiscard]] Result<PictureFormat> recognise(ByteView bytes);

// Decodes with the one allowed decoder of the format, upright: the orientation that JPEG has from EXIF, TIFF
// in a tag and HEIC and AVIF as properties is applied. Of an animated GIF or WebP the first frame, of a TIFF
// the first page, of HEIC and AVIF the primary image. Alpha is dropped, as the PDQ reference's loaders do.
// Malformed says which of: unknown kind (and what it looks like, if known), damaged, cut short, too large.
// Call it only inside the sandbox (or in a fuzz target).
[[nodiscard]] Result<Picture> decode_picture(ByteView bytes, const PictureLimits& limits = {});

}  // namespace jium::media
