// JPEG by libjpeg-turbo through its classic interface, because that one shows every warning: a file that
// ends early or has a broken segment is refused, stray bytes between segments are not. CMYK and YCCK are
// taken as Adobe writes them (inverted), as other readers do.
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

// Upright: the EXIF orientation is applied.
[[nodiscard]] Result<Picture> decode_jpeg(ByteView bytes, const PictureLimits& limits);

}  // namespace jium::media
