#include "jium/fingerprint/canonical.h"

#include <algorithm>
#include <cmath>

namespace jium::fingerprint {
namespace {

// ---- bands ----

enum class Side : std::uint8_t { left, top, right, bottom };
constexpr int kRounds = 3;            // a border around a caption around a letterbox
constexpr float kNearShade = 10;      // steps of luma
constexpr float kLooseShade = 26;     // for noisy borders
constexpr double kBandShare = 0.5;    // of a line in the band's shade, text on it included
constexpr double kPlainShare = 0.96;  // of a line without text
constexpr double kSeamShare = 0.8;    // of a line behind the band, at most

// Line `at`, counted from the side inwards, over the other direction of `area`.
class SideLines {
 public:
  SideLines(const LumaView& luma, const Area& area, Side side) : luma_(luma), area_(area), side_(side) {}

  [[nodiscard]] int depth() const { return is_column() ? area_.width : area_.height; }
  [[nodiscard]] int length() const { return is_column() ? area_.height : area_.width; }
  [[nodiscard]] float value(int at, int along) const {
    switch (side_) {
      case Side::left:
        return luma_.row(area_.top + along)[area_.left + at];
      case Side::right:
        return luma_.row(area_.top + along)[area_.left + area_.width - 1 - at];
      case Side::top:
        return luma_.row(area_.top + at)[area_.left + along];
      case Side::bottom:
        return luma_.row(area_.top + area_.height - 1 - at)[area_.left + along];
    }
    return 0;
  }
  [[nodiscard]] double share_near(int at, float shade, float tolerance) const {
    int near = 0;
    for (int i = 0; i < length(); ++i) near += std::abs(value(at, i) - shade) <= tolerance ? 1 : 0;
    return static_cast<double>(near) / length();
  }

