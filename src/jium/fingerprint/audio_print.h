// The sound of a video as a second witness: Chromaprint, about eight items of 32 bits a second.
// Source: Lukas Lalinsky, Chromaprint (libchromaprint, algorithm TEST2, AcoustID's); the idea: Y. Ke, D.
// Hoiem, R. Sukthankar, "Computer Vision for Music Identification", 2005. Sound is mixed down to one channel
// of 11,025 samples a second; item i looks at about 2.7 seconds from i / items_per_second on; near sounds
// differ in few bits at the same distance of items.
//
// Silence, hum and test tones have items that are equal in all videos of the world; they are marked, so that
// matching can leave them out.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "jium/media/video.h"

namespace jium::fingerprint {

struct AudioPrint {
  std::vector<std::uint32_t> items;
  std::vector<bool> usable;  // as many as items: false in silent and unchanging stretches
  double items_per_second = 0;
  double seconds = 0;  // of sound that was heard

  friend bool operator==(const AudioPrint&, const AudioPrint&) = default;
};

// Takes the sound piece by piece, as decode_video() hands it out.
class AudioPrinter {
 public:
  AudioPrinter();
  AudioPrinter(const AudioPrinter&) = delete;
  AudioPrinter& operator=(const AudioPrinter&) = delete;
  ~AudioPrinter();

  // All pieces must have the first one's rate and channels.
  void add(const media::SoundPiece& piece);
  // Once, at the end. No items when there were less than about three seconds of sound.
  [[nodiscard]] AudioPrint finish();

 private:
  class Loudness;
  struct ContextEnd {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, ContextEnd> context_;
  std::unique_ptr<Loudness> loudness_;
};

// Only inside the sandbox. Faults: decode_video()'s; a video without sound has no items.
[[nodiscard]] Result<AudioPrint> audio_print_of(ByteView video, const media::VideoLimits& limits = {});

}  // namespace jium::fingerprint
