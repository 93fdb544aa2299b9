#include "jium/match/loose_tables.h"

#include <algorithm>
#include <tuple>

namespace jium::match {
namespace {

constexpr std::size_t kProbes = 1U << 21;  // of one chunk in one round

// Buckets that differ in fewer than `share` bits are visited, and of the 80 bits of bucket and sketch
// together at most `together` may differ. Both smaller is quicker, both larger finds more; these find 0.995
// and more of what lies exactly at the radius (loose_tables_test.cc), and nearly all that is nearer.
struct Reach {
  int share, together;
};

Reach reach_of(int radius) {
  if (radius <= 60) return {3, 20};
  if (radius <= 66) return {4, 20};
  if (radius <= 69) return {4, 21};
  return {4, 22};
}

// The 64 bits after chunk i, around the circle.
std::uint64_t sketch(const Bits256& value, int i) {
  const auto word = static_cast<std::size_t>((i + 1) % kChunks) / 4;
  const int shift = (i + 1) % 4 * 16;
  return shift == 0 ? value[word] : value[word] >> shift | value[(word + 1) % 4] << (64 - shift);
}

}  // namespace

struct LooseTables::Scratch {
  std::vector<Probe> probes;
  std::vector<Probe> ordered;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> kept;
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> slots;
};

std::shared_ptr<const LooseTables> LooseTables::of(std::shared_ptr<const Segment> segment) {
  if (!segment->has_tables()) return nullptr;
  const std::shared_ptr<LooseTables> tables(new LooseTables(std::move(segment)));
  tables->sketches_ = Block::of_size(kChunks * tables->segment_->count() * sizeof(std::uint64_t));
  for (int i = 0; i < kChunks; ++i) tables->fill(i);
  return tables;
}

const std::uint64_t* LooseTables::sketches(int of_chunk) const {
  return reinterpret_cast<const std::uint64_t*>(sketches_.data()) +
         static_cast<std::size_t>(of_chunk) * segment_->count();
}

void LooseTables::fill(int of_chunk) {
  constexpr std::uint32_t kAhead = 16;
  auto* to = reinterpret_cast<std::uint64_t*>(sketches_.data()) +
             static_cast<std::size_t>(of_chunk) * segment_->count();
  const auto count = static_cast<std::uint32_t>(segment_->count());
  const Bits256* values = segment_->values();
  for (std::uint32_t posting = 0; posting < count; ++posting) {
    if (posting + kAhead < count) {
      const std::uint32_t ahead = segment_->slot_of(of_chunk, posting + kAhead);
      if (ahead < count) __builtin_prefetch(values + ahead);
    }
    const std::uint32_t slot = segment_->slot_of(of_chunk, posting);
    if (slot < count) to[posting] = sketch(values[slot], of_chunk);
  }
}

void LooseTables::order_probes(int of_chunk, int radius, std::span<const Bits256> asked, Scratch& own) const {
  const Reach reach = reach_of(radius);
  own.probes.clear();
  for (std::size_t q = 0; q < asked.size(); ++q) {
    const std::uint16_t here = chunk(asked[q], of_chunk);
    for (const std::uint16_t mask : masks_below(reach.share)) {
      const int limit = reach.together - std::popcount(mask);
      own.probes.push_back({static_cast<std::uint32_t>(q), static_cast<std::uint16_t>(here ^ mask),
                            static_cast<std::uint16_t>(limit)});
    }
  }
  own.ordered.resize(own.probes.size());
  own.counts.assign(65'537, 0);
  for (const Probe& probe : own.probes) ++own.counts[probe.bucket + 1U];
  for (std::size_t bucket = 0; bucket < 65'536; ++bucket) own.counts[bucket + 1] += own.counts[bucket];
  for (const Probe& probe : own.probes) own.ordered[own.counts[probe.bucket]++] = probe;
}

void LooseTables::sift(int of_chunk, std::span<const Bits256> asked, Scratch& own) const {
  constexpr std::size_t kAhead = 4;
  const std::uint32_t* offsets = segment_->offsets(of_chunk);
  const std::uint64_t* beside = sketches(of_chunk);
  const auto sift_wide = best_kernel().sift_wide;
  for (std::size_t i = 0; i < own.ordered.size(); ++i) {
    if (i + kAhead < own.ordered.size() &&
        own.ordered[i + kAhead].bucket != own.ordered[i + kAhead - 1].bucket) {
      const std::uint32_t* ahead = offsets + own.ordered[i + kAhead].bucket;
      for (std::uint32_t at = ahead[0]; at < ahead[1]; at += 8) __builtin_prefetch(beside + at);
    }
    const Probe& probe = own.ordered[i];
    const std::uint32_t from = offsets[probe.bucket];
    const std::uint32_t to = offsets[probe.bucket + 1U];
    if (own.kept.size() < to - from) own.kept.resize(to - from);
    const std::size_t kept =
        sift_wide(beside, from, to, sketch(asked[probe.query], of_chunk), probe.limit, own.kept.data());
    for (std::size_t k = 0; k < kept; ++k) own.candidates.push_back({probe.query, own.kept[k]});
  }
}

void LooseTables::resolve(int of_chunk, int radius, std::span<const Bits256> asked, Scratch& own,
                          std::vector<Found>& found) const {
  constexpr std::size_t kAhead = 24;
  const auto count = static_cast<std::uint32_t>(segment_->count());
  const Bits256* values = segment_->values();
  own.slots.resize(own.candidates.size());
  for (std::size_t i = 0; i < own.candidates.size() + kAhead; ++i) {
    if (i < own.candidates.size()) {
      own.slots[i] = segment_->slot_of(of_chunk, own.candidates[i].posting);
      if (own.slots[i] < count) __builtin_prefetch(values + own.slots[i]);
    }
    if (i < kAhead) continue;
    const std::size_t at = i - kAhead;
    if (own.slots[at] >= count) continue;  // only in a damaged file
    const int apart = distance(values[own.slots[at]], asked[own.candidates[at].query]);
    if (apart <= radius && !segment_->is_dead(own.slots[at]))
      found.push_back({own.candidates[at].query, own.slots[at], static_cast<std::uint32_t>(apart)});
  }
  own.candidates.clear();
}

void LooseTables::search_round(int radius, std::span<const Bits256> asked, std::uint32_t first,
                               std::vector<Found>& found) const {
  static thread_local Scratch own;
  const std::size_t before = found.size();
  for (int i = 0; i < kChunks; ++i) {
    order_probes(i, radius, asked, own);
    sift(i, asked, own);
    resolve(i, radius, asked, own, found);
  }
  const auto by_place = [](const Found& one) { return std::pair(one.query, one.slot); };
  const auto start = found.begin() + static_cast<std::ptrdiff_t>(before);
  std::ranges::sort(start, found.end(), {}, by_place);
  found.erase(std::ranges::unique(start, found.end(), {}, by_place).begin(), found.end());
  for (std::size_t i = before; i < found.size(); ++i) found[i].query += first;
}

void LooseTables::search_batch(int radius, std::span<const Bits256> asked, std::vector<Found>& found) const {
  const std::size_t round = kProbes / masks_below(reach_of(radius).share).size();
  for (std::size_t from = 0; from < asked.size(); from += round)
    search_round(radius, asked.subspan(from, std::min(round, asked.size() - from)),
                 static_cast<std::uint32_t>(from), found);
}

}  // namespace jium::match
