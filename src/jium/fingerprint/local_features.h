// Local features: some hundred small patches of a picture, each with its place, direction, size and 256 bits
// that describe it. They survive crops, turns, stretching and being pasted into something else, where a hash
// of the whole picture does not. Source: E. Rublee, V. Rabaud, K. Konolige, G. Bradski, "ORB: an efficient
// alternative to SIFT or SURF", ICCV 2011, as OpenCV has it; which of its corners are kept is ours: spread
// over places and sizes, so that whatever part a copier takes, at whatever size, some remain.
//
// One thread, no file, no exception leaves: it runs inside the sandbox. What OpenCV refuses has no features.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "jium/fingerprint/pdq.h"

namespace jium::fingerprint {

// Places are measured in 1/kFeatureSpan of the picture's longest side, the same in both directions.
inline constexpr int kFeatureSpan = 65'535;

struct LocalFeature {
  std::uint16_t x = 0;
  std::uint16_t y = 0;
  std::uint8_t angle = 0;  // 256 a turn, with the clock
  std::uint8_t size = 0;   // 16 an octave: log2 of the patch's width in 1/4096 of the longest side, times 16
  std::array<std::uint8_t, 32> bits{};

  friend bool operator==(const LocalFeature&, const LocalFeature&) = default;
};

inline constexpr int kPrintFeatureSide = 512;  // longest side of the luma that is looked at, pixels
inline constexpr int kQueryFeatureSide = 640;
inline constexpr std::size_t kMostPrintFeatures = 300;
inline constexpr std::size_t kMostQueryFeatures = 800;

// Called once before the sandbox closes: OpenCV then starts no threads and looks for no graphics card.
void prepare_local_features();

// The best `most` of them; fewer when there is little to see, none for less than 32 pixels of either side.
[[nodiscard]] std::vector<LocalFeature> local_features_of(const LumaView& luma, std::size_t most);
// Those of the mirrored picture (left and right changed), in the mirrored picture's own coordinates.
[[nodiscard]] std::vector<LocalFeature> mirrored_features_of(const LumaView& luma, std::size_t most);

}  // namespace jium::fingerprint
