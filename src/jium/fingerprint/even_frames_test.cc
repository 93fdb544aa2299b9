#include "jium/fingerprint/even_frames.h"

#include <gtest/gtest.h>

namespace jium::fingerprint {
namespace {

PrintedFrame frame_of(std::int64_t number) {
  return {.at_ms = static_cast<std::uint32_t>(number), .views = std::vector<FrameView>(3)};
}

TEST(EvenFrames, a_short_video_keeps_all) {
  std::vector<PrintedFrame> frames;
  EvenFrames even(frames, {400, 0});
  for (std::int64_t number = 0; number < 100; ++number) {
    ASSERT_TRUE(even.wants(number));
    even.add(frame_of(number));
  }
  EXPECT_EQ(frames.size(), 100U);
}

TEST(EvenFrames, however_long_a_video_it_is_covered_evenly_and_within_the_room) {
  for (const std::int64_t length : {101, 199, 1000, 12'345}) {
    std::vector<PrintedFrame> frames;
    EvenFrames even(frames, {400, 0});
    for (std::int64_t number = 0; number < length; ++number) {
      if (even.wants(number)) even.add(frame_of(number));
    }
    ASSERT_LE(frames.size(), 100U);
    ASSERT_GE(frames.size(), 50U) << length;
    const std::uint32_t step = frames[1].at_ms;
    for (std::size_t i = 0; i < frames.size(); ++i) ASSERT_EQ(frames[i].at_ms, step * i);
    EXPECT_GE(frames.back().at_ms + step, length) << "the end is covered too";
  }
}

TEST(EvenFrames, key_frames_that_take_too_much_room_become_ordinary_ones_evenly) {
  for (const std::int64_t length : {20, 21, 47, 333}) {
    std::vector<PrintedFrame> frames;
    EvenFrames even(frames, {1'000'000, 200});
    for (std::int64_t number = 0; number < length; ++number) {
      PrintedFrame frame = frame_of(number);
      if (even.wants_features(number)) {
        frame.features.resize(6);
        frame.mirrored_features.resize(4);
      }
      even.add(std::move(frame));
    }
    ASSERT_EQ(frames.size(), static_cast<std::size_t>(length)) << "no frame is let go for it";
    std::vector<std::uint32_t> keys;
    for (const PrintedFrame& frame : frames) {
      ASSERT_EQ(frame.features.empty(), frame.mirrored_features.empty());
      if (!frame.features.empty()) keys.push_back(frame.at_ms);
    }
    ASSERT_LE(keys.size(), 20U);
    ASSERT_GE(keys.size(), 10U);
    for (std::size_t i = 0; i < keys.size(); ++i) ASSERT_EQ(keys[i], keys[1] * i);
    EXPECT_GE(keys.back() + keys[1], length);
  }
}

TEST(EvenFrames, the_room_of_features_is_counted_anew_when_frames_are_let_go) {
  std::vector<PrintedFrame> frames;
  EvenFrames even(frames, {40, 50});
  for (std::int64_t number = 0; number < 64; ++number) {
    if (!even.wants(number)) continue;
    PrintedFrame frame = frame_of(number);
    if (even.wants_features(number)) frame.features.resize(10);
    even.add(std::move(frame));
  }
  std::size_t features = 0;
  for (const PrintedFrame& frame : frames) features += frame.features.size();
  EXPECT_LE(features, 50U);
  EXPECT_GE(features, 20U);
}

TEST(EvenFrames, one_key_frame_larger_than_the_room_keeps_no_features) {
  std::vector<PrintedFrame> frames;
  EvenFrames even(frames, {400, 5});
  PrintedFrame frame = frame_of(0);
  frame.features.resize(6);
  even.add(frame);
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_TRUE(frames[0].features.empty());
}

}  // namespace
}  // namespace jium::fingerprint
