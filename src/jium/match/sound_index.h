// Which registered sound tracks a query's sound runs along, and where.
//
// The way of AcoustID's matcher (Lalinsky, "How does Chromaprint work?", 2011): the upper bits of the items
// find other prints through an inverted index, the offsets are voted for, and the bits are counted along the
// best offsets. Speed and pitch must be the same. What does not count: silence and single tones (`usable`),
// items that stand still, and repeats of a loop, each of which is heard once.
//
// Memory: 4 bytes an item and 8 for the posting of every second one: about 64 bytes a second of sound.
#pragma once

#include <vector>

#include "jium/match/sound_print.h"
#include "jium/match/video_threshold.h"

namespace jium::match {

struct SoundStretch {
  double query_from = 0;  // seconds
  double query_to = 0;
  double reference_from = 0;
  double reference_to = 0;
  int items = 0;           // usable ones that agree
  double mean_errors = 0;  // bits of 32
};

// Sets `usable` false for what stands still or repeats what was heard in the last 40 seconds.
[[nodiscard]] SoundPrint without_repeats(SoundPrint print);

// Stretches of at least `least_items` along reference item = query item + offset; the most items first. Both
// prints have been through without_repeats().
[[nodiscard]] std::vector<SoundStretch> compare_sound(const SoundPrint& query, const SoundPrint& reference,
                                                      int offset, int least_items);

struct SoundVote {
  std::uint32_t slot = 0;
  int offset = 0;  // items
  int votes = 0;
};

class SoundIndex {
 public:
  // The print must be handed to remove() as it was added.
  void add(std::uint32_t slot, const SoundPrint& print);
  void remove(std::uint32_t slot, const SoundPrint& print);
  // The offsets with the most votes, best first, at most `most`; several of one slot where its sound recurs.
  [[nodiscard]] std::vector<SoundVote> vote(const SoundPrint& query, std::size_t most) const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Posting {
    std::uint32_t slot;
    std::uint32_t item;
  };
  [[nodiscard]] std::vector<std::uint64_t> promising(const SoundPrint& query) const;

  std::vector<std::vector<Posting>> postings_ = std::vector<std::vector<Posting>>(1U << 16U);
};

}  // namespace jium::match
