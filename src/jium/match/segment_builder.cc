// The tables of a segment are made one chunk after the other, by two passes of a radix sort: first into 256
// runs by the bucket's upper byte, then each run, which fits the second-level cache, by the lower.
#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "jium/match/segment.h"

namespace jium::match {
namespace {

constexpr std::size_t kHigh = 256;

// Numbers of `width` bits, one after the other, lowest bit first.
class BitWriter {
 public:
  BitWriter(std::uint8_t* to, unsigned width) : to_(to), width_(width) {}

  void put(std::uint32_t value) {
    word_ |= std::uint64_t{value} << filled_;
    filled_ += width_;
    if (filled_ < 32) return;
    const auto ready = static_cast<std::uint32_t>(word_);
    std::memcpy(to_, &ready, sizeof ready);
    to_ += sizeof ready;
    word_ >>= 32;
    filled_ -= 32;
  }

  void finish() {
    const auto rest = static_cast<std::uint32_t>(word_);
    std::memcpy(to_, &rest, sizeof rest);
  }

 private:
  std::uint8_t* to_;
  unsigned width_;
  std::uint64_t word_ = 0;
  unsigned filled_ = 0;
};

}  // namespace

SegmentBuilder::SegmentBuilder(std::uint64_t count, std::optional<bool> tables)
    : layout_(layout_of(count, tables.value_or(count >= kTablesFrom))),
      block_(Block::of_size(layout_.parts[5])) {}

std::span<Bits256> SegmentBuilder::values() {
  return {reinterpret_cast<Bits256*>(block_.data() + layout_.parts[0]), layout_.count};
}

std::span<std::uint64_t> SegmentBuilder::keys() {
  return {reinterpret_cast<std::uint64_t*>(block_.data() + layout_.parts[1]), layout_.count};
}

void SegmentBuilder::sort_by_key() {
  const auto all_keys = keys();
  if (std::ranges::is_sorted(all_keys)) return;
  std::vector<std::uint32_t> order(layout_.count);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t slot) { return all_keys[slot]; });
  const std::vector<Bits256> old_values(values().begin(), values().end());
  for (std::size_t i = 0; i < order.size(); ++i) values()[i] = old_values[order[i]];
  std::ranges::stable_sort(all_keys);
}

std::shared_ptr<Segment> SegmentBuilder::finish() {
  sort_by_key();
  if (layout_.tables) build_tables();
  return std::shared_ptr<Segment>(new Segment(std::move(block_), layout_));
}

void SegmentBuilder::build_tables() {
  std::vector<std::uint32_t> counts(kChunks * kHigh);
  for (const Bits256& value : values()) {
    for (int i = 0; i < kChunks; ++i) ++counts[static_cast<std::size_t>(i) * kHigh + (chunk(value, i) >> 8)];
  }
  postings_.resize(layout_.count);
  for (int i = 0; i < kChunks; ++i)
    build_table(i, std::span(counts).subspan(static_cast<std::size_t>(i) * kHigh, kHigh));
  postings_ = {};
  slots_ = {};
}

void SegmentBuilder::build_table(int of_chunk, std::span<const std::uint32_t> high_counts) {
  std::array<std::uint32_t, kHigh + 1> starts{};
  std::partial_sum(high_counts.begin(), high_counts.end(), starts.begin() + 1);
  std::array<std::uint32_t, kHigh> next{};
  std::copy_n(starts.begin(), kHigh, next.begin());
  const int after = (of_chunk + 1) % kChunks;
  std::uint32_t slot = 0;
  for (const Bits256& value : values()) {
    const std::uint16_t bucket = chunk(value, of_chunk);
    postings_[next[bucket >> 8]++] = {bucket, chunk(value, after), slot++};
  }

  const auto place = static_cast<std::size_t>(of_chunk);
  auto* offsets = reinterpret_cast<std::uint32_t*>(block_.data() + layout_.parts[2]) + place * (65'536 + 1);
  auto* sketches = reinterpret_cast<std::uint16_t*>(block_.data() + layout_.parts[3]) + place * layout_.count;
  BitWriter packed(block_.data() + layout_.parts[4] + place * layout_.slots_size, layout_.slot_bits);
  for (std::size_t high = 0; high < kHigh; ++high) {
    const std::span run(postings_.data() + starts[high], starts[high + 1] - starts[high]);
    std::array<std::uint32_t, 256> cursor{};
    for (const Posting& posting : run) ++cursor[posting.bucket & 255];
    std::uint32_t at = 0;
    for (std::size_t low = 0; low < 256; ++low) {
      offsets[high * 256 + low] = starts[high] + at;
      at += std::exchange(cursor[low], at);
    }
    slots_.resize(run.size());
    for (const Posting& posting : run) {
      const std::uint32_t here = cursor[posting.bucket & 255]++;
      sketches[starts[high] + here] = posting.sketch;
      slots_[here] = posting.slot;
    }
    for (const std::uint32_t one : slots_) packed.put(one);
  }
  packed.finish();
  offsets[65'536] = starts[kHigh];
}

}  // namespace jium::match
