// Key frames: the frames of a video that keep local features, and where two videos show the same thing by
// them, however it was cropped, turned a little, or laid into something else.
//
// An index of descriptors finds pairs of key frames with some near descriptors; each such pair is then
// verified geometrically (feature_match.h). An edit does the same to every frame: so a pair counts the more,
// the more other moments agree with it on how the one picture lies in the other. A caption or a logo agrees
// too, but leaves most of what both should show unmatched, and such a pair counts nothing.
#pragma once

#include <unordered_map>
#include <vector>

#include "jium/match/alignment.h"
#include "jium/match/feature_match.h"
#include "jium/match/hamming_index.h"
#include "jium/match/video_frames.h"

namespace jium::match {

struct KeyFrame {
  float seconds = 0;
  std::vector<fingerprint::LocalFeature> features;
  std::vector<fingerprint::LocalFeature> mirrored_features;  // of a query
};
// Those with features and of enough quality, by time.
[[nodiscard]] std::vector<KeyFrame> key_frames_of(const std::vector<VideoFrame>& frames);

// A key frame of the query that may show what one of a reference shows.
struct KeyVote {
  std::uint32_t slot = 0;
  std::uint32_t reference = 0;  // which of its key frames
  std::uint32_t query = 0;
  bool mirrored = false;
  int votes = 0;  // descriptors
};

class KeyFrameIndex {
 public:
  // Nothing of a video for which there is no room: it is then found by its hashes alone.
  void add(std::uint32_t slot, const std::vector<KeyFrame>& keys);
  void remove(std::uint32_t slot, const std::vector<KeyFrame>& keys);
  // The most votes first; `videos`: how many there are, since what many have says nothing.
  [[nodiscard]] std::vector<KeyVote> vote(const std::vector<KeyFrame>& query, std::size_t videos) const;
  void settle() { index_.settle(true); }
  [[nodiscard]] std::size_t bytes() const { return index_.bytes(); }

 private:
  [[nodiscard]] std::unordered_map<std::uint64_t, int> counts(
      const std::vector<fingerprint::LocalFeature>& features, std::size_t common) const;

  HammingIndex index_;
};

// Two moments that show the same by their features.
struct KeyPair {
  double query = 0;       // seconds
  double reference = 0;   // seconds
  std::uint8_t form = 0;  // as AskedHash has it: to the nearest quarter turn
  FeatureMatch match;
  int agreeing = 0;  // other seconds of the query whose pairs lie alike
};
// Verifies what was voted for, of one reference.
[[nodiscard]] std::vector<KeyPair> key_pairs(const std::vector<KeyFrame>& query,
                                             const std::vector<KeyFrame>& reference,
                                             const std::vector<KeyVote>& votes);
// Those that count, with what they are worth (FeatureRules in video_threshold.h).
[[nodiscard]] std::vector<FramePair> weighed(const std::vector<KeyPair>& pairs);

}  // namespace jium::match
