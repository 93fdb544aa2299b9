#include "jium/match/segment_plan.h"

#include <algorithm>
#include <vector>

namespace jium::match {
namespace {

constexpr int kMostBits = kWidestPlan / kChunks;  // 5: the shares go up to 6

// How many ways there are to choose `bits` of sixteen.
double choices(int bits) {
  double ways = 1;
  for (int i = 0; i < bits; ++i) ways = ways * (16 - i) / (i + 1);
  return ways;
}

double ball(int bits) {
  double sum = 0;
  for (int i = 0; i <= std::min(bits, 16); ++i) sum += choices(i);
  return sum;
}

const std::vector<std::uint16_t>& masks() {
  static const std::vector<std::uint16_t> all = [] {
    std::vector<std::uint16_t> list;
    for (unsigned mask = 0; mask < 65'536; ++mask) {
      if (std::popcount(mask) <= kMostBits) list.push_back(static_cast<std::uint16_t>(mask));
    }
    std::ranges::stable_sort(list, {}, [](std::uint16_t mask) { return std::popcount(mask); });
    return list;
  }();
  return all;
}

}  // namespace

bool Plan::leads(int i, const Bits256& value, const Bits256& asked) const {
  const auto apart = [&](int at) {
    return std::popcount(static_cast<std::uint16_t>(chunk(value, at) ^ chunk(asked, at)));
  };
  const int here = apart(i);
  return here < share[static_cast<std::size_t>(i)] && apart((i + 1) % kChunks) <= next_limit(i, here);
}

bool Plan::leads_first(int i, const Bits256& value, const Bits256& asked) const {
  for (int earlier = 0; earlier < i; ++earlier) {
    if (leads(earlier, value, asked)) return false;
  }
  return true;
}

double Plan::probes() const {
  double sum = 0;
  for (const int one : share) sum += ball(one - 1);
  return sum;
}

double Plan::candidates() const {
  double sum = 0;
  for (int i = 0; i < kChunks; ++i) {
    for (int bits = 0; bits < share[static_cast<std::size_t>(i)]; ++bits)
      sum += choices(bits) * ball(next_limit(i, bits));
  }
  return sum / (65'536.0 * 65'536.0);
}

Plan plan_for(int radius) {
  Plan plan{radius, {}};
  const int all = std::clamp(radius, 0, kWidestPlan) + 1;
  for (int i = 0; i < kChunks; ++i)
    plan.share[static_cast<std::size_t>(i)] = all / kChunks + static_cast<int>(i < all % kChunks);
  return plan;
}

std::span<const std::uint16_t> masks_below(int share) {
  const auto& all = masks();
  return {all.data(), share <= 0 ? 0 : static_cast<std::size_t>(ball(std::min(share - 1, kMostBits)))};
}

}  // namespace jium::match
