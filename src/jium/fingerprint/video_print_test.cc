#include "jium/fingerprint/video_print.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>

#include "clips/clips.h"
#include "jium/fingerprint/vpdq.h"

namespace jium::fingerprint {
namespace {

std::vector<LocalFeature> arbitrary_features() {
  std::vector<LocalFeature> features(static_cast<std::size_t>(*rc::gen::inRange(0, 4)));
  for (LocalFeature& feature : features) {
    feature.x = *rc::gen::arbitrary<std::uint16_t>();
    feature.y = *rc::gen::arbitrary<std::uint16_t>();
    feature.angle = *rc::gen::arbitrary<std::uint8_t>();
    feature.size = *rc::gen::arbitrary<std::uint8_t>();
    feature.bits[31] = *rc::gen::arbitrary<std::uint8_t>();
  }
  return features;
}

VideoPrint arbitrary_print() {
  VideoPrint print;
  print.width = *rc::gen::inRange(1, 5000);
  print.height = *rc::gen::inRange(1, 5000);
  print.duration_ms = *rc::gen::arbitrary<std::uint32_t>();
  std::uint32_t at = 0;
  for (int left = *rc::gen::inRange(0, 6); left > 0; --left) {
    PrintedFrame frame{at += *rc::gen::inRange<std::uint32_t>(0, 1000),
                       *rc::gen::inRange(0, 101),
                       *rc::gen::arbitrary<bool>(),
                       {}};
    for (int views = *rc::gen::inRange(0, 4); views > 0; --views) {
      FrameView view{
          static_cast<ViewKind>(*rc::gen::inRange(0, 5)), static_cast<Dihedral>(*rc::gen::inRange(0, 8)), {}};
      view.bits[3] = *rc::gen::arbitrary<std::uint8_t>();
      frame.views.push_back(view);
    }
    frame.features = arbitrary_features();
    print.frames.push_back(frame);
  }
  print.sound.items = *rc::gen::arbitrary<std::vector<std::uint32_t>>();
  print.sound.usable.assign(print.sound.items.size(), true);
  if (!print.sound.usable.empty()) print.sound.usable[0] = false;
  print.sound.items_per_second = 8.076923;
  print.sound.seconds = 1.5;
  return print;
}

RC_GTEST_PROP(VideoPrint, what_is_written_is_read_back_the_same, ()) {
  const VideoPrint print = arbitrary_print();
  const auto read = decode_video_print(encode(print));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == print);
}

RC_GTEST_PROP(VideoPrint, a_query_has_the_features_of_the_mirrored_frame_too, ()) {
  VideoQuery query;
  static_cast<VideoPrint&>(query) = arbitrary_print();
  for (PrintedFrame& frame : query.frames) frame.mirrored_features = arbitrary_features();
  const auto read = decode_video_query(encode(query));
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == query);
}

// A record of one frame without views; `lists`: of features, each with its count alone.
Bytes record_of_a_frame(std::uint8_t version, int lists) {
  Bytes bytes{'V', version, 9, 0, 0, 0, 8, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 77, 1, 0, 0};
  bytes.resize(bytes.size() + static_cast<std::size_t>(lists) * 2 + 4 + 8 + 4);
  return bytes;
}

TEST(VideoPrint, one_of_the_first_version_is_read_without_features_and_no_later_one) {
  const auto first = decode_video_print(record_of_a_frame(1, 0));
  ASSERT_TRUE(first.has_value());
  ASSERT_EQ(first->frames.size(), 1U);
  EXPECT_EQ(first->frames[0].quality, 77);
  EXPECT_EQ(encode(*first), record_of_a_frame(2, 1));
  EXPECT_FALSE(decode_video_print(record_of_a_frame(1, 1)));
  EXPECT_FALSE(decode_video_print(record_of_a_frame(0, 0)));
  EXPECT_FALSE(decode_video_print(record_of_a_frame(3, 1)));
}

TEST(VideoPrint, more_features_than_are_ever_kept_are_refused) {
  VideoPrint print;
  print.width = print.height = 10;
  print.frames.resize(1);
  print.frames[0].features.resize(kMostKeyFeatures);
  EXPECT_TRUE(decode_video_print(encode(print)));
  print.frames[0].features.resize(kMostKeyFeatures + 1);
  EXPECT_FALSE(decode_video_print(encode(print)));
}

RC_GTEST_PROP(VideoPrint, whatever_is_cut_off_or_added_is_refused, ()) {
  Bytes bytes = encode(arbitrary_print());
  const auto size = *rc::gen::inRange<std::size_t>(0, bytes.size());
  RC_ASSERT(!decode_video_print(ByteView(bytes).first(size)));
  bytes.push_back(0);
  RC_ASSERT(!decode_video_print(bytes));
}

TEST(VideoPrint, what_is_kept_is_not_taken_for_what_is_asked_with) {
  VideoQuery query;
  query.width = query.height = 10;
  EXPECT_TRUE(decode_video_query(encode(query)));
  EXPECT_FALSE(decode_video_print(encode(query)));
}

