// Frames -> an animated WebP. Source: Google's WebP Container Specification.
#include <cstdlib>
#include <string_view>

#include "pictures/pictures.h"

namespace jium::pictures {
namespace {

void put(Bytes& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void put_chunk(Bytes& out, std::string_view name, ByteView content) {
  const ByteView letters = bytes_of(name);
  out.insert(out.end(), letters.begin(), letters.end());
  put(out, static_cast<std::uint32_t>(content.size()), 4);
  out.insert(out.end(), content.begin(), content.end());
  if (content.size() % 2 != 0) out.push_back(0);
}

// Its place in halves of pixels, its size less one, its time, how it is put, and its picture's own chunk.
Bytes frame_of(const AnimationFrame& frame) {
  Bytes content;
  put(content, static_cast<std::uint32_t>(frame.left / 2), 3);
  put(content, static_cast<std::uint32_t>(frame.top / 2), 3);
  put(content, static_cast<std::uint32_t>(frame.picture.width - 1), 3);
  put(content, static_cast<std::uint32_t>(frame.picture.height - 1), 3);
  put(content, 100, 3);
  content.push_back(0);
  const Bytes still = to_webp(frame.picture);
  content.insert(content.end(), still.begin() + 12, still.end());
  return content;
}

}  // namespace

Bytes to_animated_webp(int width, int height, const std::vector<AnimationFrame>& frames) {
  Bytes canvas{0x02, 0, 0, 0};  // an animation, and nothing else that is extra
  put(canvas, static_cast<std::uint32_t>(width - 1), 3);
  put(canvas, static_cast<std::uint32_t>(height - 1), 3);
  Bytes chunks;
  put_chunk(chunks, "VP8X", canvas);
  put_chunk(chunks, "ANIM", Bytes{255, 255, 255, 255, 0, 0});
  for (const AnimationFrame& frame : frames) put_chunk(chunks, "ANMF", frame_of(frame));
  Bytes made;
  const ByteView name = bytes_of("WEBP");
  chunks.insert(chunks.begin(), name.begin(), name.end());
  put_chunk(made, "RIFF", chunks);
  return made;
}

}  // namespace jium::pictures
