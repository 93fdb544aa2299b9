// Does a file hold all the bytes that its own structure promises? Decoders are kind to files that end early
// and hand out grey halves; a fingerprint of half a picture would be wrong, so the walk comes first.
#pragma once

#include "jium/base/bytes.h"
#include "jium/media/picture.h"

namespace jium::media {

// False when the file ends before its structure does. Only lengths are followed (PNG chunks, the RIFF size,
// GIF blocks up to the end of the first frame, the BMP file size, the outermost boxes of HEIC and AVIF); a
// structure that makes no sense is left to the decoder. JPEG and TIFF are always true: their decoders report
// the early end themselves.
[[nodiscard]] bool holds_all_it_promises(ByteView bytes, PictureFormat format);

// The size that the file announces in its header, for formats that have it at a fixed place (PNG, GIF, BMP);
// 0 by 0 when it has none there.
struct AnnouncedSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
};
[[nodiscard]] AnnouncedSize announced_size(ByteView bytes, PictureFormat format);

}  // namespace jium::media
