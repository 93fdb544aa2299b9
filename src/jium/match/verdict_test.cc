#include "jium/match/verdict.h"

#include <gtest/gtest.h>

namespace jium::match {
namespace {

std::vector<Ruling> rulings(const std::vector<Verdict>& verdicts) {
  std::vector<Ruling> all;
  for (const Verdict& verdict : verdicts) all.push_back(verdict.ruling);
  return all;
}

TEST(Verdict, EachListHasItsOwnRadiusAndOthersTheUsualOne) {
  VerdictRules rules;
  rules.set(1, {40, 50});
  rules.set(2, {20, 50});
  const std::vector<NearItem> items{{1, 10, 40, 90}, {1, 11, 41, 90}, {2, 12, 20, 90},
                                    {2, 13, 21, 90}, {3, 14, 31, 90}, {3, 15, 32, 90}};
  const auto verdicts = rules.decide(items, 90, std::nullopt, FloodWatch());
  ASSERT_EQ(verdicts.size(), 3U);
  EXPECT_EQ(verdicts[0].near.key, 10U);
  EXPECT_EQ(verdicts[1].near.key, 12U);
  EXPECT_EQ(verdicts[2].near.key, 14U);
  EXPECT_EQ(rules.widest(), 40);
  EXPECT_EQ(VerdictRules().widest(), 31);
}

TEST(Verdict, APlainPictureMatchesNothingOnEitherSide) {
  VerdictRules rules;
  rules.set(1, {31, 60});
  const std::vector<NearItem> items{{1, 10, 5, 60}, {1, 11, 5, 59}};
  EXPECT_EQ(rulings(rules.decide(items, 60, std::nullopt, FloodWatch())),
            (std::vector{Ruling::match, Ruling::too_plain}));
  EXPECT_EQ(rulings(rules.decide(items, 59, std::nullopt, FloodWatch())),
            (std::vector{Ruling::too_plain, Ruling::too_plain}));
}

TEST(Verdict, WhatIsNearerToTheKnownItemThanToSomethingHarmlessIsAMatch) {
  const std::vector<NearItem> items{{1, 10, 4, 90}, {1, 11, 5, 90}, {1, 12, 6, 90}};
  EXPECT_EQ(rulings(VerdictRules().decide(items, 90, Hit{7, 5}, FloodWatch())),
            (std::vector{Ruling::match, Ruling::harmless, Ruling::harmless}));
}

TEST(Verdict, WhatAFloodingFingerprintMatchesWaitsForAPerson) {
  FloodWatch floods({std::chrono::hours{1}, 3, 2, 0.5});
  const Instant now{};
  for (int i = 0; i < 4; ++i) floods.record(10, now);
  const std::vector<NearItem> items{{1, 10, 4, 90}, {1, 11, 5, 90}};
  EXPECT_EQ(rulings(VerdictRules().decide(items, 90, std::nullopt, floods)),
            (std::vector{Ruling::held, Ruling::match}));
}

TEST(Verdict, EveryRulingHasAName) {
  for (const Ruling ruling : {Ruling::match, Ruling::held, Ruling::harmless, Ruling::too_plain})
    EXPECT_NE(name_of(ruling), "unknown");
}

TEST(NegativeList, TellsTheNearestHarmlessValueWithinItsRadius) {
  NegativeList list(3);
  list.add(1, {0b11, 0, 0, 0});
  list.add(2, {0b1111'0000, 0, 0, 0});
  EXPECT_EQ(list.nearest({})->key, 1U);
  EXPECT_EQ(list.nearest({})->distance, 2);
  EXPECT_EQ(list.nearest({0b0111'0000, 0, 0, 0})->key, 2U);
  EXPECT_FALSE(list.nearest({0, ~0ULL, 0, 0}));
  list.remove(1);
  EXPECT_FALSE(list.nearest({}));
  EXPECT_EQ(list.size(), 1U);
}

}  // namespace
}  // namespace jium::match
