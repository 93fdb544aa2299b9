#include "jium/match/video_stored.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "jium/match/kernel.h"
#include "jium/match/video_threshold.h"

namespace jium::match {
namespace {

constexpr int kMargin = 3;  // bits within which two moments are equally near
constexpr int kBeside = 2;  // seconds to either side that are the same moment
constexpr int kOthersToRank = 4;
constexpr int kHeld = 4;  // seconds that a moment may be met on end: the copy may run at half the speed
constexpr int kMostHeld = 64;
constexpr double kBlur = 10;        // bits nearer just beside, with which a pair is worth nothing
constexpr int kHeldBits = 12;       // apart: still the same picture
constexpr float kHeldWorth = 1.5F;  // seconds that a held picture counts, however long it is held
constexpr double kLeastWeight = 0.04;
constexpr std::size_t kMostPairs = 24;  // of one query frame
constexpr int kMostBits = 256;
constexpr int kPlacesPerSecond = 4;                                   // finer than a print's frames lie apart
constexpr std::size_t kMostNear = 512;                                // of one query frame
constexpr std::size_t kMostRowBytes = std::size_t{256} << 20;         // of one comparison
constexpr std::size_t kMostNearInAll = std::size_t{100} * 1'000'000;  // the same

// The usual time between two frames; the middle one, as a cut video may have a hole.
double step_of(const std::vector<float>& times, double otherwise) {
  std::vector<float> steps;
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] > times[i - 1]) steps.push_back(times[i] - times[i - 1]);
  }
  if (steps.empty()) return otherwise;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return std::clamp(static_cast<double>(*middle), 0.01, 10.0);
}

std::vector<float> times_of(const std::vector<VideoFrame>& frames) {
  std::vector<float> times;
  for (const VideoFrame& frame : frames) times.push_back(static_cast<float>(frame.seconds));
  std::sort(times.begin(), times.end());
  return times;
}

std::vector<Bits256> standard_of(const std::vector<VideoFrame>& frames) {
  std::vector<VpdqFrame> standard;
  for (const VideoFrame& frame : frames) {
    if (!frame.standard) continue;
    for (const FrameHash& hash : frame.hashes) {
      if (hash.view == VideoView::whole && hash.form == 0) standard.push_back({hash.bits, frame.quality});
    }
  }
  return vpdq_values(standard, VpdqPractice::index, kFrameQuality);
}

// How long each second's picture is held: until a frame differs from the first one of the run.
std::vector<float> held_of(const StoredVideo& video) {
  const auto [from, to] = video.range_of(VideoView::whole);
  if (from == to) return {};
  std::vector<float> held(static_cast<std::size_t>(video.times[to - 1]) + 1, 1.0F);
  for (std::size_t start = from; start < to;) {
    std::size_t end = start + 1;
    while (end < to && distance(video.values[start], video.values[end]) <= kHeldBits) ++end;
    const float until = end < to ? video.times[end] : video.times[to - 1] + static_cast<float>(video.step);
    for (std::size_t i = start; i < end; ++i) {
      float& one = held[static_cast<std::size_t>(video.times[i])];
      one = std::max(one, until - video.times[start]);
    }
    start = end;
  }
  return held;
}

struct Near {
  double reference;
  int distance;
  double weight;  // of its family
  std::uint8_t form;
};

using Row = std::vector<Near>;  // what one query frame is near to

// The nearest of each second of the reference, by second.
using Seconds = std::vector<std::pair<int, int>>;

struct FrameRow {
  double query = 0;  // seconds
  Row row;
  Seconds nearest;
  // How many seconds of `nearest` are at most so many bits away.
  std::array<int, kMostBits + 2> within{};

  [[nodiscard]] int seconds_within(int bits) const {
    return bits < 0 ? 0 : within[static_cast<std::size_t>(std::min(bits, kMostBits + 1))];
  }
};

// Calls `visit(second, distance)` for the seconds beside `own`, itself among them.
template <class Visit>
void for_seconds_beside(int own, const Seconds& seconds, const Visit& visit) {
  auto at = std::lower_bound(seconds.begin(), seconds.end(), std::pair(own - kBeside, 0));
  for (; at != seconds.end() && at->first <= own + kBeside; ++at) visit(at->first, at->second);
}

