// The living values of segments and of a sorted list, by rising key: what merging and comparing go by.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "jium/match/index_delta.h"
#include "jium/match/segment.h"

namespace jium::match {

// Which values are dead is asked as it goes, or once at the start (`fixed`), so that it can be gone through
// twice with the same result.
class KeyOrder {
 public:
  // `young` by rising key, spread; it and the segments outlive this.
  KeyOrder(std::span<const std::shared_ptr<Segment>> segments, std::span<const KeyedBits> young);
  [[nodiscard]] std::optional<KeyedBits> next();
  void restart();
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  struct Source {
    const Segment* segment;
    std::vector<std::uint64_t> grave;
    std::uint64_t at = 0;
  };
  static void pass_dead(Source& source);
  std::vector<Source> sources_;
  std::span<const KeyedBits> young_;
  std::size_t young_at_ = 0;
  std::uint64_t count_ = 0;
};

// One segment of all that lives in these, and of `fresh`, whose bits are not spread and whose keys come in
// any order. Nothing when nothing lives. Throws std::bad_alloc.
[[nodiscard]] std::shared_ptr<Segment> merged(std::span<const std::shared_ptr<Segment>> segments,
                                              std::span<const KeyedBits> young,
                                              std::span<const KeyedBits> fresh);

}  // namespace jium::match
