// The bank of plain hashes: PDQ in both dialects, and digests. The one bank that may lie in files, since its
// values are 256 bits each whatever the footage was, and so the one that is there again in milliseconds.
//
// A digest is kept as 32 bytes: BLAKE2b of its algorithm's name and its value, so that MD5, SHA-1 and SHA-256
// are keys of one kind; equal digests are then at distance 0 of the same index.
//
// In a folder: `pdq`, `pdq-512` and `digests`, each as docs/formats/fingerprint_index.md has it, and `mark`,
// one line of text which says what the folder is in step with. What lies there can be read by whoever reads
// the folder: PDQ values show the rough outlines of their pictures. Keep it in memory (tmpfs) or on an
// encrypted disk.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/hamming_index.h"

namespace jium::match {

struct KnownItem {
  std::uint64_t item = 0;
  std::vector<fingerprint::Fingerprint> fingerprints;
};

// Hands every item that should be in the bank to the visitor, once, in any order.
using EveryItem = std::function<Result<void>(const std::function<void(const KnownItem&)>&)>;

// One of the three indexes beside what should be in it.
struct IndexCheck {
  std::string_view index;            // "pdq", "pdq-512", "digests"
  std::vector<std::string> damaged;  // files that were refused, or whose bytes are not what was written
  Comparison difference;
  std::size_t values = 0;  // that should be there
  [[nodiscard]] bool good() const { return damaged.empty() && difference.same(); }
};

// Thread-safe as HammingIndex is.
class HashBank {
 public:
  HashBank();  // in memory alone
  // In this folder, which is made if need be; Conflict while another process has it open. With Check::whole
  // every byte is read, and what is damaged is left out and named by check(). To read alone (Missing when it
  // is not there) several processes may have it open; changes then stay in memory and set no mark.
  [[nodiscard]] static Result<std::unique_ptr<HashBank>> open(const std::string& folder,
                                                              Segment::Check check = Segment::Check::shape,
                                                              bool read_only = false);

  // Takes the place of what the item had before. Values of too little quality to match are left out, and so
  // is whatever is no plain hash.
  void put(const KnownItem& known);
  // The same for items of which none is there yet: much quicker for many.
  void add_new(std::span<const KnownItem> items);
  void remove(std::uint64_t item);

  // `algorithm` is pdq or pdq_512: every item within `radius` bits, nearest first. Exact.
  [[nodiscard]] std::vector<Hit> near(fingerprint::Algorithm algorithm, const Bits256& bits,
                                      int radius) const;
  // The items that have this digest.
  [[nodiscard]] std::vector<std::uint64_t> equal(const fingerprint::Fingerprint& digest) const;

  // What the folder is in step with, as it was marked last; nothing when it was never marked, or when files
  // were refused at the start: then it lacks something, and whoever fills it must start anew.
  [[nodiscard]] std::optional<std::string> mark() const { return mark_; }
  // Brings everything to the disk first: what a mark promises outlives the machine's end. Nothing happens
  // without a folder.
  [[nodiscard]] Result<void> set_mark(const std::string& text);

  // Against what should be there, and every file against its sums; with `mend` the bank has it afterwards.
  // What is damaged behind a right header is only mended in a folder that was opened with Check::whole.
  [[nodiscard]] Result<std::vector<IndexCheck>> check(const EveryItem& every, bool mend);

 private:
  enum Part : std::size_t { pdq, pdq_512, digests, kParts };
  using Values = std::array<std::vector<KeyedBits>, kParts>;
  HashBank(std::string folder, std::array<std::unique_ptr<HammingIndex>, kParts> parts);
  static void sort_into(Values& values, const KnownItem& known);
  [[nodiscard]] bool was_refused() const;

  std::string folder_;  // where the mark is written; empty: nowhere
  std::array<std::unique_ptr<HammingIndex>, kParts> parts_;
  std::optional<std::string> mark_;
};

}  // namespace jium::match
