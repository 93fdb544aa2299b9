// Every allowed pair of container and codec, made by ffmpeg from our own scenes.
#include "jium/media/video.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "clips/clips.h"
#include "jium/media/video_problem.h"

namespace jium::media {
namespace {

using clips::Wish;
using clips::Words;

struct Pair {
  std::string name;
  Wish wish;
  Container container;
  VideoCodec codec;
  std::optional<SoundCodec> sound;
};

const Words kHevc{"-c:v",         "libx265",        "-preset",  "ultrafast",
                  "-x265-params", "log-level=none", "-pix_fmt", "yuv420p"};
const Words kVp9{"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-pix_fmt", "yuv420p"};
const Words kVp8{"-c:v", "libvpx", "-deadline", "realtime", "-pix_fmt", "yuv420p"};
const Words kAv1{"-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p"};
const Words kH264 = Wish{}.video;
const Words kMpeg4{"-c:v", "mpeg4", "-q:v", "4"};
const Words kMjpeg{"-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p"};

Wish wish_of(const char* ending, Words video, Words sound = {}) {
  Wish wish;
  wish.ending = ending;
  wish.video = std::move(video);
  wish.sound = std::move(sound);
  return wish;
}

Wish slow_wish(const char* ending, Words video) {
  Wish wish = wish_of(ending, std::move(video));
  wish.rate = 10;
  return wish;
}

std::vector<Pair> pairs() {
  using C = Container;
  using V = VideoCodec;
  using S = SoundCodec;
  return {{"mp4_h264_aac", wish_of("mp4", kH264, {"-c:a", "aac"}), C::mp4, V::h264, S::aac},
          {"mp4_hevc_mp3", wish_of("mp4", kHevc, {"-c:a", "libmp3lame"}), C::mp4, V::hevc, S::mp3},
          {"mp4_av1_opus", wish_of("mp4", kAv1, {"-c:a", "libopus"}), C::mp4, V::av1, S::opus},
          {"mp4_vp9", wish_of("mp4", kVp9), C::mp4, V::vp9, {}},
          {"mp4_mpeg4", wish_of("mp4", kMpeg4), C::mp4, V::mpeg4, {}},
          {"mov_h264_pcm", wish_of("mov", kH264, {"-c:a", "pcm_s16le"}), C::mp4, V::h264, S::pcm},
          {"mov_mjpeg", wish_of("mov", kMjpeg), C::mp4, V::mjpeg, {}},
          {"webm_vp8_vorbis", wish_of("webm", kVp8, {"-c:a", "libvorbis"}), C::matroska, V::vp8, S::vorbis},
          {"webm_vp9_opus", wish_of("webm", kVp9, {"-c:a", "libopus"}), C::matroska, V::vp9, S::opus},
          {"webm_av1", wish_of("webm", kAv1), C::matroska, V::av1, {}},
          {"mkv_h264_flac", wish_of("mkv", kH264, {"-c:a", "flac"}), C::matroska, V::h264, S::flac},
          {"mkv_hevc_ac3", wish_of("mkv", kHevc, {"-c:a", "ac3"}), C::matroska, V::hevc, S::ac3},
          {"ts_h264_aac", wish_of("ts", kH264, {"-c:a", "aac"}), C::mpeg_ts, V::h264, S::aac},
          {"ts_hevc_ac3", wish_of("ts", kHevc, {"-c:a", "ac3"}), C::mpeg_ts, V::hevc, S::ac3},
          {"avi_mpeg4_mp3", wish_of("avi", kMpeg4, {"-c:a", "libmp3lame"}), C::avi, V::mpeg4, S::mp3},
          {"avi_mjpeg_pcm", wish_of("avi", kMjpeg, {"-c:a", "pcm_s16le"}), C::avi, V::mjpeg, S::pcm},
          {"avi_h264", wish_of("avi", kH264), C::avi, V::h264, {}},
          {"gif", slow_wish("gif", {}), C::gif, V::gif, {}},
          {"webp", slow_wish("webp", {"-c:v", "libwebp_anim"}), C::webp, V::webp, {}}};
}

void PrintTo(const Pair& pair, std::ostream* out) {
  *out << pair.name;
}

class EveryPair : public testing::TestWithParam<Pair> {};

TEST_P(EveryPair, is_decoded_with_all_its_frames_and_its_sound) {
  const Pair& pair = GetParam();
  const Bytes clip = clips::make(pair.wish);
  std::vector<VideoFrame> frames;
  std::size_t samples = 0;
  int channels = 0;
  const auto see = [&frames](const VideoFrame& frame) {
    EXPECT_EQ(frame.pixels.width, 160);
    EXPECT_EQ(frame.pixels.height, 120);
    frames.push_back(frame);
  };
  const auto hear = [&](const SoundPiece& piece) {
    samples += piece.samples.size();
    channels = piece.channels;
    EXPECT_GT(piece.rate, 0);
  };
  const auto facts = decode_video(clip, {0, 0}, see, hear);
  ASSERT_TRUE(facts) << facts.fault().what;
  const bool slow = pair.codec == VideoCodec::gif || pair.codec == VideoCodec::webp;
  EXPECT_EQ(facts->container, pair.container);
  EXPECT_EQ(facts->codec, pair.codec);
  EXPECT_EQ(facts->width, 160);
  EXPECT_EQ(facts->height, 120);
  EXPECT_NEAR(facts->frames_per_second, slow ? 10 : 25, 0.01);
  EXPECT_EQ(facts->frames, slow ? 20 : 50);
  EXPECT_EQ(static_cast<std::int64_t>(frames.size()), facts->frames);
  EXPECT_NEAR(facts->seconds, 2, 0.15);
  EXPECT_EQ(facts->damaged, 0);
  EXPECT_EQ(facts->ending, VideoEnding::whole);
  ASSERT_EQ(facts->sound.has_value(), pair.sound.has_value());
  if (!pair.sound) return;
  EXPECT_EQ(facts->sound->codec, *pair.sound);
  EXPECT_EQ(facts->sound->channels, channels);
  EXPECT_NEAR(static_cast<double>(samples) / facts->sound->channels / facts->sound->rate, 2, 0.12);
}

INSTANTIATE_TEST_SUITE_P(Video, EveryPair, testing::ValuesIn(pairs()),
                         [](const auto& given) { return given.param.name; });

// What the clip was drawn from, seen through a lossless codec.
TEST(Video, the_pixels_are_the_clip_s_own) {
  Wish wish = wish_of("mp4", {"-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv420p"});
  wish.seconds = 0.2;
  const Bytes clip = clips::make(wish);
  const Bytes raw = clips::edit(clip, "mp4", {"-f", "rawvideo", "-pix_fmt", "rgb24"}, "rgb");
  std::size_t at = 0;
  double error = 0;
  const auto see = [&](const VideoFrame& frame) {
    for (std::size_t i = 0; i < std::size_t{160} * 120 * 3; ++i)
      error += std::abs(frame.pixels.rgb[i] - raw.at(at++));
  };
  ASSERT_TRUE(decode_video(clip, {0, 0}, see, nullptr));
  ASSERT_EQ(at, raw.size());
  EXPECT_LT(error / static_cast<double>(at), 2.0);
}

TEST(Video, only_the_frames_that_were_asked_for_are_delivered) {
  const Bytes clip = clips::make({});
  std::vector<std::int64_t> standard, extra;
  const auto see = [&](const VideoFrame& frame) {
    if (frame.standard) standard.push_back(frame.number);
    if (frame.extra) extra.push_back(frame.number);
    EXPECT_TRUE(frame.standard || frame.extra);
    EXPECT_NEAR(frame.shown_at, static_cast<double>(frame.number) / 25, 1e-3);
  };
  ASSERT_TRUE(decode_video(clip, {1, 4}, see, nullptr));
  EXPECT_EQ(standard, (std::vector<std::int64_t>{0, 25}));
  EXPECT_EQ(extra, (std::vector<std::int64_t>{0, 7, 13, 19, 25, 32, 38, 44}));
}

TEST(Video, a_turn_is_told_and_not_made) {
  const Bytes clip = clips::edit(clips::make({}), "mp4", {"-c", "copy", "-metadata:s:v", "rotate=90"}, "mp4");
  const auto see = [](const VideoFrame& frame) { EXPECT_EQ(frame.pixels.width, 160); };
  const auto facts = decode_video(clip, {}, see, nullptr);
  ASSERT_TRUE(facts);
  // This ffmpeg's own player turns it a quarter against the clock: three quarters with it.
  EXPECT_EQ(facts->quarter_turns, 3);
}

TEST(Video, odd_sides_are_filled_to_their_last_pixel) {
  for (const int width : {161, 162, 163, 164, 165, 166, 167}) {
    SCOPED_TRACE(width);
    Wish wish = wish_of("mkv", kMjpeg);
    wish.width = width;
    wish.seconds = 0.2;
    // White all over: an unwritten pixel would be black.
    wish.video.insert(wish.video.end(), {"-vf", "lutrgb=r=255:g=255:b=255,format=yuv420p,format=yuvj420p"});
    int seen = 0;
    const auto see = [&](const VideoFrame& frame) {
      ++seen;
      const auto count = static_cast<std::size_t>(width) * 120 * 3;
      EXPECT_GT(*std::min_element(frame.pixels.rgb, frame.pixels.rgb + count), 240);
    };
    ASSERT_TRUE(decode_video(clips::make(wish), {0, 0}, see, nullptr));
    EXPECT_EQ(seen, 5);
  }
}

TEST(Video, sound_of_more_than_two_channels_is_mixed_down_to_two) {
  const Bytes clip = clips::make(wish_of("mkv", kH264, {"-c:a", "flac", "-ac", "6"}));
  std::size_t loud = 0;
  const auto hear = [&](const SoundPiece& piece) {
    EXPECT_EQ(piece.channels, 2);
    for (const std::int16_t sample : piece.samples) loud += std::abs(sample) > 1000 ? 1 : 0;
  };
  const auto facts = decode_video(clip, {}, nullptr, hear);
  ASSERT_TRUE(facts) << facts.fault().what;
  EXPECT_EQ(facts->sound->channels, 2);
  EXPECT_GT(loud, 10'000U);
}

TEST(Video, without_a_listener_sound_is_not_decoded) {
  const auto facts = decode_video(clips::make(wish_of("mp4", kH264, {"-c:a", "aac"})), {}, nullptr, nullptr);
  ASSERT_TRUE(facts);
  EXPECT_FALSE(facts->sound);
}

TEST(Video, a_song_with_a_cover_picture_is_no_video) {
  const Bytes clip = clips::make(wish_of("mp4", kH264, {"-c:a", "aac"}));
  const Bytes song =
      clips::edit(clip, "mp4",
                  {"-f", "lavfi", "-i", "color=red:s=320x240:d=0.04:r=25", "-map", "0:a", "-map", "1:v",
                   "-c:a", "copy", "-c:v", "mjpeg", "-disposition:v:0", "attached_pic"},
                  "mp4");
  const auto facts = decode_video(song, {}, nullptr, nullptr);
  ASSERT_FALSE(facts);
  EXPECT_EQ(video_problem_of(facts.fault()), VideoProblem::sound_only);
}

}  // namespace
}  // namespace jium::media
