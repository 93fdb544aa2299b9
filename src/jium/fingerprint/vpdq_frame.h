// One line of a vPDQ fingerprint: the PDQ of one frame of a video.
#pragma once

#include "jium/fingerprint/pdq.h"

namespace jium::fingerprint {

struct FrameHash {
  std::int64_t number = 0;  // of the frame, from 0; its place in the list where the source does not tell
  double seconds = 0;       // number / frames per second
  Pdq pdq;
};

}  // namespace jium::fingerprint
