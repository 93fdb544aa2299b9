#include "jium/match/video_verdict.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace jium::match {
namespace {

constexpr double kSameOffset = 1.5;  // seconds between what frames and sound say
constexpr double kRealSpeed = 0.05;  // sound only agrees when nothing was sped up

// What all stretches together must show; more where a still scene makes chance agreement likely.
double needed_evidence(const VideoEvidence& evidence) {
  const auto ambiguous = std::count_if(
      evidence.nearest.begin(), evidence.nearest.end(),
      [](const NearestInSecond& second) { return second.others >= kVideoRules.ambiguous_others; });
  if (ambiguous < kVideoRules.ambiguous_cells) return kVideoRules.evidence;
  return kVideoRules.ambiguous_evidence +
         std::max(kVideoRules.evidence, kVideoRules.ambiguous_share * static_cast<double>(ambiguous));
}

bool sound_agrees(const Stretch& stretch, const SoundStretch& sound) {
  const VideoSegment& segment = stretch.segment;
  if (std::abs(segment.speed - 1) > kRealSpeed) return false;
  const double by_frames = segment.reference_from - segment.query_from;
  const double by_sound = sound.reference_from - sound.query_from;
  const bool overlap = sound.query_from < segment.query_to && segment.query_from < sound.query_to;
  return overlap && std::abs(by_frames - by_sound) <= kSameOffset;
}

bool has_usual_speed(const Stretch& stretch) {
  return stretch.segment.speed >= kVideoRules.usual_slower &&
         stretch.segment.speed <= kVideoRules.usual_quicker;
}

// Some line fits any two videos of one room; only one that fits much better than every other says something.
// A film that is like itself has rivals too, but there the line explains nearly every second.
bool is_rivalled(const Stretch& stretch) {
  const double seconds = stretch.segment.query_to - stretch.segment.query_from;
  const bool explains_most =
      has_usual_speed(stretch) && stretch.evidence >= kVideoRules.explained_share * seconds;
  const double share = explains_most ? kVideoRules.explained_rival_share : kVideoRules.rival_share;
  return stretch.rival > share * stretch.evidence;
}

// Does a stretch stand on its own?
bool stands_alone(const Stretch& stretch, const VideoEvidence& evidence) {
  const int cells = std::min(stretch.query_cells, stretch.reference_cells);
  const double needed = has_usual_speed(stretch) ? kVideoRules.evidence : kVideoRules.unusual_evidence;
  if (stretch.evidence >= needed && cells >= kVideoRules.cells) return true;
  const int shorter = std::min(evidence.query_cells, evidence.reference_cells);
  const double share = kVideoRules.short_share * shorter;
  return stretch.middle_distance <= kVideoRules.short_distance &&
         cells >= std::min(shorter, kVideoRules.cells) && cells >= kVideoRules.still_cells &&
         stretch.evidence >= std::max(kVideoRules.short_least, share);
}

// The stretches that speak, when one of them stands on its own and all together are enough.
std::vector<Stretch> moving(const VideoEvidence& evidence) {
  std::vector<Stretch> kept;
  bool stands = false;
  double together = 0;
  const double needed = needed_evidence(evidence);
  for (const Stretch& stretch : evidence.stretches) {
    if (is_rivalled(stretch)) continue;
    const bool alone = stands_alone(stretch, evidence);
    const bool supported =
        std::any_of(evidence.sound.begin(), evidence.sound.end(),
                    [&](const SoundStretch& sound) { return sound_agrees(stretch, sound); });
    if (supported && stretch.evidence >= kVideoRules.supported_evidence) {
      stands = true;
      together = needed;
    }
    if (alone) stands = true;
    if (alone && stretch.evidence < kVideoRules.evidence) together += needed;  // all that a short video has
    if (!supported && !alone && stretch.evidence < kVideoRules.further_evidence) continue;
    together += stretch.evidence;
    kept.push_back(stretch);
  }
  if (!stands || together < needed) kept.clear();
  return kept;
}

VideoSegment segment_of(const std::vector<NearestInSecond>& seconds) {
  VideoSegment segment;
  segment.form = seconds.front().form;
  segment.query_from = segment.query_to = seconds.front().query;
  segment.reference_from = segment.reference_to = seconds.front().reference;
  for (const NearestInSecond& second : seconds) {
    segment.query_from = std::min(segment.query_from, second.query);
    segment.query_to = std::max(segment.query_to, second.query + 1);
    segment.reference_from = std::min(segment.reference_from, second.reference);
    segment.reference_to = std::max(segment.reference_to, second.reference + 1);
  }
  return segment;
}

int middle(std::vector<NearestInSecond> seconds) {
  const auto at = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(
      seconds.begin(), at, seconds.end(),
      [](const NearestInSecond& a, const NearestInSecond& b) { return a.distance < b.distance; });
  return at->distance;
}

// The longest run of seconds that are nearly the same picture.
std::vector<NearestInSecond> longest_still(const std::vector<NearestInSecond>& nearest) {
  std::vector<NearestInSecond> best;
  std::vector<NearestInSecond> run;
  for (const NearestInSecond& second : nearest) {
    const bool goes_on =
        !run.empty() && second.second <= run.back().second + 2 && second.form == run.back().form;
    if (second.distance > kVideoRules.still_stretch_distance) continue;
    if (!goes_on) run.clear();
    run.push_back(second);
    if (run.size() > best.size()) best = run;
  }
  return best;
}

// The seconds that agree on how the frames are turned: the form of the most.
std::vector<NearestInSecond> of_one_form(const std::vector<NearestInSecond>& nearest) {
  std::map<std::uint8_t, std::size_t> counts;
  for (const NearestInSecond& second : nearest) ++counts[second.form];
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<NearestInSecond> kept;
  for (const NearestInSecond& second : nearest) {
    if (second.form == most->first) kept.push_back(second);
  }
  return kept;
}

// The seconds of a still match; empty when it is none.
std::vector<NearestInSecond> still(const VideoEvidence& evidence) {
  const auto nearest = of_one_form(evidence.nearest);
  const auto cells = static_cast<int>(nearest.size());
  if (cells >= kVideoRules.still_cells && cells >= kVideoRules.still_share * evidence.query_cells &&
      middle(nearest) <= kVideoRules.still_distance)
    return nearest;
  auto run = longest_still(nearest);
  if (static_cast<int>(run.size()) < kVideoRules.still_stretch_cells) run.clear();
  return run;
}

double frame_sureness(double seconds) {
  return 1 - 0.3 * std::exp((kVideoRules.evidence - seconds) / 5);
}

double sound_sureness(int items) {
  return 0.5 + 0.3 * (1 - std::exp((kSoundRules.items - items) / 80.0));
}

void add_sound(const VideoEvidence& evidence, bool frames_found, VideoMatch& match) {
  const int least = frames_found ? kSoundRules.supporting_items : kSoundRules.items;
  for (const SoundStretch& sound : evidence.sound) {
    if (sound.items < least) continue;
    match.sound_items += sound.items;
    if (!frames_found)
      match.segments.push_back(
          {sound.query_from, sound.query_to, sound.reference_from, sound.reference_to, 1, 0});
  }
}

void judge(const VideoEvidence& evidence, bool frames_found, VideoMatch& match) {
  const double by_sound = match.sound_items > 0 ? sound_sureness(match.sound_items) : 0;
  double by_frames = 0;
  if (frames_found)
    by_frames = match.moment_proven ? std::max(0.4, frame_sureness(match.frame_seconds)) : 0.5;
  match.witness = !frames_found           ? VideoWitness::sound
                  : match.sound_items > 0 ? VideoWitness::both
                                          : VideoWitness::frames;
  match.score = std::max(match.frame_seconds, match.sound_items / evidence.items_per_second);
  match.sureness = 1 - (1 - by_frames) * (1 - std::max(0.0, by_sound));
}

}  // namespace

std::optional<VideoMatch> decide(const VideoEvidence& evidence) {
  VideoMatch match;
  bool frames_found = false;
  for (const Stretch& stretch : moving(evidence)) {
    frames_found = true;
    match.segments.push_back(stretch.segment);
    match.frame_seconds += stretch.evidence;
  }
  if (!frames_found) {
    const auto seconds = still(evidence);
    if (!seconds.empty()) {
      frames_found = true;
      match.moment_proven = false;
      match.segments.push_back(segment_of(seconds));
      match.frame_seconds = static_cast<double>(seconds.size());
    }
  }
  add_sound(evidence, frames_found, match);
  if (!frames_found && match.sound_items == 0) return std::nullopt;
  // A song is in many videos: sound alone is a hint.
  if (!frames_found) match.moment_proven = false;
  judge(evidence, frames_found, match);
  return match;
}

}  // namespace jium::match
