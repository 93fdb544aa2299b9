#include "jium/media/audio_pcm.h"

extern "C" {
#include <libavutil/channel_layout.h>
}

#include <algorithm>

namespace jium::media {
namespace {

constexpr int kSlowest = 1'000;  // samples a second that are still sound
constexpr int kFastest = 384'000;

const std::int16_t* as_samples(const std::uint8_t* bytes) {
  return reinterpret_cast<const std::int16_t*>(bytes);
}

}  // namespace

bool SoundSamples::is_ready(const AVFrame& frame) const {
  return frame.sample_rate == rate_ && frame.ch_layout.nb_channels == channels_ &&
         frame.format == AV_SAMPLE_FMT_S16;
}

bool SoundSamples::prepare(const AVFrame& frame) {
  const int channels = frame.ch_layout.nb_channels;
  if (resampler_ != nullptr && in_rate_ == frame.sample_rate && in_channels_ == channels &&
      in_format_ == frame.format)
    return true;
  AVChannelLayout out{};
  av_channel_layout_default(&out, channels_);
  // A stream may leave the places of its channels open; the usual ones are meant then.
  AVChannelLayout in{};
  if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
    av_channel_layout_default(&in, channels);
  } else if (av_channel_layout_copy(&in, &frame.ch_layout) < 0) {
    return false;
  }
  SwrContext* made = nullptr;
  const int error =
      swr_alloc_set_opts2(&made, &out, AV_SAMPLE_FMT_S16, rate_, &in,
                          static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
  resampler_.reset(made);
  av_channel_layout_uninit(&in);
  if (error < 0 || swr_init(resampler_.get()) < 0) {
    resampler_.reset();
    return false;
  }
  in_rate_ = frame.sample_rate;
  in_channels_ = channels;
  in_format_ = frame.format;
  return true;
}

std::optional<SoundPiece> SoundSamples::samples_of(const AVFrame& frame) {
  const int channels = frame.ch_layout.nb_channels;
  if (frame.sample_rate < kSlowest || frame.sample_rate > kFastest || channels < 1 || frame.nb_samples < 0)
    return std::nullopt;
  if (rate_ == 0) {
    rate_ = frame.sample_rate;
    channels_ = std::min(channels, 2);
  }
  if (is_ready(frame)) {
    const auto count = static_cast<std::size_t>(frame.nb_samples) * static_cast<std::size_t>(channels_);
    return SoundPiece{{as_samples(frame.data[0]), count}, channels_, rate_};
  }
  if (!prepare(frame)) return std::nullopt;
  const int most = swr_get_out_samples(resampler_.get(), frame.nb_samples);
  if (most < 0) return std::nullopt;
  samples_.resize(static_cast<std::size_t>(most) * static_cast<std::size_t>(channels_));
  auto* out = reinterpret_cast<std::uint8_t*>(samples_.data());
  const int made = swr_convert(resampler_.get(), &out, most,
                               const_cast<const std::uint8_t**>(frame.extended_data), frame.nb_samples);
  if (made < 0) return std::nullopt;
  const auto count = static_cast<std::size_t>(made) * static_cast<std::size_t>(channels_);
  return SoundPiece{{samples_.data(), count}, channels_, rate_};
}

}  // namespace jium::media
