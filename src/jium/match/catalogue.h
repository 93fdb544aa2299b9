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
#include <optional>
#include <shared_mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/hamming_index.h"
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
  explicit Catalogue(int radius = fingerprint::kPdqThreshold) : radius_(radius) {}

  // Takes the place of what the item had before. A print whose bytes cannot be read is passed over
  // (value_check.h is for the doors).
  void put(std::uint64_t item, const std::vector<fingerprint::Fingerprint>& fingerprints);
  void remove(std::uint64_t item);

  // One Match an item, its best: equal digests first, then the surest. Empty when nothing matches.
  [[nodiscard]] std::vector<Match> find(const std::vector<fingerprint::Fingerprint>& fingerprints) const;
  [[nodiscard]] std::size_t items() const;

 private:
  struct Digest {
    fingerprint::Algorithm algorithm;
    Bytes value;
    friend auto operator<=>(const Digest&, const Digest&) = default;
  };
  using Best = std::map<std::uint64_t, Match>;
  // The lock is held by whoever calls these.
  void forget(std::uint64_t item);
  void put_one(std::uint64_t item, const fingerprint::Fingerprint& fingerprint);
  void find_one(const fingerprint::Fingerprint& asked, Best& best) const;
  void find_near(const fingerprint::Fingerprint& asked, Best& best) const;
  void find_picture(const fingerprint::Fingerprint& asked, Best& best) const;
  void find_video(const fingerprint::Fingerprint& asked, Best& best) const;

  int radius_;
  mutable std::shared_mutex mutex_;
  HammingIndex pdq_;
  HammingIndex pdq_512_;
  PictureBank pictures_;
  VideoBank videos_;
  std::multimap<Digest, std::uint64_t> digests_;
  std::unordered_map<std::uint64_t, std::vector<Digest>> items_;
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
