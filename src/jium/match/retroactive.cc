#include "jium/match/retroactive.h"

#include <sodium.h>

#include <algorithm>

#include "jium/match/kernel.h"

namespace jium::match {

RecentLookups::~RecentLookups() {
  while (!platforms_.empty()) opt_out(platforms_.begin()->first);
}

void RecentLookups::wipe(Platform& platform, Slice& slice) {
  platform.count -= slice.values.size();
  sodium_memzero(slice.values.data(), slice.values.size() * sizeof(Bits256));
  sodium_memzero(slice.lookups.data(), slice.lookups.size() * sizeof(std::uint64_t));
}

void RecentLookups::drop_oldest(Platform& platform) {
  wipe(platform, platform.slices.front());
  platform.slices.pop_front();
}

// A slice goes when its youngest lookup is past its time, so a lookup may lie there for a slice longer than
// agreed; matches() does not tell it then. Slices are cut short so that keep + slice is what a platform is
// told.
void RecentLookups::expire(Platform& platform, Instant now) const {
  while (!platform.slices.empty() && platform.slices.front().times.back() + platform.keep <= now)
    drop_oldest(platform);
}

void RecentLookups::opt_in(std::uint64_t platform, Duration keep, Instant now) {
  Platform& one = platforms_[platform];
  one.keep = keep;
  expire(one, now);
}

void RecentLookups::opt_out(std::uint64_t platform) {
  const auto at = platforms_.find(platform);
  if (at == platforms_.end()) return;
  while (!at->second.slices.empty()) drop_oldest(at->second);
  platforms_.erase(at);
}

void RecentLookups::record(std::uint64_t platform, std::uint64_t lookup, const Bits256& bits, Instant now) {
  const auto at = platforms_.find(platform);
  if (at == platforms_.end()) return;
  Platform& one = at->second;
  expire(one, now);
  if (one.slices.empty() || now >= one.slices.back().from + slice_ ||
      one.slices.back().values.size() * 8 >= most_)
    one.slices.push_back({now, {}, {}, {}});
  Slice& slice = one.slices.back();
  // A growing vector would leave copies behind in freed memory: move by hand and wipe.
  if (slice.values.size() == slice.values.capacity()) {
    Slice larger{slice.from, {}, {}, {}};
    larger.values.reserve(slice.values.size() * 2 + 64);
    larger.lookups.reserve(slice.values.size() * 2 + 64);
    larger.values.assign(slice.values.begin(), slice.values.end());
    larger.lookups.assign(slice.lookups.begin(), slice.lookups.end());
    larger.times = std::move(slice.times);
    const std::size_t count = one.count;
    wipe(one, slice);
    one.count = count;
    slice = std::move(larger);
  }
  slice.values.push_back(bits);
  slice.lookups.push_back(lookup);
  slice.times.push_back(now);
  ++one.count;
  while (one.count > most_ && one.slices.size() > 1) drop_oldest(one);
}

std::vector<PastLookup> RecentLookups::matches(const Bits256& bits, int radius, Instant now) {
  expire(now);
  std::vector<PastLookup> past;
  std::vector<Found> found;
  for (const auto& [platform, one] : platforms_) {
    for (const Slice& slice : one.slices) {
      found.clear();
      best_kernel().scan(slice.values.data(), slice.values.size(), bits, radius, 0, found);
      for (const Found& hit : found) {
        if (slice.times[hit.slot] + one.keep <= now) continue;
        past.push_back(
            {platform, slice.lookups[hit.slot], slice.times[hit.slot], static_cast<int>(hit.distance)});
      }
    }
  }
  std::ranges::stable_sort(past, {}, &PastLookup::distance);
  return past;
}

void RecentLookups::expire(Instant now) {
  for (auto& [platform, one] : platforms_) expire(one, now);
}

std::size_t RecentLookups::size() const {
  std::size_t size = 0;
  for (const auto& [platform, one] : platforms_) size += one.count;
  return size;
}

}  // namespace jium::match
