// Near search among 256-bit values: everything within a radius of Hamming distance.
//
// Up to radius 47 or so the answer is exact by construction and few values are looked at (segment_plan.h);
// wider radii are answered exactly by a scan, or, where asked for, by loose tables whose recall was measured
// (loose_tables.h): the answer says which.
//
// The index is a log-structured merge tree (O'Neil et al., 1996): what comes lies in a small list that is
// scanned, full lists become segments that never change, and a thread of the index's own merges segments, so
// that an insert or a removal is seen by the next search and no search ever waits for a merge. With a folder
// it also lies in files and is there again in milliseconds. It is a cache of the registry, never the only
// copy: mend() puts right whatever a damaged disk left out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "jium/match/bit_order.h"
#include "jium/match/index_delta.h"
#include "jium/match/segment.h"

namespace jium::match {

struct Hit {
  std::uint64_t key = 0;  // as given to add()
  int distance = 0;       // bits, 0..256
  friend bool operator==(const Hit&, const Hit&) = default;
};

// What an answer is worth.
enum class Guarantee {
  exact,     // everything within the radius is in it
  measured,  // nearly everything: docs/benchmarks/match.md has the recall by distance
};

struct Answers {
  std::vector<std::vector<Hit>> hits;  // one list a query
  Guarantee guarantee = Guarantee::exact;
};

struct IndexSettings {
  // Values in a list before it becomes a segment, at most Delta::kCapacity.
  std::size_t list = Delta::kCapacity;
  // Segments are not merged beyond this, so that a merge needs no more memory than one such segment.
  std::uint64_t most_in_segment = std::uint64_t{1} << 25;
  // Tables for measured answers, for segments of loose_from values and more (a smaller one is scanned as
  // quickly): 128 bytes a value besides.
  bool loose = false;
  std::uint64_t loose_from = 4'000'000;
  // For an index in a folder: how files are checked at the start, and whether they are copied into memory
  // (with large pages) or mapped.
  Segment::Check check = Segment::Check::shape;
  bool into_memory = false;
  // The folder is only read, and may be by several processes at once; what is changed stays in memory.
  bool read_only = false;
};

// How the index differs from the registry.
struct Comparison {
  std::vector<std::uint64_t> missing;    // keys that only the registry has
  std::vector<std::uint64_t> extra;      // keys that only the index has
  std::vector<std::uint64_t> different;  // keys that both have, with other values
  [[nodiscard]] bool same() const { return missing.empty() && extra.empty() && different.empty(); }
};

// The registry's entries by rising key, one a call, then nothing. `bits` as the registry has them.
using RegistrySource = std::function<std::optional<KeyedBits>()>;

// Thread-safe: any number of searches beside one another and beside changes.
class HammingIndex {
 public:
  HammingIndex();  // in memory alone
  explicit HammingIndex(const IndexSettings& settings);
  // In this folder, which is made if need be (Missing with read_only); Conflict while another process has it
  // open, unless all only read. Files that do not hold what was written are left out and named by refused().
  [[nodiscard]] static Result<std::unique_ptr<HammingIndex>> open(const std::string& folder,
                                                                  const IndexSettings& settings);
  ~HammingIndex();

  // Several values may have one key. On failure to allocate the index is as it was.
  void add(std::uint64_t key, const Bits256& bits);
  // The same for many; more than a list takes become a segment at once.
  void add_many(std::span<const KeyedBits> entries);
  // Every value of this key; nothing when there is none.
  void remove(std::uint64_t key);

  // Every value at most `radius` bits away, nearest first, at equal distance the smaller key first. Exact.
  [[nodiscard]] std::vector<Hit> search(const Bits256& bits, int radius) const;
  // The same for many, which costs each less.
  [[nodiscard]] std::vector<std::vector<Hit>> search_batch(std::span<const Bits256> bits, int radius) const;
  // For wide radii: `least` is what the answer must be worth. A measured answer is quicker where the settings
  // ask for loose tables; without them the answer is exact and says so.
  [[nodiscard]] Answers search_loose(std::span<const Bits256> bits, int radius, Guarantee least) const;

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t segments() const;
  [[nodiscard]] std::size_t bytes() const;  // of the segments and their tables

  // Files that were left out at the start, by name, and why.
  [[nodiscard]] std::vector<std::string> refused() const;
  // Why the folder may lag behind what is in memory, if it does: a full disk, most often.
  [[nodiscard]] std::optional<Fault> trouble() const;
  // Everything so far outlives the machine's end; without it, only this process's end.
  [[nodiscard]] Result<void> sync();
  // Waits until the merging thread has nothing left to do; with `lists` the youngest values become a segment
  // too.
  void settle(bool lists = false);
  // Every byte of every segment against its checksum: the names of those that do not hold. For fsck.
  [[nodiscard]] std::vector<std::string> damaged() const;

  // Malformed when the keys do not rise.
  [[nodiscard]] Result<Comparison> compare_with(const RegistrySource& registry) const;
  // The same, and afterwards the index has what the registry has, in its files too.
  [[nodiscard]] Result<Comparison> mend(const RegistrySource& registry);

 private:
  class Tree;
  explicit HammingIndex(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

}  // namespace jium::match
