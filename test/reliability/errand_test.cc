// Errands that run beside the server are killed at random moments: a new master key half-way, a backup that
// has copied the database and not yet sealed it. Whoever is at work meanwhile notices nothing, the next run
// goes on, and nothing readable is left behind.
#include <algorithm>
#include <iostream>
#include <random>

#include "jium/store/key_ring.h"
#include "jium/store/organisations.h"
#include "jium/store/store.h"
#include "peers/child_process.h"
#include "peers/json_at.h"
#include "reliability/expectations.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kSeed = 20261122;
constexpr int kWriters = 2;
constexpr int kKeysAtFirst = 400;
constexpr int kKilled = 128 + SIGKILL;

class Errands : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(ground, Ground::lay());
    auto opened = Ledger::open(ground->folder() / "ledger");
    ASSERT_TRUE(opened);
    ledger.emplace(std::move(*opened));
    JIUM_DONE(ground->start());
    begin_to_write();
  }
  void begin_to_write() {
    writers.emplace(ground->url(), ground->key(), *ledger, kWriters, kSeed);
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() >= kKeysAtFirst; }));
  }
  Result<peers::ChildProcess> begin(std::vector<std::string> words) {
    words.insert(words.begin(), Ground::program());
    return peers::ChildProcess::start({words, {{"HOME", ground->folder()}}, {}});
  }
  // Ended by itself with 0 (true) or by the kill (false).
  bool killed_after(std::vector<std::string> words, const std::function<bool()>& moment) {
    auto errand = begin(std::move(words));
    if (!errand) throw std::runtime_error(errand.fault().what);
    while (!moment() && !errand->wait(Duration{0})) {
    }
    errand->signal(SIGKILL);
    const auto code = errand->wait(kPatience);
    EXPECT_TRUE(code == 0 || code == kKilled) << code.value_or(-1) << errand->errors();
    return code == kKilled;
  }
  void run(std::vector<std::string> words) {
    auto errand = begin(std::move(words));
    ASSERT_TRUE(errand);
    ASSERT_EQ(errand->wait(kPatience), 0) << errand->errors();
  }
  // Nobody was refused, and all that was acknowledged can still be opened.
  Judgement judge() {
    writers->stop();
    EXPECT_THAT(writers->complaints(), ::testing::IsEmpty());
    EXPECT_THAT(writers->refusals(), ::testing::IsEmpty());
    EXPECT_EQ(writers->counts().unanswered, 0);
    const auto there = ground->cases();
    if (!there) throw std::runtime_error(there.fault().what);
    auto judgement = ledger->judge(*there);
    if (!judgement) throw std::runtime_error(judgement.fault().what);
    expect_kept_once(*judgement);
    return *judgement;
  }
  [[nodiscard]] std::vector<std::string> rotation() const {
    return {"rotate-keys", "--data", ground->data()};
  }
  [[nodiscard]] std::size_t keys_in_file() const {
    return store::KeyRing::read((ground->data() / "jium.key").string()).value().size();
  }

  std::unique_ptr<Ground> ground;
  std::optional<Ledger> ledger;
  std::optional<Writers> writers;
  std::mt19937 random{kSeed};
};

