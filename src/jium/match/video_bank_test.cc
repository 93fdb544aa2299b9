#include "jium/match/video_bank.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/match/video_drawn_test.h"

namespace jium::match {
namespace {

using drawn::Edit;
using drawn::Film;
using drawn::film;
using drawn::frames_of;

constexpr std::uint64_t kFilms = 12;

// Films 1..kFilms of a minute, sampled once a second; their sound as well.
class Videos : public ::testing::Test {
 protected:
  Videos() {
    for (std::uint64_t item = 1; item <= kFilms; ++item)
      bank.put(item, frames_of(film(item, 60), {}, 1), drawn::sound(item, 60));
  }

  [[nodiscard]] std::vector<VideoMatch> matches(const std::vector<VideoFrame>& frames,
                                                const SoundPrint& sound = {}) const {
    return bank.find({frames, sound}).matches;
  }
  [[nodiscard]] std::vector<std::uint64_t> items(const std::vector<VideoFrame>& frames,
                                                 const SoundPrint& sound = {}) const {
    std::vector<std::uint64_t> items;
    for (const VideoMatch& match : matches(frames, sound)) items.push_back(match.item);
    std::sort(items.begin(), items.end());
    return items;
  }

  VideoBank bank;
};

using Items = std::vector<std::uint64_t>;

void expect_segment(const VideoMatch& match, double query_from, double query_to, double reference_from,
                    double reference_to) {
  ASSERT_FALSE(match.segments.empty());
  const VideoSegment& segment = match.segments.front();
  EXPECT_NEAR(segment.query_from, query_from, 1.0);
  EXPECT_NEAR(segment.query_to, query_to, 1.0);
  EXPECT_NEAR(segment.reference_from, reference_from, 1.0);
  EXPECT_NEAR(segment.reference_to, reference_to, 1.0);
}

TEST_F(Videos, AnEqualCopyIsFoundFromBeginningToEnd) {
  const auto found = matches(frames_of(film(3, 60)));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 3U);
  EXPECT_EQ(found[0].witness, VideoWitness::frames);
  EXPECT_TRUE(found[0].moment_proven);
  EXPECT_EQ(found[0].vpdq, (VpdqPercentages{100, 100}));
  EXPECT_GT(found[0].score, 50);
  EXPECT_GT(found[0].sureness, 0.95);
  expect_segment(found[0], 0, 60, 0, 60);
}

TEST_F(Videos, AFaintCopyIsFoundThoughNoFrameIsWithinTheStrictRadius) {
  const auto query = frames_of(film(3, 60), {.noise = 55});
  const auto found = matches(query);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 3U);
  EXPECT_EQ(found[0].vpdq, VpdqPercentages{});
  expect_segment(found[0], 0, 60, 0, 60);
  EXPECT_EQ(bank.find({query, {}}).guarantee, VideoGuarantee::every_near_frame);
  const auto strictly = bank.find({query, {}}, VideoSearch::strict);
  EXPECT_TRUE(strictly.matches.empty());
  EXPECT_EQ(strictly.guarantee, VideoGuarantee::every_strict_frame);
}

TEST_F(Videos, OneFrameWithinTheStrictRadiusBringsTheWholeFaintCopy) {
  auto query = frames_of(film(3, 60), {.noise = 55});
  query[20].hashes[0].bits = film(3, 60).at(10);
  const auto found = bank.find({query, {}}, VideoSearch::strict).matches;
  ASSERT_EQ(found.size(), 1U);
  expect_segment(found[0], 0, 60, 0, 60);
}

TEST_F(Videos, FramesBeyondTheLooseRadiusSayNothing) {
  EXPECT_TRUE(matches(frames_of(film(3, 60), {.noise = 67})).empty());
}

TEST_F(Videos, ATrimmedPartIsFoundWithItsPlace) {
  const auto found = matches(frames_of(film(5, 60), {.from = 20, .to = 32, .noise = 12}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 5U);
  expect_segment(found[0], 0, 12, 20, 32);
  EXPECT_NEAR(found[0].segments[0].speed, 1, 0.06);
}

class Speeds : public Videos, public ::testing::WithParamInterface<double> {};

TEST_P(Speeds, AreFoundAndTold) {
  const double speed = GetParam();
  const auto found = matches(frames_of(film(7, 60), {.from = 10, .to = 50, .speed = speed, .noise = 15}, 2));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 7U);
  EXPECT_NEAR(found[0].segments[0].speed, speed, 0.05 * std::abs(speed));
  expect_segment(found[0], 0, 40 / std::abs(speed), 10, 50);
}
INSTANTIATE_TEST_SUITE_P(Videos, Speeds,
                         ::testing::Values(0.5, 0.7, 0.8, 0.95, 1.0, 1.04, 1.17, 1.25, 1.5, 2.0, -1.0));

