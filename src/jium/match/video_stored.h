// A registered video as the bank keeps it, and the second stage of a search: a query's frames against all of
// its frames, with the loose radii, weighed by how much each pair says about time.
//
// A query frame that is as near to many other moments of the reference as to the paired one (a still scene, a
// fixed camera) says where and not when, and weighs little. Weight of a pair = the larger of
//   1 / (1 + n)^2    n: other seconds of the reference within 3 bits of the pair's distance,
//   0.5 - p          p: the share of the other seconds in reach that are at least as near (ties half),
// never below 0; p is only used when there are four other seconds. Seconds beside the pair's own are not
// "other". 37 bytes a hash: 32 of the value, 4 of the time, 1 of the view.
#pragma once

#include <span>
#include <vector>

#include "jium/match/alignment.h"
#include "jium/match/sound_print.h"
#include "jium/match/video_features.h"
#include "jium/match/video_frames.h"
#include "jium/match/vpdq_comparison.h"

namespace jium::match {

struct StoredVideo {
  std::uint64_t item = 0;
  double seconds = 0;  // where the last frame ends
  double step = 1;     // between frames
  // Parallel, by view and then by time.
  std::vector<Bits256> values;
  std::vector<float> times;
  std::vector<std::uint8_t> views;
  // The frames that vPDQ compares in the index way: standard, whole, good enough, each value once.
  std::vector<Bits256> standard;
  std::vector<KeyFrame> keys;
  std::vector<float> held;  // by second: how many seconds on end show this picture
  SoundPrint sound;

  struct Range {
    std::size_t from = 0;
    std::size_t to = 0;
  };
  [[nodiscard]] Range range_of(VideoView view) const;
};

// Frames below the quality floor are left out.
[[nodiscard]] StoredVideo store(std::uint64_t item, const std::vector<ReferenceFrame>& frames,
                                SoundPrint sound);

// One hash of the query, made ready once for all candidates.
struct AskedHash {
  Bits256 bits{};
  float seconds = 0;
  VideoView view = VideoView::whole;
  std::uint8_t form = 0;
  bool standard = false;  // a whole, upright frame that vPDQ would take
};

struct AskedVideo {
  std::vector<AskedHash> hashes;  // by time
  std::vector<Bits256> standard;  // as in StoredVideo
  std::vector<KeyFrame> keys;
  double seconds = 0;
  double step = 0.5;
};
// Whole upright frames are also asked for with inverted colours.
[[nodiscard]] AskedVideo ask(const std::vector<QueryFrame>& frames);

// Which views and forms of the query take part.
struct Combinations {
  std::vector<bool> on = std::vector<bool>(kVideoViews * kForms, false);
  void add(VideoView view, std::uint8_t form) { on[static_cast<std::size_t>(view) * kForms + form] = true; }
  [[nodiscard]] bool has(VideoView view, std::uint8_t form) const {
    return on[static_cast<std::size_t>(view) * kForms + form];
  }
  [[nodiscard]] static Combinations all() { return {std::vector<bool>(kVideoViews * kForms, true)}; }
};

// How near one second of the query comes to the video at all, wherever that is.
struct NearestInSecond {
  int second = 0;
  int distance = 256;
  double query = 0;      // seconds
  double reference = 0;  // seconds
  std::uint8_t form = 0;
  int others = 0;  // other seconds of the reference in reach
};

struct FrameComparison {
  std::vector<FramePair> pairs;          // those of some weight
  std::vector<NearestInSecond> nearest;  // by second; only seconds with a pair in reach
};
// `seen`: pairs that the key frames gave (video_features.h); they stand beside those of the hashes.
[[nodiscard]] FrameComparison compare_frames(const AskedVideo& query, const StoredVideo& reference,
                                             const Combinations& combinations,
                                             const std::vector<FramePair>& seen = {});

}  // namespace jium::match
