// PNG, GIF and BMP by FFmpeg's decoders. A still picture is a packet of its own, so no demuxer, no protocol
// and no parser is involved, and no colour arithmetic either: low bytes and alpha are left out.
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

[[nodiscard]] Result<Picture> decode_with_ffmpeg(ByteView bytes, PictureFormat format,
                                                 const PictureLimits& limits);

}  // namespace jium::media
