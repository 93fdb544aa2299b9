#include "jium/linkage/series_board.h"

#include <algorithm>
#include <tuple>

namespace jium::linkage {
namespace {

SiteLine line_of(const std::string& site, const std::map<std::string, AtSite>& centres) {
  SiteLine line{.site = site, .centres = centres, .live = 0, .waits_for = {}, .asks_next = {}};
  const AtSite* best = nullptr;
  for (const auto& [name, at] : centres) {
    line.live += at.live;
    if (at.out > 0 && !line.waits_for) line.waits_for = name;
    const bool better =
        best == nullptr || std::tie(at.removed, at.live) > std::tie(best->removed, best->live);
    if (at.live == 0 || !better) continue;
    best = &at;
    line.asks_next = name;
  }
  if (line.live == 0 || line.waits_for) line.asks_next.reset();
  return line;
}

}  // namespace

std::vector<SiteLine> who_asks_next(const std::map<std::string, std::map<std::string, AtSite>>& sites) {
  std::vector<SiteLine> lines;
  for (const auto& [site, centres] : sites) lines.push_back(line_of(site, centres));
  std::stable_sort(lines.begin(), lines.end(),
                   [](const SiteLine& one, const SiteLine& other) { return one.live > other.live; });
  return lines;
}

}  // namespace jium::linkage
