#include "jium/fingerprint/even_frames.h"

namespace jium::fingerprint {
namespace {

std::size_t features_of(const PrintedFrame& frame) {
  return frame.features.size() + frame.mirrored_features.size();
}

}  // namespace

void EvenFrames::add(PrintedFrame frame) {
  views_ += frame.views.size() + 1;
  features_ += features_of(frame);
  frames_.push_back(std::move(frame));
  while (views_ > room_.most_views && frames_.size() > 1) thin_out();
  while (features_ > room_.most_features) thin_out_features();
}

void EvenFrames::count() {
  views_ = 0;
  features_ = 0;
  for (const PrintedFrame& frame : frames_) {
    views_ += frame.views.size() + 1;
    features_ += features_of(frame);
  }
}

void EvenFrames::thin_out() {
  step_ *= 2;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < frames_.size(); i += 2) {
    if (kept != i) frames_[kept] = std::move(frames_[i]);
    ++kept;
  }
  frames_.resize(kept);
  count();
}

void EvenFrames::thin_out_features() {
  feature_step_ *= 2;
  bool keep = true;
  for (PrintedFrame& frame : frames_) {
    if (features_of(frame) == 0) continue;
    if (!keep) frame.features = frame.mirrored_features = {};
    keep = !keep;
  }
  // One key frame that is larger than the room leaves too.
  if (features_of(frames_.back()) > room_.most_features)
    frames_.back().features = frames_.back().mirrored_features = {};
  count();
}

}  // namespace jium::fingerprint
