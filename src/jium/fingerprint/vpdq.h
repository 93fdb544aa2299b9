// vPDQ: a video as the PDQ values of its frames, one a second or as many as wished. Source: Meta,
// ThreatExchange, vpdq (the C++ tool): the same frames, the same numbers and times, the same pixels, and PDQ
// of the full-resolution dialect, so that the bits agree. Where the reference gives up (a packet that cannot
// be decoded, frames below 5 pixels) or goes on with what is not there (frames that change their size), we
// hash what a player would show; and the last frames, which it forgets when the sound is the first stream,
// are not forgotten.
#pragma once

#include <vector>

#include "jium/fingerprint/vpdq_frame.h"
#include "jium/media/video.h"

namespace jium::fingerprint {

struct VpdqPrint {
  media::VideoFacts facts;
  std::vector<FrameHash> frames;  // in the order of their numbers
};

// Call it only inside the sandbox. `seconds_between` 0: every frame. Faults: decode_video()'s.
[[nodiscard]] Result<VpdqPrint> vpdq_of(ByteView video, double seconds_between = 1.0,
                                        const media::VideoLimits& limits = {});

}  // namespace jium::fingerprint
