// What a video is compared by: its sampled frames, each with one or more 256-bit PDQ values, and what of each
// frame a value was taken from. Plain values; whoever decodes and hashes fills them in.
#pragma once

#include <cstdint>
#include <vector>

#include "jium/fingerprint/local_features.h"
#include "jium/match/hamming_index.h"

namespace jium::match {

// Which part of the frame was hashed. Each pair of parts has its own threshold (video_threshold.h).
enum class VideoView : std::uint8_t {
  whole,        // the frame as it is
  canonical,    // without its borders and bars
  region,       // a crop of a registered frame: stands for what a cropped copy would show
  inner_frame,  // a rectangle found inside a query frame: a picture in a picture, a screen filmed
  cell,         // a half, a quarter or a ninth of a query frame
};
inline constexpr std::size_t kVideoViews = 5;

// How a query's frame was turned before hashing: 0..7 as fingerprint::Dihedral counts; kNegative is added
// when the colours are inverted, which turns every bit of the hash. What is registered has form 0.
inline constexpr std::uint8_t kNegative = 8;
inline constexpr std::size_t kForms = 16;

struct FrameHash {
  VideoView view = VideoView::whole;
  std::uint8_t form = 0;
  Bits256 bits{};
};

struct VideoFrame {
  double seconds = 0;  // from the start of the video
  int quality = 0;     // 0..100, of the whole view; a frame below 50 has too little structure and is not used
  bool standard = true;  // one of the frames that vPDQ takes (one a second); others serve only the alignment
  // A hash of another view belongs here only when its own quality is 50 or more.
  std::vector<FrameHash> hashes;
  // Of a key frame; the second only of a query: those of the mirrored frame, in its own coordinates.
  std::vector<fingerprint::LocalFeature> features{};
  std::vector<fingerprint::LocalFeature> mirrored_features{};
};
using ReferenceFrame = VideoFrame;
using QueryFrame = VideoFrame;  // the same with many more hashes: forms and views

}  // namespace jium::match