TEST_F(Videos, TenPerCentOfTheFramesMayBeMissing) {
  const auto found = matches(frames_of(film(2, 60), {.noise = 30, .dropped = 0.1}));
  ASSERT_EQ(found.size(), 1U);
  expect_segment(found[0], 0, 60, 0, 60);
}

TEST_F(Videos, EveryPartOfACompilationIsFoundInItsPlace) {
  std::vector<VideoFrame> query;
  const std::vector<double> from{0, 40, 12, 50, 25};
  for (std::size_t i = 0; i < from.size(); ++i) {
    drawn::append(query, film(i + 1, 60), {.from = from[i], .to = from[i] + 5, .noise = 14}, 2, i);
    drawn::append(query, film(900 + i, 4), {}, 2);
  }
  const auto found = matches(query);
  ASSERT_EQ(found.size(), 5U);
  for (const VideoMatch& match : found) {
    const auto i = static_cast<std::size_t>(match.item - 1);
    const double start = static_cast<double>(i) * 9;
    expect_segment(match, start, start + 5, from[i], from[i] + 5);
    EXPECT_EQ(match.segments.size(), 1U);
  }
}

TEST_F(Videos, PartsInAnotherOrderAreSegmentsOfOneMatch) {
  std::vector<VideoFrame> query;
  for (const double from : {40.0, 10.0, 25.0})
    drawn::append(query, film(4, 60), {.from = from, .to = from + 10, .noise = 10}, 2);
  const auto found = matches(query);
  ASSERT_EQ(found.size(), 1U);
  ASSERT_EQ(found[0].segments.size(), 3U);
  std::vector<std::pair<int, int>> places;
  for (const VideoSegment& segment : found[0].segments)
    places.emplace_back(static_cast<int>(std::lround(segment.query_from / 10)),
                        static_cast<int>(std::lround(segment.reference_from / 5)));
  std::sort(places.begin(), places.end());
  EXPECT_EQ(places, (std::vector<std::pair<int, int>>{{0, 8}, {1, 2}, {2, 5}}));
}

TEST_F(Videos, AMirroredCopyIsFoundByItsFormAndFormsDoNotMix) {
  const auto found = matches(frames_of(film(6, 60), {.noise = 20, .form = 4}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].segments[0].form, 4);
  EXPECT_EQ(found[0].vpdq, VpdqPercentages{});  // vPDQ knows upright frames only
  auto mixed = frames_of(film(6, 60), {.to = 4});
  for (std::size_t i = 0; i < mixed.size(); ++i) mixed[i].hashes[0].form = static_cast<std::uint8_t>(i % 8);
  EXPECT_TRUE(matches(mixed).empty());
}

TEST_F(Videos, InvertedColoursAreFoundWithoutBeingHashed) {
  auto query = frames_of(film(6, 60), {.noise = 12});
  for (VideoFrame& frame : query) {
    for (std::uint64_t& word : frame.hashes[0].bits) word = ~word;
  }
  for (const auto search : {VideoSearch::automatic, VideoSearch::strict}) {
    const auto found = bank.find({query, {}}, search).matches;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].item, 6U);
    EXPECT_EQ(found[0].segments[0].form, kNegative);
  }
}

TEST_F(Videos, EachPairOfViewsHasItsOwnRadius) {
  for (const auto& [view, noise, expected] : {std::tuple(VideoView::canonical, 64, true),
                                              {VideoView::cell, 62, true},
                                              {VideoView::cell, 66, false},
                                              {VideoView::inner_frame, 62, true},
                                              {VideoView::inner_frame, 66, false},
                                              {VideoView::region, 0, false}}) {
    const auto found = matches(frames_of(film(6, 60), {.noise = noise, .view = view}));
    EXPECT_EQ(!found.empty(), expected) << static_cast<int>(view) << " at " << noise;
  }
}

