// The catalogue: every known item by its fingerprints, and what a newly seen file matches.
//
// Verdict: an equal digest is a match at distance 0; PDQ values of quality 50 or more match within 31 of 256
// bits; below quality 50 PDQ never matches, on either side. Nothing else is a match.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/hamming_index.h"

namespace jium::match {

struct Match {
  std::uint64_t item = 0;  // the value of the id under which it was added
  fingerprint::Algorithm algorithm = fingerprint::Algorithm::pdq;
  int distance = 0;
};

// Thread-safe: searches share, changes are alone.
class Catalogue {
 public:
  explicit Catalogue(int radius = fingerprint::kPdqThreshold) : radius_(radius) {}

  // Takes the place of what the item had before.
  void put(std::uint64_t item, const std::vector<fingerprint::Fingerprint>& fingerprints);
  void remove(std::uint64_t item);

  // One Match an item, its best: equal digests first, then by distance. Empty when nothing matches.
  [[nodiscard]] std::vector<Match> find(const std::vector<fingerprint::Fingerprint>& fingerprints) const;
  [[nodiscard]] std::size_t items() const;

 private:
  struct Digest {
    fingerprint::Algorithm algorithm;
    Bytes value;
    friend auto operator<=>(const Digest&, const Digest&) = default;
  };
  void forget(std::uint64_t item);  // the lock is held

  int radius_;
  mutable std::shared_mutex mutex_;
  HammingIndex perceptual_;
  std::multimap<Digest, std::uint64_t> digests_;
  std::unordered_map<std::uint64_t, std::vector<Digest>> items_;
};

// Two files side by side: the match between them, if they match at all.
[[nodiscard]] std::optional<Match> same_footage(const std::vector<fingerprint::Fingerprint>& a,
                                                const std::vector<fingerprint::Fingerprint>& b);

}  // namespace jium::match
