// security.md R5: calls to the disk that fail. A write that fails is no acknowledgement, and the next one
// goes on; a failed fsync ends the process, since what is in memory can then no longer be trusted to be on
// the disk (store/failed_sync.h).
#include <array>
#include <iostream>
#include <utility>

#include "peers/json_at.h"
#include "reliability/expectations.h"
#include "reliability/fault_injection.h"
#include "reliability/ground.h"
#include "reliability/writers.h"

namespace jium::reliability {
namespace {

constexpr int kRequests = 8;    // in a round; each thread of the pool has some of them
constexpr int kDiskFailed = 8;  // the exit code

class IoError : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!FaultInjection::is_possible())
      GTEST_SKIP() << "ATTENTION: no process may be traced here: NOT tested";
    JIUM_STEP(ground, Ground::lay());
    auto opened = Ledger::open(ground->folder() / "ledger");
    ASSERT_TRUE(opened);
    ledger.emplace(std::move(*opened));
    JIUM_DONE(ground->start());
  }
  // Asks for some cases, one after the other, each once.
  void ask(int requests) {
    peers::ApiClient api(ground->url(), ground->key());
    for (int i = 0; i < requests; ++i) {
      const std::string key = ledger->run() + "-n" + std::to_string(asked++);
      ledger->send(key);
      const auto answer = api.post("/cases", case_named(key), key);
      if (!answer) continue;
      if (answer->status == 201)
        ledger->acknowledge(key, peers::text_at(answer->body, "/id"));
      else
        refused.insert(std::to_string(answer->status) + " " + peers::text_at(answer->body, "/detail"));
      EXPECT_TRUE(answer->status == 201 || answer->status == 503) << *refused.rbegin();
    }
  }
  void inject(const Failing& failing, int requests) {
    auto injection = FaultInjection::into(ground->server().pid(), failing, ground->folder() / "strace");
    ASSERT_TRUE(injection) << injection.fault().what;
    ask(requests);
    std::vector<std::string> failed;
    JIUM_STEP(failed, injection->end());
    injected += failed.size();
  }
  // As somebody finds it who pulled the plug.
  void judge() {
    ground->kill();
    JIUM_DONE(ground->start());
    std::multimap<std::string, std::string> there;
    JIUM_STEP(there, ground->cases());
    JIUM_STEP(judgement, ledger->judge(there));
    expect_kept_once(judgement);
  }

  std::unique_ptr<Ground> ground;
  std::optional<Ledger> ledger;
  std::set<std::string> refused;
  Judgement judgement;
  int asked = 0;
  std::size_t injected = 0;
};

TEST_F(IoError, AtAnyWriteIsNoAcknowledgementAndTheNextRequestGoesOn) {
  std::vector<Failing> all;
  const int last = count_of(16, 64);
  for (int nth = 1; nth <= last; ++nth) all.push_back({.calls = "pwrite64", .error = "EIO", .nth = nth});
  for (const char* const calls : {"pwrite64", "write", "openat", "pread64", "ftruncate"}) {
    for (int nth = 1; nth <= count_of(1, 12); ++nth)
      all.push_back({.calls = calls, .error = nth % 2 == 1 ? "EIO" : "ENOSPC", .nth = nth});
  }
  for (const Failing& failing : all) {
    ASSERT_NO_FATAL_FAILURE(inject(failing, kRequests));
    ASSERT_FALSE(ground->server().ended()) << failing.calls << " " << failing.nth;
    const int before = ledger->acknowledged();
    ask(1);
    ASSERT_EQ(ledger->acknowledged(), before + 1) << "it does not go on after " << failing.calls;
  }
  ASSERT_NO_FATAL_FAILURE(judge());
  EXPECT_GT(injected, 0U);
  std::cout << "EIO: " << all.size() << " rounds, " << injected << " calls failed, " << judgement.acknowledged
            << " of " << asked << " acknowledged, " << judgement.lost.size() << " falsely, "
            << judgement.kept_without_acknowledgement
            << " kept though refused; words: " << ::testing::PrintToString(refused) << std::endl;
}

