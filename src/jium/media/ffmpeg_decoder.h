// PNG, GIF and BMP by FFmpeg's decoders, without any colour arithmetic: low bytes and alpha are left out.
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

[[nodiscard]] Result<Picture> decode_with_ffmpeg(ByteView bytes, PictureFormat format,
                                                 const PictureLimits& limits);

}  // namespace jium::media
