// security.md R10: the same request under the same key, several at once, before a crash and after it, has one
// effect and one answer; another request under a used key is 422.
#include <iostream>
#include <latch>
#include <random>

#include "peers/json_at.h"
#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

constexpr int kAtOnce = 3;

struct Answers {
  std::set<std::string> ids;  // of what was answered with 2xx
  std::vector<int> statuses;  // 0: no answer
  int good = 0;
};

// The same request from several connections at the same moment.
class Chorus {
 public:
  Chorus(const Ground& ground, const std::string& key) : key_(key), begin_(kAtOnce) {
    for (int i = 0; i < kAtOnce; ++i) {
      voices_.emplace_back([this, url = ground.url(), secret = ground.key()] {
        peers::ApiClient api(url, secret);
        begin_.arrive_and_wait();
        const auto answer = api.post("/cases", case_named(key_), key_);
        const std::lock_guard lock(mutex_);
        answers_.statuses.push_back(answer ? answer->status : 0);
        if (!answer || answer->status != 201) return;
        ++answers_.good;
        answers_.ids.insert(peers::text_at(answer->body, "/id"));
      });
    }
  }
  ~Chorus() { static_cast<void>(end()); }
  Chorus(const Chorus&) = delete;
  Chorus& operator=(const Chorus&) = delete;

  Answers end() {
    for (std::thread& voice : voices_) voice.join();
    voices_.clear();
    return answers_;
  }

 private:
  const std::string key_;
  std::latch begin_;
  std::mutex mutex_;
  Answers answers_;
  std::vector<std::thread> voices_;
};

TEST(Replay, OneKeyHasOneEffectAndOneAnswerAcrossACrash) {
  const int rounds = count_of(8, 100);
  std::unique_ptr<Ground> ground;
  JIUM_STEP(ground, Ground::lay());
  JIUM_DONE(ground->start());
  auto ledger = Ledger::open(ground->folder() / "ledger");
  ASSERT_TRUE(ledger);
  std::mt19937 random(20261122);
  int answered_before = 0, refused_as_changed = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::string key = ledger->run() + "-r" + std::to_string(round);
    ledger->send(key);
    Chorus before(*ground, key);
    std::this_thread::sleep_for(std::chrono::microseconds{random() % 30'000});
    ground->kill();
    const Answers heard = before.end();
    JIUM_DONE(ground->start());
    const Answers again = Chorus(*ground, key).end();
    // After the crash everybody is answered, and with what anybody heard before it.
    ASSERT_EQ(again.good, kAtOnce) << ::testing::PrintToString(again.statuses);
    ASSERT_EQ(again.ids.size(), 1U);
    for (const std::string& id : heard.ids) ASSERT_EQ(id, *again.ids.begin());
    ledger->acknowledge(key, *again.ids.begin());
    answered_before += heard.good > 0 ? 1 : 0;
    peers::ApiClient api(ground->url(), ground->key());
    const auto changed = api.post("/cases", case_named(key + "-changed"), key);
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->status, 422);
    refused_as_changed += changed->status == 422 ? 1 : 0;
  }
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, ground->cases());
  Judgement judgement;
  JIUM_STEP(judgement, ledger->judge(there));
  expect_kept_once(judgement);
  std::cout << "replay: " << rounds << " keys sent " << 2 * kAtOnce << " times across a crash, "
            << answered_before << " answered before it, " << there.size() << " effects, "
            << judgement.doubled.size() << " doubled, " << refused_as_changed
            << " changed bodies refused (422)" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