TEST_F(IoError, OneFailedSyncEndsTheProcess) {
  const int rounds = count_of(4, 40);
  int ended = 0;
  for (int nth = 1; nth <= rounds; ++nth) {
    const Failing failing{
        .calls = "fsync,fdatasync", .error = nth % 2 == 1 ? "EIO" : "ENOSPC", .nth = 1 + nth % 4};
    auto injection = FaultInjection::into(ground->server().pid(), failing, ground->folder() / "strace");
    ASSERT_TRUE(injection) << injection.fault().what;
    // Each of the pool's threads has to come to its N-th.
    for (int i = 0; i < 16 && !ground->server().ended(); ++i) ask(kRequests);
    ASSERT_TRUE(comes_true([&] { return ground->server().ended().has_value(); })) << "it goes on";
    EXPECT_EQ(ground->server().ended(), kDiskFailed);
    ++ended;
    std::vector<std::string> failed;
    JIUM_STEP(failed, injection->end());
    // Of the folder SQLite takes no notice, and need not: it was synced when it was opened.
    std::erase_if(failed, [&](const std::string& call) {
      return call.find("<" + ground->data().string() + ">)") != std::string::npos;
    });
    EXPECT_THAT(failed, ::testing::SizeIs(1)) << "after the first one nothing more may be tried";
    JIUM_DONE(ground->start());
    const int before = ledger->acknowledged();
    ask(1);
    ASSERT_EQ(ledger->acknowledged(), before + 1);
  }
  ASSERT_NO_FATAL_FAILURE(judge());
  std::cout << "failed fsync: " << rounds << " rounds, the process ended " << ended << " times, "
            << judgement.acknowledged << " acknowledged, " << judgement.lost.size() << " falsely"
            << std::endl;
}

// What a start does once: key file, database, migrations; after a kill: reading the write-ahead log.
constexpr std::array kCallsOfAStart{
    "pwrite64", "write", "fsync,fdatasync", "openat", "ftruncate", "link,unlink,rename,mkdir", "pread64"};

std::vector<Failing> failing_starts(int rounds) {
  std::vector<Failing> all;
  for (int nth = 1; std::cmp_less(all.size(), rounds); ++nth) {
    for (const char* const calls : kCallsOfAStart)
      all.push_back({.calls = calls, .error = nth % 2 == 1 ? "EIO" : "ENOSPC", .nth = nth});
  }
  return all;
}

TEST_F(IoError, WhileItStartsKeepsWhatThereIsAndTheNextStartSucceeds) {
  const auto script = ground->folder() / "failing-jium", notes = ground->folder() / "strace";
  const auto starts = failing_starts(count_of(7, 140));
  int refusals = 0;
  for (const Failing& failing : starts) {
    ask(2);
    ground->kill();
    JIUM_DONE(write_failing_program(script, Ground::program(), failing, notes));
    refusals += ground->start_with(script) ? 0 : 1;
    ground->kill();
    injected += failed_calls(notes).size();
    ASSERT_TRUE(ground->start()) << failing.calls << " " << failing.nth;
  }
  ASSERT_NO_FATAL_FAILURE(judge());
  EXPECT_GT(injected, 0U);
  std::cout << "failing starts: " << starts.size() << " after kills, " << injected << " calls failed, "
            << refusals << " starts refused, every next one succeeded; " << judgement.acknowledged
            << " acknowledged, " << judgement.lost.size() << " lost" << std::endl;
}

TEST_F(IoError, WhileItStartsForTheFirstTimeTheNextStartSucceeds) {
  const auto script = ground->folder() / "failing-jium", notes = ground->folder() / "strace";
  const auto starts = failing_starts(count_of(7, 140));
  int refusals = 0;
  for (const Failing& failing : starts) {
    ground->begin_anew();
    JIUM_DONE(write_failing_program(script, Ground::program(), failing, notes));
    refusals += ground->start_with(script) ? 0 : 1;
    ground->kill();
    injected += failed_calls(notes).size();
    const auto started = ground->start();
    ASSERT_TRUE(started) << failing.calls << " " << failing.nth << ": " << started.fault().what;
  }
  EXPECT_GT(injected, 0U);
  std::cout << "failing first starts: " << starts.size() << ", " << injected << " calls failed, " << refusals
            << " starts refused, every next one succeeded" << std::endl;
}

}  // namespace
}  // namespace jium::reliability
