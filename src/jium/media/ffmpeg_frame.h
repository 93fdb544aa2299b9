// The pixels of a decoded FFmpeg frame as 8-bit RGB, exactly: no scaling of colours, no dithering.
#pragma once

#include <optional>

#include "jium/media/picture.h"

struct AVFrame;

namespace jium::media {

// Nothing for a kind of pixel that still pictures do not have (YUV, floats).
[[nodiscard]] std::optional<Picture> rgb_of(const AVFrame& frame, PictureFormat format);

// The stored bytes of the last two rows, where the last pixel to be written lies in every order of rows,
// interlaced or not.
[[nodiscard]] Bytes last_rows(const AVFrame& frame);
// Has one of those pixels nothing but bytes of this value?
[[nodiscard]] bool may_be_untouched(const AVFrame& frame, std::uint8_t fill);

}  // namespace jium::media
