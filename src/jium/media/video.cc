#include "jium/media/video.h"

extern "C" {
#include <libavutil/display.h>
}

#include <algorithm>
#include <cmath>

#include "jium/media/audio_pcm.h"
#include "jium/media/extent.h"
#include "jium/media/video_colour.h"
#include "jium/media/video_file.h"
#include "jium/media/video_problem.h"
#include "jium/media/video_sampler.h"
#include "jium/media/video_stream.h"
#include "jium/media/video_webp.h"

namespace jium::media {
namespace {

constexpr double kUsualRate = 25;     // frames a second, where the file does not say
constexpr double kLongestFrame = 60;  // seconds that the last frame is believed to be shown

// The reference's choice: the average, or else the slowest rate that can tell all times.
double rate_of(const AVStream& stream) {
  for (const AVRational rate : {stream.avg_frame_rate, stream.r_frame_rate}) {
    if (rate.num > 0 && rate.den > 0) return av_q2d(rate);
  }
  return kUsualRate;
}

int quarter_turns_of(const AVStream& stream) {
  std::size_t size = 0;
  const std::uint8_t* matrix = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (matrix == nullptr || size < 9 * sizeof(std::int32_t)) return 0;
  const double degrees = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
  if (!std::isfinite(degrees)) return 0;
  // FFmpeg counts counter-clockwise.
  return (static_cast<int>(std::lround(-degrees / 90)) % 4 + 4) % 4;
}

std::optional<double> stamp_of(const AVFrame& frame, AVRational unit) {
  if (frame.best_effort_timestamp == AV_NOPTS_VALUE || unit.den <= 0) return std::nullopt;
  return static_cast<double>(frame.best_effort_timestamp) * av_q2d(unit);
}

bool is_damaged(const AVFrame& frame) {
  return frame.decode_error_flags != 0 || (frame.flags & AV_FRAME_FLAG_CORRUPT) != 0;
}

// One pass over one file.
class Showing {
 public:
  Showing(VideoFile& file, VideoFacts& facts, const VideoLimits& limits)
      : file_(file), facts_(facts), limits_(limits) {}

  [[nodiscard]] Result<void> prepare(const FrameSink& frames, const SoundSink& sound, const VideoWish& wish);
  [[nodiscard]] Result<void> run();

 private:
  [[nodiscard]] Result<void> prepare_video(const VideoWish& wish);
  [[nodiscard]] Result<void> prepare_sound();
  void read_packets();
  bool take_frame(const AVFrame& frame);
  bool take_sound(const AVFrame& frame);
  bool decode(StreamDecoder& decoder, const AVPacket* packet, const StreamDecoder::Take& take);
  void show(const AVFrame& decoded, VideoFrame frame);
  [[nodiscard]] bool at_limit() const { return facts_.ending == VideoEnding::limit; }