int others_of(int own, const Seconds& seconds) {
  auto others = static_cast<int>(seconds.size());
  for_seconds_beside(own, seconds, [&](int, int) { --others; });
  return others;
}

double weight_in_row(const Near& near, const FrameRow& frame) {
  int equally_near = frame.seconds_within(near.distance + kMargin);
  auto others = static_cast<int>(frame.nearest.size());
  double as_near = 0.5 * (frame.seconds_within(near.distance - 1) + frame.seconds_within(near.distance));
  int nearest_beside = near.distance;
  for_seconds_beside(static_cast<int>(near.reference), frame.nearest, [&](int, int distance) {
    nearest_beside = std::min(nearest_beside, distance);
    --others;
    if (distance <= near.distance + kMargin) --equally_near;
    if (distance < near.distance) as_near -= 1;
    if (distance == near.distance) as_near -= 0.5;
  });
  // The moments just before and after are near as well, but the nearest is the one.
  const double sharp = std::clamp(1.0 - (near.distance - nearest_beside - kMargin) / kBlur, 0.0, 1.0);
  const double specific = sharp / ((1.0 + equally_near) * (1.0 + equally_near));
  if (others < kOthersToRank) return specific;
  return std::max(specific, sharp * (0.5 - as_near / others));
}

// By second of the query: how near each second of the reference comes.
class Columns {
 public:
  explicit Columns(double reference_seconds) : width_(static_cast<std::size_t>(reference_seconds) + 1) {}

  void note(int second, const Seconds& nearest) {
    std::vector<std::uint8_t>& column = columns_[second];
    column.resize(width_, kFar);
    for (const auto& [reference, distance] : nearest) {
      std::uint8_t& held = column[std::min(static_cast<std::size_t>(reference), width_ - 1)];
      held = std::min(held, static_cast<std::uint8_t>(distance));
    }
  }
  // Is this second of the query as near to that of the reference?
  [[nodiscard]] bool has(int second, int reference, int distance) const {
    const auto column = columns_.find(second);
    if (column == columns_.end()) return false;
    return column->second[std::min(static_cast<std::size_t>(reference), width_ - 1)] <= distance;
  }
  [[nodiscard]] std::size_t width() const { return width_; }

 private:
  static constexpr std::uint8_t kFar = 255;
  std::size_t width_;
  std::map<int, std::vector<std::uint8_t>> columns_;
};

// For how many seconds of the query on end is this moment of the reference as near?
double weight_in_column(double query, const Near& near, const Columns& columns) {
  const int own = static_cast<int>(near.reference);
  int as_long = 0;
  for (const int way : {-1, 1}) {
    for (int second = static_cast<int>(query) + way; as_long <= kMostHeld; second += way) {
      if (!columns.has(second, own, near.distance + kMargin)) break;
      ++as_long;
    }
  }
  const double beyond = std::max(0, as_long - kHeld);
  return 1.0 / ((1.0 + beyond) * (1.0 + beyond));
}

// A page of a lecture that is like another page speaks once, not for every second that it is shown.
double weight_of_moment(double reference, const std::vector<float>& held) {
  if (held.empty()) return 1;
  const auto second = std::min(static_cast<std::size_t>(reference), held.size() - 1);
  return std::min(1.0, static_cast<double>(kHeldWorth / held[second]));
}

void add_pairs(const FrameRow& frame, const Columns& columns, const std::vector<float>& held,
               FrameComparison& comparison) {
  const Row& row = frame.row;
  const auto nearest = std::min_element(row.begin(), row.end(),
                                        [](const Near& a, const Near& b) { return a.distance < b.distance; });
  const int second = static_cast<int>(frame.query);
  if (comparison.nearest.empty() || comparison.nearest.back().second != second)
    comparison.nearest.push_back({second, 256, 0, 0, 0, 0});
  NearestInSecond& best = comparison.nearest.back();
  if (nearest->distance < best.distance) {
    best = {second, nearest->distance, frame.query, nearest->reference, nearest->form, best.others};
    best.others = std::max(best.others, others_of(static_cast<int>(nearest->reference), frame.nearest));
  }
  std::vector<FramePair> pairs;
  for (const Near& near : row) {
    const double weight = std::min(weight_in_row(near, frame), weight_in_column(frame.query, near, columns)) *
                          near.weight * weight_of_moment(near.reference, held);
    if (weight < kLeastWeight) continue;
    pairs.push_back({frame.query, near.reference, near.distance, weight, near.form});
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const FramePair& a, const FramePair& b) { return a.weight > b.weight; });
  if (pairs.size() > kMostPairs) pairs.resize(kMostPairs);
  comparison.pairs.insert(comparison.pairs.end(), pairs.begin(), pairs.end());
}

