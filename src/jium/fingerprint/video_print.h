// VideoPrint: what jium keeps of a registered video, so that clips, compilations, re-framed and sped-up
// copies are known again: hashes of the views (views.h) of four frames a second, local features
// (local_features.h) of some of them, the key frames, and the sound (audio_print.h). VideoQuery: the same of
// a video that is asked about, in turned and mirrored forms, two frames a second.
//
// Rates and costs are from measurements (docs/benchmarks/quality.md): a kept second of video takes less than
// 2 KB. Of long videos fewer frames are taken, evenly, so that neither is ever larger than the algorithm's
// most (fingerprint.h).
//
// Both are made in one pass inside the sandbox and cross the process border as bytes, which the reader treats
// as hostile.
#pragma once

#include <vector>

#include "jium/fingerprint/audio_print.h"
#include "jium/fingerprint/local_features.h"
#include "jium/fingerprint/views.h"
#include "jium/fingerprint/vpdq_frame.h"
#include "jium/media/video.h"

namespace jium::fingerprint {

struct FrameView {
  ViewKind kind = ViewKind::whole;
  Dihedral form = Dihedral::as_is;
  std::array<std::uint8_t, 32> bits{};

  friend bool operator==(const FrameView&, const FrameView&) = default;
};

struct PrintedFrame {
  std::uint32_t at_ms = 0;  // when a player shows it
  int quality = 0;          // PDQ's, of the whole frame
  bool standard = false;    // vPDQ takes this one too
  // Nothing of a frame below the quality floor, and no view below it.
  std::vector<FrameView> views{};
  // Of a key frame; of what is asked about also those of the mirrored frame, in its own coordinates.
  std::vector<LocalFeature> features{};
  std::vector<LocalFeature> mirrored_features{};

  friend bool operator==(const PrintedFrame&, const PrintedFrame&) = default;
};

struct VideoPrint {
  int width = 0;  // as stored
  int height = 0;
  std::uint32_t duration_ms = 0;
  std::vector<PrintedFrame> frames;  // in the order of time
  AudioPrint sound;

  friend bool operator==(const VideoPrint&, const VideoPrint&) = default;
};
// The same record with other frames: a type of its own, since the one is kept and the other only asked with.
struct VideoQuery : VideoPrint {};

inline constexpr std::size_t kMostKeyFeatures = 56;     // of a kept key frame, one in two seconds
inline constexpr std::size_t kMostAskedFeatures = 400;  // of one asked about, plain and mirrored each

struct VideoWanted {
  bool print = false;
  bool query = false;
};
struct VideoFindings {
  media::VideoFacts facts;
  std::vector<FrameHash> standard;  // vPDQ's frames, always
  VideoPrint print;                 // when wanted
  VideoQuery query;                 // when wanted
};
// Call it only inside the sandbox. Faults: decode_video()'s.
[[nodiscard]] Result<VideoFindings> look_into_video(ByteView video, const VideoWanted& wanted,
                                                    const media::VideoLimits& limits = {});

// A kind and a version byte lead. Malformed: another kind or version, cut short, too long, a value out of its
// range, frames out of order.
[[nodiscard]] Bytes encode(const VideoPrint& print);
[[nodiscard]] Bytes encode(const VideoQuery& query);
[[nodiscard]] Result<VideoPrint> decode_video_print(ByteView bytes);
[[nodiscard]] Result<VideoQuery> decode_video_query(ByteView bytes);

}  // namespace jium::fingerprint
