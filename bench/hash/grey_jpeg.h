// Quicker and coarser ways to read a JPEG, for looking first and never for registering: only the Y plane, and
// that shrunk by the decoder. Trusted files only: this is the bench's, not the program's decoder.
#pragma once

#include "jium/base/bytes.h"
#include "jium/fingerprint/pdq.h"

namespace jium::bench {

// `least_side`: the decoder may shrink by 2, 4 or 8 as long as the longer side stays at least this long; 0
// leaves the picture in its size. Empty when the file cannot be read.
[[nodiscard]] fingerprint::Luma grey_of_jpeg(ByteView file, int least_side);

}  // namespace jium::bench
