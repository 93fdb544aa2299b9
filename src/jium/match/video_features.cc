#include "jium/match/video_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "jium/match/video_threshold.h"

namespace jium::match {
namespace {

using fingerprint::LocalFeature;

// Bits. The widest that visits few buckets of the index: 40 found the same copies of the calibration half
// with 160 descriptors asked, and cost four to six times as much among 3,000 videos.
constexpr int kDescriptorRadius = 31;
constexpr std::size_t kMostIndexed = 64'000'000;  // descriptors: 8 GB with their tables
constexpr std::size_t kMostAskedKeys = 120;       // key frames of a query, evenly
// Of a key frame, plain and mirrored each. Within 31 bits 160 and 200 lose an inset copy that 240 find.
constexpr std::size_t kAskedDescriptors = 240;
constexpr int kFewestVotes = 3;
constexpr std::size_t kBestReferences = 4;  // of one video, for one key frame of the query in each form
constexpr std::size_t kMostVerified = 400;  // pairs of a query; 300 found the same on short clips
constexpr std::size_t kCommon = 12;         // a descriptor that more videos have says nothing
constexpr double kAlike = 0.1;  // of the frame's side: two maps that put its corners no further apart

// A registered key frame keeps so few features that what it lacks beside the seen one says nothing: that side
// of the contradiction (feature_match.h) is not asked for.
constexpr Shape kNothing{0, 0};

std::uint64_t key_of(std::uint32_t slot, std::size_t key_frame) {
  return std::uint64_t{slot} << 32U | static_cast<std::uint64_t>(key_frame);
}
std::uint32_t slot_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> 32U);
}

std::vector<Bits256> descriptors_of(const std::vector<LocalFeature>& features, std::size_t most) {
  std::vector<Bits256> all(std::min(most, features.size()));
  for (std::size_t i = 0; i < all.size(); ++i)
    std::memcpy(all[i].data(), features[i].bits.data(), sizeof all[i]);
  return all;
}

// What the features of a frame reach to: the frame may be stored turned, so its own size is not asked.
Shape extent_of(const std::vector<LocalFeature>& features) {
  std::uint16_t x = 0;
  std::uint16_t y = 0;
  for (const LocalFeature& feature : features) {
    x = std::max(x, feature.x);
    y = std::max(y, feature.y);
  }
  return {static_cast<double>(x) / fingerprint::kFeatureSpan,
          static_cast<double>(y) / fingerprint::kFeatureSpan};
}

// `map` goes from the registered frame to the one that was asked about, or to its mirror image.
std::uint8_t form_of(const Affine& map, bool mirrored) {
  const double turn = std::atan2(map.yx - map.xy, map.xx + map.yy) / (std::numbers::pi / 2);
  const auto quarters = static_cast<unsigned>(std::lround(turn) + 4) % 4;
  using fingerprint::Dihedral;
  constexpr std::array kMirrored{Dihedral::mirrored, Dihedral::transposed, Dihedral::flipped,
                                 Dihedral::antitransposed};
  return static_cast<std::uint8_t>(mirrored ? static_cast<unsigned>(kMirrored[quarters]) : quarters);
}

// How far two maps put the corners of the registered frame apart, in parts of what it measures there.
double maps_apart(const Affine& a, const Affine& b) {
  double most = 0;
  for (const auto& [x, y] : {std::pair(0.0, 0.0), {1.0, 0.0}, {0.0, 0.7}, {1.0, 0.7}}) {
    const double dx = (a.xx - b.xx) * x + (a.xy - b.xy) * y + a.x0 - b.x0;
    const double dy = (a.yx - b.yx) * x + (a.yy - b.yy) * y + a.y0 - b.y0;
    most = std::max(most, std::hypot(dx, dy));
  }
  const double size = std::sqrt(std::abs(a.xx * a.yy - a.xy * a.yx));
  return most / std::max(size, 1e-6);
}

}  // namespace

std::vector<KeyFrame> key_frames_of(const std::vector<VideoFrame>& frames) {
  std::vector<KeyFrame> keys;
  for (const VideoFrame& frame : frames) {
    if (frame.quality < kFrameQuality || frame.features.empty()) continue;
    keys.push_back(
        {static_cast<float>(std::max(0.0, frame.seconds)), frame.features, frame.mirrored_features});
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [](const KeyFrame& a, const KeyFrame& b) { return a.seconds < b.seconds; });
  return keys;
}

void KeyFrameIndex::add(std::uint32_t slot, const std::vector<KeyFrame>& keys) {
  std::vector<KeyedBits> entries;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (const Bits256& bits : descriptors_of(keys[i].features, keys[i].features.size()))
      entries.push_back({key_of(slot, i), bits});
  }
  if (index_.size() + entries.size() <= kMostIndexed) index_.add_many(entries);
}

