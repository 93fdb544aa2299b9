// A vPDQ fingerprint as the bytes of a Fingerprint (Algorithm::vpdq): one record a frame, 41 bytes: number of
// the frame (4), milliseconds (4), quality (1), PDQ (32); numbers are little-endian, frames in their order.
// Peers exchange the same as text (exchange/vpdq_text.h, exchange/vpdq_signal.h).
#pragma once

#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/result.h"
#include "jium/fingerprint/vpdq_frame.h"

namespace jium::fingerprint {

inline constexpr std::size_t kMostVpdqFrames =
    100'000;  // more than a day of video; what is beyond is left out

[[nodiscard]] Bytes write_frames(const std::vector<FrameHash>& frames);
// Malformed: no frame, a length that is no whole number of records, a quality over 100.
[[nodiscard]] Result<std::vector<FrameHash>> read_frames(ByteView value);

}  // namespace jium::fingerprint
