#include "jium/fingerprint/vpdq_value.h"

#include <algorithm>
#include <cmath>

#include "jium/base/byte_stream.h"

namespace jium::fingerprint {
namespace {

constexpr std::size_t kRecord = 4 + 4 + 1 + 32;
constexpr double kLatest = 2 * 24 * 3600;  // seconds: no video is longer than two days

}  // namespace

Bytes write_frames(const std::vector<FrameHash>& frames) {
  ByteWriter out;
  const std::size_t count = std::min(frames.size(), kMostVpdqFrames);
  for (std::size_t i = 0; i < count; ++i) {
    out.number(static_cast<std::uint64_t>(frames[i].number), 4);
    out.number(static_cast<std::uint64_t>(std::llround(std::clamp(frames[i].seconds, 0.0, kLatest) * 1000)),
               4);
    out.number(static_cast<std::uint64_t>(frames[i].pdq.quality), 1);
    out.bytes(frames[i].pdq.bits);
  }
  return out.take();
}

Result<std::vector<FrameHash>> read_frames(ByteView value) {
  std::vector<FrameHash> frames;
  ByteReader in(value);
  in.require(!value.empty() && value.size() % kRecord == 0 && value.size() / kRecord <= kMostVpdqFrames);
  for (std::size_t left = value.size() / kRecord; in.good() && left > 0; --left) {
    FrameHash frame;
    frame.number = static_cast<std::int64_t>(in.number(4));
    frame.seconds = static_cast<double>(in.number(4, 0, static_cast<std::uint64_t>(kLatest * 1000))) / 1000;
    frame.pdq.quality = static_cast<int>(in.number(1, 0, 100));
    frame.pdq.bits = in.array<32>();
    frames.push_back(frame);
  }
  if (!in.finished()) return fault(FaultKind::malformed, "these bytes are not the frames of a video");
  return frames;
}

}  // namespace jium::fingerprint
