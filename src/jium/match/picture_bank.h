// The bank of registered pictures: which of them is this picture an edited copy of?
//
// Two steps. Candidates come from Hamming indexes: whole and canonical hashes, regions, and the strongest
// local features, which vote for their pictures. Then each candidate is compared in full (picture_match.h),
// and only that comparison decides. So what an index leaves out can only be missed, never falsely matched.
//
// Cost, for N pictures: 13 KB of memory for each print, and 35 hashes and `features_indexed` descriptors a
// picture in the indexes. A query asks for 34 x 8 hashes and 2 x `features_asked` descriptors, in batches,
// then makes at most `candidates` comparisons of about a millisecond. Finding the candidates of drawn values
// took 34 ms of CPU among 5,000 pictures, 17 among 19,000 (whose index had come to rest in fewer segments)
// and 25 among 25,000. What follows is computed: at 1 M pictures the prints take 13 GB, and 335 M indexed
// values at up to 128 bytes do not fit one machine, so there `features_indexed` is to be 60 or so (95 M
// values, 12 GB): what a copy must show is then some of the sixty best spread spots instead of three hundred,
// and the comparison still uses them all. Radii beyond the index's quick one read all of it; above
// `wide_items` pictures none is used.
#pragma once

#include <cstdint>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "jium/match/hamming_index.h"
#include "jium/match/picture_match.h"

namespace jium::match {

struct BankLimits {
  std::size_t features_indexed = 300;  // of each print
  std::size_t features_asked = 400;    // of each query, plain and mirrored each
  std::size_t candidates = 24;         // compared in full
  std::size_t wide_items = 20'000;     // up to here the wide radii
  // The bench finds no fewer copies with 31 than with 40, and each look-up costs a tenth.
  int feature_radius = 31;
  int narrow_radius = 40;
  std::size_t common_items = 12;  // a descriptor that more pictures have says nothing
};

// Thread-safe: searches share, changes are alone.
class PictureBank {
 public:
  explicit PictureBank(BankLimits limits = {}) : limits_(limits) {}

  // Takes the place of what the item had before.
  void put(std::uint64_t item, fingerprint::PicturePrint print);
  void remove(std::uint64_t item);

  // One match an item, the surest first.
  [[nodiscard]] std::vector<PictureMatch> find(const fingerprint::PictureQuery& query) const;
  [[nodiscard]] std::size_t items() const;
  // Whom find() compares in full, the likeliest first.
  [[nodiscard]] std::vector<std::uint64_t> candidates(const fingerprint::PictureQuery& query) const;

 private:
  void forget(std::uint64_t item);  // the lock is held

  BankLimits limits_;
  mutable std::shared_mutex mutex_;
  HammingIndex wholes_;  // whole and canonical
  HammingIndex regions_;
  HammingIndex features_;
  std::unordered_map<std::uint64_t, fingerprint::PicturePrint> prints_;
};

}  // namespace jium::match
