// Fingerprints known to be harmless: stock pictures, title cards, the empty form that everybody photographs.
// What a person has once found to be no match is not put before a person again.
#pragma once

#include <cstdint>
#include <optional>

#include "jium/match/hamming_index.h"

namespace jium::match {

// Thread-safe as HammingIndex is.
class NegativeList {
 public:
  // A value at most `radius` bits from a harmless one is taken for it. Small: a harmless picture with
  // something drawn upon it is another picture.
  static constexpr int kRadius = 10;
  explicit NegativeList(int radius = kRadius) : radius_(radius) {}

  void add(std::uint64_t id, const Bits256& bits) { index_.add(id, bits); }
  void remove(std::uint64_t id) { index_.remove(id); }
  // The nearest harmless value, when there is one within the radius.
  [[nodiscard]] std::optional<Hit> nearest(const Bits256& bits) const {
    const auto hits = index_.search(bits, radius_);
    return hits.empty() ? std::nullopt : std::optional(hits.front());
  }
  [[nodiscard]] std::size_t size() const { return index_.size(); }

 private:
  int radius_;
  HammingIndex index_;
};

}  // namespace jium::match
