#include "jium/media/webp_decoder.h"

#include <webp/decode.h>

#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

PictureProblem problem_of(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      return PictureProblem::cut_short;
    case VP8_STATUS_OUT_OF_MEMORY:
      return PictureProblem::too_hungry;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return PictureProblem::variant;
    default:
      return PictureProblem::damaged;
  }
}

}  // namespace

Result<Picture> decode_webp(ByteView bytes, const PictureLimits& limits) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return fault(FaultKind::internal, "libwebp is of another version");
  const VP8StatusCode seen = WebPGetFeatures(bytes.data(), bytes.size(), &config.input);
  if (seen != VP8_STATUS_OK) return fault_of(problem_of(seen));
  if (config.input.has_animation != 0) return fault_of(PictureProblem::animated_webp);
  const int width = config.input.width;
  const int height = config.input.height;
  if (!within(limits, width, height)) return fault_of(PictureProblem::too_large);
  Picture picture{PictureFormat::webp, width, height, {}};
  picture.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  config.output.colorspace = MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {picture.rgb.data(), width * 3, picture.rgb.size()};
  const VP8StatusCode done = WebPDecode(bytes.data(), bytes.size(), &config);
  WebPFreeDecBuffer(&config.output);
  if (done != VP8_STATUS_OK) return fault_of(problem_of(done));
  return picture;
}

}  // namespace jium::media
