// FFmpeg's objects with owners, for the files of this room that speak to its libraries.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>

namespace jium::media::av {

struct FormatEnd {
  void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
};
struct CodecEnd {
  void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
};
struct PacketEnd {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FrameEnd {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct InputEnd {
  void operator()(AVIOContext* input) const {
    if (input != nullptr) av_freep(&input->buffer);
    avio_context_free(&input);
  }
};
struct ScalerEnd {
  void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
};
struct ResamplerEnd {
  void operator()(SwrContext* resampler) const { swr_free(&resampler); }
};
struct OptionsEnd {
  AVDictionary* options = nullptr;
  OptionsEnd() = default;
  OptionsEnd(const OptionsEnd&) = delete;
  OptionsEnd& operator=(const OptionsEnd&) = delete;
  ~OptionsEnd() { av_dict_free(&options); }
};

using Format = std::unique_ptr<AVFormatContext, FormatEnd>;
using Codec = std::unique_ptr<AVCodecContext, CodecEnd>;
using Packet = std::unique_ptr<AVPacket, PacketEnd>;
using Frame = std::unique_ptr<AVFrame, FrameEnd>;
using Input = std::unique_ptr<AVIOContext, InputEnd>;
using Scaler = std::unique_ptr<SwsContext, ScalerEnd>;
using Resampler = std::unique_ptr<SwrContext, ResamplerEnd>;

}  // namespace jium::media::av
