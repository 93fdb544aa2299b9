#include "jium/match/video_shared.h"

#include <algorithm>
#include <cmath>

namespace jium::match {
namespace {

constexpr double kMostOfReference = 0.7;  // a stretch of that share is the video, not its intro
constexpr std::size_t kSamples = 16;
constexpr int kVersionDistance = 47;  // bits: frames of two versions of the same footage
constexpr double kVersionShare = 0.25;
constexpr double kAround = 1.5;  // seconds to either side that still belong to the stretch

bool overlaps_half(const VideoSegment& one, const VideoSegment& other) {
  const double both = std::min(one.query_to, other.query_to) - std::max(one.query_from, other.query_from);
  return both >= 0.5 * (one.query_to - one.query_from);
}

bool has_frame_near(const StoredVideo& video, const Bits256& bits) {
  const auto [from, to] = video.range_of(VideoView::whole);
  return std::any_of(video.values.begin() + static_cast<std::ptrdiff_t>(from),
                     video.values.begin() + static_cast<std::ptrdiff_t>(to),
                     [&](const Bits256& value) { return distance(value, bits) <= kVersionDistance; });
}

bool frames_agree_outside(const StoredVideo& one, const StoredVideo& other, const VideoSegment& stretch) {
  const auto [from, to] = one.range_of(VideoView::whole);
  std::vector<std::size_t> outside;
  for (std::size_t i = from; i < to; ++i) {
    const double seconds = static_cast<double>(one.times[i]);
    if (seconds < stretch.reference_from - kAround || seconds > stretch.reference_to + kAround)
      outside.push_back(i);
  }
  const std::size_t step = std::max<std::size_t>(1, outside.size() / kSamples);
  std::size_t asked = 0;
  std::size_t near = 0;
  for (std::size_t i = 0; i < outside.size(); i += step) {
    ++asked;
    if (has_frame_near(other, one.values[outside[i]])) ++near;
  }
  return near > 0 && static_cast<double>(near) >= kVersionShare * static_cast<double>(asked);
}

// The two references' own offset follows from where each lies along the query.
bool sounds_agree_outside(const StoredVideo& one, const StoredVideo& other, const VideoSegment& in_one,
                          const VideoSegment& in_other) {
  if (one.sound.items.empty() || other.sound.items.empty()) return false;
  const double apart =
      (in_other.reference_from - in_other.query_from) - (in_one.reference_from - in_one.query_from);
  const int middle = static_cast<int>(std::lround(apart * one.sound.items_per_second));
  SoundPrint rest = one.sound;
  for (std::size_t i = 0; i < rest.items.size(); ++i) {
    const double seconds = static_cast<double>(i) / rest.items_per_second;
    if (seconds > in_one.reference_from - kAround && seconds < in_one.reference_to + kAround)
      rest.usable[i] = false;
  }
  for (int offset = middle - 1; offset <= middle + 1; ++offset) {
    if (!compare_sound(rest, other.sound, offset, kSoundRules.supporting_items).empty()) return true;
  }
  return false;
}

// Where the other video has the same stretch of the query, found well enough for a match or not.
const VideoSegment* companion_of(const VideoSegment& stretch, const Candidate& other) {
  for (const VideoSegment& segment : other.match.segments) {
    if (overlaps_half(stretch, segment)) return &segment;
  }
  for (const Stretch& weak : other.evidence.stretches) {
    if (overlaps_half(stretch, weak.segment)) return &weak.segment;
  }
  return nullptr;
}

bool is_shared(const Candidate& candidate, const VideoSegment& stretch,
               const std::vector<const Candidate*>& all) {
  if (stretch.reference_to - stretch.reference_from >= kMostOfReference * candidate.video->seconds)
    return false;
  int independent = 1;
  for (const Candidate* other : all) {
    if (other->video == candidate.video) continue;
    const VideoSegment* companion = companion_of(stretch, *other);
    if (companion == nullptr) continue;
    if (frames_agree_outside(*candidate.video, *other->video, stretch)) continue;
    if (sounds_agree_outside(*candidate.video, *other->video, stretch, *companion)) continue;
    if (++independent >= kVideoRules.shared_by) return true;
  }
  return false;
}

bool within(double from, double to, const VideoSegment& stretch) {
  const double both = std::min(to, stretch.query_to) - std::max(from, stretch.query_from);
  return both >= 0.5 * (to - from);
}

void forget(const VideoSegment& stretch, VideoEvidence& evidence) {
  std::erase_if(evidence.stretches, [&](const Stretch& one) {
    return within(one.segment.query_from, one.segment.query_to, stretch);
  });
  std::erase_if(evidence.nearest,
                [&](const NearestInSecond& one) { return within(one.query, one.query + 0.1, stretch); });
  std::erase_if(evidence.sound,
                [&](const SoundStretch& one) { return within(one.query_from, one.query_to, stretch); });
}

}  // namespace

void drop_shared_stretches(std::vector<Candidate>& candidates, const std::vector<Candidate>& others) {
  std::vector<const Candidate*> all;
  for (const Candidate& one : candidates) all.push_back(&one);
  for (const Candidate& one : others) all.push_back(&one);
  if (static_cast<int>(all.size()) < kVideoRules.shared_by) return;
  std::vector<std::vector<VideoSegment>> shared(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (const VideoSegment& segment : candidates[i].match.segments) {
      if (is_shared(candidates[i], segment, all)) shared[i].push_back(segment);
    }
  }
  std::vector<Candidate> kept;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (!shared[i].empty()) {
      for (const VideoSegment& stretch : shared[i]) forget(stretch, candidates[i].evidence);
      const auto again = decide(candidates[i].evidence);
      if (!again) continue;
      candidates[i].match = *again;
    }
    kept.push_back(std::move(candidates[i]));
  }
  candidates = std::move(kept);
}

}  // namespace jium::match
