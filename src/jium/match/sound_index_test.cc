#include "jium/match/sound_index.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/match/video_drawn_test.h"

namespace jium::match {
namespace {

using drawn::part;
using drawn::sound;

std::vector<SoundVote> votes_of(const SoundIndex& index, const SoundPrint& query) {
  return index.vote(query, 10);
}

TEST(SoundIndex, FindsTheOffsetOfAPartWithErrors) {
  SoundIndex index;
  for (std::uint32_t slot = 0; slot < 20; ++slot) index.add(slot, sound(slot, 60));
  const SoundPrint query = part(sound(7, 60), 20, 30, 3);
  const auto votes = votes_of(index, query);
  ASSERT_FALSE(votes.empty());
  EXPECT_EQ(votes[0].slot, 7U);
  EXPECT_EQ(votes[0].offset, 160);
  const auto found = compare_sound(query, sound(7, 60), votes[0].offset, 40);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].query_from, 0, 0.3);
  EXPECT_NEAR(found[0].query_to, 10, 0.3);
  EXPECT_NEAR(found[0].reference_from, 20, 0.3);
  EXPECT_GE(found[0].items, 75);
}

TEST(SoundIndex, ForgetsWhatIsRemovedAndOnlyThat) {
  SoundIndex index;
  for (std::uint32_t slot = 0; slot < 3; ++slot) index.add(slot, sound(slot, 60));
  index.remove(1, sound(1, 60));
  EXPECT_TRUE(votes_of(index, sound(1, 60)).empty());
  EXPECT_EQ(votes_of(index, sound(2, 60)).at(0).slot, 2U);
}

TEST(SoundIndex, SilenceIsNeitherIndexedNorAsked) {
  SoundPrint silent = sound(1, 60);
  silent.usable.assign(silent.items.size(), false);
  SoundIndex index;
  index.add(1, silent);
  EXPECT_TRUE(votes_of(index, sound(1, 60)).empty());
  index.add(2, sound(1, 60));
  EXPECT_TRUE(votes_of(index, silent).empty());
  EXPECT_TRUE(compare_sound(silent, sound(1, 60), 0, 1).empty());
  EXPECT_TRUE(compare_sound(sound(1, 60), silent, 0, 1).empty());
}

RC_GTEST_PROP(CompareSound, UnrelatedSoundNeverAgreesForThreeSeconds, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(100, 1'000'000);
  const SoundPrint query = sound(seed, 40);
  const SoundPrint reference = sound(seed + 1, 40);
  for (int offset = -200; offset <= 200; offset += 7)
    RC_ASSERT(compare_sound(query, reference, offset, kSoundRules.supporting_items).empty());
}

TEST(CompareSound, LessThanTheLeastIsNothing) {
  SoundPrint query = sound(50, 10);
  drawn::append(query, part(sound(1, 60), 10, 14));
  drawn::append(query, sound(51, 10));
  EXPECT_EQ(compare_sound(query, sound(1, 60), 0, 24).size(), 1U);
  EXPECT_TRUE(compare_sound(query, sound(1, 60), 0, 40).empty());
}

TEST(CompareSound, TooManyErrorsAreAnotherSound) {
  const SoundPrint reference = sound(1, 60);
  EXPECT_FALSE(compare_sound(part(reference, 0, 20, 5), reference, 0, 40).empty());
  EXPECT_TRUE(compare_sound(part(reference, 0, 20, 14), reference, 0, 40).empty());
}

TEST(CompareSound, AnotherItemRateIsNotCompared) {
  SoundPrint other = sound(1, 60);
  other.items_per_second = 4;
  EXPECT_TRUE(compare_sound(sound(1, 60), other, 0, 1).empty());
}

std::size_t usable(const SoundPrint& print) {
  return static_cast<std::size_t>(std::count(print.usable.begin(), print.usable.end(), true));
}

TEST(WithoutRepeats, ALoopIsHeardOnce) {
  SoundPrint looped;
  for (int round = 0; round < 15; ++round) drawn::append(looped, sound(3, 4));
  const SoundPrint once = without_repeats(looped);
  EXPECT_EQ(usable(once), 32U);
  for (std::size_t i = 0; i < 32; ++i) EXPECT_TRUE(once.usable[i]);
  // Too little to be a witness: two videos over the same loop are two videos.
  EXPECT_TRUE(compare_sound(once, once, 0, kSoundRules.items).empty());
}

TEST(WithoutRepeats, SoundThatDoesNotRepeatStaysWhole) {
  EXPECT_EQ(usable(without_repeats(sound(3, 120))), 960U);
}

TEST(WithoutRepeats, AToneThatStandsStillEndsToCount) {
  SoundPrint tone = sound(3, 10);
  for (std::size_t i = 20; i < 60; ++i) tone.items[i] = 77;
  const std::size_t left = usable(without_repeats(tone));
  EXPECT_LE(left, 80U - 35U);
  EXPECT_GE(left, 40U);
}

}  // namespace
}  // namespace jium::match
