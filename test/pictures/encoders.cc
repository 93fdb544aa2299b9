// Canvas -> file, by the formats' own libraries; BMP and GIF are simple enough to be written out here.
#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "pictures/pictures.h"

namespace jium::pictures {
namespace {

void put_u16(Bytes& out, unsigned value) {
  out.push_back(static_cast<std::uint8_t>(value));
  out.push_back(static_cast<std::uint8_t>(value >> 8));
}

void put_u32(Bytes& out, std::uint32_t value) {
  put_u16(out, value & 0xFFFF);
  put_u16(out, value >> 16);
}

// An encoder that fails on a picture we drew ourselves is a broken invariant of the tests.
void require(bool good) {
  if (!good) std::abort();
}

Bytes webp_bytes(const Canvas& canvas, bool lossless) {
  std::uint8_t* data = nullptr;
  const int stride = canvas.width * 3;
  const std::size_t size =
      lossless ? WebPEncodeLosslessRGB(canvas.rgb.data(), canvas.width, canvas.height, stride, &data)
               : WebPEncodeRGB(canvas.rgb.data(), canvas.width, canvas.height, stride, 90, &data);
  require(size > 0);
  const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> owner(data, &WebPFree);
  return {data, data + size};
}

// The bits of GIF's LZW, least significant first, in blocks of at most 255 bytes.
class GifBits {
 public:
  explicit GifBits(Bytes& out) : out_(out) {}

  void put(unsigned code) {
    held_ |= code << count_;
    count_ += 9;
    while (count_ >= 8) push();
  }
  void finish() {
    if (count_ > 0) push();
    flush();
    out_.push_back(0);
  }

 private:
  void push() {
    block_.push_back(static_cast<std::uint8_t>(held_));
    held_ >>= 8;
    count_ = count_ > 8 ? count_ - 8 : 0;
    if (block_.size() == 255) flush();
  }
  void flush() {
    if (block_.empty()) return;
    out_.push_back(static_cast<std::uint8_t>(block_.size()));
    out_.insert(out_.end(), block_.begin(), block_.end());
    block_.clear();
  }
  Bytes& out_;
  Bytes block_;
  unsigned held_ = 0;
  unsigned count_ = 0;
};

unsigned web_colour(const std::uint8_t* pixel) {
  const auto level = [](std::uint8_t value) { return (value + 25U) / 51U; };
  return level(pixel[0]) * 36 + level(pixel[1]) * 6 + level(pixel[2]);
}

void put_gif_header(Bytes& out, const Canvas& canvas) {
  for (const char c : std::string_view("GIF89a")) out.push_back(static_cast<std::uint8_t>(c));
  put_u16(out, static_cast<unsigned>(canvas.width));
  put_u16(out, static_cast<unsigned>(canvas.height));
  for (const std::uint8_t byte : {0xF7, 0x00, 0x00}) out.push_back(byte);  // 256 colours follow
  for (unsigned colour = 0; colour < 256; ++colour) {
    const unsigned known = colour < 216 ? colour : 0;
    for (const unsigned level : {known / 36, known / 6 % 6, known % 6}) {
      out.push_back(static_cast<std::uint8_t>(level * 51));
    }
  }
  out.push_back(',');
  put_u32(out, 0);
  put_u16(out, static_cast<unsigned>(canvas.width));
  put_u16(out, static_cast<unsigned>(canvas.height));
  out.push_back(0);
}

}  // namespace

Bytes to_jpeg(const Canvas& canvas, int quality) {
  const std::unique_ptr<void, int (*)(tjhandle)> encoder(tjInitCompress(), &tjDestroy);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  require(tjCompress2(encoder.get(), canvas.rgb.data(), canvas.width, 0, canvas.height, TJPF_RGB, &data,
                      &size, TJSAMP_420, quality, TJFLAG_ACCURATEDCT) == 0);
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(data, &tjFree);
  return {data, data + size};
}

Bytes to_jpeg_with_orientation(const Canvas& canvas, int orientation, int quality) {
  const Bytes plain = to_jpeg(canvas, quality);
  // APP1 with one TIFF directory of one entry: tag 0x0112, SHORT, one value (Exif 2.3, section 4.6.2).
  std::array<std::uint8_t, 36> segment{0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0,    0,    'M', 'M',
                                       0,    42,   0, 0,  0,   8,   0,   1,   0x01, 0x12, 0,   3,
                                       0,    0,    0, 1,  0,   0,   0,   0,   0,    0,    0,   0};
  segment[29] = static_cast<std::uint8_t>(orientation);
  // It goes right behind the two bytes that begin the file.
  Bytes made(plain.size() + segment.size());
  auto end = std::copy_n(plain.begin(), 2, made.begin());
  end = std::copy(segment.begin(), segment.end(), end);
  std::copy(plain.begin() + 2, plain.end(), end);
  return made;
}

Bytes to_png(const Canvas& canvas) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(canvas.width);
  image.height = static_cast<png_uint_32>(canvas.height);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  Bytes made(size);
  require(png_image_write_to_memory(&image, made.data(), &size, 0, canvas.rgb.data(), 0, nullptr) != 0);
  made.resize(size);
  return made;
}

Bytes to_webp(const Canvas& canvas, bool lossless) {
  return webp_bytes(canvas, lossless);
}

Bytes to_bmp(const Canvas& canvas) {
  const auto width = static_cast<std::uint32_t>(canvas.width);
  const auto height = static_cast<std::uint32_t>(canvas.height);
  const std::uint32_t row = (width * 3 + 3) / 4 * 4;
  Bytes made{'B', 'M'};
  for (const std::uint32_t field : {54 + row * height, 0U, 54U, 40U, width, height}) put_u32(made, field);
  put_u16(made, 1);   // planes
  put_u16(made, 24);  // bits a pixel
  for (const std::uint32_t field : {0U, row * height, 2835U, 2835U, 0U, 0U}) put_u32(made, field);
  for (std::size_t y = height; y-- > 0;) {  // the lowest row comes first
    for (std::size_t x = 0; x < width; ++x) {
      const std::uint8_t* pixel = &canvas.rgb[(y * width + x) * 3];
      made.insert(made.end(), {pixel[2], pixel[1], pixel[0]});
    }
    made.resize(made.size() + row - width * 3);
  }
  return made;
}

Bytes to_gif(const Canvas& canvas) {
  Bytes made;
  put_gif_header(made, canvas);
  made.push_back(8);  // LZW with 8-bit symbols
  GifBits bits(made);
  // A clear code before the table outgrows nine bits: larger than need be, but every reader takes it.
  constexpr unsigned kClear = 256;
  constexpr unsigned kEnd = 257;
  const std::size_t pixels = canvas.rgb.size() / 3;
  for (std::size_t i = 0; i < pixels; ++i) {
    if (i % 250 == 0) bits.put(kClear);
    bits.put(web_colour(&canvas.rgb[i * 3]));
  }
  bits.put(kEnd);
  bits.finish();
  made.push_back(';');
  return made;
}

}  // namespace jium::pictures
