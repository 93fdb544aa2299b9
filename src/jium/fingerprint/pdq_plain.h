// PDQ's smoothing written as the published program has it: whole planes of floats, one pass after the other,
// the column passes striding by the width. Slow on purpose: what the quick kernels are tested against and
// measured beside. It is our own text; the published one is not part of this tree.
#pragma once

#include "jium/fingerprint/pdq_square.h"

namespace jium::fingerprint::pdq {

// Both sides must have at least 5 pixels.
[[nodiscard]] Square plain_square_of(const LumaView& luma);

// The plain twins of pdq_of.
[[nodiscard]] Pdq plain_pdq_of(const media::PixelView& pixels);
[[nodiscard]] Pdq plain_pdq_of(const LumaView& luma);
// The plain twin of pdq_512_of: the picture is copied to its grid first.
[[nodiscard]] Pdq plain_pdq_512_of(const media::PixelView& pixels);

}  // namespace jium::fingerprint::pdq
