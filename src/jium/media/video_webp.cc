#include "jium/media/video_webp.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>

#include "jium/media/video_problem.h"
#include "jium/media/video_sampler.h"

namespace jium::media {
namespace {

constexpr double kUsualRate = 10;  // frames a second, where all frames claim to last no time

struct DemuxerEnd {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
};
struct DecoderEnd {
  void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, DemuxerEnd>;
using Decoder = std::unique_ptr<WebPAnimDecoder, DecoderEnd>;

struct Outline {
  int width = 0;
  int height = 0;
  std::int64_t frames = 0;  // that are there
  double milliseconds = 0;  // that they last
};

// Sizes and times are known before any pixel is decoded.
Result<Outline> outline_of(const WebPData& data) {
  WebPDemuxState state = WEBP_DEMUX_PARSE_ERROR;
  const Demuxer demuxer(WebPDemuxPartial(&data, &state));
  if (demuxer == nullptr) return fault_of(VideoProblem::damaged);
  Outline outline{static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH)),
                  static_cast<int>(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT)), 0, 0};
  WebPIterator frame{};
  if (WebPDemuxGetFrame(demuxer.get(), 1, &frame) == 0) return fault_of(VideoProblem::cut_short);
  do {
    outline.milliseconds += frame.duration > 0 ? frame.duration : 0;
    ++outline.frames;
  } while (WebPDemuxNextFrame(&frame) != 0);
  WebPDemuxReleaseIterator(&frame);
  return outline;
}

// The canvas comes with an alpha byte, which is left out as in still pictures.
void drop_alpha(const std::uint8_t* rgba, Bytes& rgb) {
  for (std::size_t to = 0; to < rgb.size(); to += 3, rgba += 4) {
    rgb[to] = rgba[0];
    rgb[to + 1] = rgba[1];
    rgb[to + 2] = rgba[2];
  }
}

VideoFacts facts_of(const Outline& outline) {
  VideoFacts facts;
  facts.container = Container::webp;
  facts.codec = VideoCodec::webp;
  facts.width = outline.width;
  facts.height = outline.height;
  const auto frames = static_cast<double>(outline.frames);
  facts.frames_per_second = outline.milliseconds > 0 ? frames * 1000 / outline.milliseconds : kUsualRate;
  return facts;
}

}  // namespace

Result<VideoFacts> decode_animated_webp(ByteView bytes, const VideoWish& wish, const FrameSink& frames,
                                        const VideoLimits& limits) {
  const WebPData data{bytes.data(), bytes.size()};
  JIUM_TRY(const Outline outline, outline_of(data));
  if (!within(limits.frame, outline.width, outline.height)) return fault_of(VideoProblem::too_large);
  VideoFacts facts = facts_of(outline);
  WebPAnimDecoderOptions options;
  if (WebPAnimDecoderOptionsInit(&options) == 0)
    return fault(FaultKind::internal, "libwebpdemux is of another version");
  options.color_mode = MODE_RGBA;
  options.use_threads = 0;
  const Decoder decoder(WebPAnimDecoderNew(&data, &options));
  if (decoder == nullptr) return fault_of(VideoProblem::cut_short);
  VideoSampler sampler(wish, facts.frames_per_second);
  Bytes rgb(static_cast<std::size_t>(outline.width) * static_cast<std::size_t>(outline.height) * 3);
  int shown_until = 0;  // milliseconds
  while (WebPAnimDecoderHasMoreFrames(decoder.get()) != 0) {
    if (facts.frames >= limits.frames || facts.seconds > limits.seconds) {
      facts.ending = VideoEnding::limit;
      break;
    }
    std::uint8_t* canvas = nullptr;
    const double shown_from = shown_until / 1000.0;
    if (WebPAnimDecoderGetNext(decoder.get(), &canvas, &shown_until) == 0) {
      facts.ending = VideoEnding::cut_short;
      ++facts.damaged;
      break;
    }
    VideoFrame frame = sampler.next(shown_from);
    ++facts.frames;
    facts.seconds = shown_until / 1000.0;
    if ((!frame.standard && !frame.extra) || !frames) continue;
    drop_alpha(canvas, rgb);
    frame.pixels = {rgb.data(), outline.width, outline.height};
    frames(frame);
  }
  if (facts.frames == 0) return fault_of(VideoProblem::damaged);
  return facts;
}

}  // namespace jium::media