 private:
  [[nodiscard]] bool is_column() const { return side_ == Side::left || side_ == Side::right; }
  const LumaView& luma_;
  const Area& area_;
  Side side_;
};

struct Shade {
  float middle;
  float tolerance;
};

// The outermost line's shade; the tolerance follows its noise.
Shade shade_of(const SideLines& lines, int at) {
  std::vector<float> values(static_cast<std::size_t>(lines.length()));
  for (int i = 0; i < lines.length(); ++i) values[static_cast<std::size_t>(i)] = lines.value(at, i);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  const float shade = *middle;
  for (float& value : values) value = std::abs(value - shade);
  std::nth_element(values.begin(), middle, values.end());
  return {shade, std::clamp(4 * *middle, kNearShade, kLooseShade)};
}

// How many lines from this side are a band.
int band_depth(const SideLines& lines) {
  const int most = lines.depth() * 2 / 5;
  if (most < 2) return 0;
  const Shade shade = shade_of(lines, 0);
  if (lines.share_near(0, shade.middle, shade.tolerance) < kPlainShare) return 0;
  int depth = 0;
  for (int at = 0; at < most; ++at) {
    const double share = lines.share_near(at, shade.middle, shade.tolerance);
    if (share < kBandShare) break;
    if (share >= kPlainShare) depth = at + 1;
  }
  // A sky fades into the picture, a band ends at once: two lines on, little of its shade is left.
  if (depth + 2 < lines.depth() && lines.share_near(depth + 2, shade.middle, shade.tolerance) > kSeamShare)
    return 0;
  // The line at the seam is a mixture of both; it belongs to neither.
  return depth > 0 && depth < most ? depth + 1 : depth;
}

void cut(Area& area, Side side, int lines) {
  switch (side) {
    case Side::left:
      area.left += lines;
      [[fallthrough]];
    case Side::right:
      area.width -= lines;
      break;
    case Side::top:
      area.top += lines;
      [[fallthrough]];
    case Side::bottom:
      area.height -= lines;
      break;
  }
}

// ---- inner frames ----

constexpr float kEdgeStep = 7;          // luma between both sides of a line that counts as an edge
constexpr double kLineShare = 0.16;     // of the picture's side that a straight line must be long
constexpr int kMostGap = 12;            // pixels that a line may be interrupted
constexpr std::size_t kMostLines = 14;  // considered in each direction
constexpr double kSideCovered = 0.6;    // of each side of a frame that must be seen

struct Line {
  int at = 0;  // the first pixel behind the edge
  int from = 0;
  int to = 0;    // one past the end
  int seen = 0;  // pixels of edge between both
  bool is_border = false;
};

// `step(at, along)`: the luma step across position `at`.
template <class Step>
std::vector<Line> straight_lines(int positions, int length, Step step) {
  std::vector<Line> all;
  const int least = std::max(8, static_cast<int>(length * kLineShare));
  for (int at = 2; at + 1 < positions; ++at) {
    Line line{at, -1, -1, 0, false};
    const auto close = [&] {
      if (line.from >= 0 && line.to - line.from >= least && line.seen * 3 >= (line.to - line.from) * 2) {
        all.push_back(line);
      }
      line.from = -1;
    };
    for (int along = 0; along < length; ++along) {
      if (step(at, along) < kEdgeStep) {
        if (line.from >= 0 && along - line.to > kMostGap) close();
        continue;
      }
      if (line.from < 0) line = {at, along, along, 0, false};
      line.to = along + 1;
      ++line.seen;
    }
    close();
  }
  std::sort(all.begin(), all.end(), [](const Line& a, const Line& b) {
    return a.seen != b.seen ? a.seen > b.seen : (a.at != b.at ? a.at < b.at : a.from < b.from);
  });
  std::vector<Line> kept{{0, 0, length, length, true}, {positions, 0, length, length, true}};
  for (const Line& line : all) {
    if (kept.size() >= kMostLines + 2) break;
    const bool is_new = std::none_of(kept.begin(), kept.end(), [&](const Line& other) {
      return std::abs(other.at - line.at) <= 3 &&
             std::min(other.to, line.to) > std::max(other.from, line.from);
    });
    if (is_new) kept.push_back(line);
  }
  return kept;
}

double covered(const Line& line, int from, int to) {
  const int shared = std::min(line.to, to) - std::max(line.from, from);
  return static_cast<double>(std::max(0, shared)) / (to - from);
}

struct Frame {
  Area area;
  double clarity = 0;
};

double share_of(const Area& a, const Area& b) {
  const int width = std::min(a.left + a.width, b.left + b.width) - std::max(a.left, b.left);
  const int height = std::min(a.top + a.height, b.top + b.height) - std::max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const double both = static_cast<double>(width) * height;
  return both / (static_cast<double>(a.width) * a.height + static_cast<double>(b.width) * b.height - both);
}

// 0 when the four lines are no frame.
double clarity_of(const Line& left, const Line& right, const Line& top, const Line& bottom) {
  double least = 1;
  double sum = 0;
  int own = 0;
  const auto take = [&](const Line& line, int from, int to) {
    if (line.is_border) return;
    const double part = covered(line, from, to);
    least = std::min(least, part);
    // A line that goes on beyond the corner belongs to something else.
    sum += part * part * (to - from) / std::max(1, line.to - line.from);
    ++own;
  };
  take(left, top.at, bottom.at);
  take(right, top.at, bottom.at);
  take(top, left.at, right.at);
  take(bottom, left.at, right.at);
  return own == 0 || least < kSideCovered ? 0 : sum + 0.1 * (own - 1);
}

std::vector<Frame> all_frames(const LumaView& luma, const std::vector<Line>& columns,
                              const std::vector<Line>& rows) {
  std::vector<Frame> frames;
  for (const Line& left : columns) {
    for (const Line& right : columns) {
      if ((right.at - left.at) * 6 < luma.width) continue;
      for (const Line& top : rows) {
        for (const Line& bottom : rows) {
          if ((bottom.at - top.at) * 6 < luma.height) continue;
          const double clarity = clarity_of(left, right, top, bottom);
          if (clarity <= 0) continue;
          frames.push_back({{left.at, top.at, right.at - left.at, bottom.at - top.at}, clarity});
        }
      }
    }
  }
  return frames;
}

}  // namespace

Area canonical_area(const LumaView& luma) {
  Area area{0, 0, luma.width, luma.height};
  for (int round = 0; round < kRounds; ++round) {
    const Area before = area;
    for (const Side side : {Side::top, Side::bottom, Side::left, Side::right}) {
      const int lines = band_depth(SideLines(luma, area, side));
      Area smaller = area;
      cut(smaller, side, lines);
      if (smaller.width * 4 >= luma.width && smaller.height * 4 >= luma.height) area = smaller;
    }
    if (area.width == before.width && area.height == before.height) break;
  }
  return area;
}

std::vector<Area> inner_frames(const LumaView& luma, std::size_t most) {
  if (luma.width < 32 || luma.height < 32) return {};
  const auto columns = straight_lines(luma.width, luma.height, [&](int at, int along) {
    const float* row = luma.row(along);
    return std::abs(row[at] - row[at - 1]);
  });
  const auto rows = straight_lines(luma.height, luma.width, [&](int at, int along) {
    return std::abs(luma.row(at)[along] - luma.row(at - 1)[along]);
  });
  std::vector<Frame> frames = all_frames(luma, columns, rows);
  std::stable_sort(frames.begin(), frames.end(),
                   [](const Frame& a, const Frame& b) { return a.clarity > b.clarity; });
  std::vector<Area> kept;
  for (const Frame& frame : frames) {
    if (kept.size() >= most) break;
    const bool is_new = std::none_of(kept.begin(), kept.end(),
                                     [&](const Area& other) { return share_of(other, frame.area) > 0.8; });
    if (is_new) kept.push_back(frame.area);
  }
  return kept;
}

}  // namespace jium::fingerprint
