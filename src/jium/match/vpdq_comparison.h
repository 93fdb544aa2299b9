// vPDQ's own two percentages: how much of the query is in the reference, and how much of the reference is in
// the query, frame by frame, whatever their order. For peers that expect them; jium's own verdict is in
// video_verdict.h.
// Source: the vPDQ program and the python-threatexchange extension (Meta, ThreatExchange), which differ:
//
//              frames used                            a frame matches at   none left on a side
//   program    quality >= 50, repeats count           distance <  31       both are 0
//   pairwise   repeats out first, then quality >= 50   distance <= 31       divides by zero; 0 here
//   index      quality >= 50, then repeats out         distance <= 31       no answer; 0 here
//
// In the pairwise way a good frame is lost when the same hash came earlier with a low quality. HMA answers in
// the index way.
#pragma once

#include <span>
#include <vector>

#include "jium/match/hamming_index.h"

namespace jium::match {

enum class VpdqPractice { program, pairwise, index };

struct VpdqFrame {
  Bits256 bits{};
  int quality = 0;  // 0..100
};

struct VpdqPercentages {
  double query = 0;      // 0..100
  double reference = 0;  // 0..100
  friend bool operator==(const VpdqPercentages&, const VpdqPercentages&) = default;
};

struct VpdqRule {
  int quality = 50;
  int distance = 31;
  double query_least = 80;  // per cent; both at least, as the peers compare
  double reference_least = 0;
};
inline constexpr VpdqRule kVpdqRule;

[[nodiscard]] VpdqPercentages compare_vpdq(std::span<const VpdqFrame> query,
                                           std::span<const VpdqFrame> reference, VpdqPractice practice,
                                           const VpdqRule& rule = kVpdqRule);

// What the peers call a match. Nothing matches nothing, even where the rule asks for 0 per cent.
[[nodiscard]] bool is_vpdq_match(const VpdqPercentages& percentages, const VpdqRule& rule = kVpdqRule);

// The frames that count, in the order of the practice.
[[nodiscard]] std::vector<Bits256> vpdq_values(std::span<const VpdqFrame> frames, VpdqPractice practice,
                                               int quality = kVpdqRule.quality);

// The index way for two lists that vpdq_values() made.
[[nodiscard]] VpdqPercentages vpdq_percentages(std::span<const Bits256> query,
                                               std::span<const Bits256> reference, int farthest);

// Is so much of the query in the reference? Ends as soon as too much is missing.
[[nodiscard]] bool reaches_share(std::span<const Bits256> query, std::span<const Bits256> reference,
                                 int farthest, double least_per_cent);

}  // namespace jium::match
