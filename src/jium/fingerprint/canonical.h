// Where the picture itself lies: without uniform borders, letterbox, pillarbox and caption bands, and
// rectangles inside that look like pictures of their own. Own rules, from what re-uploaders' frames have in
// common: a band that reaches a side, is mostly of one shade (text on it or not) and ends in a line of that
// shade alone; a picture in a picture has long straight sides.
#pragma once

#include <cstddef>
#include <vector>

#include "jium/fingerprint/pdq.h"

namespace jium::fingerprint {

// The whole when nothing is to be cut. Never less than a quarter of either side remains.
[[nodiscard]] Area canonical_area(const LumaView& luma);

// Rectangles, the most clearly outlined first, at most `most`; each at least a sixth of either side. The
// picture's own border may be a side of one, but not all four.
[[nodiscard]] std::vector<Area> inner_frames(const LumaView& luma, std::size_t most);

}  // namespace jium::fingerprint
