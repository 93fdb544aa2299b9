// security.md R1: the process is killed at random moments while several write. What it acknowledged is there
// afterwards, once each; a repeated request is answered as it was before.
#include <algorithm>
#include <iostream>
#include <random>

#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

constexpr std::uint32_t kSeed = 20261122;
constexpr int kWriters = 4;
constexpr std::size_t kAskedAgain = 8;

class Kill : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(ground, Ground::lay());
    auto opened = Ledger::open(ground->folder() / "ledger");
    ASSERT_TRUE(opened);
    ledger.emplace(std::move(*opened));
    JIUM_DONE(ground->start());
  }
  // A cycle in which nothing was acknowledged would show nothing, and is a fault of this test.
  void wait_for_acknowledgements() {
    const int before = ledger->acknowledged();
    std::this_thread::sleep_for(Duration{std::uniform_int_distribution<int>(5, 200)(random)});
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() > before; }))
        << "a cycle without an acknowledgement";
  }
  void revive() {
    const auto begun = std::chrono::steady_clock::now();
    JIUM_DONE(ground->start());
    revivals.push_back(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
  }
  // What was answered before is answered in the same way by the process that came after.
  void ask_again() {
    std::vector<std::pair<std::string, std::string>> some;
    JIUM_STEP(some, ledger->latest(kAskedAgain));
    peers::ApiClient api(ground->url(), ground->key());
    for (const auto& [key, id] : some) {
      const auto answer = api.post("/cases", case_named(key), key);
      ASSERT_TRUE(answer && answer->status == 201);
      ASSERT_EQ(peers::text_at(answer->body, "/id"), id);
      ++asked_again;
    }
  }

  std::unique_ptr<Ground> ground;
  std::optional<Ledger> ledger;
  std::mt19937 random{kSeed};
  std::vector<Duration> revivals;
  int asked_again = 0;
};

TEST_F(Kill, NothingAcknowledgedIsLostOrDoubled) {
  const int kills = count_of(12, 200);
  Writers writers(ground->url(), ground->key(), *ledger, kWriters, kSeed);
  for (int i = 0; i < kills; ++i) {
    ASSERT_NO_FATAL_FAILURE(wait_for_acknowledgements());
    ground->kill();
    ASSERT_NO_FATAL_FAILURE(revive());
    ASSERT_NO_FATAL_FAILURE(ask_again());
  }
  writers.stop();
  EXPECT_THAT(writers.complaints(), ::testing::IsEmpty());
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, ground->cases());
  Judgement judgement;
  JIUM_STEP(judgement, ledger->judge(there));
  expect_kept_once(judgement);
  std::sort(revivals.begin(), revivals.end());
  std::cout << "kill -9: " << kills << " kills, " << judgement.acknowledged << " acknowledged, "
            << judgement.lost.size() << " lost, " << judgement.doubled.size() << " doubled, "
            << judgement.kept_without_acknowledgement << " kept though unanswered, "
            << writers.counts().repeated << " calls made again, " << asked_again
            << " asked again and answered as before; ready after " << to_text(revivals[revivals.size() / 2])
            << " (median), " << to_text(revivals.back()) << " (longest)" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
