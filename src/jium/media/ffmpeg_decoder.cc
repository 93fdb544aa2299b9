#include "jium/media/ffmpeg_decoder.h"

#include <optional>

#include "jium/media/ffmpeg_frame.h"
#include "jium/media/picture_problem.h"
#include "jium/media/still_decoder.h"

namespace jium::media {
namespace {

StillCodec codec_of(PictureFormat format) {
  if (format == PictureFormat::gif) return StillCodec::gif;
  return format == PictureFormat::bmp ? StillCodec::bmp : StillCodec::png;
}

}  // namespace

Result<Picture> decode_with_ffmpeg(ByteView bytes, PictureFormat format, const PictureLimits& limits) {
  JIUM_TRY(const StillFrame frame, decode_still(bytes, codec_of(format), limits));
  std::optional<Picture> picture = rgb_of(*frame, format);
  if (!picture) return fault_of(PictureProblem::variant);
  return std::move(*picture);
}

}  // namespace jium::media
