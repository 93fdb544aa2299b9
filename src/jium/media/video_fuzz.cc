// Any bytes at all: they are refused in words from the closed list, or they are a video whose frames keep to
// the limits, and twice the same.
#include <cstdlib>
#include <vector>

#include "jium/media/video.h"
#include "jium/media/video_problem.h"

namespace {

using namespace jium;

constexpr media::VideoLimits kLimits{{1'000'000, 4'096}, 12, 10, 200, 8};  // a fraction of a second

struct Seen {
  Result<media::VideoFacts> facts = fault(FaultKind::internal, "nothing was decoded");
  std::uint64_t digest = 0;
};

Seen look_at(ByteView bytes) {
  Seen seen;
  const auto mix = [&seen](std::uint64_t value) { seen.digest = (seen.digest ^ value) * 0x100000001B3U; };
  const auto see = [&](const media::VideoFrame& frame) {
    const auto pixels = std::int64_t{frame.pixels.width} * frame.pixels.height;
    if (pixels <= 0 || pixels > kLimits.frame.pixels || frame.number >= kLimits.frames) std::abort();
    for (std::int64_t i = 0; i < pixels * 3; ++i) mix(frame.pixels.rgb[i]);
  };
  const auto hear = [&](const media::SoundPiece& piece) {
    if (piece.channels < 1 || piece.channels > 2 || piece.rate <= 0) std::abort();
    for (const std::int16_t sample : piece.samples) mix(static_cast<std::uint16_t>(sample));
  };
  seen.facts = media::decode_video(bytes, {0, 4}, see, hear, kLimits);
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Seen once = look_at({data, size});
  if (!once.facts) {
    if (!media::video_problem_of(once.facts.fault())) std::abort();
    return 0;
  }
  if (once.facts->frames <= 0 || once.facts->frames > kLimits.frames) std::abort();
  const Seen again = look_at({data, size});
  if (!again.facts || again.digest != once.digest) std::abort();
  return 0;
}
