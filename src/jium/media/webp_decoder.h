// WebP by libwebp (Google), still pictures, lossy and lossless.
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

[[nodiscard]] Result<Picture> decode_webp(ByteView bytes, const PictureLimits& limits);

}  // namespace jium::media
