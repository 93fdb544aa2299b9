// Animated WebP by Google's own library: FFmpeg 5.1 has no decoder for it.
#pragma once

#include "jium/media/video.h"

namespace jium::media {

[[nodiscard]] Result<VideoFacts> decode_animated_webp(ByteView bytes, const VideoWish& wish,
                                                      const FrameSink& frames, const VideoLimits& limits);

}  // namespace jium::media
