// HEIC and AVIF stills: libheif reads the file and puts the picture together, decoders of our choice decode
// its parts (heif_codec_decoder.h).
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

// The primary image, turned and mirrored as the file says. `format`: heic or avif, as recognised.
[[nodiscard]] Result<Picture> decode_heif(ByteView bytes, PictureFormat format, const PictureLimits& limits);

}  // namespace jium::media
