#include "jium/media/video_sampler.h"

#include <algorithm>
#include <cmath>

namespace jium::media {
namespace {

constexpr double kLongestPause = 60.0;  // seconds between two frames that are still believed

// The reference cuts the product to a whole number, and takes 1 for 0.
std::int64_t frames_between(double seconds, double rate) {
  const double product = seconds * rate;
  if (!(product >= 1)) return 1;
  return static_cast<std::int64_t>(std::min(product, 2'147'483'647.0));
}

}  // namespace

VideoSampler::VideoSampler(const VideoWish& wish, double frames_per_second)
    : every_(frames_between(wish.seconds_between, frames_per_second)),
      rate_(frames_per_second),
      ticks_per_second_(wish.extra_per_second) {}

void VideoSampler::move_clock(std::optional<double> stamp) {
  if (number_ == 0) {
    last_stamp_ = stamp;
    return;
  }
  const double step = stamp && last_stamp_ ? *stamp - *last_stamp_ : -1;
  shown_at_ += step >= 0 && step <= kLongestPause ? step : std::min(1 / rate_, kLongestPause);
  last_stamp_ = stamp;
}

VideoFrame VideoSampler::next(std::optional<double> stamp) {
  move_clock(stamp);
  VideoFrame frame;
  frame.number = number_;
  frame.seconds = static_cast<float>(number_) / static_cast<float>(rate_);
  frame.shown_at = shown_at_;
  frame.standard = number_ % every_ == 0;
  // A frame that comes a rounding error before its tick is that tick's frame.
  constexpr double kNear = 1e-4;
  const double over = std::floor((shown_at_ + kNear) * ticks_per_second_) + 1;
  if (ticks_per_second_ > 0 && over > static_cast<double>(ticks_)) {
    frame.extra = true;
    ticks_ = static_cast<std::int64_t>(std::min(over, 9e15));
  }
  ++number_;
  return frame;
}

}  // namespace jium::media
