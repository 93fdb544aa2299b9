// Benign clips for tests and benches: a walk over one of our drawn landscapes, with a melody if wished,
// encoded by the ffmpeg program (Debian package ffmpeg). Files live in a temporary folder of their own, only
// while the program runs. std::runtime_error, with what ffmpeg said, when it fails: the test then fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jium/base/bytes.h"

namespace jium::clips {

using Words = std::vector<std::string>;  // arguments for ffmpeg

struct Wish {
  std::string ending = "mp4";  // of the file's name: chooses the container
  Words video{"-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"};
  Words sound{};  // {"-c:a", "aac"}; empty: a silent clip
  int width = 160;
  int height = 120;
  int rate = 25;  // frames a second
  double seconds = 2;
  std::uint32_t seed = 1;  // of scene and melody: other seeds, other clips
};
[[nodiscard]] Bytes make(const Wish& wish);

// The same clip after something was done to it: `words` stand between the input and the output.
[[nodiscard]] Bytes edit(ByteView clip, const std::string& ending, const Words& words,
                         const std::string& new_ending);

// The melody alone: 16-bit samples of one channel. Each seed has its own tune.
[[nodiscard]] std::vector<std::int16_t> melody(std::uint32_t seed, double seconds, int rate);

}  // namespace jium::clips
