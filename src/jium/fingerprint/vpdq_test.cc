#include "jium/fingerprint/vpdq.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "clips/clips.h"
#include "jium/fingerprint/audio_print.h"
#include "jium/fingerprint/fingerprint.h"
#include "jium/media/sandbox.h"
#include "jium/media/video_problem.h"

namespace jium::fingerprint {
namespace {

namespace fs = std::filesystem;

int distance_of(const Pdq& a, const Pdq& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.bits.size(); ++i)
    bits += __builtin_popcount(static_cast<unsigned>(a.bits[i] ^ b.bits[i]));
  return bits;
}

// The reference's own clips and values (shared between the projects of the field), where they are at hand.
class VpdqReference : public testing::TestWithParam<const char*> {
 protected:
  static fs::path folder() { return fs::path(JIUM_SOURCE_DIR) / ".." / "shared" / "data" / "video"; }
};

TEST_P(VpdqReference, every_frame_agrees_in_number_time_quality_and_every_bit) {
  const fs::path clip = folder() / (std::string(GetParam()) + ".mp4");
  if (!fs::exists(clip)) {
    GTEST_SKIP()
        << "SKIPPED: the reference's clips (../shared/data/video beside the repository) are not here";
  }
  std::ifstream in(clip, std::ios::binary);
  const Bytes bytes(std::istreambuf_iterator<char>(in), {});
  const auto print = vpdq_of(bytes);
  ASSERT_TRUE(print) << print.fault().what;
  std::ifstream table(folder() / (std::string(GetParam()) + ".vpdq.txt"));
  std::string line;
  std::size_t row = 0;
  for (; std::getline(table, line); ++row) {
    SCOPED_TRACE(line);
    std::istringstream cells(line);
    std::string number, quality, pdq, seconds;
    std::getline(cells, number, ',');
    std::getline(cells, quality, ',');
    std::getline(cells, pdq, ',');
    std::getline(cells, seconds, ',');
    ASSERT_LT(row, print->frames.size());
    const FrameHash& frame = print->frames[row];
    EXPECT_EQ(std::to_string(frame.number), number);
    EXPECT_EQ(std::to_string(frame.pdq.quality), quality);
    EXPECT_EQ(to_hex(frame.pdq.bits), pdq);
    EXPECT_NEAR(frame.seconds, std::stod(seconds), 0.0005);
  }
  EXPECT_GE(row, 4U);
  EXPECT_EQ(row, print->frames.size());
}

INSTANTIATE_TEST_SUITE_P(Clips, VpdqReference,
                         testing::Values("doorknob-hd-no-bar", "pattern-sd-grey-bar",
                                         "pattern-sd-with-large-logo-bar"),
                         [](const auto& given) {
                           std::string name = given.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Vpdq, a_clip_in_another_codec_and_container_has_near_frames_at_the_same_times) {
  clips::Wish wish;
  wish.width = 320;
  wish.height = 240;
  const Bytes clip = clips::make(wish);
  const Bytes other = clips::edit(
      clip, "mp4", {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "300k"}, "webm");
  const auto a = vpdq_of(clip, 0.2);
  const auto b = vpdq_of(other, 0.2);
  ASSERT_TRUE(a);
  ASSERT_TRUE(b);
  ASSERT_EQ(a->frames.size(), 10U);
  ASSERT_EQ(b->frames.size(), 10U);
  EXPECT_NE(a->facts.codec, b->facts.codec);
  for (std::size_t i = 0; i < a->frames.size(); ++i) {
    EXPECT_EQ(a->frames[i].number, static_cast<std::int64_t>(5 * i));
    EXPECT_EQ(a->frames[i].seconds, b->frames[i].seconds);
    EXPECT_LE(distance_of(a->frames[i].pdq, b->frames[i].pdq), kPdqThreshold);
  }
}

TEST(Vpdq, another_scene_is_far_away) {
  clips::Wish wish;
  wish.seconds = 0.4;
  const auto a = vpdq_of(clips::make(wish));
  wish.seed = 2;
  const auto b = vpdq_of(clips::make(wish));
  ASSERT_TRUE(a);
  ASSERT_TRUE(b);
  EXPECT_GT(distance_of(a->frames.front().pdq, b->frames.front().pdq), 60);
}

TEST(Vpdq, nought_seconds_between_hashes_every_frame_and_the_sparse_ones_are_among_them) {
  const Bytes clip = clips::make({});
  const auto all = vpdq_of(clip, 0);
  const auto sparse = vpdq_of(clip);
  ASSERT_TRUE(all);
  ASSERT_TRUE(sparse);
  EXPECT_EQ(all->frames.size(), 50U);
  ASSERT_EQ(sparse->frames.size(), 2U);
  EXPECT_EQ(sparse->frames[1].number, 25);
  EXPECT_EQ(sparse->frames[1].pdq.bits, all->frames[25].pdq.bits);
}

// Frames and sound in one pass, as bytes that can be compared.
Bytes both_prints(ByteView video, std::uint32_t) {
  AudioPrinter printer;
  Bytes reply;
  const auto see = [&reply](const media::VideoFrame& frame) {
    const Pdq pdq = pdq_of(frame.pixels);
    reply.insert(reply.end(), pdq.bits.begin(), pdq.bits.end());
  };
  const auto hear = [&printer](const media::SoundPiece& piece) { printer.add(piece); };
  if (!media::decode_video(video, {0.2, 0}, see, hear)) return {};
  for (const std::uint32_t item : printer.finish().items) {
    for (int shift = 0; shift < 32; shift += 8) reply.push_back(static_cast<std::uint8_t>(item >> shift));
  }
  return reply;
}

TEST(Vpdq, frames_and_sound_have_the_same_prints_inside_the_sandbox_as_outside) {
  auto sandbox = media::Sandbox::start(&both_prints);
  ASSERT_TRUE(sandbox) << sandbox.fault().what;
  clips::Wish wish;
  wish.seconds = 4;
  wish.sound = {"-c:a", "aac"};
  const Bytes clip = clips::make(wish);
  const auto inside = (*sandbox)->run(clip);
  ASSERT_TRUE(inside) << inside.fault().what;
  EXPECT_GT(inside->size(), 20U * 32 + 8 * 4);
  EXPECT_EQ(*inside, both_prints(clip, 0));
}

TEST(Vpdq, what_is_no_video_is_refused_in_words_of_the_list) {
  const auto print = vpdq_of(bytes_of("no video"));
  ASSERT_FALSE(print);
  EXPECT_EQ(media::video_problem_of(print.fault()), media::VideoProblem::unknown_kind);
}

}  // namespace
}  // namespace jium::fingerprint
