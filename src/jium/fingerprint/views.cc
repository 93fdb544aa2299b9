#include "jium/fingerprint/views.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "jium/fingerprint/canonical.h"

namespace jium::fingerprint {
namespace {

struct Fraction {
  double left;
  double top;
  double right;
  double bottom;
};

constexpr std::uint16_t unit_of(double share) {
  return static_cast<std::uint16_t>(std::clamp(share, 0.0, 1.0) * kPartUnit + 0.5);
}

Part part_within(const Part& outer, const Fraction& inner) {
  const double width = static_cast<double>(outer.right - outer.left) / kPartUnit;
  const double height = static_cast<double>(outer.bottom - outer.top) / kPartUnit;
  const double left = static_cast<double>(outer.left) / kPartUnit;
  const double top = static_cast<double>(outer.top) / kPartUnit;
  return {unit_of(left + inner.left * width), unit_of(top + inner.top * height),
          unit_of(left + inner.right * width), unit_of(top + inner.bottom * height)};
}

void add_grid(std::vector<Fraction>& to, double size, int columns, int rows) {
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double left = columns == 1 ? (1 - size) / 2 : (1 - size) * column / (columns - 1);
      const double top = rows == 1 ? (1 - size) / 2 : (1 - size) * row / (rows - 1);
      to.push_back({left, top, left + size, top + size});
    }
  }
}

void add_halves(std::vector<Fraction>& to) {
  to.insert(to.end(), {{0, 0, 0.5, 1}, {0.5, 0, 1, 1}, {0, 0, 1, 0.5}, {0, 0.5, 1, 1}});
}

// 33: what croppers leave.
const std::vector<Fraction>& regions() {
  static const std::vector<Fraction> all = [] {
    std::vector<Fraction> made;
    for (const double size : {0.95, 0.9, 0.85, 0.7, 0.6}) add_grid(made, size, 1, 1);
    add_grid(made, 0.9, 2, 2);
    add_grid(made, 0.8, 3, 3);
    add_grid(made, 0.65, 2, 2);
    add_grid(made, 0.5, 2, 2);
    add_halves(made);
    made.insert(made.end(), {{0.125, 0, 0.875, 1}, {0, 0.125, 1, 0.875}, {0.22, 0, 0.78, 1}});
    return made;
  }();
  return all;
}

// 22: where a picture sits that was laid beside others or into another.
const std::vector<Fraction>& cells() {
  static const std::vector<Fraction> all = [] {
    std::vector<Fraction> made;
    add_halves(made);
    add_grid(made, 0.5, 2, 2);
    add_grid(made, 1.0 / 3, 3, 3);
    for (const double size : {0.9, 0.8, 0.7, 0.6, 0.5}) add_grid(made, size, 1, 1);
    return made;
  }();
  return all;
}

bool is_worth_a_view(const Area& area) {
  return area.width >= 16 && area.height >= 16;
}

}  // namespace

Area pixels_of(const Part& part, int width, int height) {
  const auto place = [](int unit, int length) {
    return static_cast<int>(std::lround(static_cast<double>(unit) * length / kPartUnit));
  };
  Area area;
  area.left = std::min(place(part.left, width), width - 1);
  area.top = std::min(place(part.top, height), height - 1);
  area.width = std::max(1, place(part.right, width) - area.left);
  area.height = std::max(1, place(part.bottom, height) - area.top);
  return area;
}

Part part_of(const Area& area, int width, int height) {
  return {unit_of(static_cast<double>(area.left) / width), unit_of(static_cast<double>(area.top) / height),
          unit_of(static_cast<double>(area.left + area.width) / width),
          unit_of(static_cast<double>(area.top + area.height) / height)};
}

double likeness(const Part& a, const Part& b) {
  const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  const double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const auto size = [](const Part& part) {
    return static_cast<double>(part.right - part.left) * (part.bottom - part.top);
  };
  return width * height / std::max(size(a), size(b));
}

std::vector<PrintView> views_for_print(const LumaView& luma) {
  std::vector<PrintView> views;
  const auto add = [&](ViewKind kind, const Part& part) {
    const Area area = pixels_of(part, luma.width, luma.height);
    if (is_worth_a_view(area)) views.push_back({kind, part, pdq_of(luma.view(area))});
  };
  const Part canonical = part_of(canonical_area(luma), luma.width, luma.height);
  if (canonical != Part{}) add(ViewKind::canonical, canonical);
  for (const Fraction& region : regions()) add(ViewKind::region, part_within(canonical, region));
  return views;
}

std::vector<QueryView> views_for_query(const LumaView& luma) {
  std::vector<QueryView> views;
  const auto add = [&](ViewKind kind, const Part& part) {
    const Area area = pixels_of(part, luma.width, luma.height);
    if (is_worth_a_view(area)) views.push_back({kind, part, pdq_forms_of(luma.view(area))});
  };
  const Part canonical = part_of(canonical_area(luma), luma.width, luma.height);
  if (canonical != Part{}) add(ViewKind::canonical, canonical);
  for (const Area& frame : inner_frames(luma, kMostInnerFrames)) {
    add(ViewKind::inner_frame, part_of(frame, luma.width, luma.height));
  }
  for (const Fraction& cell : cells()) add(ViewKind::cell, part_within(canonical, cell));
  return views;
}

}  // namespace jium::fingerprint