// A far pair is worth less than a near one: full up to the strict radius, 0.6 at the loose one.
double worth(int distance, const FrameRadius& radius) {
  if (distance <= radius.strict) return radius.weight;
  const double beyond = static_cast<double>(distance - radius.strict) / (radius.loose - radius.strict);
  return radius.weight * (1 - 0.4 * beyond);
}

void add_near(const AskedHash& hash, const StoredVideo& reference, std::vector<Found>& found, Row& row) {
  for (std::size_t view = 0; view < kVideoViews; ++view) {
    const FrameRadius radius = frame_radius(hash.view, static_cast<VideoView>(view));
    if (radius.loose == 0) continue;
    const auto [from, to] = reference.range_of(static_cast<VideoView>(view));
    if (from == to) continue;
    found.clear();
    best_kernel().scan(reference.values.data() + from, to - from, hash.bits, radius.loose, 0, found);
    for (const Found& one : found) {
      const int apart = static_cast<int>(one.distance);
      row.push_back({reference.times[from + one.slot], apart, worth(apart, radius), hash.form});
    }
  }
}

// Of each moment of the reference and each form only the nearest, and of those the nearest kMostNear: a still
// scene is near to all of itself, and says no more by being told so ten thousand times.
void finish(FrameRow& frame) {
  Row& row = frame.row;
  const auto place = [](const Near& near) {
    return std::tuple(static_cast<int>(near.reference * kPlacesPerSecond), near.form, near.distance,
                      -near.weight);
  };
  std::sort(row.begin(), row.end(), [&](const Near& a, const Near& b) { return place(a) < place(b); });
  const auto same_place = [](const Near& a, const Near& b) {
    return static_cast<int>(a.reference * kPlacesPerSecond) ==
               static_cast<int>(b.reference * kPlacesPerSecond) &&
           a.form == b.form;
  };
  row.erase(std::unique(row.begin(), row.end(), same_place), row.end());
  for (const Near& near : row) {
    const int second = static_cast<int>(near.reference);
    if (frame.nearest.empty() || frame.nearest.back().first != second)
      frame.nearest.emplace_back(second, near.distance);
    frame.nearest.back().second = std::min(frame.nearest.back().second, near.distance);
  }
  for (const auto& [second, distance] : frame.nearest) ++frame.within[static_cast<std::size_t>(distance)];
  for (std::size_t bits = 1; bits < frame.within.size(); ++bits) frame.within[bits] += frame.within[bits - 1];
  if (row.size() <= kMostNear) return;
  std::nth_element(row.begin(), row.begin() + kMostNear, row.end(),
                   [](const Near& a, const Near& b) { return a.distance < b.distance; });
  row.resize(kMostNear);
}

// One row a frame of the query, those with nothing near left out. What two hours of the same still picture
// could say is bounded: when so much was near already, the rest of the query is not asked about.
std::vector<FrameRow> rows_of(const AskedVideo& query, const StoredVideo& reference,
                              const Combinations& combinations, const std::vector<FramePair>& seen) {
  std::vector<FrameRow> rows;
  std::vector<Found> found;
  FrameRow current;
  std::size_t bytes = 0;
  std::size_t near = 0;
  for (std::size_t i = 0; i < query.hashes.size() && bytes < kMostRowBytes && near < kMostNearInAll; ++i) {
    const AskedHash& hash = query.hashes[i];
    if (combinations.has(hash.view, hash.form)) add_near(hash, reference, found, current.row);
    if (i + 1 < query.hashes.size() && query.hashes[i + 1].seconds == hash.seconds) continue;
    for (const FramePair& pair : seen) {
      if (static_cast<float>(pair.query) == hash.seconds)
        current.row.push_back({pair.reference, pair.distance, pair.weight, pair.form});
    }
    if (!current.row.empty()) {
      near += current.row.size();
      current.query = static_cast<double>(hash.seconds);
      finish(current);
      bytes += sizeof current + current.row.size() * sizeof(Near) +
               current.nearest.size() * sizeof(std::pair<int, int>) +
               static_cast<std::size_t>(reference.seconds);
      rows.push_back(std::move(current));
    }
    current = {};
  }
  return rows;
}

}  // namespace

