// Untrusted bytes -> the frames and the sound of a video. Call it only inside the sandbox (or in a fuzz
// target): pixels and sound live in there and are handed out piece by piece, never kept.
//
// The demuxer is the one of the container that we recognised ourselves, over memory: no file, no network, no
// file named in the video is ever opened. Codecs are on a closed list (video_stream.h). One thread.
//
// Which frames: vPDQ's, as its reference picks them (Meta, ThreatExchange, vpdq/cpp): every n-th decoded
// frame from the first on, n being the whole part of (seconds between two) * (average frames per second), at
// least 1. And, for other users, the first frame at or after each tick of a second clock. Frames that nobody
// asked for are decoded (others lean on them) and never converted.
//
// Pixels: 8-bit RGB as stored (a turn that the container asks for is told, not applied), made by swscale with
// the flags of the reference, so that the bits of a fingerprint agree with it.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "jium/media/container.h"
#include "jium/media/picture.h"

namespace jium::media {

enum class VideoCodec : std::uint8_t { h264, hevc, vp8, vp9, av1, mpeg4, mjpeg, gif, webp };
[[nodiscard]] std::string_view name_of(VideoCodec codec);
enum class SoundCodec : std::uint8_t { aac, mp3, opus, vorbis, ac3, flac, pcm };
[[nodiscard]] std::string_view name_of(SoundCodec codec);

struct VideoWish {
  double seconds_between = 1.0;   // two of vPDQ's frames; 0: every frame is one
  double extra_per_second = 0.0;  // ticks of the other users' clock; 0: none
};

struct VideoLimits {
  PictureLimits frame{36'000'000, 16'384};  // pixels and side of one frame: 8K fits
  std::int64_t frames = 1'000'000;          // decoded; the rest is left unread
  double seconds = 4 * 3600.0;              // shown; the rest is left unread
  std::int64_t packets = 4'000'000;         // of pictures and sound
  int streams = 32;
};

struct VideoFrame {
  PixelView pixels;         // valid during the call
  std::int64_t number = 0;  // of decoded frames, from 0
  double seconds = 0;       // vPDQ's time: number / frames per second, in single precision as the reference
  double shown_at = 0;      // when a player shows it, from the first frame on; never falls
  bool standard = false;    // one of vPDQ's
  bool extra = false;       // the first at or after a tick of the other clock
  bool damaged = false;     // the decoder had to guess parts of it
};
using FrameSink = std::function<void(const VideoFrame&)>;

struct SoundPiece {
  std::span<const std::int16_t> samples;  // interleaved; valid during the call
  int channels = 1;                       // 1 or 2: more are mixed down to 2
  int rate = 0;                           // samples a second and channel; the same for all pieces of a video
};
using SoundSink = std::function<void(const SoundPiece&)>;

enum class VideoEnding : std::uint8_t {
  whole,      // read to its end
  cut_short,  // the file ends, or its structure breaks, before it should
  limit,      // longer than VideoLimits allow
};

struct SoundFacts {
  SoundCodec codec = SoundCodec::aac;
  int rate = 0;
  int channels = 0;
};

struct VideoFacts {
  Container container = Container::mp4;
  VideoCodec codec = VideoCodec::h264;
  int width = 0;  // as stored
  int height = 0;
  int quarter_turns = 0;  // clockwise, that a player makes before it shows the video: 0..3
  double frames_per_second = 0;
  std::int64_t frames = 0;   // decoded
  double seconds = 0;        // shown
  std::int64_t damaged = 0;  // packets that could not be decoded, and frames with guessed parts
  VideoEnding ending = VideoEnding::whole;
  std::optional<SoundFacts> sound;  // the first sound stream, if its codec is known and it was asked for
};

// An empty sink is not interested: sound is then not decoded at all. Malformed, worded by video_problem.h,
// when there is no frame at all; a video that breaks off later is delivered up to there.
[[nodiscard]] Result<VideoFacts> decode_video(ByteView bytes, const VideoWish& wish, const FrameSink& frames,
                                              const SoundSink& sound, const VideoLimits& limits = {});

}  // namespace jium::media
