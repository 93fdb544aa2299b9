// WebP by libwebp (Google), lossy and lossless. Of an animation the first frame, on a canvas that is black
// where the frame does not reach.
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

[[nodiscard]] Result<Picture> decode_webp(ByteView bytes, const PictureLimits& limits);

}  // namespace jium::media
