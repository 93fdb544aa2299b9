#include "jium/match/alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <span>

namespace jium::match {
namespace {

// The commonest first: of equal lines the earlier one stays. A speed between two of these is found through
// its neighbour and refined.
constexpr std::array kSpeeds{1.0,  -1.0,  1.25, 0.8,  1.5,  0.667, 2.0,   0.5,  1.1,  0.9,
                             1.75, 0.575, 1.35, 0.73, -0.5, -2.0,  -1.25, -0.8, -1.5, -0.667};
constexpr double kBin = 0.5;         // seconds of offset
constexpr double kBetterFor = 1.03;  // another line must fit so much better
constexpr double kOffLine = 0.7;     // of its weight is lost by a pair at the end of the reach
constexpr double kElsewhere = 2.5;   // seconds from a line, from which on a pair speaks for another one
constexpr double kAlmostAll = 0.9;   // of all evidence there is: no other line need be tried

struct Line {
  double speed = 1;
  double offset = 0;
  std::uint8_t form = 0;
  [[nodiscard]] double residual(const FramePair& pair) const {
    return pair.reference - (speed * pair.query + offset);
  }
};

struct Evidence {
  double value = 0;
  int query_cells = 0;
  int reference_cells = 0;
  double fit = 0;  // the value with what lies off the line counting less, to choose between lines
};

// How far from the line a pair may lie: the frames of the two sides were not taken at the same moments.
double tolerance(const AlignmentSettings& settings) {
  return 0.25 + 0.5 * std::max(settings.query_step, settings.reference_step);
}

int cell(double seconds) {
  return static_cast<int>(std::floor(seconds));
}

std::vector<FramePair> along(std::span<const FramePair> pairs, const Line& line, double reach) {
  std::vector<FramePair> kept;
  for (const FramePair& pair : pairs) {
    if (pair.form == line.form && std::abs(line.residual(pair)) <= reach) kept.push_back(pair);
  }
  return kept;
}

struct Weighed {
  int cell;
  double weight;
};

// The best weight of each second, added up.
std::pair<double, int> sum_of_cells(std::vector<Weighed>& weighed) {
  std::sort(weighed.begin(), weighed.end(), [](const Weighed& a, const Weighed& b) {
    return a.cell != b.cell ? a.cell < b.cell : a.weight > b.weight;
  });
  double sum = 0;
  int count = 0;
  for (std::size_t i = 0; i < weighed.size(); ++i) {
    if (i > 0 && weighed[i - 1].cell == weighed[i].cell) continue;
    sum += weighed[i].weight;
    ++count;
  }
  return {sum, count};
}

Evidence evidence_of(std::span<const FramePair> pairs, const Line& line, double reach) {
  Evidence evidence;
  std::vector<Weighed> query;
  std::vector<Weighed> reference;
  for (const FramePair& pair : pairs) {
    query.push_back({cell(pair.query), pair.weight});
    reference.push_back({cell(pair.reference), pair.weight});
  }
  const auto [by_query, query_cells] = sum_of_cells(query);
  const auto [by_reference, reference_cells] = sum_of_cells(reference);
  evidence.value = std::min(by_query, by_reference);
  evidence.query_cells = query_cells;
  evidence.reference_cells = reference_cells;
  query.clear();
  reference.clear();
  for (const FramePair& pair : pairs) {
    const double off = line.residual(pair) / reach;
    const double weight = pair.weight * (1 - kOffLine * off * off);
    query.push_back({cell(pair.query), weight});
    reference.push_back({cell(pair.reference), weight});
  }
  evidence.fit = std::min(sum_of_cells(query).first, sum_of_cells(reference).first);
  return evidence;
}

// The heaviest bins of one speed and form, as offsets.
std::vector<double> heavy_offsets(std::span<const FramePair> pairs, double speed, std::uint8_t form) {
  double lowest = 0;
  double highest = 0;
  bool any = false;
  for (const FramePair& pair : pairs) {
    if (pair.form != form) continue;
    const double offset = pair.reference - speed * pair.query;
    lowest = any ? std::min(lowest, offset) : offset;
    highest = any ? std::max(highest, offset) : offset;
    any = true;
  }
  if (!any) return {};
  std::vector<double> bins(static_cast<std::size_t>((highest - lowest) / kBin) + 3, 0.0);
  for (const FramePair& pair : pairs) {
    if (pair.form != form) continue;
    bins[static_cast<std::size_t>((pair.reference - speed * pair.query - lowest) / kBin) + 1] += pair.weight;
  }
  // Two neighbouring bins together, since a line may lie on their border.
  std::array<std::pair<double, std::size_t>, 3> top{};
  for (std::size_t i = 0; i + 1 < bins.size(); ++i) {
    const double both = bins[i] + bins[i + 1];
    if (both <= top.back().first) continue;
    top.back() = {both, i};
    std::sort(top.begin(), top.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  }
  std::vector<double> offsets;
  for (const auto& [weight, i] : top) {
    if (weight > 0) offsets.push_back(lowest + static_cast<double>(i) * kBin);
  }
  return offsets;
}

// Weighted least squares through the pairs; nothing when they do not say how quick it runs.
std::optional<Line> fitted(std::span<const FramePair> pairs, const Line& line) {
  double weight = 0;
  double query = 0;
  double reference = 0;
  for (const FramePair& pair : pairs) {
    weight += pair.weight;
    query += pair.weight * pair.query;
    reference += pair.weight * pair.reference;
  }
  if (weight <= 0) return std::nullopt;
  query /= weight;
  reference /= weight;
  double spread = 0;
  double shared = 0;
  for (const FramePair& pair : pairs) {
    spread += pair.weight * (pair.query - query) * (pair.query - query);
    shared += pair.weight * (pair.query - query) * (pair.reference - reference);
  }
  Line moved{line.speed, reference - line.speed * query, line.form};
  if (spread / weight < 8) return moved;  // under ten seconds the speed of the list is the better guess
  moved.speed = shared / spread;
  moved.offset = reference - moved.speed * query;
  const double size = std::abs(moved.speed);
  if (size < 0.45 || size > 2.2 || moved.speed * line.speed < 0) return std::nullopt;
  return moved;
}

struct FoundLine {
  Line line;
  Evidence evidence;
};

void refine(std::span<const FramePair> pairs, FoundLine& found, double reach) {
  for (int round = 0; round < 3; ++round) {
    const auto moved = fitted(along(pairs, found.line, reach * (round == 0 ? 1.5 : 1.0)), found.line);
    if (!moved) return;
    const Evidence evidence = evidence_of(along(pairs, *moved, reach), *moved, reach);
    if (evidence.fit < found.evidence.fit) return;
    found = {*moved, evidence};
  }
}

std::optional<FoundLine> best_line(std::span<const FramePair> pairs, const AlignmentSettings& settings) {
  std::array<bool, 256> forms{};
  for (const FramePair& pair : pairs) forms[pair.form] = true;
  std::optional<FoundLine> best;
  const double reach = tolerance(settings);
  const double most = evidence_of(pairs, Line{}, 1e9).value;  // what a line through every pair would have
  for (std::size_t form = 0; form < forms.size(); ++form) {
    if (!forms[form]) continue;
    for (const double speed : kSpeeds) {
      if (best && best->evidence.fit >= kAlmostAll * most) break;
      for (const double offset : heavy_offsets(pairs, speed, static_cast<std::uint8_t>(form))) {
        const Line line{speed, offset, static_cast<std::uint8_t>(form)};
        const Evidence evidence = evidence_of(along(pairs, line, reach), line, reach);
        if (!best || evidence.fit > best->evidence.fit * kBetterFor) best = FoundLine{line, evidence};
      }
    }
  }
  if (best) refine(pairs, *best, reach);
  return best;
}

// Pairs along one line, in the order of the query, cut where nothing matches for long; the best piece.
std::vector<FramePair> best_piece(std::vector<FramePair> pairs, const Line& line, double gap, double reach) {
  std::sort(pairs.begin(), pairs.end(),
            [](const FramePair& a, const FramePair& b) { return a.query < b.query; });
  std::vector<FramePair> best;
  double best_value = -1;
  for (std::size_t from = 0; from < pairs.size();) {
    std::size_t to = from + 1;
    while (to < pairs.size() && pairs[to].query - pairs[to - 1].query <= gap) ++to;
    const std::span piece(pairs.data() + from, to - from);
    const double value = evidence_of(piece, line, reach).value;
    if (value > best_value) {
      best_value = value;
      best.assign(piece.begin(), piece.end());
    }
    from = to;
  }
  return best;
}

int middle_distance(std::span<const FramePair> pairs) {
  std::map<int, int> nearest;
  for (const FramePair& pair : pairs) {
    const auto [at, is_new] = nearest.try_emplace(cell(pair.query), pair.distance);
    if (!is_new) at->second = std::min(at->second, pair.distance);
  }
  std::vector<int> distances;
  for (const auto& [second, distance] : nearest) distances.push_back(distance);
  if (distances.empty()) return 256;
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

Stretch stretch_of(std::span<const FramePair> piece, const Line& line, const AlignmentSettings& settings) {
  const Evidence evidence = evidence_of(piece, line, tolerance(settings));
  Stretch stretch;
  stretch.evidence = evidence.value;
  stretch.query_cells = evidence.query_cells;
  stretch.reference_cells = evidence.reference_cells;
  stretch.middle_distance = middle_distance(piece);
  VideoSegment& segment = stretch.segment;
  segment.form = line.form;
  segment.speed = line.speed;
  segment.query_from = piece.front().query;
  segment.query_to = piece.back().query + settings.query_step;  // a frame stands until the next one
  const double start = line.speed * segment.query_from + line.offset;
  const double end = line.speed * segment.query_to + line.offset;
  segment.reference_from = std::max(0.0, std::min(start, end));
  segment.reference_to = std::max(0.0, std::max(start, end));
  return stretch;
}

double rival_of(const Stretch& stretch, const Line& line, std::span<const FramePair> pairs,
                const AlignmentSettings& settings) {
  std::vector<FramePair> others;
  for (const FramePair& pair : pairs) {
    const bool in_query = pair.query >= stretch.segment.query_from && pair.query < stretch.segment.query_to;
    const bool elsewhere = pair.form != line.form || std::abs(line.residual(pair)) > kElsewhere;
    if (in_query && elsewhere) others.push_back(pair);
  }
  const auto best = best_line(others, settings);
  return best ? best->evidence.value : 0;
}

}  // namespace

std::vector<Stretch> align(std::vector<FramePair> pairs, const AlignmentSettings& settings) {
  std::vector<Stretch> stretches;
  for (int round = 0; round < settings.most_stretches; ++round) {
    const auto best = best_line(pairs, settings);
    if (!best || best->evidence.value < settings.least_evidence) break;
    const auto piece = best_piece(along(pairs, best->line, tolerance(settings)), best->line, settings.gap,
                                  tolerance(settings));
    Stretch stretch = stretch_of(piece, best->line, settings);
    const bool enough = stretch.evidence >= settings.least_evidence &&
                        std::min(stretch.query_cells, stretch.reference_cells) >= settings.least_cells;
    if (enough) {
      stretch.rival = rival_of(stretch, best->line, pairs, settings);
      stretches.push_back(stretch);
    }
    // What a stretch explains, no other stretch may claim: its part of the query is taken.
    std::erase_if(pairs, [&](const FramePair& pair) {
      const bool in_query = pair.query >= stretch.segment.query_from && pair.query < stretch.segment.query_to;
      return in_query && (enough || (pair.form == best->line.form &&
                                     std::abs(best->line.residual(pair)) <= tolerance(settings)));
    });
  }
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.evidence > b.evidence; });
  return stretches;
}

}  // namespace jium::match
