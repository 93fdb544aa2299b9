// The decoder of one stream of a video, from a closed list. No other codec of FFmpeg can be reached.
#pragma once

#include "jium/media/video.h"
#include "jium/media/video_ffmpeg.h"

namespace jium::media {

// What the list has for a stream's codec; nothing: not on it.
[[nodiscard]] std::optional<VideoCodec> video_codec_of(const AVStream& stream);
[[nodiscard]] std::optional<SoundCodec> sound_codec_of(const AVStream& stream);
// The decoders of the list as FFmpeg names them, separated by commas.
[[nodiscard]] const std::string& decoder_names();

// Codecs store whole blocks, of which the last ones hang over the picture's edge: what they may ask for.
[[nodiscard]] PictureLimits with_padding(const PictureLimits& limits);

class StreamDecoder {
 public:
  // Codec: not on the list.
  [[nodiscard]] static Result<std::unique_ptr<StreamDecoder>> open(const AVStream& stream,
                                                                   const VideoLimits& limits);
  StreamDecoder(const StreamDecoder&) = delete;
  StreamDecoder& operator=(const StreamDecoder&) = delete;
  ~StreamDecoder() = default;

  // Decodes one packet (nothing: there are no more) and hands out each frame that is ready. `take` says
  // whether it wants to go on. False when the packet could not be decoded.
  using Take = std::function<bool(const AVFrame&)>;
  [[nodiscard]] bool decode(const AVPacket* packet, const Take& take);

  // Did the decoder ask for a frame beyond the limits?
  [[nodiscard]] bool exceeded() const { return exceeded_; }
  [[nodiscard]] bool out_of_memory() const { return out_of_memory_; }

 private:
  StreamDecoder(const AVStream& stream, const VideoLimits& limits);
  static int make_room(AVCodecContext* codec, AVFrame* frame, int flags);

  PictureLimits limits_;
  bool is_video_;
  bool exceeded_ = false;
  bool out_of_memory_ = false;
  av::Codec codec_;
  av::Frame frame_;
};

}  // namespace jium::media
