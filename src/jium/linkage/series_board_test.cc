#include "jium/linkage/series_board.h"

#include <gtest/gtest.h>

namespace jium::linkage {
namespace {

AtSite at(std::int64_t live, std::int64_t out, std::int64_t removed) {
  AtSite made;
  made.live = live;
  made.out = out;
  made.removed = removed;
  return made;
}

TEST(SeriesBoard, WhoHadMostRemovedThereAsksNext) {
  const auto lines = who_asks_next({{"mirror.example", {{"Incheon", at(9, 0, 1)}, {"Seoul", at(2, 0, 5)}}}});
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].asks_next, "Seoul");
  EXPECT_EQ(lines[0].live, 11);
}

TEST(SeriesBoard, WithoutExperienceWhoHasMostLiveAndThenTheFirstByName) {
  EXPECT_EQ(who_asks_next({{"a.example", {{"A", at(1, 0, 0)}, {"B", at(3, 0, 0)}}}})[0].asks_next, "B");
  EXPECT_EQ(who_asks_next({{"a.example", {{"B", at(3, 0, 0)}, {"A", at(3, 0, 0)}}}})[0].asks_next, "A");
}

TEST(SeriesBoard, NobodyAsksWhileARequestIsOutOrWhereNothingIsLive) {
  const auto waits = who_asks_next({{"a.example", {{"A", at(1, 0, 9)}, {"B", at(0, 2, 0)}}}});
  EXPECT_FALSE(waits[0].asks_next);
  EXPECT_EQ(waits[0].waits_for, "B");
  EXPECT_FALSE(who_asks_next({{"a.example", {{"A", at(0, 0, 9)}}}})[0].asks_next);
}

TEST(SeriesBoard, WhoHasNothingLiveDoesNotAskHoweverExperienced) {
  EXPECT_EQ(who_asks_next({{"a.example", {{"A", at(0, 0, 9)}, {"B", at(1, 0, 0)}}}})[0].asks_next, "B");
}

TEST(SeriesBoard, TheBusiestSiteStandsFirst) {
  const auto lines =
      who_asks_next({{"a.example", {{"A", at(1, 0, 0)}}}, {"b.example", {{"A", at(2, 0, 0)}}}});
  EXPECT_EQ(lines[0].site, "b.example");
}

}  // namespace
}  // namespace jium::linkage
