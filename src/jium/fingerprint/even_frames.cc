#include "jium/fingerprint/even_frames.h"

namespace jium::fingerprint {

void EvenFrames::add(PrintedFrame frame) {
  views_ += frame.views.size() + 1;
  frames_.push_back(std::move(frame));
  while (views_ > most_views_ && frames_.size() > 1) thin_out();
}

void EvenFrames::thin_out() {
  step_ *= 2;
  views_ = 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < frames_.size(); i += 2) {
    views_ += frames_[i].views.size() + 1;
    if (kept != i) frames_[kept] = std::move(frames_[i]);
    ++kept;
  }
  frames_.resize(kept);
}

}  // namespace jium::fingerprint
