// From hits to verdicts: what a near fingerprint means, list by list.
//
// A list (our own registry, a partner's, a platform's) brings its own threshold, since each accepts its own
// rate of mistakes. A picture of low quality has too little structure to be known by; what is nearer to
// something harmless than to the known item is harmless; and what a flooding fingerprint matches waits for a
// person.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "jium/match/flood_watch.h"
#include "jium/match/negative_list.h"

namespace jium::match {

struct ListRule {
  int radius = 31;         // bits of 256, the radius inside
  int quality_floor = 50;  // of 100; below it, on either side, nothing matches
  friend bool operator==(const ListRule&, const ListRule&) = default;
};

enum class Ruling {
  match,
  held,       // a match, were its fingerprint not held for a person
  harmless,   // at least as near to a known harmless picture
  too_plain,  // one of the two has too little structure
};
[[nodiscard]] std::string_view name_of(Ruling ruling);

// What a search found in a list.
struct NearItem {
  std::uint64_t list = 0;
  std::uint64_t key = 0;
  int distance = 0;
  int quality = 100;  // of the known item
};

struct Verdict {
  NearItem near;
  Ruling ruling = Ruling::match;
};

class VerdictRules {
 public:
  void set(std::uint64_t list, const ListRule& rule) { rules_[list] = rule; }
  // The rule of the list, or the usual one.
  [[nodiscard]] ListRule of(std::uint64_t list) const;
  // How far a search must look to serve every list.
  [[nodiscard]] int widest() const;

  // A verdict for each item within its list's radius, in the order given; items beyond it have none.
  // `harmless`: the nearest harmless value, if any. Nothing is recorded: that is for the caller, who knows
  // whether this is a lookup.
  [[nodiscard]] std::vector<Verdict> decide(std::span<const NearItem> items, int quality,
                                            const std::optional<Hit>& harmless,
                                            const FloodWatch& floods) const;

 private:
  std::map<std::uint64_t, ListRule> rules_;
};

}  // namespace jium::match
