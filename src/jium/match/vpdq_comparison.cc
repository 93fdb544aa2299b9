#include "jium/match/vpdq_comparison.h"

#include <set>

#include "jium/match/kernel.h"

namespace jium::match {
namespace {

std::size_t count_found(std::span<const Bits256> wanted, std::span<const Bits256> among, int farthest) {
  const Kernel& kernel = best_kernel();
  std::vector<Found> near;
  std::size_t found = 0;
  for (const Bits256& one : wanted) {
    near.clear();
    kernel.scan(among.data(), among.size(), one, farthest, 0, near);
    if (!near.empty()) ++found;
  }
  return found;
}

double per_cent(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) * 100.0 / static_cast<double>(whole);
}

}  // namespace

std::vector<Bits256> vpdq_values(std::span<const VpdqFrame> frames, VpdqPractice practice, int quality) {
  std::vector<Bits256> values;
  std::set<Bits256> seen;
  for (const VpdqFrame& frame : frames) {
    if (practice == VpdqPractice::pairwise && !seen.insert(frame.bits).second) continue;
    if (frame.quality < quality) continue;
    if (practice == VpdqPractice::index && !seen.insert(frame.bits).second) continue;
    values.push_back(frame.bits);
  }
  return values;
}

VpdqPercentages vpdq_percentages(std::span<const Bits256> query, std::span<const Bits256> reference,
                                 int farthest) {
  if (query.empty() || reference.empty()) return {};
  return {per_cent(count_found(query, reference, farthest), query.size()),
          per_cent(count_found(reference, query, farthest), reference.size())};
}

VpdqPercentages compare_vpdq(std::span<const VpdqFrame> query, std::span<const VpdqFrame> reference,
                             VpdqPractice practice, const VpdqRule& rule) {
  const int farthest = practice == VpdqPractice::program ? rule.distance - 1 : rule.distance;
  return vpdq_percentages(vpdq_values(query, practice, rule.quality),
                          vpdq_values(reference, practice, rule.quality), farthest);
}

bool reaches_share(std::span<const Bits256> query, std::span<const Bits256> reference, int farthest,
                   double least_per_cent) {
  const auto size = static_cast<double>(query.size());
  std::size_t missing = 0;
  for (const Bits256& one : query) {
    missing += 1 - count_found({&one, 1}, reference, farthest);
    if (static_cast<double>(query.size() - missing) * 100.0 / size < least_per_cent) return false;
  }
  return !query.empty();
}

bool is_vpdq_match(const VpdqPercentages& percentages, const VpdqRule& rule) {
  return percentages.query > 0 && percentages.query >= rule.query_least &&
         percentages.reference >= rule.reference_least;
}

}  // namespace jium::match
