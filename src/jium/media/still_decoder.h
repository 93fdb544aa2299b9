// One coded picture, in one piece, -> one frame by a decoder of FFmpeg: no demuxer, no protocol and no parser
// is involved, and no thread is started. Only the decoders of a closed list can be reached.
#pragma once

#include <memory>

#include "jium/media/picture.h"

struct AVFrame;

namespace jium::media {

enum class StillCodec : std::uint8_t { png, gif, bmp, hevc, av1 };

struct StillFrameEnd {
  void operator()(AVFrame* frame) const;
};
using StillFrame = std::unique_ptr<AVFrame, StillFrameEnd>;

// Malformed, in the words of PictureProblem. Every pixel of the frame was written by the decoder: a frame of
// which a part is missing is cut short. `limits` hold before there is room for any pixel.
[[nodiscard]] Result<StillFrame> decode_still(ByteView bytes, StillCodec codec, const PictureLimits& limits);

}  // namespace jium::media
