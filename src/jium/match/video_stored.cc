#include "jium/match/video_stored.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "jium/match/kernel.h"
#include "jium/match/video_threshold.h"

namespace jium::match {
namespace {

constexpr int kMargin = 3;  // bits within which two moments are equally near
constexpr int kBeside = 2;  // seconds to either side that are the same moment
constexpr int kOthersToRank = 4;
constexpr int kHeld = 4;  // seconds that a moment may be met on end: the copy may run at half the speed
constexpr int kMostHeld = 64;
constexpr double kBlur = 10;  // bits nearer just beside, with which a pair is worth nothing
constexpr double kLeastWeight = 0.04;
constexpr std::size_t kMostPairs = 24;  // of one query frame

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

struct Near {
  double reference;
  int distance;
  double weight;  // of its family
  std::uint8_t form;
};

using Row = std::vector<Near>;  // what one query frame is near to

// The nearest of each second of the reference.
using Seconds = std::map<int, int>;

struct FrameRow {
  double query = 0;  // seconds
  Row row;
  Seconds nearest;
};

void note_nearest(Seconds& seconds, int second, int distance) {
  const auto [at, is_new] = seconds.try_emplace(second, distance);
  if (!is_new) at->second = std::min(at->second, distance);
}

int others_of(int own, const Seconds& seconds) {
  return static_cast<int>(std::count_if(
      seconds.begin(), seconds.end(), [&](const auto& one) { return std::abs(one.first - own) > kBeside; }));
}

double weight_in_row(const Near& near, const Seconds& seconds) {
  const int own = static_cast<int>(near.reference);
  int equally_near = 0;
  int others = 0;
  double as_near = 0;
  int nearest_beside = near.distance;
  for (const auto& [second, distance] : seconds) {
    if (std::abs(second - own) <= kBeside) {
      nearest_beside = std::min(nearest_beside, distance);
      continue;
    }
    ++others;
    if (distance <= near.distance + kMargin) ++equally_near;
    if (distance < near.distance) as_near += 1;
    if (distance == near.distance) as_near += 0.5;
  }
  // The moments just before and after are near as well, but the nearest is the one.
  const double sharp = std::clamp(1.0 - (near.distance - nearest_beside - kMargin) / kBlur, 0.0, 1.0);
  const double specific = sharp / ((1.0 + equally_near) * (1.0 + equally_near));
  if (others < kOthersToRank) return specific;
  return std::max(specific, sharp * (0.5 - as_near / others));
}

// For how many seconds of the query on end is this moment of the reference as near?
double weight_in_column(double query, const Near& near, const std::map<int, Seconds>& columns) {
  const int own = static_cast<int>(near.reference);
  int as_long = 0;
  for (const int way : {-1, 1}) {
    for (int second = static_cast<int>(query) + way; as_long <= kMostHeld; second += way) {
      const auto column = columns.find(second);
      if (column == columns.end()) break;
      const auto at = column->second.find(own);
      if (at == column->second.end() || at->second > near.distance + kMargin) break;
      ++as_long;
    }
  }
  const double beyond = std::max(0, as_long - kHeld);
  return 1.0 / ((1.0 + beyond) * (1.0 + beyond));
}

void add_pairs(const FrameRow& frame, const std::map<int, Seconds>& columns, FrameComparison& comparison) {
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
    const double weight =
        std::min(weight_in_row(near, frame.nearest), weight_in_column(frame.query, near, columns)) *
        near.weight;
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

// One row a frame of the query, those with nothing near left out.
std::vector<FrameRow> rows_of(const AskedVideo& query, const StoredVideo& reference,
                              const Combinations& combinations) {
  std::vector<FrameRow> rows;
  std::vector<Found> found;
  FrameRow current;
  for (std::size_t i = 0; i < query.hashes.size(); ++i) {
    const AskedHash& hash = query.hashes[i];
    if (combinations.has(hash.view, hash.form)) add_near(hash, reference, found, current.row);
    if (i + 1 < query.hashes.size() && query.hashes[i + 1].seconds == hash.seconds) continue;
    if (!current.row.empty()) {
      current.query = static_cast<double>(hash.seconds);
      for (const Near& near : current.row)
        note_nearest(current.nearest, static_cast<int>(near.reference), near.distance);
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
  return video;
}

AskedVideo ask(const std::vector<QueryFrame>& frames) {
  AskedVideo asked;
  asked.step = step_of(times_of(frames), 1.0);
  asked.standard = standard_of(frames);
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
                               const Combinations& combinations) {
  const std::vector<FrameRow> rows = rows_of(query, reference, combinations);
  std::map<int, Seconds> columns;  // by second of the query
  for (const FrameRow& row : rows) {
    for (const auto& [second, distance] : row.nearest)
      note_nearest(columns[static_cast<int>(row.query)], second, distance);
  }
  FrameComparison comparison;
  for (const FrameRow& row : rows) add_pairs(row, columns, comparison);
  return comparison;
}

}  // namespace jium::match
