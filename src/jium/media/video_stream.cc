#include "jium/media/video_stream.h"

#include <array>
#include <cstring>

#include "jium/media/video_problem.h"

namespace jium::media {
namespace {

using namespace std::string_view_literals;

struct VideoRow {
  AVCodecID id;
  const char* decoder;
  VideoCodec codec;
};
constexpr std::array kVideo{VideoRow{AV_CODEC_ID_H264, "h264", VideoCodec::h264},
                            VideoRow{AV_CODEC_ID_HEVC, "hevc", VideoCodec::hevc},
                            VideoRow{AV_CODEC_ID_VP8, "vp8", VideoCodec::vp8},
                            VideoRow{AV_CODEC_ID_VP9, "vp9", VideoCodec::vp9},
                            VideoRow{AV_CODEC_ID_AV1, "libdav1d", VideoCodec::av1},
                            VideoRow{AV_CODEC_ID_MPEG4, "mpeg4", VideoCodec::mpeg4},
                            VideoRow{AV_CODEC_ID_MJPEG, "mjpeg", VideoCodec::mjpeg},
                            VideoRow{AV_CODEC_ID_GIF, "gif", VideoCodec::gif}};
struct SoundRow {
  AVCodecID id;
  const char* decoder;
  SoundCodec codec;
};
constexpr std::array kSound{SoundRow{AV_CODEC_ID_AAC, "aac", SoundCodec::aac},
                            SoundRow{AV_CODEC_ID_MP3, "mp3float", SoundCodec::mp3},
                            SoundRow{AV_CODEC_ID_OPUS, "opus", SoundCodec::opus},
                            SoundRow{AV_CODEC_ID_VORBIS, "vorbis", SoundCodec::vorbis},
                            SoundRow{AV_CODEC_ID_AC3, "ac3", SoundCodec::ac3},
                            SoundRow{AV_CODEC_ID_FLAC, "flac", SoundCodec::flac},
                            SoundRow{AV_CODEC_ID_PCM_S16LE, "pcm_s16le", SoundCodec::pcm}};

constexpr std::array kVideoNames{"h264"sv,  "hevc"sv,  "vp8"sv, "vp9"sv, "av1"sv,
                                 "mpeg4"sv, "mjpeg"sv, "gif"sv, "webp"sv};
constexpr std::array kSoundNames{"aac"sv, "mp3"sv, "opus"sv, "vorbis"sv, "ac3"sv, "flac"sv, "pcm"sv};

const char* decoder_of(AVCodecID id) {
  for (const VideoRow& row : kVideo) {
    if (row.id == id) return row.decoder;
  }
  for (const SoundRow& row : kSound) {
    if (row.id == id) return row.decoder;
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(VideoCodec codec) {
  return kVideoNames[static_cast<std::size_t>(codec)];
}
std::string_view name_of(SoundCodec codec) {
  return kSoundNames[static_cast<std::size_t>(codec)];
}

std::optional<VideoCodec> video_codec_of(const AVStream& stream) {
  for (const VideoRow& row : kVideo) {
    if (row.id == stream.codecpar->codec_id) return row.codec;
  }
  return std::nullopt;
}

std::optional<SoundCodec> sound_codec_of(const AVStream& stream) {
  for (const SoundRow& row : kSound) {
    if (row.id == stream.codecpar->codec_id) return row.codec;
  }
  return std::nullopt;
}

const std::string& decoder_names() {
  static const std::string names = [] {
    std::string all;
    for (const VideoRow& row : kVideo) all.append(row.decoder).append(",");
    for (const SoundRow& row : kSound) all.append(row.decoder).append(",");
    all.pop_back();
    return all;
  }();
  return names;
}

PictureLimits with_padding(const PictureLimits& limits) {
  constexpr int kBlock = 128;  // the largest block of any codec: AV1's superblock
  const int side = limits.side + kBlock;
  return {limits.pixels + std::int64_t{2} * kBlock * side, side};
}

StreamDecoder::StreamDecoder(const AVStream& stream, const VideoLimits& limits)
    : limits_(limits.frame),
      is_video_(stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO),
      frame_(av_frame_alloc()) {}

// FFmpeg asks here before it makes room for a frame. (New room is zero; used room holds this video's own
// earlier frames, so that the same bytes always give the same frames.)
int StreamDecoder::make_room(AVCodecContext* codec, AVFrame* frame, int flags) {
  auto& decoder = *static_cast<StreamDecoder*>(codec->opaque);
  if (decoder.is_video_ && !within(with_padding(decoder.limits_), frame->width, frame->height)) {
    decoder.exceeded_ = true;
    return AVERROR(EINVAL);
  }
  return avcodec_default_get_buffer2(codec, frame, flags);
}

Result<std::unique_ptr<StreamDecoder>> StreamDecoder::open(const AVStream& stream,
                                                           const VideoLimits& limits) {
  const char* name = decoder_of(stream.codecpar->codec_id);
  if (name == nullptr) return fault_of(VideoProblem::codec);
  const AVCodec* codec = avcodec_find_decoder_by_name(name);
  if (codec == nullptr) return fault(FaultKind::internal, "FFmpeg lacks a decoder of our list");
  std::unique_ptr<StreamDecoder> decoder(new StreamDecoder(stream, limits));
  decoder->codec_.reset(avcodec_alloc_context3(codec));
  AVCodecContext* context = decoder->codec_.get();
  if (context == nullptr || decoder->frame_ == nullptr) return fault_of(VideoProblem::too_hungry);
  if (avcodec_parameters_to_context(context, stream.codecpar) < 0) return fault_of(VideoProblem::damaged);
  context->opaque = decoder.get();
  context->get_buffer2 = &make_room;
  context->thread_count = 1;
  context->max_pixels = with_padding(limits.frame).pixels;
  context->pkt_timebase = stream.time_base;
  const int error = avcodec_open2(context, codec, nullptr);
  if (error == AVERROR(ENOMEM)) return fault_of(VideoProblem::too_hungry);
  if (error < 0) return fault_of(VideoProblem::damaged);
  return decoder;
}

bool StreamDecoder::decode(const AVPacket* packet, const Take& take) {
  const int sent = avcodec_send_packet(codec_.get(), packet);
  out_of_memory_ = out_of_memory_ || sent == AVERROR(ENOMEM);
  bool good = sent >= 0 || sent == AVERROR_EOF;
  for (;;) {
    const int error = avcodec_receive_frame(codec_.get(), frame_.get());
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return good;
    if (error < 0) {
      out_of_memory_ = out_of_memory_ || error == AVERROR(ENOMEM);
      return false;
    }
    if (!take(*frame_)) return good;
  }
}

}  // namespace jium::media
