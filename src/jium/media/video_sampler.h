// Which frames of a video are asked for. Pure arithmetic on numbers and times.
#pragma once

#include <cstdint>

#include "jium/media/video.h"

namespace jium::media {

class VideoSampler {
 public:
  // Frames per second must be above 0.
  VideoSampler(const VideoWish& wish, double frames_per_second);

  // The next frame, with its time as the container has it (`stamp`, seconds; nothing if it has none). A
  // time that falls, or leaps further than any player would wait, is replaced by one frame later than the
  // last.
  [[nodiscard]] VideoFrame next(std::optional<double> stamp);

 private:
  void move_clock(std::optional<double> stamp);

  std::int64_t every_;
  double rate_;
  double ticks_per_second_;
  std::int64_t number_ = 0;
  std::int64_t ticks_ = 0;  // of the extra clock that are over
  double shown_at_ = 0;
  std::optional<double> last_stamp_;
};

}  // namespace jium::media
