// TIFF by libtiff, out of memory.
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

// The first page, upright. Only the compressions that scanners, faxes and photo programs write; every other
// is a variant. A page that calls itself the small copy of another is a camera's raw file.
[[nodiscard]] Result<Picture> decode_tiff(ByteView bytes, const PictureLimits& limits);

}  // namespace jium::media
