// The pixels of a decoded FFmpeg frame as 8-bit RGB, exactly: no scaling of colours, no dithering.
#pragma once

#include <optional>

#include "jium/media/picture.h"

struct AVFrame;

namespace jium::media {

// Nothing for a kind of pixel that still pictures do not have (YUV, floats).
[[nodiscard]] std::optional<Picture> rgb_of(const AVFrame& frame, PictureFormat format);

enum class Written : std::uint8_t { in_rows, in_blocks };
// Is there a place that has nothing but bytes of this value, so that the decoder may never have written it?
// In rows it is one of the last pixels, which come last in every order of rows, interlaced or not; in blocks
// it is a whole block of the first plane.
[[nodiscard]] bool may_be_untouched(const AVFrame& frame, std::uint8_t fill, Written written);
// Two frames of the same kind and size that hold the same pixels.
[[nodiscard]] bool same_pixels(const AVFrame& one, const AVFrame& other);

}  // namespace jium::media
