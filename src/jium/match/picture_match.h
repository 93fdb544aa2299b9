// Two pictures side by side: is the one that is asked about an edited copy of the registered one, and what
// says so?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "jium/fingerprint/picture_print.h"
#include "jium/match/feature_match.h"
#include "jium/match/threshold.h"

namespace jium::match {

struct PictureMatch {
  std::uint64_t item = 0;  // as given to PictureBank::put; 0 from compare()
  Witness witness = Witness::pdq;
  int measure = 0;         // bits of 256 (fewer is nearer), or inliers of local features (more is nearer)
  int threshold = 0;       // what `measure` had to reach
  bool supported = false;  // two weaker witnesses agree on the place; `measure` is then the hash's
  double sureness = 0;     // 0.5 at a supported threshold, 0.8 at a threshold alone, 1 for the same hash
  fingerprint::Dihedral turned =
      fingerprint::Dihedral::as_is;  // how the copy must be turned to lie as the known one
  bool negative = false;
  fingerprint::Part in_query;  // where the known picture lies in the copy
  fingerprint::Part in_known;  // which part of the known picture that is
};

// How near the best view pair of each kind is, and what the local features say; for calibration and for
// compare().
struct HashEvidence {
  int distance = 257;  // 257: nothing to compare
  fingerprint::Dihedral turned = fingerprint::Dihedral::as_is;
  bool negative = false;
  fingerprint::Part in_query;
  fingerprint::Part in_known;
};
struct PictureEvidence {
  std::array<HashEvidence, kHashWitnesses> hashes;  // by Witness
  FeatureMatch features;
  bool features_mirrored = false;
  // From 4 inliers on: the hash of the two views that best cover what, by the features, both pictures show.
  HashEvidence support;
  Witness support_of = Witness::pdq;
  double alignment = 0;  // how well they cover it, 0..1
  bool upright = false;  // turned by quarters only
};
[[nodiscard]] PictureEvidence evidence(const fingerprint::PicturePrint& known,
                                       const fingerprint::PictureQuery& query);
[[nodiscard]] std::optional<PictureMatch> verdict(const PictureEvidence& evidence,
                                                  const fingerprint::PicturePrint& known,
                                                  const fingerprint::PictureQuery& query);

// The hashes alone, which is quick, for those who look for candidates.
[[nodiscard]] PictureEvidence hash_evidence(const fingerprint::PicturePrint& known,
                                            const fingerprint::PictureQuery& query);

// Nothing when they do not match. About a millisecond.
[[nodiscard]] std::optional<PictureMatch> compare(const fingerprint::PicturePrint& known,
                                                  const fingerprint::PictureQuery& query);

}  // namespace jium::match
