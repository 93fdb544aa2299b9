// From pairs of near frames to stretches: which part of a query runs along which part of a reference, at what
// speed, forwards or backwards.
//
// Every pair votes for the straight lines reference = speed * query + offset that pass it: a Hough transform
// over a fixed list of speeds and fine offset bins, as used for temporal alignment of video copies (Douze,
// Jegou, Schmid, "An image-based approach to video copy detection with spatio-temporal post-filtering", IEEE
// Trans. Multimedia 2010). The best line is refined by least squares, cut where it has long gaps, and its
// pairs are taken out before the next line is looked for, so that a compilation gives a stretch for each
// part.
//
// Evidence is counted in seconds of video, not in pairs: each whole second of the query counts its best pair,
// each second of the reference likewise, and the smaller of the two sums is the evidence. A still picture
// held for a minute is therefore worth no more than the second that it matches.
#pragma once

#include <cstdint>
#include <vector>

namespace jium::match {

struct FramePair {
  double query = 0;      // seconds
  double reference = 0;  // seconds
  int distance = 0;      // bits
  double weight = 0;     // 0..1, what the pair is worth
  std::uint8_t form = 0;
};

struct VideoSegment {
  double query_from = 0;  // seconds, on both sides from <= to
  double query_to = 0;
  double reference_from = 0;
  double reference_to = 0;
  double speed = 1;       // reference seconds in a query second; below 0 when the copy runs backwards
  std::uint8_t form = 0;  // how the frames are turned (video_frames.h)
};

struct Stretch {
  VideoSegment segment;
  double evidence = 0;
  int query_cells = 0;  // different whole seconds
  int reference_cells = 0;
  int middle_distance = 0;  // bits, the median of the best pair of each query second
  // The evidence of the best other line through the same part of the query, well away from this one: where
  // many moments look alike, some line always fits, and another nearly as well.
  double rival = 0;
};

struct AlignmentSettings {
  double query_step = 0.5;  // seconds between sampled frames
  double reference_step = 1.0;
  double least_evidence = 2.0;  // of a stretch
  int least_cells = 2;          // seconds on both sides
  double gap = 5.0;             // seconds of the query without a pair that end a stretch
  int most_stretches = 16;
};

// Best first. Pairs of one form only support each other.
[[nodiscard]] std::vector<Stretch> align(std::vector<FramePair> pairs, const AlignmentSettings& settings);

}  // namespace jium::match
