// A decoded frame -> 8-bit RGB rows without padding, with the reference's bits.
//
// swscale has faster arithmetic for processors with vector units (x86 from SSSE3 on), whose low bits differ
// from its plain C; the reference's published values were made by the former. Measured on its clips: the
// plain arithmetic, and the flags that ask for exactness, move PDQ by 0 to 2 bits of 256 where the quality is
// 50 or more, and by up to 52 in empty frames.
#pragma once

#include <optional>

#include "jium/media/picture.h"
#include "jium/media/video_ffmpeg.h"

namespace jium::media {

class FrameColours {
 public:
  // Valid until the next call. Nothing for a kind of pixels that swscale does not know, or without memory.
  [[nodiscard]] std::optional<PixelView> rgb_of(const AVFrame& frame);

 private:
  av::Scaler scaler_;
  Bytes padded_;
  Bytes rgb_;
};

}  // namespace jium::media
