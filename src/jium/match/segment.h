// A segment: many values that never change, in one block of memory that is also the file's bytes
// (docs/formats/fingerprint_index.md). It holds the values, spread (bit_order.h), with their keys rising;
// and, from kTablesFrom values on, for each of the sixteen chunks the slots ordered by that chunk (a
// posting), with the next chunk beside each posting as a sketch: 4 bytes of a posting are read where a value
// has 32.
//
// 120 bytes a value at 10 million: 32 value, 8 key, 16 x 2 sketches, 16 x 3 slots.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jium/match/kernel.h"
#include "jium/match/segment_block.h"
#include "jium/match/segment_plan.h"

namespace jium::match {

// Where the parts of a segment lie in its block, in bytes. It follows from the count alone.
struct SegmentLayout {
  std::uint64_t count = 0;
  bool tables = false;
  unsigned slot_bits = 0;                // of a posting's slot
  std::uint64_t slots_size = 0;          // of one chunk's slots
  std::array<std::uint64_t, 6> parts{};  // values, keys, offsets, sketches, slots, and the end
};
inline constexpr std::uint64_t kTablesFrom = 4'096;
inline constexpr std::uint64_t kMostInSegment = std::uint64_t{1} << 31;
[[nodiscard]] SegmentLayout layout_of(std::uint64_t count, bool tables);

class Segment {
 public:
  enum class Check {
    shape,  // the header, the size, and that no offset leads outside: milliseconds
    whole,  // every byte against the checksums: a second a gigabyte
  };
  // Malformed when the file is not what was written; Missing and Outside as of Block::of_file.
  [[nodiscard]] static Result<std::shared_ptr<Segment>> open(const std::string& path, Check check,
                                                             bool into_memory = false);
  // Any bytes at all, as a file would have them.
  [[nodiscard]] static Result<std::shared_ptr<Segment>> read(Block block, Check check);

  // Seals the block with its checksums and writes it; call once, before anybody opens the file.
  [[nodiscard]] Result<void> write(const std::string& path);
  // Every byte against the checksums (of a block that was written or opened).
  [[nodiscard]] bool intact() const;

  // Appends everything within the plan's radius of the spread `asked` that is not dead, each once.
  void search(const Plan& plan, const Bits256& asked, std::vector<Found>& found) const;
  // The same for many: quicker a query, as they go through memory together.
  void search_batch(const Plan& plan, std::span<const Bits256> asked, std::vector<Found>& found) const;
  // The same by comparing with every value: the plain twin, and the way for wide radii.
  void scan_batch(int radius, std::span<const Bits256> asked, std::vector<Found>& found) const;

  [[nodiscard]] std::uint64_t count() const { return layout_.count; }
  [[nodiscard]] std::uint64_t alive() const { return count() - dead_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t bytes() const { return block_.size(); }
  [[nodiscard]] const Bits256* values() const;
  [[nodiscard]] const std::uint64_t* keys() const;
  // The postings of one chunk: where each bucket starts (65,537 numbers), and the slot of each posting.
  [[nodiscard]] bool has_tables() const { return layout_.tables; }
  [[nodiscard]] const std::uint32_t* offsets(int of_chunk) const;
  [[nodiscard]] std::uint32_t slot_of(int of_chunk, std::uint32_t posting) const;

  // Marks every value of the key as dead; returns how many that were alive. One writer at a time; searches
  // may go on beside it.
  std::size_t kill(std::uint64_t key);
  // Is a value of this key alive?
  [[nodiscard]] bool holds(std::uint64_t key) const;
  [[nodiscard]] bool is_dead(std::uint64_t slot) const {
    return (grave_[slot / 64].load(std::memory_order_relaxed) >> slot % 64 & 1) != 0;
  }
  [[nodiscard]] std::vector<std::uint64_t> grave() const;  // a bit a value
  void bury(std::span<const std::uint64_t> grave);         // what grave() gave before

 private:
  friend class SegmentBuilder;
  Segment(Block block, const SegmentLayout& layout);
  void drop_dead(std::size_t from, std::vector<Found>& found) const;
  [[nodiscard]] const std::uint16_t* sketches(int of_chunk) const;

  struct Probe;
  struct Candidate;
  struct Scratch;
  static Scratch& scratch();
  void add_probes(const Plan& plan, int of_chunk, const Bits256& asked, std::uint32_t query,
                  std::vector<Probe>& probes) const;
  void run_probes(std::span<const Probe> probes, Scratch& scratch) const;
  void resolve(const Plan& plan, std::span<const Bits256> asked, Scratch& scratch,
               std::vector<Found>& found) const;
  void search_sorted(const Plan& plan, std::span<const Bits256> asked, std::uint32_t first,
                     std::vector<Found>& found) const;

  Block block_;
  SegmentLayout layout_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> grave_;
  std::atomic<std::uint64_t> dead_{0};
};

// Fill values() (spread) and keys(), then finish(). Keys may come in any order; rising is quickest.
class SegmentBuilder {
 public:
  // `tables`: as the count suggests when nothing is said. Throws std::bad_alloc when there is no room.
  explicit SegmentBuilder(std::uint64_t count, std::optional<bool> tables = {});
  [[nodiscard]] std::span<Bits256> values();
  [[nodiscard]] std::span<std::uint64_t> keys();
  [[nodiscard]] std::shared_ptr<Segment> finish();

 private:
  void sort_by_key();
  void build_tables();
  void build_table(int of_chunk, std::span<const std::uint32_t> high_counts);

  struct Posting {
    std::uint16_t bucket;
    std::uint16_t sketch;
    std::uint32_t slot;
  };
  SegmentLayout layout_;
  Block block_;
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace jium::match
