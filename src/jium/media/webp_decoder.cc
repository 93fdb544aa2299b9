#include "jium/media/webp_decoder.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <optional>

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

struct DemuxEnd {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
struct IteratorEnd {
  void operator()(WebPIterator* frame) const { WebPDemuxReleaseIterator(frame); }
};

// Where a picture's rows go in a canvas that may be larger.
struct Place {
  int left = 0;
  int top = 0;
};

std::optional<PictureProblem> decode_into(Picture& canvas, const Place& place, ByteView bytes,
                                          WebPDecoderConfig& config) {
  const auto row = static_cast<std::size_t>(canvas.width) * 3;
  const std::size_t begin =
      static_cast<std::size_t>(place.top) * row + static_cast<std::size_t>(place.left) * 3;
  config.output.colorspace = MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {canvas.rgb.data() + begin, canvas.width * 3, canvas.rgb.size() - begin};
  const VP8StatusCode done = WebPDecode(bytes.data(), bytes.size(), &config);
  WebPFreeDecBuffer(&config.output);
  if (done != VP8_STATUS_OK) return problem_of(done);
  return std::nullopt;
}

Picture black_canvas(int width, int height) {
  Picture picture{PictureFormat::webp, width, height, {}};
  picture.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return picture;
}

Result<Picture> decode_first_frame(ByteView bytes, const PictureLimits& limits) {
  const WebPData data{bytes.data(), bytes.size()};
  const std::unique_ptr<WebPDemuxer, DemuxEnd> demuxer(WebPDemux(&data));
  if (demuxer == nullptr) return fault_of(PictureProblem::damaged);
  const auto width = static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH));
  const auto height = static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT));
  if (!within(limits, width, height)) return fault_of(PictureProblem::too_large);
  WebPIterator frame{};
  if (WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0) return fault_of(PictureProblem::damaged);
  const std::unique_ptr<WebPIterator, IteratorEnd> owner(&frame);
  const ByteView fragment(frame.fragment.bytes, frame.fragment.size);
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return fault(FaultKind::internal, "libwebp is of another version");
  const VP8StatusCode seen = WebPGetFeatures(fragment.data(), fragment.size(), &config.input);
  if (seen != VP8_STATUS_OK) return fault_of(problem_of(seen));
  const bool fits = frame.x_offset >= 0 && frame.y_offset >= 0 &&
                    config.input.width <= width - frame.x_offset &&
                    config.input.height <= height - frame.y_offset;
  if (!fits) return fault_of(PictureProblem::damaged);
  Picture picture = black_canvas(width, height);
  if (const auto problem = decode_into(picture, {frame.x_offset, frame.y_offset}, fragment, config))
    return fault_of(*problem);
  return picture;
}

}  // namespace

Result<Picture> decode_webp(ByteView bytes, const PictureLimits& limits) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) return fault(FaultKind::internal, "libwebp is of another version");
  const VP8StatusCode seen = WebPGetFeatures(bytes.data(), bytes.size(), &config.input);
  if (seen != VP8_STATUS_OK) return fault_of(problem_of(seen));
  if (config.input.has_animation != 0) return decode_first_frame(bytes, limits);
  if (!within(limits, config.input.width, config.input.height)) return fault_of(PictureProblem::too_large);
  Picture picture = black_canvas(config.input.width, config.input.height);
  if (const auto problem = decode_into(picture, {}, bytes, config)) return fault_of(*problem);
  return picture;
}

}  // namespace jium::media
