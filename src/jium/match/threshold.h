// Where "the same picture" begins, for each kind of witness.
//
// Dated 2026-11-22, from ./dev bench quality (docs/benchmarks/quality.md): chosen on one half of the sources
// (other packages, other drawn seeds). Some were made stricter afterwards, because other pictures had shown
// false matches: `most` (a giant watermark on two pictures, 30 inliers), `supported` (two star charts of one
// manuscript, 66 bits apart), `fewest` (flat drawings with the same suns and windows, 10 and 11 inliers).
// Nearest unrelated pair seen, of 230,000, by witness: pdq 66, pdq_turned 80, canonical 82, region 70,
// inner_frame 74, cell 62, complement 84 bits. A false match is worse than a miss: all stand at least ten
// bits below.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace jium::match {

// What made two pictures the same, the plainest first. An equal digest needs none of these.
enum class Witness : std::uint8_t {
  pdq,             // the standard hash of the whole, as every registry has it
  pdq_turned,      // one of its seven other turned and mirrored forms
  canonical,       // both or one of them without its frame
  region,          // the copy is a crop
  inner_frame,     // the picture sits in the copy, with straight sides
  cell,            // the picture is a half, a quarter, a ninth of the copy
  complement,      // inverted colours
  local_features,  // spots that agree in place, direction and size
};
inline constexpr std::size_t kHashWitnesses = 7;
[[nodiscard]] std::string_view name_of(Witness witness);  // "pdq", "pdq_turned", ...

struct HashThreshold {
  Witness witness;
  int alone;      // bits of 256: at most this far apart is a match by itself
  int supported;  // ... or up to this far, when local features agree on the same place
};
inline constexpr std::array<HashThreshold, kHashWitnesses> kHashThresholds{{
    {Witness::pdq, 56, 62},
    {Witness::pdq_turned, 52, 62},
    {Witness::canonical, 50, 62},
    {Witness::region, 44, 60},
    {Witness::inner_frame, 44, 60},
    {Witness::cell, 44, 60},
    {Witness::complement, 46, 60},
}};
[[nodiscard]] constexpr const HashThreshold& threshold_of(Witness witness) {
  return kHashThresholds[static_cast<std::size_t>(witness)];
}

struct FeatureThreshold {
  // Without a hash that speaks for them: inliers, and as a share of the features that should be visible,
  // within these bounds. Drawings of one hand and marks over the whole picture reach 30 of 300.
  double density = 0.11;
  int fewest = 14;
  int most = 32;
  int with_hash = 12;  // inliers, when the best aligned hashes are at most `hash` apart
  int hash = 76;
  int supported = 6;  // inliers, when the same hashes are within the `supported` of their kind
  int supported_cells = 4;
  int cells = 5;           // of 6x6 over what both pictures show
  double spread = 0.28;    // of the cells that have features
  double breadth = 0.024;  // of the longest side, in either picture
};
inline constexpr FeatureThreshold kFeatureThreshold;

// When local features agree on how two pictures lie, but the pictures look different there: a shared caption,
// logo, application or form. Such a pair is refused unless it is far above every threshold.
struct Contradiction {
  double share = 0.6;       // of what both show without any agreeing feature
  double doubtful = 0.36;   // from here on a near hash has to speak for them
  int near = 72;            // ... this near
  int fewest = 8;           // inliers, from which on any of this can be told
  double aligned = 0.955;   // two views that cover the same this well, turned by quarters only, ...
  int unlike = 84;          // ... and are further apart than this, contradict
  int overwhelming = 45;    // inliers, spread over
  double everywhere = 0.5;  // this share of the cells, outweigh two unlike hashes
};
inline constexpr Contradiction kContradiction;

}  // namespace jium::match
