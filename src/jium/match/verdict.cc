#include "jium/match/verdict.h"

#include <algorithm>

namespace jium::match {

std::string_view name_of(Ruling ruling) {
  switch (ruling) {
    case Ruling::match:
      return "match";
    case Ruling::held:
      return "held";
    case Ruling::harmless:
      return "harmless";
    case Ruling::too_plain:
      return "too_plain";
  }
  return "unknown";
}

ListRule VerdictRules::of(std::uint64_t list) const {
  const auto at = rules_.find(list);
  return at == rules_.end() ? ListRule{} : at->second;
}

int VerdictRules::widest() const {
  int widest = ListRule{}.radius;
  for (const auto& [list, rule] : rules_) widest = std::max(widest, rule.radius);
  return widest;
}

std::vector<Verdict> VerdictRules::decide(std::span<const NearItem> items, int quality,
                                          const std::optional<Hit>& harmless,
                                          const FloodWatch& floods) const {
  std::vector<Verdict> verdicts;
  for (const NearItem& item : items) {
    const ListRule rule = of(item.list);
    if (item.distance > rule.radius) continue;
    Ruling ruling = Ruling::match;
    if (std::min(quality, item.quality) < rule.quality_floor) {
      ruling = Ruling::too_plain;
    } else if (harmless && harmless->distance <= item.distance) {
      ruling = Ruling::harmless;
    } else if (floods.is_held(item.key)) {
      ruling = Ruling::held;
    }
    verdicts.push_back({item, ruling});
  }
  return verdicts;
}

}  // namespace jium::match
