#include "jium/fingerprint/even_frames.h"

#include <gtest/gtest.h>

namespace jium::fingerprint {
namespace {

PrintedFrame frame_of(std::int64_t number) {
  return {.at_ms = static_cast<std::uint32_t>(number), .views = std::vector<FrameView>(3)};
}

TEST(EvenFrames, a_short_video_keeps_all) {
  std::vector<PrintedFrame> frames;
  EvenFrames even(frames, 400);
  for (std::int64_t number = 0; number < 100; ++number) {
    ASSERT_TRUE(even.wants(number));
    even.add(frame_of(number));
  }
  EXPECT_EQ(frames.size(), 100U);
}

TEST(EvenFrames, however_long_a_video_it_is_covered_evenly_and_within_the_room) {
  for (const std::int64_t length : {101, 199, 1000, 12'345}) {
    std::vector<PrintedFrame> frames;
    EvenFrames even(frames, 400);
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

}  // namespace
}  // namespace jium::fingerprint
