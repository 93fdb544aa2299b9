// The frames of a print or a query, when nobody knows how many will come: when there is no more room, every
// second is let go, and from then on only every second (fourth, ...) is taken. So a long video is covered
// evenly to its end.
#pragma once

#include <cstdint>
#include <vector>

#include "jium/fingerprint/video_print.h"

namespace jium::fingerprint {

class EvenFrames {
 public:
  // `frames` must outlive it and be empty. `most_views`: of all frames together; a frame counts as one more.
  EvenFrames(std::vector<PrintedFrame>& frames, std::size_t most_views)
      : frames_(frames), most_views_(most_views) {}

  // `number`: how many frames came before, wanted or not.
  [[nodiscard]] bool wants(std::int64_t number) const { return number % step_ == 0; }
  // Nothing was let go yet: a frame between the others finds its place.
  [[nodiscard]] bool has_room() const { return step_ == 1; }
  // Only one that was wanted, or one between the others.
  void add(PrintedFrame frame);

 private:
  void thin_out();

  std::vector<PrintedFrame>& frames_;
  std::size_t most_views_;
  std::size_t views_ = 0;
  std::int64_t step_ = 1;
};

}  // namespace jium::fingerprint
