#include "jium/media/video_sampler.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace jium::media {
namespace {

std::vector<std::int64_t> standard_of(double seconds_between, double rate, int frames) {
  VideoSampler sampler({seconds_between, 0}, rate);
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < frames; ++i) {
    const VideoFrame frame = sampler.next(i / rate);
    if (frame.standard) numbers.push_back(frame.number);
  }
  return numbers;
}

TEST(VideoSampler, the_standard_frames_are_every_whole_part_of_the_rate) {
  EXPECT_EQ(standard_of(1, 30, 91), (std::vector<std::int64_t>{0, 30, 60, 90}));
  EXPECT_EQ(standard_of(1, 30000.0 / 1001, 90), (std::vector<std::int64_t>{0, 29, 58, 87}));
  EXPECT_EQ(standard_of(0.5, 25, 40), (std::vector<std::int64_t>{0, 12, 24, 36}));
  EXPECT_EQ(standard_of(1, 0.5, 3), (std::vector<std::int64_t>{0, 1, 2}));
}

TEST(VideoSampler, nought_seconds_between_means_every_frame) {
  EXPECT_EQ(standard_of(0, 30, 4), (std::vector<std::int64_t>{0, 1, 2, 3}));
}

TEST(VideoSampler, absurd_wishes_and_rates_do_no_harm) {
  EXPECT_EQ(standard_of(1e300, 1e300, 3), (std::vector<std::int64_t>{0}));
  EXPECT_EQ(standard_of(std::nan(""), 30, 2).size(), 2U);
  EXPECT_EQ(standard_of(-1, 30, 2).size(), 2U);
  VideoSampler sampler({1, 1e300}, 1e-9);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(std::isfinite(sampler.next(1e300 * i).shown_at));
}

TEST(VideoSampler, the_time_is_the_reference_s_single_precision_quotient) {
  VideoSampler sampler({1, 0}, 30000.0 / 1001);
  VideoFrame frame;
  for (int i = 0; i < 2998; ++i) frame = sampler.next(std::nullopt);
  EXPECT_EQ(frame.seconds, double{2997.0F / static_cast<float>(30000.0 / 1001)});
}

TEST(VideoSampler, extra_frames_follow_the_clock_of_the_container_and_not_the_count) {
  VideoSampler sampler({1, 2}, 25);
  std::vector<double> shown;
  // A still that lasts 3 seconds, then 25 frames a second.
  for (double stamp : {10.0, 13.0, 13.04, 13.48, 13.52, 13.96, 14.0}) {
    const VideoFrame frame = sampler.next(stamp);
    if (frame.extra) shown.push_back(frame.shown_at);
  }
  ASSERT_EQ(shown.size(), 4U);
  EXPECT_NEAR(shown[1], 3.0, 1e-9);
  EXPECT_NEAR(shown[2], 3.52, 1e-9);
  EXPECT_NEAR(shown[3], 4.0, 1e-9);
}

TEST(VideoSampler, no_tick_means_no_extra_frame) {
  VideoSampler sampler({1, 0}, 25);
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(sampler.next(i / 25.0).extra);
}

RC_GTEST_PROP(VideoSampler, time_never_falls_whatever_the_container_claims, ()) {
  VideoSampler sampler({1, 4}, 25);
  double last = 0;
  for (const double stamp : *rc::gen::container<std::vector<double>>(rc::gen::arbitrary<double>())) {
    const double shown = sampler.next(stamp).shown_at;
    RC_ASSERT(shown >= last);
    RC_ASSERT(shown <= last + 60.0);
    last = shown;
  }
}

}  // namespace
}  // namespace jium::media
