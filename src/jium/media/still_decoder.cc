#include "jium/media/still_decoder.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
}

#include <array>
#include <climits>
#include <cstring>

#include "jium/media/ffmpeg_frame.h"
#include "jium/media/picture_problem.h"

namespace jium::media {
namespace {

struct Row {
  StillCodec codec;
  const char* name;
};
// The allow list: no other decoder of FFmpeg can be reached.
constexpr std::array kDecoders{Row{StillCodec::png, "png"}, Row{StillCodec::gif, "gif"},
                               Row{StillCodec::bmp, "bmp"}, Row{StillCodec::hevc, "hevc"},
                               Row{StillCodec::av1, "libdav1d"}};

struct ContextEnd {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct PacketEnd {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
using Context = std::unique_ptr<AVCodecContext, ContextEnd>;
using Packet = std::unique_ptr<AVPacket, PacketEnd>;

// What the decoder may ask for while it runs.
struct Allowance {
  PictureLimits limits;
  std::uint8_t fill = 0;  // what every byte of a new picture is until the decoder writes it
  bool exceeded = false;
};

// FFmpeg asks here before it makes room for any pixel.
int make_room(AVCodecContext* context, AVFrame* frame, int flags) {
  Allowance& allowance = *static_cast<Allowance*>(context->opaque);
  if (!within(allowance.limits, frame->width, frame->height)) {
    allowance.exceeded = true;
    return AVERROR(EINVAL);
  }
  if (const int error = avcodec_default_get_buffer2(context, frame, flags); error < 0) return error;
  for (const AVBufferRef* buffer : frame->buf) {
    if (buffer != nullptr) std::memset(buffer->data, allowance.fill, buffer->size);
  }
  return 0;
}

const AVCodec* decoder_of(StillCodec codec) {
  for (const Row& row : kDecoders) {
    if (row.codec == codec) return avcodec_find_decoder_by_name(row.name);
  }
  return nullptr;
}

Context open_decoder(StillCodec kind, Allowance& allowance) {
  // FFmpeg would print the file's own text (PNG comments) on standard error.
  av_log_set_callback([](void*, int, const char*, va_list) {});
  const AVCodec* codec = decoder_of(kind);
  Context context(codec != nullptr ? avcodec_alloc_context3(codec) : nullptr);
  if (context == nullptr) return nullptr;
  context->thread_count = 1;
  context->err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER | AV_EF_EXPLODE;
  context->opaque = &allowance;
  context->get_buffer2 = &make_room;
  // dav1d makes its own room, and asks for no more than this.
  if (kind == StillCodec::av1) context->max_pixels = allowance.limits.pixels;
  if (avcodec_open2(context.get(), codec, nullptr) < 0) return nullptr;
  return context;
}

// A copy, because FFmpeg may read some bytes beyond the end and wants them to be zero.
Packet packet_of(ByteView bytes) {
  Packet packet(av_packet_alloc());
  if (packet == nullptr || bytes.size() > INT_MAX / 2) return nullptr;
  if (av_new_packet(packet.get(), static_cast<int>(bytes.size())) < 0) return nullptr;
  std::memcpy(packet->data, bytes.data(), bytes.size());
  return packet;
}

PictureProblem problem_of(int error, const Allowance& allowance) {
  if (allowance.exceeded || error == AVERROR(ERANGE)) return PictureProblem::too_large;
  if (error == AVERROR(ENOMEM)) return PictureProblem::too_hungry;
  if (error == AVERROR_PATCHWELCOME) return PictureProblem::variant;
  return PictureProblem::damaged;
}

// The first frame, or an FFmpeg error.
int decode_frame(AVCodecContext* context, const AVPacket* packet, AVFrame* frame) {
  if (const int sent = avcodec_send_packet(context, packet); sent < 0) return sent;
  const int received = avcodec_receive_frame(context, frame);
  if (received != AVERROR(EAGAIN)) return received;
  avcodec_send_packet(context, nullptr);
  return avcodec_receive_frame(context, frame);
}

Result<StillFrame> decode_filled(ByteView bytes, StillCodec codec, const PictureLimits& limits,
                                 std::uint8_t fill) {
  Allowance allowance{limits, fill};
  const Context context = open_decoder(codec, allowance);
  if (context == nullptr) return fault(FaultKind::internal, "FFmpeg has no decoder for this kind of picture");
  const Packet packet = packet_of(bytes);
  StillFrame frame(av_frame_alloc());
  if (packet == nullptr || frame == nullptr) return fault_of(PictureProblem::too_hungry);
  const int error = decode_frame(context.get(), packet.get(), frame.get());
  if (error < 0) return fault_of(problem_of(error, allowance));
  if (!within(limits, frame->width, frame->height)) return fault_of(PictureProblem::too_large);
  return frame;
}

}  // namespace

void StillFrameEnd::operator()(AVFrame* frame) const {
  av_frame_free(&frame);
}

// FFmpeg hands out a PNG whose compressed data ends early, with rows that it never wrote, and an HEVC picture
// without the blocks that were not there. Such a place is found by what the room for it was filled with; when
// the picture itself may have that colour, another fill tells.
Result<StillFrame> decode_still(ByteView bytes, StillCodec codec, const PictureLimits& limits) {
  constexpr std::uint8_t kFill = 0xA5;
  constexpr std::uint8_t kOtherFill = 0x5A;
  JIUM_TRY(StillFrame frame, decode_filled(bytes, codec, limits, kFill));
  const bool video = codec == StillCodec::hevc || codec == StillCodec::av1;
  if (may_be_untouched(*frame, kFill, video ? Written::in_blocks : Written::in_rows)) {
    JIUM_TRY(const StillFrame again, decode_filled(bytes, codec, limits, kOtherFill));
    if (!same_pixels(*frame, *again)) return fault_of(PictureProblem::cut_short);
  }
  return frame;
}

}  // namespace jium::media