RC_GTEST_FIXTURE_PROP(Videos, AnUnrelatedVideoNeverMatches, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(10'000, 1'000'000);
  const double seconds = *rc::gen::inRange(2, 90);
  const int moved = *rc::gen::inRange(0, 6);
  RC_ASSERT(items(frames_of(film(seed, seconds, moved)), drawn::sound(seed, seconds)).empty());
}

TEST_F(Videos, TwoSecondsOfAMinuteAreTooLittle) {
  std::vector<VideoFrame> query;
  drawn::append(query, film(100, 20), {}, 2);
  drawn::append(query, film(1, 60), {.from = 30, .to = 32}, 2);
  drawn::append(query, film(101, 20), {}, 2);
  EXPECT_TRUE(matches(query).empty());
}

TEST_F(Videos, AStillOfOneFrameHeldForLongIsNotItsVideo) {
  Film still;
  still.moments.assign(160, film(1, 60).at(30));
  std::vector<VideoFrame> query = frames_of(film(100, 40));
  drawn::append(query, still, {.noise = 12}, 2);
  EXPECT_TRUE(matches(query).empty());
}

// --- fixed cameras ---

TEST(FixedCamera, TheSamePlaceAtAnotherTimeIsNoMatch) {
  drawn::Random random(5);
  int wrong = 0;
  for (std::uint64_t place = 0; place < 40; ++place) {
    const Bits256 view = drawn::any_bits(random);
    const double seconds = 10 + static_cast<double>(place % 6) * 10;
    VideoBank bank;
    bank.put(1, frames_of(drawn::camera(view, place * 2, 60, 14, 30), {}, 1), {});
    const auto query = frames_of(drawn::camera(view, place * 2 + 1, seconds, 14, 30));
    wrong += bank.find({query, {}}).matches.empty() ? 0 : 1;
  }
  EXPECT_EQ(wrong, 0);
}

TEST(FixedCamera, ACopyIsFoundWhenItsFramesSayWhenTheyWereTaken) {
  drawn::Random random(6);
  for (std::uint64_t place = 0; place < 10; ++place) {
    const Film scene = drawn::camera(drawn::any_bits(random), place, 60, 14, 30);
    VideoBank bank;
    bank.put(1, frames_of(scene, {}, 1), {});
    const auto found = bank.find({frames_of(scene, {.from = 20, .to = 50, .noise = 6}), {}}).matches;
    ASSERT_EQ(found.size(), 1U) << place;
    EXPECT_TRUE(found[0].moment_proven);
    expect_segment(found[0], 0, 30, 20, 50);
  }
}

TEST(FixedCamera, AnUnmovingSceneMatchesOnlyNearlyTheSamePictureAndSaysThatTheMomentIsNotProven) {
  drawn::Random random(7);
  const Bits256 view = drawn::any_bits(random);
  Film still;
  still.moments.assign(400, view);
  VideoBank bank;
  bank.put(1, frames_of(still, {}, 1), {});
  const auto near = bank.find({frames_of(still, {.to = 30, .noise = 8}), {}}).matches;
  ASSERT_EQ(near.size(), 1U);
  EXPECT_FALSE(near[0].moment_proven);
  EXPECT_LE(near[0].sureness, 0.5);
  EXPECT_TRUE(bank.find({frames_of(still, {.to = 30, .noise = 25}), {}}).matches.empty());
}

TEST(FixedCamera, ALongStillSceneCostsOneEntryBesideItsStandardFrames) {
  Film still;
  drawn::Random random(8);
  still.moments.assign(8 * 60, drawn::any_bits(random));
  VideoBank bank;
  bank.put(1, frames_of(still, {.noise = 2}, 4), {});
  EXPECT_LE(bank.indexed(), 62U);
}

// --- what many videos share ---

std::vector<VideoFrame> with_intro(const Film& intro, const Film& rest, double per_second) {
  std::vector<VideoFrame> frames;
  drawn::append(frames, intro, {}, per_second);
  drawn::append(frames, rest, {}, per_second);
  return frames;
}

TEST(SharedIntro, OfManyVideosMatchesNoneOfThem) {
  const Film intro = film(500, 8);
  VideoBank bank;
  for (std::uint64_t item = 1; item <= 6; ++item) bank.put(item, with_intro(intro, film(item, 60), 1), {});
  EXPECT_TRUE(bank.find({with_intro(intro, film(700, 60), 2), {}}).matches.empty());
  // The video itself is found all the same, and nothing beside it.
  const auto found = bank.find({with_intro(intro, film(4, 60), 2), {}}).matches;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 4U);
  EXPECT_GT(found[0].score, 50);
}