  VideoFile& file_;
  VideoFacts& facts_;
  const VideoLimits& limits_;
  const FrameSink* frames_ = nullptr;
  const SoundSink* sound_ = nullptr;
  std::unique_ptr<StreamDecoder> video_decoder_;
  std::unique_ptr<StreamDecoder> sound_decoder_;
  std::optional<VideoSampler> sampler_;
  FrameColours colours_;
  SoundSamples samples_;
  double seconds_of_sound_ = 0;
};

Result<void> Showing::prepare(const FrameSink& frames, const SoundSink& sound, const VideoWish& wish) {
  frames_ = &frames;
  sound_ = &sound;
  JIUM_CHECK(prepare_video(wish));
  if (sound) JIUM_CHECK(prepare_sound());
  file_.keep_only(file_.video(), sound_decoder_ ? file_.sound() : nullptr);
  return {};
}

Result<void> Showing::prepare_video(const VideoWish& wish) {
  const AVStream* stream = file_.video();
  if (stream == nullptr)
    return fault_of(file_.sound() != nullptr ? VideoProblem::sound_only : VideoProblem::no_video);
  const auto codec = video_codec_of(*stream);
  if (!codec) return fault_of(VideoProblem::codec);
  facts_.codec = *codec;
  facts_.width = stream->codecpar->width;
  facts_.height = stream->codecpar->height;
  facts_.frames_per_second = rate_of(*stream);
  facts_.quarter_turns = quarter_turns_of(*stream);
  if (!within(limits_.frame, facts_.width, facts_.height)) return fault_of(VideoProblem::too_large);
  sampler_.emplace(wish, facts_.frames_per_second);
  JIUM_TRY(video_decoder_, StreamDecoder::open(*stream, limits_));
  return {};
}

// A video with a sound of a codec that is not on the list, or with a broken one, is a silent video.
Result<void> Showing::prepare_sound() {
  const AVStream* stream = file_.sound();
  if (stream == nullptr) return {};
  const auto codec = sound_codec_of(*stream);
  if (!codec) return {};
  auto decoder = StreamDecoder::open(*stream, limits_);
  if (!decoder) return {};
  sound_decoder_ = std::move(*decoder);
  facts_.sound = SoundFacts{*codec, 0, 0};
  return {};
}

bool Showing::decode(StreamDecoder& decoder, const AVPacket* packet, const StreamDecoder::Take& take) {
  const bool good = decoder.decode(packet, take);
  if (!good && &decoder == video_decoder_.get()) ++facts_.damaged;
  return !decoder.exceeded() && !decoder.out_of_memory() && !at_limit();
}

void Showing::read_packets() {
  const av::Packet packet(av_packet_alloc());
  const auto frame = [this](const AVFrame& decoded) { return take_frame(decoded); };
  const auto sound = [this](const AVFrame& decoded) { return take_sound(decoded); };
  std::int64_t packets = 0;
  while (packet != nullptr && file_.read(*packet)) {
    if (++packets > limits_.packets) {
      facts_.ending = VideoEnding::limit;
      return;
    }
    const bool is_video = packet->stream_index == file_.video()->index;
    const bool is_sound = sound_decoder_ && packet->stream_index == file_.sound()->index;
    if (is_video && !decode(*video_decoder_, packet.get(), frame)) return;
    if (is_sound && !decode(*sound_decoder_, packet.get(), sound)) return;
  }
  if (decode(*video_decoder_, nullptr, frame) && sound_decoder_)
    static_cast<void>(decode(*sound_decoder_, nullptr, sound));
}

Result<void> Showing::run() {
  read_packets();
  if (file_.out_of_memory() || video_decoder_->out_of_memory()) return fault_of(VideoProblem::too_hungry);
  if (file_.broken() && !at_limit()) facts_.ending = VideoEnding::cut_short;
  if (video_decoder_->exceeded()) {
    if (facts_.frames == 0) return fault_of(VideoProblem::too_large);
    ++facts_.damaged;
  }
  if (facts_.sound && facts_.sound->rate == 0) facts_.sound.reset();
  if (facts_.frames > 0) return {};
  return fault_of(facts_.ending == VideoEnding::cut_short ? VideoProblem::cut_short : VideoProblem::damaged);
}

bool Showing::take_frame(const AVFrame& decoded) {
  if (!within(limits_.frame, decoded.width, decoded.height)) return false;
  VideoFrame frame = sampler_->next(stamp_of(decoded, file_.video()->time_base));
  frame.damaged = is_damaged(decoded);
  if (frame.damaged) ++facts_.damaged;
  ++facts_.frames;
  facts_.seconds = frame.shown_at + std::min(1 / facts_.frames_per_second, kLongestFrame);
  if ((frame.standard || frame.extra) && *frames_) show(decoded, frame);
  if (facts_.frames >= limits_.frames || frame.shown_at >= limits_.seconds)
    facts_.ending = VideoEnding::limit;
  return !at_limit();
}

void Showing::show(const AVFrame& decoded, VideoFrame frame) {
  const auto pixels = colours_.rgb_of(decoded);
  if (!pixels) {
    ++facts_.damaged;
    return;
  }
  frame.pixels = *pixels;
  (*frames_)(frame);
}

bool Showing::take_sound(const AVFrame& decoded) {
  if (seconds_of_sound_ >= limits_.seconds) return true;
  const auto piece = samples_.samples_of(decoded);
  if (!piece || piece->samples.empty()) return true;
  facts_.sound->rate = piece->rate;
  facts_.sound->channels = piece->channels;
  seconds_of_sound_ += static_cast<double>(piece->samples.size()) / piece->channels / piece->rate;
  (*sound_)(*piece);
  return true;
}

Result<VideoFacts> decode_by_ffmpeg(ByteView bytes, Container container, const VideoWish& wish,
                                    const FrameSink& frames, const SoundSink& sound,
                                    const VideoLimits& limits) {
  JIUM_TRY(const auto file, VideoFile::open(bytes, container, limits));
  VideoFacts facts;
  facts.container = container;
  Showing showing(*file, facts, limits);
  JIUM_CHECK(showing.prepare(frames, sound, wish));
  JIUM_CHECK(showing.run());
  return facts;
}

// What the file as a whole tells better than the step at which reading it failed.
Fault explain(const Fault& fault, bool complete) {
  const bool vague = video_problem_of(fault) == VideoProblem::damaged;
  return vague && !complete ? fault_of(VideoProblem::cut_short) : fault;
}

}  // namespace

Result<VideoFacts> decode_video(ByteView bytes, const VideoWish& wish, const FrameSink& frames,
                                const SoundSink& sound, const VideoLimits& limits) {
  JIUM_TRY(const Container container, recognise_container(bytes));
  const bool complete = holds_all_it_promises(bytes, container);
  // FFmpeg would call a GIF of absurd sides damaged.
  if (container == Container::gif) {
    const AnnouncedSize size = announced_size(bytes, PictureFormat::gif);
    if (!within(limits.frame, size.width, size.height)) return fault_of(VideoProblem::too_large);
  }
  auto facts = container == Container::webp ? decode_animated_webp(bytes, wish, frames, limits)
                                            : decode_by_ffmpeg(bytes, container, wish, frames, sound, limits);
  if (!facts) return explain(facts.fault(), complete);
  if (!complete && facts->ending == VideoEnding::whole) facts->ending = VideoEnding::cut_short;
  return facts;
}

}  // namespace jium::media