void KeyFrameIndex::remove(std::uint32_t slot, const std::vector<KeyFrame>& keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) index_.remove(key_of(slot, i));
}

// How many of these descriptors each key frame has; what is in many videos is left out.
std::unordered_map<std::uint64_t, int> KeyFrameIndex::counts(const std::vector<LocalFeature>& features,
                                                             std::size_t common) const {
  std::unordered_map<std::uint64_t, int> votes;
  const auto values = descriptors_of(features, kAskedDescriptors);
  for (const std::vector<Hit>& hits : index_.search_batch(values, kDescriptorRadius)) {
    std::set<std::uint64_t> keys;
    std::set<std::uint32_t> slots;
    for (const Hit& hit : hits) {
      keys.insert(hit.key);
      slots.insert(slot_of(hit.key));
    }
    if (slots.size() > common) continue;
    for (const std::uint64_t key : keys) ++votes[key];
  }
  return votes;
}

std::vector<KeyVote> KeyFrameIndex::vote(const std::vector<KeyFrame>& query, std::size_t videos) const {
  std::vector<KeyVote> all;
  const auto order = [](const KeyVote& a, const KeyVote& b) {
    return std::tuple(-a.votes, a.slot, a.query, a.reference, a.mirrored) <
           std::tuple(-b.votes, b.slot, b.query, b.reference, b.mirrored);
  };
  const std::size_t step = (query.size() + kMostAskedKeys - 1) / kMostAskedKeys;
  for (std::size_t i = 0; i < query.size(); i += step) {
    for (const bool mirrored : {false, true}) {
      std::vector<KeyVote> votes;
      const auto& features = mirrored ? query[i].mirrored_features : query[i].features;
      for (const auto& [key, count] : counts(features, std::max(kCommon, videos / 50))) {
        if (count < kFewestVotes) continue;
        votes.push_back(
            {slot_of(key), static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(i), mirrored, count});
      }
      std::sort(votes.begin(), votes.end(), order);
      std::map<std::uint32_t, std::size_t> of_slot;
      for (const KeyVote& vote : votes) {
        if (of_slot[vote.slot]++ < kBestReferences) all.push_back(vote);
      }
    }
  }
  std::sort(all.begin(), all.end(), order);
  if (all.size() > kMostVerified) all.resize(kMostVerified);
  return all;
}

std::vector<KeyPair> key_pairs(const std::vector<KeyFrame>& query, const std::vector<KeyFrame>& reference,
                               const std::vector<KeyVote>& votes) {
  std::vector<KeyPair> pairs;
  for (const KeyVote& vote : votes) {
    const KeyFrame& asked = query[vote.query];
    const KeyFrame& known = reference[vote.reference];
    const auto& seen = vote.mirrored ? asked.mirrored_features : asked.features;
    const FeatureMatch match = match_features(known.features, kNothing, seen, extent_of(seen));
    pairs.push_back({static_cast<double>(asked.seconds), static_cast<double>(known.seconds),
                     form_of(match.map, vote.mirrored), match, 0});
  }
  for (KeyPair& pair : pairs) {
    std::set<int> seconds;
    for (const KeyPair& other : pairs) {
      if (other.form != pair.form || other.query == pair.query || other.reference == pair.reference) continue;
      if (maps_apart(pair.match.map, other.match.map) <= kAlike)
        seconds.insert(static_cast<int>(other.query));
    }
    pair.agreeing = static_cast<int>(seconds.size());
  }
  return pairs;
}

std::vector<FramePair> weighed(const std::vector<KeyPair>& pairs) {
  const FeatureRules& rules = kFeatureRules;
  std::vector<FramePair> counted;
  for (const KeyPair& pair : pairs) {
    const FeatureMatch& match = pair.match;
    const bool shows_it = match.contradicted < rules.contradicted && match.spread >= rules.spread &&
                          std::min(match.breadth, match.seen_breadth) >= rules.breadth;
    const int needed = pair.agreeing > 0 ? rules.inliers : rules.alone;
    if (!shows_it || match.inliers < needed) continue;
    const double strong = std::min(1.0, static_cast<double>(match.inliers) / rules.alone);
    const int bits = std::clamp(rules.farthest - rules.bits * (match.inliers - rules.inliers), rules.nearest,
                                rules.farthest);
    counted.push_back({pair.query, pair.reference, bits, strong, pair.form});
  }
  return counted;
}

}  // namespace jium::match
