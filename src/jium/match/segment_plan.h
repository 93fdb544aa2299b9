// Where a search must look so that nothing within its radius can escape.
//
// A distance over 256 bits is the sum of its sixteen chunks' distances d_0 .. d_15. Give every chunk a share,
// all shares together radius + 1: then the sum of (d_i - share_i) is below zero, and some chunk i starts a
// run, around the circle, all of whose sums are below zero (the cycle lemma: Dvoretzky and Motzkin, 1947). So
// it is enough to visit, for each chunk, the buckets with d_i < share_i, and there only the postings whose
// next chunk has d_i + d_i+1 < share_i + share_i+1. The first half alone is Norouzi, Punjani and Fleet, "Fast
// Exact Search in Hamming Space with Multi-Index Hashing", 2014; the chain is Qin and Xiao, "Pigeonring",
// VLDB 2018.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "jium/match/bit_order.h"

namespace jium::match {

struct Plan {
  int radius = 0;
  std::array<int, kChunks> share{};

  // How far the next chunk may be when this one differs in `bits`.
  [[nodiscard]] int next_limit(int i, int bits) const {
    const auto here = static_cast<std::size_t>(i);
    return share[here] + share[(here + 1) % kChunks] - 1 - bits;
  }
  // Would chunk i lead to `value`?
  [[nodiscard]] bool leads(int i, const Bits256& value, const Bits256& asked) const;
  // Is i the first chunk that leads there? So a value that several chunks lead to is told once.
  [[nodiscard]] bool leads_first(int i, const Bits256& value, const Bits256& asked) const;

  // Buckets to visit, and which part of all values will then be looked at in full, if bits were random.
  [[nodiscard]] double probes() const;
  [[nodiscard]] double candidates() const;
};

// The plan for every radius from 0 to 95; beyond that only a scan makes sense.
inline constexpr int kWidestPlan = 95;
[[nodiscard]] Plan plan_for(int radius);

// The sixteen-bit masks with fewer than `share` bits (0..6), those with fewer bits first.
[[nodiscard]] std::span<const std::uint16_t> masks_below(int share);

}  // namespace jium::match
