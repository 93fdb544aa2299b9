// Cut and bent clips, inside the sandbox: whatever happens to the child, the parent gets an answer or a
// fault.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "clips/clips.h"
#include "jium/media/sandbox.h"
#include "jium/media/video.h"
#include "jium/media/video_problem.h"

namespace jium::media {
namespace {

using clips::Wish;
using clips::Words;

// What one look gives: the number of a problem, or 0xFF with the frames, the ending and a digest of every
// pixel and sample.
Bytes look(ByteView input, std::uint32_t) {
  std::uint64_t digest = 0xCBF29CE484222325U;
  const auto mix = [&digest](std::uint8_t byte) { digest = (digest ^ byte) * 0x100000001B3U; };
  const auto see = [&](const VideoFrame& frame) {
    const auto count = std::int64_t{frame.pixels.width} * frame.pixels.height * 3;
    for (std::int64_t i = 0; i < count; ++i) mix(frame.pixels.rgb[i]);
  };
  const auto hear = [&](const SoundPiece& piece) {
    for (const std::int16_t sample : piece.samples) mix(static_cast<std::uint8_t>(sample));
  };
  VideoLimits limits;
  limits.frames = 100;
  const auto facts = decode_video(input, {0.2, 0}, see, hear, limits);
  if (!facts) {
    const auto problem = video_problem_of(facts.fault());
    return {problem ? static_cast<std::uint8_t>(*problem) : std::uint8_t{0xFE}};
  }
  Bytes reply{0xFF, static_cast<std::uint8_t>(facts->frames), static_cast<std::uint8_t>(facts->ending)};
  for (int shift = 0; shift < 64; shift += 8) reply.push_back(static_cast<std::uint8_t>(digest >> shift));
  return reply;
}

bool is_answer(const Bytes& reply) {
  return (reply.size() == 11 && reply[0] == 0xFF) || (reply.size() == 1 && video_problem_of(reply[0]));
}

struct Sample {
  std::string name;
  Wish wish;
};
void PrintTo(const Sample& sample, std::ostream* out) {
  *out << sample.name;
}

Sample sample(const char* name, const char* ending, Words video, Words sound = {}) {
  Wish wish;
  wish.ending = ending;
  wish.video = std::move(video);
  wish.sound = std::move(sound);
  wish.width = 96;
  wish.height = 64;
  wish.rate = 10;
  return {name, wish};
}

std::vector<Sample> samples() {
  const Words h264 = Wish{}.video;
  const Words hevc{"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none"};
  const Words vp9{"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"};
  return {
      sample("mp4_h264_aac", "mp4", h264, {"-c:a", "aac"}),
      sample("mp4_h264_front", "mp4", {"-c:v", "libx264", "-movflags", "+faststart"}),
      sample("mp4_hevc", "mp4", hevc),
      sample("mp4_av1_opus", "mp4", {"-c:v", "libsvtav1", "-preset", "12"}, {"-c:a", "libopus"}),
      sample("webm_vp8_vorbis", "webm", {"-c:v", "libvpx", "-deadline", "realtime"}, {"-c:a", "libvorbis"}),
      sample("webm_vp9", "webm", vp9),
      sample("mkv_hevc_flac", "mkv", hevc, {"-c:a", "flac"}),
      sample("ts_h264_ac3", "ts", h264, {"-c:a", "ac3"}),
      sample("avi_mpeg4_mp3", "avi", {"-c:v", "mpeg4"}, {"-c:a", "libmp3lame"}),
      sample("avi_mjpeg_pcm", "avi", {"-c:v", "mjpeg", "-q:v", "10"}, {"-c:a", "pcm_s16le", "-ar", "8000"}),
      sample("gif", "gif", {}),
      sample("webp", "webp", {"-c:v", "libwebp_anim"})};
}

class VideoDamage : public testing::TestWithParam<Sample> {
 protected:
  void SetUp() override {
    auto started = Sandbox::start(&look);
    ASSERT_TRUE(started) << started.fault().what;
    sandbox_ = std::move(*started);
    clip_ = clips::make(GetParam().wish);
  }
  std::unique_ptr<Sandbox> sandbox_;
  Bytes clip_;
};

TEST_P(VideoDamage, inside_the_sandbox_every_codec_gives_the_same_pixels_and_sound_as_outside) {
  const auto inside = sandbox_->run(clip_);
  ASSERT_TRUE(inside) << inside.fault().what;
  ASSERT_EQ(inside->at(0), 0xFF);
  EXPECT_EQ(inside->at(1), 20);
  EXPECT_EQ(inside->at(2), static_cast<std::uint8_t>(VideoEnding::whole));
  EXPECT_EQ(*inside, look(clip_, 0));
}

TEST_P(VideoDamage, a_file_cut_at_any_kibibyte_is_never_called_whole) {
  for (std::size_t length = 1024; length < clip_.size(); length += 1024) {
    const auto reply = sandbox_->run(ByteView(clip_).first(length));
    ASSERT_TRUE(reply) << "cut to " << length << ": " << reply.fault().what;
    ASSERT_TRUE(is_answer(*reply)) << "cut to " << length;
    const bool streams = GetParam().wish.ending == "ts";  // has no length that it could miss
    const auto whole = static_cast<std::uint8_t>(VideoEnding::whole);
    if (reply->at(0) == 0xFF && !streams) {
      EXPECT_NE(reply->at(2), whole) << "cut to " << length;
    }
  }
}

TEST_P(VideoDamage, flipped_bits_harm_nobody) {
  std::mt19937 dice(7);
  for (int round = 0; round < 60; ++round) {
    Bytes bent = clip_;
    const std::size_t flips = 1 + dice() % 12;
    for (std::size_t i = 0; i < flips; ++i) {
      // Every other flip strikes the first bytes, where the structure is.
      const std::size_t reach = i % 2 == 0 ? bent.size() : std::min<std::size_t>(bent.size(), 1024);
      bent[dice() % reach] ^= static_cast<std::uint8_t>(1U << (dice() % 8));
    }
    const auto reply = sandbox_->run(bent);
    if (!reply) {
      EXPECT_EQ(reply.fault().kind, FaultKind::malformed) << reply.fault().what;
    } else {
      EXPECT_TRUE(is_answer(*reply)) << "round " << round;
    }
  }
  EXPECT_TRUE(sandbox_->run(clip_));
}

INSTANTIATE_TEST_SUITE_P(Clips, VideoDamage, testing::ValuesIn(samples()),
                         [](const auto& given) { return given.param.name; });

}  // namespace
}  // namespace jium::media
