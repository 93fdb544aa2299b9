#include "jium/fingerprint/vpdq.h"

namespace jium::fingerprint {

Result<VpdqPrint> vpdq_of(ByteView video, double seconds_between, const media::VideoLimits& limits) {
  VpdqPrint print;
  const auto hash = [&print](const media::VideoFrame& frame) {
    if (!frame.standard) return;
    print.frames.push_back({frame.number, frame.seconds, pdq_of(frame.pixels)});
  };
  JIUM_TRY(print.facts, media::decode_video(video, {seconds_between, 0}, hash, nullptr, limits));
  return print;
}

}  // namespace jium::fingerprint
