#include "jium/match/feature_match.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>

namespace jium::match {
namespace {

using fingerprint::LocalFeature;

constexpr int kNearBits = 62;            // descriptors at most this far apart are a pair
constexpr std::size_t kProposals = 120;  // the nearest pairs propose
constexpr double kOctaves = 0.55;        // by which a pair's size may disagree with the proposal
constexpr double kTurn = 28.0 / 360;     // by which its direction may
constexpr std::size_t kGrid = 6;
constexpr int kGuidedBits = 76;            // the same once the map says where to look
constexpr double kWidestReach = 0.06;      // of the longest side, where to look
constexpr double kExpected = 7;            // agreeing features that a rectangle should have
constexpr double kExpectedBack = 9;        // the same from the other side, where more are kept
constexpr double kStrays = 0.13;           // of them that may agree by accident
constexpr std::size_t kFewestToGuide = 4;  // inliers whose map is worth a second look
constexpr double kSamePlace = 0.012;       // of the longest side: nearer inliers are one

struct Bits {
  std::array<std::uint64_t, 4> words;
};

struct Pair {
  double known_x, known_y;
  double seen_x, seen_y;
  double turn;     // seen minus known, in turns
  double octaves;  // seen's size over known's
  double reach;    // the seen patch's width
  int distance;
};

std::vector<Bits> words_of(const std::vector<LocalFeature>& features) {
  std::vector<Bits> all(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    std::memcpy(all[i].words.data(), features[i].bits.data(), sizeof all[i].words);
  }
  return all;
}

// On processors with a counting instruction a distance takes four of them.
#define JIUM_COUNTING __attribute__((target_clones("popcnt", "default")))

struct Nearest {
  std::size_t at = 0;
  int distance = 257;
};

JIUM_COUNTING Nearest nearest(const Bits& to, const std::vector<Bits>& among) {
  Nearest best;
  for (std::size_t i = 0; i < among.size(); ++i) {
    int distance = 0;
    for (std::size_t word = 0; word < 4; ++word)
      distance += std::popcount(to.words[word] ^ among[i].words[word]);
    if (distance < best.distance) best = {i, distance};
  }
  return best;
}

JIUM_COUNTING int distance(const Bits& a, const Bits& b) {
  int bits = 0;
  for (std::size_t word = 0; word < 4; ++word) bits += std::popcount(a.words[word] ^ b.words[word]);
  return bits;
}

double place(std::uint16_t at) {
  return static_cast<double>(at) / fingerprint::kFeatureSpan;
}

Pair pair_of(const LocalFeature& known, const LocalFeature& seen, int bits) {
  return {place(known.x),
          place(known.y),
          place(seen.x),
          place(seen.y),
          (static_cast<int>(seen.angle) - static_cast<int>(known.angle)) / 256.0,
          (static_cast<int>(seen.size) - static_cast<int>(known.size)) / 16.0,
          std::exp2(seen.size / 16.0) / 4096,
          bits};
}

std::vector<Pair> similar_pairs(const std::vector<LocalFeature>& known,
                                const std::vector<LocalFeature>& seen) {
  const std::vector<Bits> known_bits = words_of(known);
  const std::vector<Bits> seen_bits = words_of(seen);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const Nearest best = nearest(known_bits[i], seen_bits);
    if (best.distance > kNearBits) continue;
    pairs.push_back(pair_of(known[i], seen[best.at], best.distance));
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
  return pairs;
}

Affine pose_of(const Pair& pair) {
  const double size = std::exp2(pair.octaves);
  const double turn = 2 * std::numbers::pi * pair.turn;
  Affine map;
  map.xx = size * std::cos(turn);
  map.xy = -size * std::sin(turn);
  map.yx = -map.xy;
  map.yy = map.xx;
  map.x0 = pair.seen_x - map.xx * pair.known_x - map.xy * pair.known_y;
  map.y0 = pair.seen_y - map.yx * pair.known_x - map.yy * pair.known_y;
  return map;
}

double turns_apart(double a, double b) {
  const double apart = a - b - std::floor(a - b);
  return std::min(apart, 1 - apart);
}

// What size and direction the map gives to a patch.
struct Pose {
  double octaves;
  double turn;
};
Pose pose_of(const Affine& map) {
  const double area = map.xx * map.yy - map.xy * map.yx;
  return {0.5 * std::log2(std::max(1e-9, area)),
          std::atan2(map.yx - map.xy, map.xx + map.yy) / (2 * std::numbers::pi)};
}

bool agrees(const Pair& pair, const Affine& map, const Pose& pose, double looseness) {
  const double x = map.xx * pair.known_x + map.xy * pair.known_y + map.x0 - pair.seen_x;
  const double y = map.yx * pair.known_x + map.yy * pair.known_y + map.y0 - pair.seen_y;
  const double reach = looseness * std::clamp(0.15 * pair.reach, 0.01, 0.03);
  return x * x + y * y <= reach * reach && std::abs(pair.octaves - pose.octaves) <= kOctaves &&
         turns_apart(pair.turn, pose.turn) <= kTurn;
}

// One pair a place, the earliest.
std::vector<Pair> distinct(const std::vector<Pair>& pairs) {
  std::vector<Pair> all;
  for (const Pair& pair : pairs) {
    const bool is_new = std::none_of(all.begin(), all.end(), [&](const Pair& other) {
      return std::hypot(other.known_x - pair.known_x, other.known_y - pair.known_y) < kSamePlace ||
             std::hypot(other.seen_x - pair.seen_x, other.seen_y - pair.seen_y) < kSamePlace / 2;
    });
    if (is_new) all.push_back(pair);
  }
  return all;
}

std::vector<Pair> agreeing(const std::vector<Pair>& pairs, const Affine& map, double looseness) {
  const Pose pose = pose_of(map);
  std::vector<Pair> all;
  for (const Pair& pair : pairs) {
    if (agrees(pair, map, pose, looseness)) all.push_back(pair);
  }
  return distinct(all);
}

// The affine map with the least squares of error; nothing when the points lie on a line or the map is not one
// that a picture goes through whole (turned inside out, squeezed beyond a third).
std::optional<Affine> fitted(const std::vector<Pair>& pairs) {
  if (pairs.size() < 4) return std::nullopt;
  double mx = 0, my = 0, sx = 0, sy = 0;
  const double count = static_cast<double>(pairs.size());
  for (const Pair& p : pairs) {
    mx += p.known_x / count;
    my += p.known_y / count;
    sx += p.seen_x / count;
    sy += p.seen_y / count;
  }
  double xx = 0, xy = 0, yy = 0, ax = 0, ay = 0, bx = 0, by = 0;
  for (const Pair& p : pairs) {
    const double x = p.known_x - mx, y = p.known_y - my;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    ax += x * (p.seen_x - sx);
    ay += y * (p.seen_x - sx);
    bx += x * (p.seen_y - sy);
    by += y * (p.seen_y - sy);
  }
  const double determinant = xx * yy - xy * xy;
  if (determinant < 1e-3 * (xx + yy) * (xx + yy)) return std::nullopt;
  Affine map;
  map.xx = (ax * yy - ay * xy) / determinant;
  map.xy = (ay * xx - ax * xy) / determinant;
  map.yx = (bx * yy - by * xy) / determinant;
  map.yy = (by * xx - bx * xy) / determinant;
  map.x0 = sx - map.xx * mx - map.xy * my;
  map.y0 = sy - map.yx * mx - map.yy * my;
  const double area = map.xx * map.yy - map.xy * map.yx;
  const double squares = map.xx * map.xx + map.xy * map.xy + map.yx * map.yx + map.yy * map.yy;
  // The two stretches s and t of the map: s*t = area, s*s + t*t = squares; 3.33 = 3 + 1/3.
  if (area <= 0 || squares > 3.34 * area) return std::nullopt;
  return map;
}

// Standard deviation along the direction in which the points lie closest together.
double narrower(const std::vector<Pair>& pairs, double Pair::*x_of, double Pair::*y_of) {
  if (pairs.size() < 2) return 0;
  double mx = 0, my = 0;
  const double count = static_cast<double>(pairs.size());
  for (const Pair& p : pairs) {
    mx += p.*x_of / count;
    my += p.*y_of / count;
  }
  double xx = 0, xy = 0, yy = 0;
  for (const Pair& p : pairs) {
    xx += (p.*x_of - mx) * (p.*x_of - mx) / count;
    xy += (p.*x_of - mx) * (p.*y_of - my) / count;
    yy += (p.*y_of - my) * (p.*y_of - my) / count;
  }
  const double half = (xx + yy) / 2;
  return std::sqrt(std::max(0.0, half - std::hypot((xx - yy) / 2, xy)));
}

// ---- what both pictures show ----

struct Box {
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  void include(double x, double y) {
    left = std::min(left, x);
    right = std::max(right, x);
    top = std::min(top, y);
    bottom = std::max(bottom, y);
  }
};

struct Spot {
  double x, y;  // in the known picture
  bool agrees;
};

// With the map known, a feature needs to be found only near its place: looser descriptors count, because
// hardly any other feature lies there in the right size and direction.
std::vector<Spot> spots_of(const std::vector<LocalFeature>& known, const std::vector<LocalFeature>& seen,
                           const Affine& map, const Shape& seen_shape, std::vector<Pair>& inliers) {
  const std::vector<Bits> known_bits = words_of(known);
  const std::vector<Bits> seen_bits = words_of(seen);
  const Pose pose = pose_of(map);
  std::vector<Spot> spots;
  std::vector<Pair> found;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const double x = place(known[i].x), y = place(known[i].y);
    const double u = map.xx * x + map.xy * y + map.x0, v = map.yx * x + map.yy * y + map.y0;
    if (u < 0 || v < 0 || u > seen_shape.width || v > seen_shape.height) continue;
    std::optional<Pair> best;
    for (std::size_t j = 0; j < seen.size(); ++j) {
      if (std::abs(place(seen[j].x) - u) > kWidestReach || std::abs(place(seen[j].y) - v) > kWidestReach)
        continue;
      const Pair pair = pair_of(known[i], seen[j], distance(known_bits[i], seen_bits[j]));
      if (pair.distance > kGuidedBits || !agrees(pair, map, pose, 1.0)) continue;
      if (!best || pair.distance < best->distance) best = pair;
    }
    spots.push_back({x, y, best.has_value()});
    if (best) found.push_back(*best);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
  inliers = distinct(found);
  return spots;
}

// Counts of spots by cell, summed from the upper left corner.
class CellSums {
 public:
  CellSums(const std::vector<Spot>& spots, const Box& box) {
    for (const Spot& spot : spots) {
      const std::size_t column = cell(spot.x, box.left, box.right), row = cell(spot.y, box.top, box.bottom);
      for (std::size_t y = row + 1; y <= kGrid; ++y) {
        for (std::size_t x = column + 1; x <= kGrid; ++x) {
          ++all_[y][x];
          if (spot.agrees) ++agreeing_[y][x];
        }
      }
    }
  }
  struct Count {
    int all;
    int agreeing;
  };
  [[nodiscard]] Count within(std::size_t left, std::size_t top, std::size_t right, std::size_t bottom) const {
    const auto sum = [&](const Table& t) {
      return t[bottom][right] - t[top][right] - t[bottom][left] + t[top][left];
    };
    return {sum(all_), sum(agreeing_)};
  }
  [[nodiscard]] Count total() const { return within(0, 0, kGrid, kGrid); }

