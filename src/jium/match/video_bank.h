// The registered videos, and what a newly seen one matches: which witness says so (frames, sound, both), how
// surely, and which stretch of the query is which stretch of the registered video.
//
// A search goes in stages.
//   1. Candidates. Every hash of the query asks the frame index, every item of its sound the sound index, the
//      descriptors of its key frames an index of theirs; videos are ranked by how many different seconds of
//      the query found them, frames that found many videos counting less. The 64 best go on, the 16 with the
//      most sound, and those of which key frames agree in geometry (video_features.h).
//   2. Comparison. The query's frames against all frames of a candidate with the loose radius, and the sound
//      along the voted offsets.
//   3. Alignment, verdict (alignment.h, video_verdict.h), and what many unrelated videos share is dropped
//      (video_shared.h).
// What stage 1 guarantees is said in the answer. A loose search reads every indexed hash: 2.7e9 comparisons a
// CPU second with AVX-512. A strict one asks the index within 31 bits, which holds at 100 million frames;
// then a copy whose every frame has moved by 32 to 66 bits is missed. `automatic` searches loosely while that
// costs less than kLooseBudget comparisons, the views that matter most first.
//
// Size to plan for: one million videos of about 100 standard frames. A standard frame costs its own 69 bytes
// (value, time, view, and the list for vPDQ) and what the HammingIndex takes for it; frames between the
// standard ones and other views cost 37, and are indexed only where they are not within 6 bits of the one
// before them, so that still scenes cost little. 33 regions a frame and 56 features a key frame (38 bytes
// each, and their index) are for banks of thousands, not of a million; beyond 64 million descriptors no more
// are indexed. To ask for descriptors costs 4 to 5 ms of CPU a key frame (one in two asked frames has any)
// among 300 videos of 100 s, 7 to 12 ms among 3,000 (AMD EPYC, 2026-11-22; random descriptors, up to 240
// asked, plain and mirrored each); to verify the pairs they name, 0.08 ms each, 400 of a query at most.
//
// Thread-safe: searches share, changes are alone.
#pragma once

#include <array>
#include <map>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jium/match/hamming_index.h"
#include "jium/match/sound_index.h"
#include "jium/match/video_shared.h"
#include "jium/match/video_verdict.h"

namespace jium::match {

struct VideoQuery {
  std::vector<QueryFrame> frames;
  SoundPrint sound;
};

enum class VideoSearch : std::uint8_t { automatic, strict, loose };

// Which videos stage 1 is certain to have looked at, up to its limit of candidates.
enum class VideoGuarantee : std::uint8_t {
  every_near_frame,    // all with a frame within the loose radius
  every_strict_frame,  // all with a frame within 31 bits (of a frame that moved within a still scene: 25)
};
[[nodiscard]] std::string_view name_of(VideoWitness witness);      // "frames", "sound", "both"
[[nodiscard]] std::string_view name_of(VideoGuarantee guarantee);  // "every near frame", "every strict frame"

struct VideoAnswer {
  VideoGuarantee guarantee = VideoGuarantee::every_near_frame;
  std::vector<VideoMatch> matches;  // the surest first; one an item
};

struct VpdqMatch {
  std::uint64_t item = 0;
  VpdqPercentages percentages;
};

class VideoBank {
 public:
  // Takes the place of what the item had before. Frames in any order.
  void put(std::uint64_t item, const std::vector<ReferenceFrame>& frames, const SoundPrint& sound);
  void remove(std::uint64_t item);

  [[nodiscard]] VideoAnswer find(const VideoQuery& query, VideoSearch search = VideoSearch::automatic) const;

  // As vPDQ answers in the index way, exact by construction: every registered video of at least these
  // percentages (one with none in common is never answered), the highest of the query first. `rule.distance`
  // is the radius asked of the index; the more per cent of the query, the fewer lookups.
  [[nodiscard]] std::vector<VpdqMatch> find_as_vpdq(const std::vector<QueryFrame>& frames,
                                                    const VpdqRule& rule = kVpdqRule) const;

  // Waits until the index has put its lists in order: after a bulk load, when the next search is to be quick.
  void settle();

  [[nodiscard]] std::size_t videos() const;
  [[nodiscard]] std::size_t indexed() const;       // hashes in the frame index
  [[nodiscard]] std::size_t index_bytes() const;   // of it
  [[nodiscard]] std::size_t stored_bytes() const;  // what is kept beside it

 private:
  struct Tally;
  using Tallies = std::unordered_map<std::uint32_t, Tally>;
  struct Lookup;
  // The lock is held by whoever calls these.
  void forget(std::uint64_t item);
  void index_frames(std::uint32_t slot, const StoredVideo& video);
  [[nodiscard]] bool loosely(const std::vector<Lookup>& lookups, VideoSearch search,
                             std::array<bool, kVideoViews>& loose) const;
  void count_hits(std::span<const Lookup> lookups, int radius, Tallies& tallies) const;
  void count(const AskedHash& hash, int radius, const std::vector<Hit>& hits, Tallies& tallies) const;
  [[nodiscard]] std::map<std::uint32_t, std::vector<SoundStretch>> heard(const SoundPrint& sound) const;
  [[nodiscard]] std::map<std::uint32_t, std::vector<FramePair>> seen(const AskedVideo& asked) const;
  struct Judged;
  [[nodiscard]] Judged judged(const AskedVideo& asked, const SoundPrint& sound, const Tallies& tallies) const;

  mutable std::shared_mutex mutex_;
  HammingIndex index_;
  SoundIndex sounds_;
  KeyFrameIndex key_frames_;
  std::unordered_map<std::uint32_t, StoredVideo> stored_;   // by slot
  std::unordered_map<std::uint64_t, std::uint32_t> slots_;  // by item
  std::uint32_t next_slot_ = 0;
};

}  // namespace jium::match
