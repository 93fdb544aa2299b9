// The verdict on one candidate: do the frames, the sound or both say that the query holds (part of) it, how
// surely, and which stretch of the one is which of the other. Pure; the rules are in video_threshold.h.
//
//   moving   frames that agree on one alignment and could not as well belong elsewhere in the reference.
//   still    nearly the same picture for most of the query, or for some seconds of it: the scene is the same,
//            the moment is not proven. Much stricter in distance, and never very sure.
//   sound    a stretch of sound, about five seconds or more.
// Weak frames and weak sound that agree on the same offset are enough together.
#pragma once

#include <optional>
#include <vector>

#include "jium/match/sound_index.h"
#include "jium/match/video_stored.h"
#include "jium/match/video_threshold.h"

namespace jium::match {

enum class VideoWitness : std::uint8_t { frames, sound, both };

struct VideoMatch {
  std::uint64_t item = 0;
  VideoWitness witness = VideoWitness::frames;
  bool moment_proven = true;           // false: a still scene, perhaps the same place at another time
  double score = 0;                    // seconds of video or sound that agree
  double sureness = 0;                 // 0..1, for sorting and thresholds; not a probability
  double frame_seconds = 0;            // what the frames gave to the score
  int sound_items = 0;                 // what the sound gave
  std::vector<VideoSegment> segments;  // the best first
  VpdqPercentages vpdq;                // in the index way, whole standard frames only
};

struct VideoEvidence {
  std::vector<Stretch> stretches;
  std::vector<NearestInSecond> nearest;
  std::vector<SoundStretch> sound;  // of supporting length or more
  int query_cells = 0;              // seconds of the query with a usable frame
  int reference_cells = 0;          // of the reference likewise
  double items_per_second = 8;
};

[[nodiscard]] std::optional<VideoMatch> decide(const VideoEvidence& evidence);

}  // namespace jium::match
