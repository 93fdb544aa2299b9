// A video's print, query or vPDQ frames (fingerprint/video_print.h) as the frames that a VideoBank takes.
#pragma once

#include <vector>

#include "jium/fingerprint/video_print.h"
#include "jium/match/sound_print.h"
#include "jium/match/video_frames.h"

namespace jium::match {

[[nodiscard]] std::vector<VideoFrame> frames_of(const fingerprint::VideoPrint& print);
[[nodiscard]] std::vector<VideoFrame> frames_of(const std::vector<fingerprint::FrameHash>& vpdq);
[[nodiscard]] SoundPrint sound_of(const fingerprint::VideoPrint& print);

}  // namespace jium::match