 private:
  using Table = std::array<std::array<int, kGrid + 1>, kGrid + 1>;
  static std::size_t cell(double at, double from, double to) {
    const double share = (at - from) / std::max(1e-9, to - from);
    return static_cast<std::size_t>(std::clamp(share * kGrid, 0.0, kGrid - 1.0));
  }
  Table all_{};
  Table agreeing_{};
};

double contradicted_share(const CellSums& sums, double enough) {
  const CellSums::Count total = sums.total();
  std::size_t largest = 0;
  for (std::size_t top = 0; top < kGrid; ++top) {
    for (std::size_t bottom = top + 1; bottom <= kGrid; ++bottom) {
      for (std::size_t left = 0; left < kGrid; ++left) {
        for (std::size_t right = left + 1; right <= kGrid; ++right) {
          const CellSums::Count inside = sums.within(left, top, right, bottom);
          const int outside = total.all - inside.all;
          if (outside == 0 || (right - left) * (bottom - top) <= largest) continue;
          const double expected =
              static_cast<double>(inside.all) * (total.agreeing - inside.agreeing) / outside;
          if (expected >= enough && inside.agreeing <= kStrays * expected)
            largest = (right - left) * (bottom - top);
        }
      }
    }
  }
  return static_cast<double>(largest) / (kGrid * kGrid);
}

CellSums sums_of(const std::vector<Spot>& spots) {
  Box box;
  for (const Spot& spot : spots) box.include(spot.x, spot.y);
  return {spots, box};
}

Affine inverse(const Affine& map) {
  const double area = map.xx * map.yy - map.xy * map.yx;
  Affine back;
  back.xx = map.yy / area;
  back.xy = -map.xy / area;
  back.yx = -map.yx / area;
  back.yy = map.xx / area;
  back.x0 = -(back.xx * map.x0 + back.xy * map.y0);
  back.y0 = -(back.yx * map.x0 + back.yy * map.y0);
  return back;
}

void measure_spread(FeatureMatch& match, const std::vector<Spot>& spots, const std::vector<Pair>& inliers) {
  const CellSums sums = sums_of(spots);
  int filled = 0;
  for (std::size_t row = 0; row < kGrid; ++row) {
    for (std::size_t column = 0; column < kGrid; ++column) {
      const CellSums::Count count = sums.within(column, row, column + 1, row + 1);
      filled += count.all > 0 ? 1 : 0;
      match.cells += count.agreeing > 0 ? 1 : 0;
    }
  }
  match.visible = static_cast<int>(spots.size());
  match.spread = filled == 0 ? 0 : static_cast<double>(match.cells) / filled;
  match.breadth = narrower(inliers, &Pair::known_x, &Pair::known_y);
  match.seen_breadth = narrower(inliers, &Pair::seen_x, &Pair::seen_y);
  match.contradicted = contradicted_share(sums, kExpected);
}

// Beside a plain picture under a caption, every picture under that caption has features that it lacks. What
// is too small to be among the known picture's features, as the details of a crop are, says nothing.
double contradicted_by_seen(const std::vector<LocalFeature>& known, const Shape& known_shape,
                            const std::vector<LocalFeature>& seen, const Affine& map) {
  const auto by_size = [](const LocalFeature& a, const LocalFeature& b) { return a.size < b.size; };
  const double smallest = std::ranges::min_element(known, by_size)->size;
  const double larger = 16 * pose_of(map).octaves;
  std::vector<LocalFeature> comparable;
  for (const LocalFeature& one : seen) {
    if (one.size - larger >= smallest) comparable.push_back(one);
  }
  std::vector<Pair> unused;
  return contradicted_share(sums_of(spots_of(comparable, known, inverse(map), known_shape, unused)),
                            kExpectedBack);
}

}  // namespace

Shape shape_of(int width, int height) {
  const double longest = std::max({width, height, 1});
  return {width / longest, height / longest};
}

FeatureMatch match_features(const std::vector<LocalFeature>& known, const Shape& known_shape,
                            const std::vector<LocalFeature>& seen, const Shape& seen_shape) {
  FeatureMatch match;
  if (known.empty() || seen.empty()) return match;
  const std::vector<Pair> pairs = similar_pairs(known, seen);
  match.pairs = static_cast<int>(pairs.size());
  std::vector<Pair> best;
  for (std::size_t i = 0; i < std::min(pairs.size(), kProposals); ++i) {
    const Affine map = pose_of(pairs[i]);
    std::vector<Pair> inliers = agreeing(pairs, map, 1.7);
    if (inliers.size() > best.size()) {
      best = std::move(inliers);
      match.map = map;
    }
  }
  for (int round = 0; round < 3; ++round) {
    const auto map = fitted(best);
    if (!map) break;
    std::vector<Pair> inliers = agreeing(pairs, *map, round == 2 ? 1.0 : 1.4);
    if (inliers.size() < 4 || (inliers.size() + 1) * 10 < best.size() * 6) break;
    best = std::move(inliers);
    match.map = *map;
  }
  if (best.size() >= kFewestToGuide) {
    std::vector<Pair> guided;
    const std::vector<Spot> spots = spots_of(known, seen, match.map, seen_shape, guided);
    match.guided = static_cast<int>(guided.size());
    measure_spread(match, spots, best);
    match.contradicted =
        std::max(match.contradicted, contradicted_by_seen(known, known_shape, seen, match.map));
  }
  match.inliers = static_cast<int>(best.size());
  return match;
}

}  // namespace jium::match
