// The frames of a print or a query, when nobody knows how many will come: when there is no more room, every
// second is let go, and from then on only every second (fourth, ...) is taken. So a long video is covered
// evenly to its end. Key frames are many times as large, so their features have room of their own: when it is
// used up, every second key frame becomes an ordinary one.
#pragma once

#include <cstdint>
#include <vector>

#include "jium/fingerprint/video_print.h"

namespace jium::fingerprint {

struct FrameRoom {
  std::size_t most_views = 0;     // of all frames together; a frame counts as one more
  std::size_t most_features = 0;  // likewise, without that
};

class EvenFrames {
 public:
  // `frames` must outlive it and be empty.
  EvenFrames(std::vector<PrintedFrame>& frames, const FrameRoom& room) : frames_(frames), room_(room) {}

  // `number`: how many frames came before, wanted or not.
  [[nodiscard]] bool wants(std::int64_t number) const { return number % step_ == 0; }
  // `number`: how many frames came before that could have been key frames.
  [[nodiscard]] bool wants_features(std::int64_t number) const { return number % feature_step_ == 0; }
  // Nothing was let go yet: a frame between the others finds its place.
  [[nodiscard]] bool has_room() const { return step_ == 1; }
  // Only one that was wanted, or one between the others.
  void add(PrintedFrame frame);

 private:
  void count();
  void thin_out();
  void thin_out_features();

  std::vector<PrintedFrame>& frames_;
  FrameRoom room_;
  std::size_t views_ = 0;
  std::size_t features_ = 0;
  std::int64_t step_ = 1;
  std::int64_t feature_step_ = 1;
};

}  // namespace jium::fingerprint
