// security.md R12: told to end (SIGTERM) in the middle of work, the server answers what it has begun, ends
// with code 0 within ten seconds, and loses nothing.
#include <algorithm>
#include <iostream>

#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

constexpr int kWriters = 8;
constexpr Duration kLimit = std::chrono::seconds{10};

TEST(Stop, UnderLoadItEndsInTimeAndLosesNothing) {
  const int stops = count_of(6, 100);
  std::unique_ptr<Ground> ground;
  JIUM_STEP(ground, Ground::lay({.data = {}, .roles = "\"api\", \"worker\"", .environment = {}}));
  JIUM_DONE(ground->start());
  auto ledger = Ledger::open(ground->folder() / "ledger");
  ASSERT_TRUE(ledger);
  Writers writers(ground->url(), ground->key(), *ledger, kWriters, 20261122);
  std::vector<Duration> took;
  for (int i = 0; i < stops; ++i) {
    const int before = ledger->acknowledged();
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() > before + kWriters; }));
    const auto begun = std::chrono::steady_clock::now();
    int code = -1;
    JIUM_STEP(code, ground->stop());
    took.push_back(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
    ASSERT_EQ(code, 0);
    ASSERT_LE(took.back(), kLimit);
    JIUM_DONE(ground->start());
  }
  writers.stop();
  EXPECT_THAT(writers.complaints(), ::testing::IsEmpty());
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, ground->cases());
  Judgement judgement;
  JIUM_STEP(judgement, ledger->judge(there));
  expect_kept_once(judgement);
  std::sort(took.begin(), took.end());
  std::cout << "SIGTERM: " << stops << " stops under " << kWriters << " writers, all with exit code 0, "
            << to_text(took[took.size() / 2]) << " (median), " << to_text(took.back()) << " (longest); "
            << judgement.acknowledged << " acknowledged, " << judgement.lost.size() << " lost, "
            << writers.counts().refused << " refused with 503" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
