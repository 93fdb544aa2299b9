// PDQ of upright RGB pixels: the published algorithm, full-resolution dialect, the same float operations in
// the same order as the reference, so that the bits agree.
#pragma once

#include "jium/fingerprint/fingerprint.h"
#include "jium/media/picture.h"

namespace jium::fingerprint {

struct Pdq {
  std::array<std::uint8_t, 32> bits{};  // most significant word first, as the reference prints it
  int quality = 0;                      // 0..100
};

// A picture with a side below 5 pixels has the zero hash and quality 0, as in the reference.
[[nodiscard]] Pdq pdq_of(const media::PixelView& pixels);

}  // namespace jium::fingerprint
