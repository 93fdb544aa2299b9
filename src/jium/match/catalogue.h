// The catalogue: every known item by its fingerprints, and what a newly seen file matches.
//
// Verdict, for each pair of fingerprints that can be compared:
//   digest          equal: a match at distance 0.
//   pdq, pdq-512    values of quality 50 or more match within 31 of 256 bits, in their own dialect; below
//                   quality 50 they never match, on either side.
//   picture-print   with a picture-query: picture_bank.h, which knows edited copies. An item that has a PDQ
//                   alone is found by the query's turned, mirrored, inverted and unframed forms too, within
//                   the same 31 bits.
//   video-print     with a video-query: video_bank.h. Where either side has vPDQ's frames alone, those are
//                   compared in the same way.
// Nothing else is a match. An item is told once, by what is surest.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/hash_bank.h"
#include "jium/match/picture_bank.h"
#include "jium/match/video_bank.h"

namespace jium::match {

struct Match {
  std::uint64_t item = 0;  // the value of the id under which it was added
  fingerprint::Algorithm algorithm = fingerprint::Algorithm::pdq;  // which of the item's fingerprints
  int distance = 0;  // bits of the two values that were nearest; 0 where not bits but features, frames or
                     // sound decided
  std::string_view witness = "digest";  // what made them the same: "digest", the names in threshold.h ("pdq",
                                        // "pdq_turned", "region", ...), "frames", "sound", "both"
  double sureness = 1;                  // 0..1, for sorting and for thresholds; not a probability
  bool moment_proven = true;            // false: a still scene, perhaps the same place at another time
  std::vector<VideoSegment> segments{};  // of videos: which stretch is which
};

// Thread-safe: searches share, changes are alone.
class Catalogue {
 public:
  explicit Catalogue(int radius = fingerprint::kPdqThreshold);
  // Plain hashes in this bank, which may lie in files and have something in it already.
  explicit Catalogue(std::unique_ptr<HashBank> hashes, int radius = fingerprint::kPdqThreshold);

  // Takes the place of what the item had before. A print whose bytes cannot be read is passed over
  // (value_check.h is for the doors).
  void put(std::uint64_t item, const std::vector<fingerprint::Fingerprint>& fingerprints);
  void remove(std::uint64_t item);
  // The prints of an item whose plain hashes are in the bank's files already.
  void put_prints(std::uint64_t item, const std::vector<fingerprint::Fingerprint>& fingerprints);
  // Plain hashes of items that are new and have no prints: much quicker for many.
  void add_new_hashes(std::span<const KnownItem> items);

  // One Match an item, its best: equal digests first, then the surest. Empty when nothing matches.
  [[nodiscard]] std::vector<Match> find(const std::vector<fingerprint::Fingerprint>& fingerprints) const;
  [[nodiscard]] HashBank& hashes() { return *hashes_; }

 private:
  using Best = std::map<std::uint64_t, Match>;
  // The lock is held by whoever calls these.
  void put_print(std::uint64_t item, const fingerprint::Fingerprint& fingerprint);
  void put_all_prints(std::uint64_t item, const std::vector<fingerprint::Fingerprint>& fingerprints);
  void find_one(const fingerprint::Fingerprint& asked, Best& best) const;
  void find_near(const fingerprint::Fingerprint& asked, Best& best) const;
  void find_picture(const fingerprint::Fingerprint& asked, Best& best) const;
  void find_video(const fingerprint::Fingerprint& asked, Best& best) const;

  int radius_;
  mutable std::shared_mutex mutex_;
  std::unique_ptr<HashBank> hashes_;
  PictureBank pictures_;
  VideoBank videos_;
};

// Two files side by side, as a registered one (prints) and one that is asked about (queries): the match
// between them, if they match at all.
[[nodiscard]] std::optional<Match> same_footage(const std::vector<fingerprint::Fingerprint>& known,
                                                const std::vector<fingerprint::Fingerprint>& asked);

// Can the look of two files be compared at all, so that "no match" says something? Each must have what the
// other is asked by, and something to be seen in it: false for a picture beside a video, for what has too
// little structure, and for videos of less than three usable seconds.
[[nodiscard]] bool can_compare_looks(const std::vector<fingerprint::Fingerprint>& known,
                                     const std::vector<fingerprint::Fingerprint>& asked);

}  // namespace jium::match
