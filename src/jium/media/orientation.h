// The EXIF orientation of a photograph: how the camera was held (Exif 2.3, tag 0x0112).
#pragma once

#include "jium/media/picture.h"

namespace jium::media {

// 1..8; 1 (upright) when the block has none or makes no sense. `exif`: the content of a JPEG's APP1 segment,
// from "Exif" on (libexif reads it).
[[nodiscard]] int read_orientation(ByteView exif);

// Turns stored pixels upright.
[[nodiscard]] Picture turn_upright(Picture stored, int orientation);

}  // namespace jium::media