TEST(SharedIntro, TheSameFootageRegisteredManyTimesIsNoIntro) {
  VideoBank bank;
  for (std::uint64_t item = 1; item <= 8; ++item)
    bank.put(item, frames_of(film(3, 60), {.noise = 6}, 1, item), {});
  std::vector<VideoFrame> query = frames_of(film(900, 20));
  drawn::append(query, film(3, 60), {.from = 30, .to = 38, .noise = 10}, 2);
  EXPECT_EQ(bank.find({query, {}}).matches.size(), 8U);
}

TEST(SharedIntro, AVideoThatIsNothingButTheSharedPartIsStillFound) {
  const Film shared = film(500, 20);
  VideoBank bank;
  bank.put(99, frames_of(shared, {}, 1), {});
  for (std::uint64_t item = 1; item <= 6; ++item) bank.put(item, with_intro(shared, film(item, 60), 1), {});
  const auto found = bank.find({frames_of(shared, {.noise = 10}), {}}).matches;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 99U);
}

TEST(SharedIntro, IsSharedByVideosThatShowItTooFaintlyForAMatch) {
  const Film intro = film(500, 5);
  VideoBank bank;
  bank.put(1, with_intro(intro, film(1, 60), 1), {});
  const auto query = with_intro(intro, film(700, 60), 2);
  ASSERT_EQ(bank.find({query, {}}).matches.size(), 1U);
  for (std::uint64_t item = 2; item <= 4; ++item) {
    std::vector<VideoFrame> frames;
    drawn::append(frames, intro, {.to = 4, .noise = 62}, 1, item);
    drawn::append(frames, film(item, 60), {}, 1);
    bank.put(item, frames, {});
  }
  EXPECT_TRUE(bank.find({query, {}}).matches.empty());
}

// --- key frames ---

// Frames that no hash finds, each with features of its own.
std::vector<VideoFrame> with_features(std::uint64_t seed, std::uint64_t hashes, int seconds) {
  auto frames = frames_of(film(hashes, seconds), {}, 1);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    drawn::Random random(seed * 1000 + i);
    frames[i].features.resize(50);
    for (fingerprint::LocalFeature& feature : frames[i].features) {
      feature.x = static_cast<std::uint16_t>(random());
      feature.y = static_cast<std::uint16_t>(random() % 40'000);
      feature.size = 130;
      for (std::uint8_t& byte : feature.bits) byte = static_cast<std::uint8_t>(random());
    }
  }
  return frames;
}

TEST(KeyFramesOfABank, FindACopyOfWhichNoHashIsNear) {
  VideoBank bank;
  for (std::uint64_t item = 1; item <= 4; ++item) bank.put(item, with_features(item, item, 12), {});
  for (const auto search : {VideoSearch::automatic, VideoSearch::strict}) {
    const auto found = bank.find({with_features(2, 900, 12), {}}, search).matches;
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].item, 2U);
    EXPECT_TRUE(found[0].moment_proven);
    expect_segment(found[0], 0, 12, 0, 12);
  }
  EXPECT_TRUE(bank.find({with_features(900, 901, 12), {}}).matches.empty());
  bank.remove(2);
  EXPECT_TRUE(bank.find({with_features(2, 900, 12), {}}).matches.empty());
}

TEST(KeyFramesOfABank, TwoSecondsThatAgreeAreTooLittle) {
  VideoBank bank;
  bank.put(1, with_features(1, 1, 12), {});
  auto query = with_features(1, 900, 12);
  for (std::size_t i = 2; i < query.size(); ++i) query[i].features.clear();
  EXPECT_TRUE(bank.find({query, {}}).matches.empty());
}

// --- sound ---

TEST_F(Videos, SoundAloneIsAWitnessOfItsOwn) {
  const auto found = matches(frames_of(film(800, 30)), drawn::part(drawn::sound(9, 60), 15, 30, 3));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].item, 9U);
  EXPECT_EQ(found[0].witness, VideoWitness::sound);
  EXPECT_LE(found[0].sureness, 0.8);
  expect_segment(found[0], 0, 15, 15, 30);
}

TEST_F(Videos, FramesAndSoundTogetherAreSurerThanEither) {
  const auto frames = frames_of(film(9, 60), {.from = 15, .to = 25, .noise = 20});
  const auto sound = drawn::part(drawn::sound(9, 60), 15, 25, 3);
  const auto both = matches(frames, sound);
  ASSERT_EQ(both.size(), 1U);
  EXPECT_EQ(both[0].witness, VideoWitness::both);
  EXPECT_GT(both[0].sureness, matches(frames)[0].sureness);
  EXPECT_GT(both[0].sureness, matches(frames_of(film(800, 10)), sound)[0].sureness);
}

