#include "jium/store/host_turns.h"

#include <set>

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using namespace std::chrono_literals;

class HostTurns : public StoredTest {
 protected:
  std::optional<Instant> take(const std::string& host, const char* holder, Duration at) {
    return stored([&](Transaction& tx) {
      return take_turn(tx, host, {holder, sample::at(1) + at, 5min, 1s});
    });
  }
  void give_back(const std::string& host, const char* holder, Duration free_at) {
    stored([&](Transaction& tx) { return give_turn_back(tx, host, holder, sample::at(1) + free_at); });
  }
};

TEST_F(HostTurns, OneLooksAtAHostAtATime) {
  EXPECT_EQ(take("a.example", "one", 0s), std::nullopt);
  EXPECT_NE(take("a.example", "two", 0s), std::nullopt);
  EXPECT_EQ(take("b.example", "two", 0s), std::nullopt) << "another host is another turn";
  give_back("a.example", "one", 1s);
  EXPECT_NE(take("a.example", "two", 999ms), std::nullopt) << "the pause";
  EXPECT_EQ(take("a.example", "two", 60s), std::nullopt);
}

TEST_F(HostTurns, WhoHasToWaitIsToldATimeOfTheirOwn) {
  EXPECT_EQ(take("a.example", "one", 0s), std::nullopt);
  std::set<Instant> times;
  for (int i = 0; i < 20; ++i) times.insert(*take("a.example", "two", 0s));
  EXPECT_EQ(times.size(), 20U);
  EXPECT_GE(*times.begin(), sample::at(1) + 1s);
  EXPECT_LE(*times.rbegin(), sample::at(1) + 22s);
}

TEST_F(HostTurns, AHostThatAskedToBeLeftAloneIs) {
  EXPECT_EQ(take("a.example", "one", 0s), std::nullopt);
  give_back("a.example", "one", 1h);
  EXPECT_EQ(take("a.example", "two", 10s), sample::at(1) + 1h);
  EXPECT_EQ(take("a.example", "two", 2h), std::nullopt);
}

TEST_F(HostTurns, ATurnThatWasNeverGivenBackEnds) {
  EXPECT_EQ(take("a.example", "dead", 0s), std::nullopt);
  EXPECT_NE(take("a.example", "two", 5min - 1ms), std::nullopt);
  EXPECT_EQ(take("a.example", "two", 6min), std::nullopt);
  give_back("a.example", "dead", 24h);
  EXPECT_NE(take("a.example", "three", 6min), std::nullopt)
      << "whoever is late gives back nothing of another's";
  give_back("a.example", "two", 6min);
  EXPECT_EQ(take("a.example", "three", 7min), std::nullopt);
}

TEST_F(HostTurns, RowsNameNoHostAndGoAway) {
  EXPECT_EQ(take("kestrel.example", "one", 0s), std::nullopt);
  give_back("kestrel.example", "one", 1s);
  stored([&](Transaction& tx) { return forget_turns(tx, sample::at(1)); });
  EXPECT_EQ(take("kestrel.example", "one", 0s), sample::at(1) + 1s);
  stored([&](Transaction& tx) { return forget_turns(tx, sample::at(2) + 24h); });
  EXPECT_EQ(take("kestrel.example", "one", 0s), std::nullopt);
}

}  // namespace
}  // namespace jium::store
