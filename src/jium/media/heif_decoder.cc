#include "jium/media/heif_decoder.h"

#include <libheif/heif.h>

#include <cstring>
#include <memory>

#include "jium/media/heif_codec_decoder.h"
#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

struct ContextEnd {
  void operator()(heif_context* context) const { heif_context_free(context); }
};
struct HandleEnd {
  void operator()(heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
struct OptionsEnd {
  void operator()(heif_decoding_options* options) const { heif_decoding_options_free(options); }
};
struct ImageEnd {
  void operator()(heif_image* image) const { heif_image_release(image); }
};
using Context = std::unique_ptr<heif_context, ContextEnd>;
using Handle = std::unique_ptr<heif_image_handle, HandleEnd>;
using Options = std::unique_ptr<heif_decoding_options, OptionsEnd>;
using Image = std::unique_ptr<heif_image, ImageEnd>;

PictureProblem problem_of_error(const heif_error& error) {
  if (error.subcode == heif_suberror_End_of_data) return PictureProblem::cut_short;
  if (error.subcode == heif_suberror_Security_limit_exceeded) return PictureProblem::too_large;
  switch (error.code) {
    case heif_error_Memory_allocation_error:
      return PictureProblem::too_hungry;
    case heif_error_Unsupported_filetype:
    case heif_error_Unsupported_feature:
      return PictureProblem::variant;
    default:
      // A file of moving pictures alone has no still.
      return error.subcode == heif_suberror_No_meta_box ? PictureProblem::variant : PictureProblem::damaged;
  }
}

// As the file announces, before and after it is turned.
bool announces_within(const PictureLimits& limits, const heif_image_handle* handle) {
  return within(limits, heif_image_handle_get_ispe_width(handle),
                heif_image_handle_get_ispe_height(handle)) &&
         within(limits, heif_image_handle_get_width(handle), heif_image_handle_get_height(handle));
}

Result<Handle> open_primary(heif_context* context, ByteView bytes, const PictureLimits& limits) {
  heif_context_set_max_decoding_threads(context, 0);
  heif_context_set_maximum_image_size_limit(context, limits.side);
  const heif_error read =
      heif_context_read_from_memory_without_copy(context, bytes.data(), bytes.size(), nullptr);
  if (read.code != heif_error_Ok) return fault_of(problem_of_error(read));
  heif_image_handle* found = nullptr;
  const heif_error error = heif_context_get_primary_image_handle(context, &found);
  if (error.code != heif_error_Ok) return fault_of(problem_of_error(error));
  Handle handle(found);
  if (!announces_within(limits, found)) return fault_of(PictureProblem::too_large);
  return handle;
}

Result<Image> decode_handle(const heif_image_handle* handle, const PictureLimits& limits) {
  const Options options(heif_decoding_options_alloc());
  if (options == nullptr) return fault_of(PictureProblem::too_hungry);
  options->convert_hdr_to_8bit = 1;
  options->strict_decoding = 1;
  options->decoder_id = our_heif_decoders();
  const HeifDecoding decoding(limits);
  heif_image* decoded = nullptr;
  const heif_error error =
      heif_decode_image(handle, &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGB, options.get());
  if (error.code != heif_error_Ok) return fault_of(decoding.problem().value_or(problem_of_error(error)));
  return Image(decoded);
}

}  // namespace

// The limits hold three times: for what the file announces, for the streams in it before any pixel is
// decoded, and for what libheif puts together from them.
Result<Picture> decode_heif(ByteView bytes, PictureFormat format, const PictureLimits& limits) {
  const Context context(heif_context_alloc());
  if (context == nullptr) return fault_of(PictureProblem::too_hungry);
  JIUM_TRY(const Handle handle, open_primary(context.get(), bytes, limits));
  JIUM_TRY(const Image image, decode_handle(handle.get(), limits));
  int stride = 0;
  const std::uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
  const int width = heif_image_get_primary_width(image.get());
  const int height = heif_image_get_primary_height(image.get());
  if (plane == nullptr || width <= 0 || height <= 0) return fault_of(PictureProblem::damaged);
  if (!within(limits, width, height)) return fault_of(PictureProblem::too_large);
  // A grid (ISO/IEC 23008-12, section 6.6.2.3) may say a size of its own: where its tiles end, libheif leaves
  // whatever the memory held.
  if (width != heif_image_handle_get_width(handle.get()) ||
      height != heif_image_handle_get_height(handle.get()))
    return fault_of(PictureProblem::damaged);
  Picture picture{format, width, height, {}};
  const auto row = static_cast<std::size_t>(width) * 3;
  picture.rgb.resize(row * static_cast<std::size_t>(height));
  for (int y = 0; y < height; ++y) {
    std::memcpy(picture.rgb.data() + static_cast<std::size_t>(y) * row,
                plane + static_cast<std::ptrdiff_t>(y) * stride, row);
  }
  return picture;
}

}  // namespace jium::media
