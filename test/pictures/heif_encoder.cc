// Canvas -> HEIC and AVIF, by libheif with x265 and aom.
#include <libheif/heif.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "pictures/pictures.h"

namespace jium::pictures {
namespace {

void require(bool good) {
  if (!good) std::abort();
}
void require(const heif_error& error) {
  require(error.code == heif_error_Ok);
}

template <class Thing, void (*End)(Thing*)>
struct EndOf {
  void operator()(Thing* thing) const { End(thing); }
};
template <class Thing, void (*End)(Thing*)>
using Owned = std::unique_ptr<Thing, EndOf<Thing, End>>;

using Context = Owned<heif_context, &heif_context_free>;
using Encoder = Owned<heif_encoder, &heif_encoder_release>;
using Options = Owned<heif_encoding_options, &heif_encoding_options_free>;
struct ImageEnd {
  void operator()(heif_image* image) const { heif_image_release(image); }
};
struct HandleEnd {
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
using Image = std::unique_ptr<heif_image, ImageEnd>;
using Handle = std::unique_ptr<heif_image_handle, HandleEnd>;

Image image_of(const Canvas& canvas) {
  heif_image* made = nullptr;
  require(heif_image_create(canvas.width, canvas.height, heif_colorspace_RGB, heif_chroma_interleaved_RGB,
                            &made));
  Image image(made);
  require(heif_image_add_plane(made, heif_channel_interleaved, canvas.width, canvas.height, 8));
  int stride = 0;
  std::uint8_t* plane = heif_image_get_plane(made, heif_channel_interleaved, &stride);
  const auto row = static_cast<std::size_t>(canvas.width) * 3;
  for (int y = 0; y < canvas.height; ++y) {
    std::memcpy(plane + static_cast<std::ptrdiff_t>(y) * stride,
                canvas.rgb.data() + static_cast<std::size_t>(y) * row, row);
  }
  return image;
}

Bytes file_of(heif_context* context) {
  Bytes made;
  heif_writer writer{1, [](heif_context* /*context*/, const void* data, size_t size, void* out) {
                       const auto* bytes = static_cast<const std::uint8_t*>(data);
                       static_cast<Bytes*>(out)->assign(bytes, bytes + size);
                       return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
                     }};
  require(heif_context_write(context, &writer, &made));
  return made;
}

Bytes encode(const Canvas& canvas, heif_compression_format format, int orientation) {
  const Context context(heif_context_alloc());
  heif_encoder* found = nullptr;
  require(heif_context_get_encoder_for_format(context.get(), format, &found));
  const Encoder encoder(found);
  require(heif_encoder_set_lossy_quality(found, 90));
  // One thread, so that the same picture is always the same file.
  if (format == heif_compression_AV1) {
    require(heif_encoder_set_parameter_integer(found, "threads", 1));
    require(heif_encoder_set_parameter_integer(found, "speed", 8));
  }
  const Options options(heif_encoding_options_alloc());
  options->image_orientation = static_cast<heif_orientation>(orientation);
  const Image image = image_of(canvas);
  heif_image_handle* written = nullptr;
  require(heif_context_encode_image(context.get(), image.get(), found, options.get(), &written));
  const Handle handle(written);
  require(heif_context_set_primary_image(context.get(), written));
  return file_of(context.get());
}

}  // namespace

Bytes to_heic(const Canvas& canvas, int orientation) {
  return encode(canvas, heif_compression_HEVC, orientation);
}

Bytes to_avif(const Canvas& canvas, int orientation) {
  return encode(canvas, heif_compression_AV1, orientation);
}

}  // namespace jium::pictures
