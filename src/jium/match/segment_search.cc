// How a segment is searched. Nearly all of the time goes into waiting for memory, so the probes of a query
// run as a pipeline: far ahead the bucket's place in the offsets is fetched, nearer its sketches, and only
// then is it sifted; what passes waits in a list while its slot and then its value are fetched.
#include <algorithm>

#include "jium/match/segment.h"

namespace jium::match {

struct Segment::Probe {
  std::uint32_t query;
  std::uint16_t bucket;
  std::uint16_t sketch;  // what the next chunk should be
  std::uint8_t limit;    // and how far it may be from that
  std::uint8_t of_chunk;
};

struct Segment::Candidate {
  std::uint32_t query;
  std::uint32_t posting;
  std::uint32_t of_chunk;
};

// Kept by each thread, so that a search asks for no memory.
struct Segment::Scratch {
  std::vector<Probe> probes;
  std::vector<Probe> ordered;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> kept;
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> slots;
};

namespace {

constexpr std::size_t kFar = 64;               // probes between fetching an offset and reading it
constexpr std::size_t kNear = 24;              // probes between fetching sketches and sifting them
constexpr std::size_t kRing = 32;              // a power of two above kNear
constexpr std::size_t kSortedFrom = 512;       // queries in a batch from which sorting pays
constexpr std::size_t kMostProbes = 1U << 20;  // of one chunk in one round of a batch
constexpr std::size_t kLine = 64;

void fetch(const void* from, const void* to) {
  const auto* end = static_cast<const char*>(to);
  for (const char* line = static_cast<const char*>(from); line < end; line += kLine)
    __builtin_prefetch(line, 0, 2);
}

// What a query costs, in nanoseconds, as measured with the bench: a probe waits for memory, a candidate does
// so twice, a scan reads on and on. Only their ratios matter here.
double probing_cost(const Plan& plan, double count) {
  return plan.probes() * (20 + count / 65'536 * 0.05) + plan.candidates() * count * 25;
}
constexpr double kAlone = 2.5;         // a query by itself waits so much longer than one of a sorted batch
constexpr double kScanAlone = 1.0;     // a value, by itself
constexpr double kScanShallow = 0.05;  // a value in a batch, by the bound of two words
constexpr double kScanDeep = 0.09;     // and of four

}  // namespace

Segment::Scratch& Segment::scratch() {
  static thread_local Scratch one;
  return one;
}

void Segment::drop_dead(std::size_t from, std::vector<Found>& found) const {
  if (dead_.load(std::memory_order_relaxed) == 0) return;
  found.erase(std::remove_if(found.begin() + static_cast<std::ptrdiff_t>(from), found.end(),
                             [&](const Found& one) { return is_dead(one.slot); }),
              found.end());
}

void Segment::scan_batch(int radius, std::span<const Bits256> asked, std::vector<Found>& found) const {
  const std::size_t before = found.size();
  best_kernel().scan_batch(values(), count(), asked, radius, found);
  drop_dead(before, found);
}

void Segment::add_probes(const Plan& plan, int of_chunk, const Bits256& asked, std::uint32_t query,
                         std::vector<Probe>& probes) const {
  const std::uint16_t here = chunk(asked, of_chunk);
  const std::uint16_t next = chunk(asked, (of_chunk + 1) % kChunks);
  for (const std::uint16_t mask : masks_below(plan.share[static_cast<std::size_t>(of_chunk)])) {
    const int limit = plan.next_limit(of_chunk, std::popcount(mask));
    if (limit < 0) continue;
    probes.push_back({query, static_cast<std::uint16_t>(here ^ mask), next, static_cast<std::uint8_t>(limit),
                      static_cast<std::uint8_t>(of_chunk)});
  }
}

void Segment::run_probes(std::span<const Probe> probes, Scratch& own) const {
  struct Span {
    std::uint32_t from, to;
  };
  std::array<Span, kRing> ring{};
  const auto sift = best_kernel().sift;
  const auto fetch_offset = [&](std::size_t i) {
    if (i < probes.size()) __builtin_prefetch(offsets(probes[i].of_chunk) + probes[i].bucket);
  };
  const auto fetch_sketches = [&](std::size_t i) {
    if (i >= probes.size()) return;
    const std::uint32_t* at = offsets(probes[i].of_chunk) + probes[i].bucket;
    const std::uint16_t* beside = sketches(probes[i].of_chunk);
    ring[i % kRing] = {at[0], at[1]};
    fetch(beside + at[0], beside + at[1]);
  };
  for (std::size_t i = 0; i < kFar; ++i) fetch_offset(i);
  for (std::size_t i = 0; i < kNear; ++i) fetch_sketches(i);
  for (std::size_t i = 0; i < probes.size(); ++i) {
    fetch_offset(i + kFar);
    fetch_sketches(i + kNear);
    const Probe& probe = probes[i];
    const Span span = ring[i % kRing];
    if (own.kept.size() < span.to - span.from) own.kept.resize(span.to - span.from);
    const std::size_t kept =
        sift(sketches(probe.of_chunk), span.from, span.to, probe.sketch, probe.limit, own.kept.data());
    for (std::size_t k = 0; k < kept; ++k) {
      const std::uint32_t posting = own.kept[k];
      own.candidates.push_back({probe.query, posting, probe.of_chunk});
      __builtin_prefetch(block_.data() + layout_.parts[4] + probe.of_chunk * layout_.slots_size +
                         std::uint64_t{posting} * layout_.slot_bits / 8);
    }
  }
}

void Segment::resolve(const Plan& plan, std::span<const Bits256> asked, Scratch& own,
                      std::vector<Found>& found) const {
  own.slots.resize(own.candidates.size());
  for (std::size_t i = 0; i < own.candidates.size(); ++i) {
    const Candidate& candidate = own.candidates[i];
    const std::uint32_t slot = slot_of(static_cast<int>(candidate.of_chunk), candidate.posting);
    own.slots[i] = slot;
    if (slot < count()) __builtin_prefetch(values() + slot);
  }
  for (std::size_t i = 0; i < own.candidates.size(); ++i) {
    if (own.slots[i] >= count()) continue;  // only in a damaged file
    const Candidate& candidate = own.candidates[i];
    const Bits256& value = values()[own.slots[i]];
    const int apart = distance(value, asked[candidate.query]);
    if (apart > plan.radius || is_dead(own.slots[i])) continue;
    if (plan.leads_first(static_cast<int>(candidate.of_chunk), value, asked[candidate.query]))
      found.push_back({candidate.query, own.slots[i], static_cast<std::uint32_t>(apart)});
  }
  own.candidates.clear();
}

void Segment::search(const Plan& plan, const Bits256& asked, std::vector<Found>& found) const {
  const auto size = static_cast<double>(count());
  if (!has_tables() || plan.radius > kWidestPlan || probing_cost(plan, size) * kAlone > size * kScanAlone) {
    const std::size_t before = found.size();
    best_kernel().scan(values(), count(), asked, plan.radius, 0, found);
    drop_dead(before, found);
    return;
  }
  Scratch& own = scratch();
  constexpr std::size_t kAtOnce = 2'048;
  own.probes.clear();
  for (int i = 0; i < kChunks; ++i) {
    add_probes(plan, i, asked, 0, own.probes);
    if (own.probes.size() < kAtOnce && i + 1 < kChunks) continue;
    run_probes(own.probes, own);
    resolve(plan, {&asked, 1}, own, found);
    own.probes.clear();
  }
}

// One chunk after the other, all queries' probes in the order of the buckets: memory is then read forwards.
void Segment::search_sorted(const Plan& plan, std::span<const Bits256> asked, std::uint32_t first,
                            std::vector<Found>& found) const {
  Scratch& own = scratch();
  const std::size_t before = found.size();
  for (int i = 0; i < kChunks; ++i) {
    own.probes.clear();
    for (std::size_t q = 0; q < asked.size(); ++q)
      add_probes(plan, i, asked[q], static_cast<std::uint32_t>(q), own.probes);
    own.counts.assign(65'537, 0);
    for (const Probe& probe : own.probes) ++own.counts[probe.bucket + 1U];
    for (std::size_t bucket = 0; bucket < 65'536; ++bucket) own.counts[bucket + 1] += own.counts[bucket];
    own.ordered.resize(own.probes.size());
    for (const Probe& probe : own.probes) own.ordered[own.counts[probe.bucket]++] = probe;
    constexpr std::size_t kAtOnce = 1'024;
    for (std::size_t from = 0; from < own.ordered.size(); from += kAtOnce) {
      run_probes(std::span(own.ordered).subspan(from, std::min(kAtOnce, own.ordered.size() - from)), own);
      resolve(plan, asked, own, found);
    }
  }
  for (std::size_t i = before; i < found.size(); ++i) found[i].query += first;
}

void Segment::search_batch(const Plan& plan, std::span<const Bits256> asked,
                           std::vector<Found>& found) const {
  const auto size = static_cast<double>(count());
  const double scan_cost = size * (plan.radius <= 34 ? kScanShallow : kScanDeep);
  if (!has_tables() || plan.radius > kWidestPlan || probing_cost(plan, size) > scan_cost)
    return scan_batch(plan.radius, asked, found);
  if (asked.size() < kSortedFrom) {
    for (std::size_t q = 0; q < asked.size(); ++q) {
      const std::size_t before = found.size();
      search(plan, asked[q], found);
      for (std::size_t i = before; i < found.size(); ++i) found[i].query = static_cast<std::uint32_t>(q);
    }
    return;
  }
  const auto most = static_cast<std::size_t>(kMostProbes / (plan.probes() / kChunks + 1));
  const std::size_t round = std::max(std::size_t{1}, most);
  for (std::size_t from = 0; from < asked.size(); from += round)
    search_sorted(plan, asked.subspan(from, std::min(round, asked.size() - from)),
                  static_cast<std::uint32_t>(from), found);
}

}  // namespace jium::match
