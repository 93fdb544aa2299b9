#include "jium/http/stranger_turns.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::http {
namespace {

using namespace std::chrono_literals;
using Moment = StrangerTurns::Moment;

const Moment kNoon{std::chrono::hours{12}};

TEST(StrangersTurns, AreInHandAtOnceAndComeBackOneByOne) {
  StrangerTurns turns({.at_once = 3, .per_minute = 6});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(turns.take("a", kNoon)) << i;
  EXPECT_EQ(turns.take("a", kNoon), 10s);
  EXPECT_EQ(turns.take("a", kNoon + 9500ms), 1s) << "in whole seconds, and never none";
  EXPECT_FALSE(turns.take("a", kNoon + 10s));
  EXPECT_EQ(turns.take("a", kNoon + 10s), 10s) << "one came back and no more";
}

TEST(StrangersTurns, OfOneAddressAreNotAnothers) {
  StrangerTurns turns({.at_once = 1, .per_minute = 1});
  EXPECT_FALSE(turns.take("a", kNoon));
  EXPECT_TRUE(turns.take("a", kNoon));
  EXPECT_FALSE(turns.take("b", kNoon));
}

TEST(StrangersTurns, AreNeverMoreThanWereInHandHoweverLongNobodyCame) {
  StrangerTurns turns({.at_once = 2, .per_minute = 60});
  EXPECT_FALSE(turns.take("a", kNoon));
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(turns.take("a", kNoon + 24h));
  EXPECT_TRUE(turns.take("a", kNoon + 24h));
}

TEST(StrangersTurns, AreNotCountedWhereThereIsNoLimit) {
  StrangerTurns turns({.at_once = 0, .per_minute = 1});
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(turns.take("a", kNoon));
}

// However an address tries: within any stretch of time it gets what it had in hand and what came back in it,
// and whoever waits as long as told is served.
RC_GTEST_PROP(StrangersTurns, KeepToTheirPaceAndTheirWord, ()) {
  const StrangerLimit limit{*rc::gen::inRange(1, 20), *rc::gen::inRange(1, 600)};
  StrangerTurns turns(limit);
  const auto pauses = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3000));
  const auto pace = std::chrono::nanoseconds{60s} / limit.per_minute;
  Moment now = kNoon;
  std::vector<Moment> taken;
  for (const int pause : pauses) {
    now += std::chrono::milliseconds{pause};
    const auto later = turns.take("a", now);
    if (later) {
      RC_ASSERT(*later >= 1s);
      now += *later;
      RC_ASSERT(!turns.take("a", now).has_value());
    }
    taken.push_back(now);
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const std::size_t next = i + static_cast<std::size_t>(limit.at_once);
    if (next < taken.size()) RC_ASSERT(taken[next] - taken[i] >= pace);
  }
}

}  // namespace
}  // namespace jium::http
