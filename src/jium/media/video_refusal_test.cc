// What is never decoded: other containers, other codecs, files that point elsewhere, files that boast.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "clips/clips.h"
#include "jium/media/video.h"
#include "jium/media/video_problem.h"

namespace jium::media {
namespace {

namespace fs = std::filesystem;
using clips::Wish;
using clips::Words;

std::optional<VideoProblem> problem_with(ByteView file, const VideoLimits& limits = {}) {
  const auto facts = decode_video(file, {}, nullptr, nullptr, limits);
  return facts ? std::nullopt : video_problem_of(facts.fault());
}

Bytes clip_of(const char* ending, Words video) {
  Wish wish;
  wish.ending = ending;
  wish.video = std::move(video);
  wish.seconds = 0.4;
  return clips::make(wish);
}

TEST(VideoRefusal, other_containers_and_codecs_are_refused_by_name) {
  EXPECT_EQ(problem_with(clip_of("flv", {"-c:v", "flv"})), VideoProblem::flash);
  EXPECT_EQ(problem_with(clip_of("wmv", {"-c:v", "wmv2"})), VideoProblem::windows_media);
  EXPECT_EQ(problem_with(clip_of("ogv", {"-c:v", "libtheora"})), VideoProblem::ogg);
  EXPECT_EQ(problem_with(clip_of("mpg", {"-c:v", "mpeg2video"})), VideoProblem::mpeg_program);
  EXPECT_EQ(problem_with(clip_of("h264", {"-c:v", "libx264"})), VideoProblem::bare_stream);
  EXPECT_EQ(problem_with(clip_of("mov", {"-c:v", "prores"})), VideoProblem::codec);
  EXPECT_EQ(problem_with(clip_of("mkv", {"-c:v", "libtheora"})), VideoProblem::codec);
  EXPECT_EQ(problem_with(clip_of("ts", {"-c:v", "mpeg2video"})), VideoProblem::codec);
  EXPECT_EQ(problem_with(clip_of("avi", {"-c:v", "msmpeg4"})), VideoProblem::codec);
}

TEST(VideoRefusal, a_sound_in_a_known_container_is_no_video) {
  Wish wish;
  wish.sound = {"-c:a", "aac", "-vn"};
  EXPECT_EQ(problem_with(clips::make(wish)), VideoProblem::sound_only);
}

// A file by a path that is really there, so that a reader that follows it would find a good video.
class Elsewhere : public testing::Test {
 protected:
  Elsewhere() {
    std::string name = (fs::temp_directory_path() / "jium-elsewhere-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = (folder_ / "clip.mov").string();
    std::ofstream(path_, std::ios::binary).write(reinterpret_cast<const char*>(clip_.data()), size());
  }
  ~Elsewhere() override { fs::remove_all(folder_); }
  [[nodiscard]] std::streamsize size() const { return static_cast<std::streamsize>(clip_.size()); }

  Bytes clip_ = clip_of("mov", Wish{}.video);
  fs::path folder_;
  std::string path_;
};

TEST_F(Elsewhere, playlists_and_concat_scripts_that_name_a_file_are_refused) {
  for (const std::string& text :
       {"#EXTM3U\n#EXTINF:1,\n" + path_ + "\n", "ffconcat version 1.0\nfile '" + path_ + "'\n",
        "file '" + path_ + "'\n", "[playlist]\nFile1=" + path_ + "\n"}) {
    EXPECT_EQ(problem_with(bytes_of(text)), VideoProblem::playlist);
  }
}

std::size_t place_of(const Bytes& file, std::string_view word) {
  const auto at = text_of(file).find(word);
  EXPECT_NE(at, std::string_view::npos) << word;
  return at;
}

std::uint32_t big(const Bytes& file, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | file.at(at + i);
  return value;
}
void put_big(Bytes& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file.at(at + i) = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// A Macintosh alias: 150 bytes that do not matter here, then records of a type, a length and a text; type 2
// is the whole path.
Bytes alias_to(const std::string& path) {
  Bytes box(12 + 150, 0);
  put_big(box, 4, 0x616C6973);  // "alis"
  const std::size_t length = path.size() + path.size() % 2;
  const std::size_t at = box.size();
  box.resize(at + 4 + length + 4, 0);
  box[at + 1] = 2;
  box[at + 3] = static_cast<std::uint8_t>(path.size());
  std::copy(path.begin(), path.end(), box.begin() + static_cast<std::ptrdiff_t>(at + 4));
  box[at + 4 + length] = box[at + 5 + length] = 0xFF;  // the last record
  put_big(box, 0, static_cast<std::uint32_t>(box.size()));
  return box;
}

// A QuickTime film whose pictures lie in another file, that it names.
TEST_F(Elsewhere, a_film_that_keeps_its_pictures_in_another_file_shows_none) {
  ASSERT_EQ(problem_with(clip_), std::nullopt);
  Bytes film = clip_;
  const Bytes alias = alias_to(path_);
  // The one entry of "dref" in the video's track is 12 bytes, "this very file".
  const std::size_t entry = place_of(film, "dref") + 12;
  ASSERT_EQ(big(film, entry), 12U);
  const auto more = static_cast<std::uint32_t>(alias.size() - 12);
  for (const char* box : {"moov", "trak", "mdia", "dinf", "dref"}) {
    const std::size_t at = place_of(film, box) - 4;
    put_big(film, at, big(film, at) + more);
  }
  // There is a second "dinf" only when there is a second track; "minf" is named in handlers too.
  const std::size_t minf = place_of(film, "minf") - 4;
  put_big(film, minf, big(film, minf) + more);
  const auto place = film.begin() + static_cast<std::ptrdiff_t>(entry);
  film.erase(place, place + 12);
  film.insert(film.begin() + static_cast<std::ptrdiff_t>(entry), alias.begin(), alias.end());
  EXPECT_EQ(problem_with(film), VideoProblem::damaged);
}

// --- Files that boast ---

TEST(VideoBomb, sides_beyond_the_limits_are_refused_before_a_pixel_is_made) {
  Bytes gif = clip_of("gif", {});
  gif[7] = gif[9] = 0xFF;  // the screen's width and height, high bytes
  EXPECT_EQ(problem_with(gif), VideoProblem::too_large);
  Bytes webp = clip_of("webp", {"-c:v", "libwebp_anim"});
  for (std::size_t at = 24; at < 30; ++at) webp[at] = 0xFF;  // the canvas: 16777216 by 16777216
  EXPECT_NE(problem_with(webp), std::nullopt);
  const Bytes clip = clip_of("mp4", Wish{}.video);
  EXPECT_EQ(problem_with(clip, VideoLimits{{160 * 120 - 1, 160}}), VideoProblem::too_large);
  EXPECT_EQ(problem_with(clip, VideoLimits{{160 * 120, 159}}), VideoProblem::too_large);
  EXPECT_EQ(problem_with(clip, VideoLimits{{160 * 120, 160}}), std::nullopt);
}

TEST(VideoBomb, a_stream_that_grows_beyond_the_limits_ends_there) {
  const Words mjpeg{"-c:v", "mjpeg", "-pix_fmt", "yuvj420p"};
  Bytes clip = clip_of("avi", mjpeg);
  // The second picture's start of frame: FF C0, length, precision, then height and width.
  const std::string_view text = text_of(clip);
  const std::string_view frame_start("\xFF\xC0\x00\x11\x08", 5);
  const auto second = text.find(frame_start, text.find(frame_start) + 1);
  ASSERT_NE(second, std::string_view::npos);
  for (std::size_t i = 5; i < 9; ++i) clip[second + i] = 0x3F;  // 16191 by 16191
  std::int64_t seen = 0;
  const auto see = [&seen](const VideoFrame& frame) {
    ++seen;
    EXPECT_EQ(frame.pixels.width, 160);
  };
  const auto facts = decode_video(clip, {0, 0}, see, nullptr);
  ASSERT_TRUE(facts) << facts.fault().what;
  EXPECT_GE(seen, 1);
  EXPECT_GE(facts->damaged, 1);
}

// A GIF of one pixel, as many times as wished, 16 bytes each.
Bytes endless_gif(int frames) {
  Bytes gif{'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF};
  const Bytes frame{0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
  for (int i = 0; i < frames; ++i) gif.insert(gif.end(), frame.begin(), frame.end());
  gif.push_back(';');
  return gif;
}

TEST(VideoBomb, a_million_frames_end_at_the_limit_of_frames) {
  VideoLimits limits;
  limits.frames = 5'000;
  const auto facts = decode_video(endless_gif(1'000'000), {}, nullptr, nullptr, limits);
  ASSERT_TRUE(facts) << facts.fault().what;
  EXPECT_EQ(facts->frames, 5'000);
  EXPECT_EQ(facts->ending, VideoEnding::limit);
}

TEST(VideoBomb, length_and_packets_have_limits_too) {
  const Bytes gif = endless_gif(1'000);
  VideoLimits limits;
  limits.seconds = 5;
  const auto by_time = decode_video(gif, {}, nullptr, nullptr, limits);
  ASSERT_TRUE(by_time);
  EXPECT_EQ(by_time->ending, VideoEnding::limit);
  EXPECT_NEAR(by_time->seconds, 5, 0.5);
  limits = {};
  limits.packets = 10;
  const auto by_packets = decode_video(gif, {}, nullptr, nullptr, limits);
  ASSERT_TRUE(by_packets);
  EXPECT_EQ(by_packets->ending, VideoEnding::limit);
  EXPECT_LE(by_packets->frames, 10);
}

TEST(VideoBomb, boxes_within_boxes_within_boxes_are_given_up) {
  constexpr std::uint32_t kDepth = 50'000;
  Bytes nest;
  for (std::uint32_t i = 0; i < kDepth; ++i) {
    nest.resize(nest.size() + 8);
    put_big(nest, nest.size() - 8, (kDepth - i) * 8);
    put_big(nest, nest.size() - 4, 0x6D6F6F76);  // "moov"
  }
  EXPECT_EQ(problem_with(nest), VideoProblem::damaged);
}

TEST(VideoBomb, more_streams_than_the_limit_are_not_opened) {
  Words many;
  for (int i = 0; i < 6; ++i) many.insert(many.end(), {"-map", "0:v"});
  many.insert(many.end(), {"-c", "copy"});
  const Bytes clip = clips::edit(clip_of("mkv", Wish{}.video), "mkv", many, "mkv");
  VideoLimits limits;
  EXPECT_EQ(problem_with(clip, limits), std::nullopt);
  limits.streams = 3;
  EXPECT_NE(problem_with(clip, limits), std::nullopt);
}

}  // namespace
}  // namespace jium::media
