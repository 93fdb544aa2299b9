// Intros, titles, jingles: what many registered videos have that otherwise have nothing to do with each other
// says nothing about any of them. Versions of the same footage, registered many times, do not count as many:
// beyond the stretch in question they agree as well.
#pragma once

#include <vector>

#include "jium/match/video_verdict.h"

namespace jium::match {

struct Candidate {
  const StoredVideo* video = nullptr;
  VideoEvidence evidence;
  VideoMatch match;
};

// Takes shared stretches out of the evidence and decides again; candidates that then match no more are
// removed. `others`: videos whose stretches were too weak for a match; they too have what is shared.
void drop_shared_stretches(std::vector<Candidate>& candidates, const std::vector<Candidate>& others = {});

}  // namespace jium::match
