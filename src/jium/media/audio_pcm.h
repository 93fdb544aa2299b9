// Decoded sound -> 16-bit samples, one or two channels, interleaved.
#pragma once

#include "jium/media/video.h"
#include "jium/media/video_ffmpeg.h"

namespace jium::media {

class SoundSamples {
 public:
  // Valid until the next call; empty when nothing is ready. Rate and channels (more than two are mixed down)
  // are the first frame's for the whole video. Nothing: FFmpeg cannot convert it.
  [[nodiscard]] std::optional<SoundPiece> samples_of(const AVFrame& frame);

 private:
  [[nodiscard]] bool is_ready(const AVFrame& frame) const;
  [[nodiscard]] bool prepare(const AVFrame& frame);

  av::Resampler resampler_;
  std::vector<std::int16_t> samples_;
  int rate_ = 0;
  int channels_ = 0;
  // What the resampler was made for.
  int in_rate_ = 0;
  int in_channels_ = 0;
  int in_format_ = -1;
};

}  // namespace jium::media