StoredVideo::Range StoredVideo::range_of(VideoView view) const {
  const auto [from, to] = std::equal_range(views.begin(), views.end(), static_cast<std::uint8_t>(view));
  return {static_cast<std::size_t>(from - views.begin()), static_cast<std::size_t>(to - views.begin())};
}

StoredVideo store(std::uint64_t item, const std::vector<ReferenceFrame>& frames, SoundPrint sound) {
  StoredVideo video;
  video.item = item;
  video.sound = std::move(sound);
  video.sound.usable.resize(video.sound.items.size(), false);
  video.step = step_of(times_of(frames), 1.0);
  video.standard = standard_of(frames);
  video.keys = key_frames_of(frames);
  struct Placed {
    const FrameHash* hash;
    float seconds;
  };
  std::vector<Placed> entries;
  for (const ReferenceFrame& frame : frames) {
    video.seconds = std::max(video.seconds, frame.seconds + video.step);
    if (frame.quality < kFrameQuality) continue;
    for (const FrameHash& hash : frame.hashes)
      entries.push_back({&hash, static_cast<float>(std::max(0.0, frame.seconds))});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Placed& a, const Placed& b) {
    return std::pair(a.hash->view, a.seconds) < std::pair(b.hash->view, b.seconds);
  });
  for (const Placed& entry : entries) {
    video.values.push_back(entry.hash->bits);
    video.times.push_back(entry.seconds);
    video.views.push_back(static_cast<std::uint8_t>(entry.hash->view));
  }
  video.held = held_of(video);
  return video;
}

AskedVideo ask(const std::vector<QueryFrame>& frames) {
  AskedVideo asked;
  asked.step = step_of(times_of(frames), 1.0);
  asked.standard = standard_of(frames);
  asked.keys = key_frames_of(frames);
  for (const QueryFrame& frame : frames) {
    asked.seconds = std::max(asked.seconds, frame.seconds + asked.step);
    if (frame.quality < kFrameQuality) continue;
    for (const FrameHash& hash : frame.hashes) {
      const bool standard = frame.standard && hash.view == VideoView::whole && hash.form == 0;
      asked.hashes.push_back({hash.bits, static_cast<float>(std::max(0.0, frame.seconds)), hash.view,
                              static_cast<std::uint8_t>(hash.form % kForms), standard});
    }
  }
  // Inverted colours turn every bit: nothing need be hashed for them.
  for (std::size_t i = 0, upright = asked.hashes.size(); i < upright; ++i) {
    AskedHash negative = asked.hashes[i];
    if (negative.view != VideoView::whole || negative.form != 0) continue;
    for (std::uint64_t& word : negative.bits) word = ~word;
    negative.form = kNegative;
    negative.standard = false;
    asked.hashes.push_back(negative);
  }
  std::stable_sort(asked.hashes.begin(), asked.hashes.end(),
                   [](const AskedHash& a, const AskedHash& b) { return a.seconds < b.seconds; });
  return asked;
}

FrameComparison compare_frames(const AskedVideo& query, const StoredVideo& reference,
                               const Combinations& combinations, const std::vector<FramePair>& seen) {
  const std::vector<FrameRow> rows = rows_of(query, reference, combinations, seen);
  Columns columns(reference.seconds);
  for (const FrameRow& row : rows) columns.note(static_cast<int>(row.query), row.nearest);
  FrameComparison comparison;
  for (const FrameRow& row : rows) add_pairs(row, columns, reference.held, comparison);
  return comparison;
}

}  // namespace jium::match
