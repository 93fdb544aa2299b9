#include "jium/match/flood_watch.h"

#include <algorithm>
#include <cmath>

namespace jium::match {

void FloodWatch::move_on(Past& past, Instant now) const {
  if (now < past.window + rule_.window) return;
  const auto windows = (now - past.window) / rule_.window;
  past.baseline = past.baseline * rule_.memory + past.matches * (1 - rule_.memory);
  // The windows after it were empty.
  past.baseline *= std::pow(rule_.memory, static_cast<double>(windows - 1));
  past.matches = 0;
  past.window += rule_.window * windows;
}

bool FloodWatch::record(std::uint64_t key, Instant now) {
  const auto [at, fresh] = known_.try_emplace(key);
  Past& past = at->second;
  if (fresh) past.window = now;
  move_on(past, now);
  past.matches += 1;
  if (past.matches > rule_.least && past.matches > rule_.times * past.baseline) past.held = true;
  return past.held;
}

bool FloodWatch::is_held(std::uint64_t key) const {
  const auto at = known_.find(key);
  return at != known_.end() && at->second.held;
}

void FloodWatch::release(std::uint64_t key) {
  const auto at = known_.find(key);
  if (at == known_.end()) return;
  at->second.held = false;
  at->second.baseline = std::max(at->second.baseline, at->second.matches);
}

std::vector<std::uint64_t> FloodWatch::held() const {
  std::vector<std::uint64_t> keys;
  for (const auto& [key, past] : known_) {
    if (past.held) keys.push_back(key);
  }
  std::ranges::sort(keys);
  return keys;
}

}  // namespace jium::match
