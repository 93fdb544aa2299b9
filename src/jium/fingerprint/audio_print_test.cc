#include "jium/fingerprint/audio_print.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "clips/clips.h"

namespace jium::fingerprint {
namespace {

constexpr int kRate = 44'100;
using Samples = std::vector<std::int16_t>;

AudioPrint print_of(const Samples& samples, int channels = 1, std::size_t piece = 4096) {
  AudioPrinter printer;
  for (std::size_t at = 0; at < samples.size(); at += piece)
    printer.add({std::span(samples).subspan(at, std::min(piece, samples.size() - at)), channels, kRate});
  return printer.finish();
}

std::size_t usable_of(const AudioPrint& print) {
  return static_cast<std::size_t>(std::count(print.usable.begin(), print.usable.end(), true));
}

double mean_distance(const AudioPrint& a, const AudioPrint& b) {
  const std::size_t count = std::min(a.items.size(), b.items.size());
  int bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits += std::popcount(a.items[i] ^ b.items[i]);
  return static_cast<double>(bits) / static_cast<double>(count);
}

TEST(AudioPrint, there_are_about_eight_items_a_second_and_an_entry_of_use_for_each) {
  const AudioPrint print = print_of(clips::melody(1, 20, kRate));
  EXPECT_NEAR(print.items_per_second, 8.077, 0.001);
  EXPECT_NEAR(print.seconds, 20, 0.01);
  EXPECT_NEAR(static_cast<double>(print.items.size()), (20 - 2.7) * 8.077, 2);
  EXPECT_EQ(print.usable.size(), print.items.size());
  EXPECT_EQ(usable_of(print), print.items.size());
}

TEST(AudioPrint, it_does_not_depend_on_the_size_of_the_pieces) {
  const Samples tune = clips::melody(3, 6, kRate);
  EXPECT_EQ(print_of(tune, 1, 7), print_of(tune, 1, 100'000));
}

TEST(AudioPrint, two_equal_channels_are_one) {
  const Samples tune = clips::melody(3, 6, kRate);
  Samples both;
  for (const std::int16_t sample : tune) both.insert(both.end(), 2, sample);
  EXPECT_EQ(print_of(both, 2), print_of(tune));
}

TEST(AudioPrint, a_sound_encoded_anew_stays_near_and_another_tune_is_far) {
  clips::Wish wish;
  wish.seconds = 10;
  wish.rate = 5;
  wish.sound = {"-c:a", "aac", "-b:a", "64k"};
  const auto encoded = audio_print_of(clips::make(wish));
  ASSERT_TRUE(encoded) << encoded.fault().what;
  const AudioPrint original = print_of(clips::melody(wish.seed, 10, kRate));
  ASSERT_GT(encoded->items.size(), 50U);
  EXPECT_LT(mean_distance(*encoded, original), 3);
  EXPECT_GT(mean_distance(*encoded, print_of(clips::melody(2, 10, kRate))), 8);
}

TEST(AudioPrint, silence_and_near_silence_are_of_no_use) {
  Samples quiet(20 * kRate, 0);
  EXPECT_EQ(usable_of(print_of(quiet)), 0U);
  std::uint32_t dice = 1;
  for (std::int16_t& sample : quiet) {
    dice = dice * 1'664'525U + 1'013'904'223U;
    sample = static_cast<std::int16_t>(static_cast<int>(dice >> 28U) - 8);
  }
  const AudioPrint hiss = print_of(quiet);
  ASSERT_GT(hiss.items.size(), 100U);
  EXPECT_EQ(usable_of(hiss), 0U);
}

TEST(AudioPrint, a_test_tone_is_of_no_use_however_loud) {
  Samples tone(20 * kRate);
  for (std::size_t i = 0; i < tone.size(); ++i) {
    tone[i] = static_cast<std::int16_t>(
        20'000 * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i) / kRate));
  }
  EXPECT_EQ(usable_of(print_of(tone)), 0U);
}

TEST(AudioPrint, only_the_silent_half_is_marked) {
  Samples half = clips::melody(1, 10, kRate);
  half.resize(20 * kRate, 0);
  const AudioPrint print = print_of(half);
  const auto at = [&](double second) { return static_cast<std::size_t>(second * print.items_per_second); };
  for (std::size_t i = 0; i < at(9); ++i) EXPECT_TRUE(print.usable[i]) << i;
  for (std::size_t i = at(10.5); i < print.usable.size(); ++i) EXPECT_FALSE(print.usable[i]) << i;
}

TEST(AudioPrint, a_short_or_a_silent_video_has_no_items) {
  EXPECT_TRUE(print_of(clips::melody(1, 2, kRate)).items.empty());
  const auto silent = audio_print_of(clips::make({}));
  ASSERT_TRUE(silent);
  EXPECT_TRUE(silent->items.empty());
  EXPECT_EQ(silent->seconds, 0);
}

}  // namespace
}  // namespace jium::fingerprint