TEST_F(Videos, TwoWeakWitnessesAreEnoughOnlyWhenTheyAgree) {
  const auto frames = frames_of(film(9, 60), {.from = 20, .to = 22, .noise = 10});
  std::vector<VideoFrame> query = frames_of(film(801, 10));
  drawn::append(query, film(9, 60), {.from = 20, .to = 22, .noise = 10}, 2);
  drawn::append(query, film(802, 10), {}, 2);
  const auto sound_at = [](double from) {
    SoundPrint sound = drawn::sound(803, 10);
    drawn::append(sound, drawn::part(drawn::sound(9, 60), from, from + 4.3, 2));
    drawn::append(sound, drawn::sound(804, 8));
    return sound;
  };
  EXPECT_TRUE(items(query).empty());
  EXPECT_TRUE(items(frames_of(film(801, 22)), sound_at(20)).empty());
  EXPECT_EQ(items(query, sound_at(20)), Items{9});
  EXPECT_TRUE(items(query, sound_at(40)).empty());
}

// --- changes ---

TEST_F(Videos, WhatIsPutAgainTakesThePlaceOfWhatWasThere) {
  const std::size_t before = bank.indexed();
  bank.put(3, frames_of(film(50, 60), {}, 1), drawn::sound(50, 60));
  EXPECT_EQ(bank.videos(), kFilms);
  EXPECT_TRUE(items(frames_of(film(3, 60)), drawn::sound(3, 60)).empty());
  EXPECT_EQ(items(frames_of(film(50, 60)), drawn::sound(50, 60)), Items{3});
  bank.remove(3);
  bank.remove(3);
  EXPECT_TRUE(items(frames_of(film(50, 60)), drawn::sound(50, 60)).empty());
  bank.put(3, frames_of(film(3, 60), {}, 1), drawn::sound(3, 60));
  EXPECT_EQ(items(frames_of(film(3, 60)), drawn::sound(3, 60)), Items{3});
  EXPECT_EQ(bank.indexed(), before);
}

TEST_F(Videos, AnEmptyBankAndAnEmptyQueryMatchNothing) {
  EXPECT_TRUE(matches({}).empty());
  EXPECT_TRUE(VideoBank().find({frames_of(film(1, 10)), drawn::sound(1, 10)}).matches.empty());
  bank.put(70, {}, {});
  EXPECT_TRUE(matches({}).empty());
  VideoFrame poor = frames_of(film(1, 60))[0];
  poor.quality = 49;
  EXPECT_TRUE(matches(std::vector<VideoFrame>(20, poor)).empty());
}

// --- as vPDQ ---

std::vector<VpdqFrame> vpdq_frames(const std::vector<VideoFrame>& frames) {
  std::vector<VpdqFrame> result;
  for (const VideoFrame& frame : frames) {
    if (frame.standard) result.push_back({frame.hashes[0].bits, frame.quality});
  }
  return result;
}

RC_GTEST_PROP(FindAsVpdq, AnswersExactlyWhatTheExhaustiveComparisonDoes, ()) {
  VideoBank bank;
  std::vector<std::vector<VideoFrame>> registered;
  for (std::uint64_t item = 0; item < 8; ++item) {
    // Two films among eight videos, so that several share frames.
    auto frames = frames_of(film(item % 2, 12), {.noise = *rc::gen::inRange(0, 30)}, 2, item);
    for (VideoFrame& frame : frames) frame.quality = *rc::gen::element(40, 50, 90);
    bank.put(item, frames, {});
    registered.push_back(std::move(frames));
  }
  VpdqRule rule;
  rule.query_least = *rc::gen::element(0, 20, 80);
  rule.reference_least = *rc::gen::element(0, 50);
  const auto query = frames_of(film(*rc::gen::inRange(0, 3), 14), {.noise = *rc::gen::inRange(0, 25)}, 2, 77);
  std::map<std::uint64_t, VpdqPercentages> expected;
  for (std::uint64_t item = 0; item < registered.size(); ++item) {
    const auto percentages =
        compare_vpdq(vpdq_frames(query), vpdq_frames(registered[item]), VpdqPractice::index, rule);
    if (is_vpdq_match(percentages, rule)) expected[item] = percentages;
  }
  std::map<std::uint64_t, VpdqPercentages> found;
  for (const VpdqMatch& match : bank.find_as_vpdq(query, rule)) found[match.item] = match.percentages;
  RC_ASSERT(found == expected);
}

}  // namespace
}  // namespace jium::match
