#include "jium/media/extent.h"

#include <cstdlib>

namespace jium::media {
namespace {

// Reads numbers at any place; beyond the end they are 0 and the file has `ended()`.
class Walk {
 public:
  explicit Walk(ByteView bytes) : bytes_(bytes) {}

  [[nodiscard]] bool ended() const { return at_ > bytes_.size(); }
  [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }
  void skip(std::size_t count) { at_ += count; }

  std::uint32_t little(std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value |= std::uint32_t{byte()} << (8 * i);
    return value;
  }
  std::uint32_t big(std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | byte();
    return value;
  }

 private:
  std::uint8_t byte() {
    const std::uint8_t value = at_ < bytes_.size() ? bytes_[at_] : std::uint8_t{0};
    ++at_;
    return value;
  }
  ByteView bytes_;
  std::size_t at_ = 0;
};

Walk walk_from(ByteView bytes, std::size_t at) {
  Walk walk(bytes);
  walk.skip(at);
  return walk;
}

// PNG (W3C), section 5: a signature of 8 bytes, then chunks of length, type, data, checksum, to IEND.
bool png_holds_all(ByteView bytes) {
  constexpr std::uint32_t kEnd = 0x49454E44;
  Walk walk = walk_from(bytes, 8);
  while (!walk.at_end()) {
    const std::uint32_t length = walk.big(4);
    const std::uint32_t type = walk.big(4);
    walk.skip(std::size_t{length} + 4);
    if (type == kEnd) return !walk.ended();
  }
  return false;
}

// The number of bytes of a colour table (GIF89a, sections 18 and 20).
std::size_t colour_table(std::uint32_t flags) {
  return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
}

bool skip_gif_blocks(Walk& walk) {
  while (!walk.at_end()) {
    const std::uint32_t length = walk.little(1);
    walk.skip(length);
    if (length == 0) return true;
  }
  return false;
}

bool gif_holds_first_frame(ByteView bytes) {
  Walk walk = walk_from(bytes, 10);
  const std::uint32_t flags = walk.little(1);
  walk.skip(2 + colour_table(flags));
  while (!walk.at_end()) {
    const std::uint32_t label = walk.little(1);
    if (label == 0x21) {  // an extension: its kind, then blocks
      walk.skip(1);
      if (!skip_gif_blocks(walk)) return false;
    } else if (label == 0x2C) {  // the frame: place, size, flags, colours, LZW width, then blocks
      walk.skip(8);
      walk.skip(colour_table(walk.little(1)) + 1);
      return skip_gif_blocks(walk);
    } else {
      return true;  // the end before any frame, or nonsense
    }
  }
  return false;
}

bool sized_file_is_whole(ByteView bytes, std::size_t beside_size) {
  return walk_from(bytes, beside_size == 8 ? 4 : 2).little(4) + std::uint64_t{beside_size} <= bytes.size();
}

// ISO/IEC 14496-12, section 4.2: the size of a box counts its own eight bytes; 1: the size follows in eight
// bytes; 0: up to the end of the file.
bool boxes_are_whole(ByteView bytes) {
  Walk walk(bytes);
  while (!walk.at_end()) {
    std::uint64_t size = walk.big(4);
    walk.skip(4);
    std::uint64_t header = 8;
    if (size == 0) return !walk.ended();
    if (size == 1) {
      const std::uint64_t high = walk.big(4);
      size = high << 32 | walk.big(4);
      header = 16;
    }
    if (size < header) return true;
    if (walk.ended() || size - header > bytes.size()) return false;
    walk.skip(static_cast<std::size_t>(size - header));
  }
  return !walk.ended();
}

}  // namespace

bool holds_all_it_promises(ByteView bytes, PictureFormat format) {
  switch (format) {
    case PictureFormat::avif:
    case PictureFormat::heic:
      return boxes_are_whole(bytes);
    case PictureFormat::jpeg:
    case PictureFormat::tiff:
      return true;
    case PictureFormat::png:
      return png_holds_all(bytes);
    case PictureFormat::webp:
      return sized_file_is_whole(bytes, 8);  // RIFF counts what follows its 8 bytes
    case PictureFormat::gif:
      return gif_holds_first_frame(bytes);
    case PictureFormat::bmp:
      return sized_file_is_whole(bytes, 0);
  }
  return true;
}

AnnouncedSize announced_size(ByteView bytes, PictureFormat format) {
  if (format == PictureFormat::png) {
    Walk walk = walk_from(bytes, 16);
    const std::uint32_t width = walk.big(4);
    return {width, walk.big(4)};
  }
  if (format == PictureFormat::gif) {
    Walk walk = walk_from(bytes, 6);
    const std::uint32_t width = walk.little(2);
    return {width, walk.little(2)};
  }
  if (format == PictureFormat::bmp) {
    Walk walk = walk_from(bytes, 14);
    const std::size_t field = walk.little(4) == 12 ? 2 : 4;  // OS/2's first header has short numbers
    const std::uint32_t width = walk.little(field);
    const auto height = static_cast<std::int32_t>(walk.little(field));  // negative: the top row comes first
    return {width, std::abs(std::int64_t{height})};
  }
  return {};
}

}  // namespace jium::media
