#include "jium/media/picture.h"

#include "jium/media/extent.h"
#include "jium/media/ffmpeg_decoder.h"
#include "jium/media/heif_decoder.h"
#include "jium/media/jpeg_decoder.h"
#include "jium/media/picture_problem.h"
#include "jium/media/tiff_decoder.h"
#include "jium/media/webp_decoder.h"

namespace jium::media {
namespace {

Result<Picture> decode(ByteView bytes, PictureFormat format, const PictureLimits& limits) {
  switch (format) {
    case PictureFormat::jpeg:
      return decode_jpeg(bytes, limits);
    case PictureFormat::webp:
      return decode_webp(bytes, limits);
    case PictureFormat::png:
    case PictureFormat::gif:
    case PictureFormat::bmp:
      return decode_with_ffmpeg(bytes, format, limits);
    case PictureFormat::tiff:
      return decode_tiff(bytes, limits);
    case PictureFormat::avif:
    case PictureFormat::heic:
      return decode_heif(bytes, format, limits);
  }
  return fault_of(PictureProblem::unknown_kind);
}

}  // namespace

bool within(const PictureLimits& limits, std::int64_t width, std::int64_t height) {
  return width <= limits.side && height <= limits.side && width * height <= limits.pixels;
}

Result<Picture> decode_picture(ByteView bytes, const PictureLimits& limits) {
  JIUM_TRY(const PictureFormat format, recognise(bytes));
  const AnnouncedSize size = announced_size(bytes, format);
  if (!within(limits, size.width, size.height)) return fault_of(PictureProblem::too_large);
  if (!holds_all_it_promises(bytes, format)) return fault_of(PictureProblem::cut_short);
  return decode(bytes, format, limits);
}

}  // namespace jium::media