TEST_F(Errands, ANewMasterKeyThatIsKilledHalfWayIsGoneOnWith) {
  const int rounds = count_of(6, 60);
  int killed = 0, half_way = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto until = std::chrono::steady_clock::now() +
                       std::chrono::microseconds{std::uniform_int_distribution<int>(2'000, 120'000)(random)};
    // Every second one dies as soon as there are two keys, however slow the machine; the others at any
    // moment.
    const auto is_time = [&] {
      if (i % 2 == 1) return std::chrono::steady_clock::now() > until;
      const auto keys = store::KeyRing::read((ground->data() / "jium.key").string());
      return keys && keys->size() > 1;
    };
    killed += killed_after(rotation(), is_time) ? 1 : 0;
    if (keys_in_file() > 1) ++half_way;
    const int before = ledger->acknowledged();
    ASSERT_TRUE(comes_true([&] { return ledger->acknowledged() > before; }));
  }
  ASSERT_NO_FATAL_FAILURE(run(rotation()));
  EXPECT_EQ(keys_in_file(), 1U);
  const Judgement judgement = judge();
  // The old keys are gone from the file: what a new process opens, the newest one opens.
  JIUM_DONE(ground->start());
  std::multimap<std::string, std::string> there;
  JIUM_STEP(there, ground->cases());
  EXPECT_GE(static_cast<int>(there.size()), judgement.acknowledged);
  EXPECT_GT(half_way, 0) << "no rotation was half-way: nothing was shown";
  std::cout << "rotate-keys killed: " << killed << " of " << rounds << " runs, " << half_way
            << " with two keys in the file, " << judgement.acknowledged << " acknowledged meanwhile, "
            << judgement.lost.size() << " lost, 0 refused; ended by one more run" << std::endl;
}

// security.md E4: 100,000 data keys are wrapped again while others work, within a minute, and nobody is
// refused.
TEST_F(Errands, ANewMasterKeyOverManyDataKeysRefusesNobody) {
  const int keys = count_of(10'000, 100'000);
  writers->stop();
  JIUM_DONE(ground->stop());
  {
    const auto store = store::Store::open(ground->data().string()).value();
    const auto made = store->write([&](store::Transaction& tx) -> Result<void> {
      JIUM_TRY(const auto all, store::all_organisations(tx));
      for (int i = 0; i < keys; ++i) JIUM_CHECK(tx.make_data_key(all.front().id));
      return {};
    });
    ASSERT_TRUE(made) << made.fault().what;
  }
  JIUM_DONE(ground->start());
  begin_to_write();
  const int before = ledger->acknowledged();
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_NO_FATAL_FAILURE(run(rotation()));
  const auto taken = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);
  const int meanwhile = ledger->acknowledged() - before;
  EXPECT_EQ(keys_in_file(), 1U);
  const Judgement judgement = judge();
  EXPECT_GT(meanwhile, 0);
  std::cout << "rotate-keys over " << keys << " data keys and more: " << to_text(taken) << ", " << meanwhile
            << " changes acknowledged meanwhile, 0 refused, " << judgement.lost.size() << " lost"
            << std::endl;
}

TEST_F(Errands, ABackupThatIsKilledLeavesNoCopyAtTheNextStart) {
  const fs::path copy = ground->data() / "jium.db.copy";
  const fs::path identity = ground->folder() / "identity", backup = ground->folder() / "backup";
  const peers::CommandLine machine(Ground::program(), {{"HOME", ground->folder().string()}});
  boost::json::value made;
  JIUM_STEP(made, machine.ask({"backup", "identity", "--out", identity.string()}));
  const std::string recipient = peers::text_at(made, "/recipient");
  const std::vector<std::string> words{"backup", "--data",      ground->data(), "--to",
                                       backup,   "--recipient", recipient};
  int left = 0;
  for (int i = 0; i < count_of(5, 40); ++i) {
    killed_after(words, [&] { return fs::exists(copy); });
    left += fs::exists(copy) ? 1 : 0;
    fs::remove(backup);
  }
  EXPECT_GT(left, 0) << "no backup was killed over its copy: nothing was shown";
  const Judgement judgement = judge();
  if (!fs::exists(copy)) JIUM_DONE(peers::write_file(copy, "as a killed backup leaves it"));
  JIUM_DONE(ground->start());
  EXPECT_FALSE(fs::exists(copy));
  ASSERT_NO_FATAL_FAILURE(run(words));
  EXPECT_FALSE(fs::exists(copy));
  std::cout << "backups killed: " << left << " left a copy, none after the next start; "
            << judgement.acknowledged << " acknowledged meanwhile, " << judgement.lost.size() << " lost"
            << std::endl;
}

}  // namespace
}  // namespace jium::reliability