TEST(VideoPrint, frames_that_go_back_in_time_are_refused) {
  VideoPrint print;
  print.width = print.height = 10;
  print.frames = {{.at_ms = 10}, {.at_ms = 9}};
  EXPECT_FALSE(decode_video_print(encode(print)));
}

int apart(const std::array<std::uint8_t, 32>& a, const std::array<std::uint8_t, 32>& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.size(); ++i) bits += std::popcount(static_cast<unsigned>(a[i] ^ b[i]));
  return bits;
}

class VideoLook : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    clip_ = clips::make({.sound = {"-c:a", "aac"}, .width = 320, .height = 240, .seconds = 6, .seed = 5});
  }
  static Bytes clip_;
};
Bytes VideoLook::clip_;

TEST_F(VideoLook, the_standard_frames_are_vpdqs_whatever_else_is_wanted) {
  const auto vpdq = vpdq_of(clip_);
  ASSERT_TRUE(vpdq);
  for (const VideoWanted wanted : {VideoWanted{}, VideoWanted{true, false}, VideoWanted{true, true}}) {
    const auto found = look_into_video(clip_, wanted);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->standard.size(), vpdq->frames.size());
    for (std::size_t i = 0; i < vpdq->frames.size(); ++i) {
      EXPECT_EQ(found->standard[i].pdq, vpdq->frames[i].pdq);
      EXPECT_EQ(found->standard[i].number, vpdq->frames[i].number);
    }
    EXPECT_EQ(found->print.frames.empty(), !wanted.print);
    EXPECT_EQ(found->query.frames.empty(), !wanted.query);
  }
}

TEST_F(VideoLook, four_frames_a_second_are_kept_and_two_are_asked_about_to_the_end) {
  const auto found = look_into_video(clip_, {.print = true, .query = true});
  ASSERT_TRUE(found);
  EXPECT_NEAR(static_cast<double>(found->print.frames.size()), 24, 1);
  EXPECT_NEAR(static_cast<double>(found->query.frames.size()), 12, 1);
  EXPECT_GT(found->print.frames.back().at_ms, 5500U);
  EXPECT_NEAR(found->print.duration_ms, 6000, 60);
  EXPECT_FALSE(found->print.sound.items.empty());
  EXPECT_EQ(found->print.sound, found->query.sound);
}

TEST_F(VideoLook, a_kept_second_takes_less_than_two_kilobytes) {
  const auto found = look_into_video(clip_, {.print = true});
  ASSERT_TRUE(found);
  EXPECT_LT(encode(found->print).size(), 6 * 2048U);
}

TEST_F(VideoLook, a_key_frame_in_two_seconds_is_kept_with_regions_and_features) {
  const auto found = look_into_video(clip_, {.print = true, .query = true});
  ASSERT_TRUE(found);
  std::vector<std::uint32_t> keys;
  for (const PrintedFrame& frame : found->print.frames) {
    EXPECT_TRUE(frame.mirrored_features.empty());
    EXPECT_LE(frame.features.size(), kMostKeyFeatures);
    const bool has_region = std::any_of(frame.views.begin(), frame.views.end(),
                                        [](const FrameView& view) { return view.kind == ViewKind::region; });
    EXPECT_EQ(has_region, !frame.features.empty());
    if (!frame.features.empty()) keys.push_back(frame.at_ms);
  }
  ASSERT_EQ(keys.size(), 3U);
  EXPECT_NEAR(keys[1] - keys[0], 2000, 60);
  int asked = 0;
  for (const PrintedFrame& frame : found->query.frames) {
    EXPECT_EQ(frame.features.empty(), frame.mirrored_features.empty());
    if (!frame.features.empty()) ++asked;
  }
  EXPECT_EQ(asked, 6);
}

TEST_F(VideoLook, of_a_film_with_bars_each_second_is_kept_without_them) {
  const auto found = look_into_video(
      clips::edit(clip_, "mp4", {"-vf", "pad=iw:ih*2:0:(oh-ih)/2:black"}, "mp4"), {.print = true});
  ASSERT_TRUE(found);
  int canonical = 0;
  for (const PrintedFrame& frame : found->print.frames) {
    for (const FrameView& view : frame.views) canonical += view.kind == ViewKind::canonical ? 1 : 0;
  }
  EXPECT_EQ(canonical, 6);
}

TEST_F(VideoLook, a_mirrored_copy_is_asked_about_in_a_form_that_is_kept) {
  const auto known = look_into_video(clip_, {.print = true});
  const auto copy = look_into_video(clips::edit(clip_, "mp4", {"-vf", "hflip"}, "mp4"), {.query = true});
  ASSERT_TRUE(known && copy);
  const auto& kept = known->print.frames[0].views[0];
  ASSERT_EQ(kept.kind, ViewKind::whole);
  int best = 256;
  for (const FrameView& view : copy->query.frames[0].views) {
    if (view.kind == ViewKind::whole && view.form == Dihedral::mirrored) best = apart(view.bits, kept.bits);
  }
  EXPECT_LE(best, kPdqThreshold);
}

}  // namespace
}  // namespace jium::fingerprint
