// Several processes of jium on one PostgreSQL database, and the end of that database under load. Each Store
// here is what a process would have: connections, prepared statements and keys of its own.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "jium/store/jobs.h"
#include "jium/store/stored_test.h"
#include "jium/store/test_store.h"

namespace jium::store {
namespace {

class ASharedDatabase : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists("/usr/lib/postgresql/15/bin/initdb"))
      GTEST_SKIP() << "ATTENTION: postgresql-15 is not installed: sharing it is NOT tested";
  }
  [[nodiscard]] std::unique_ptr<Store> process(const PostgresCluster& cluster,
                                               const std::string& name) const {
    return needed(Store::open_postgres(folder.path(), cluster.conninfo("jium_app", name)));
  }
  ScratchFolder folder;
};

// Sequences are not handed out in the order of commits: without the one writer (postgres.h) a follower of
// "everything after N" misses what commits late with a lower number.
TEST_F(ASharedDatabase, LetsAFollowerMissNothingHoweverManyWrite) {
  constexpr int kWriters = 4, kEach = 25;
  const PostgresCluster& cluster = PostgresCluster::shared();
  const std::string name = TestDatabases::make();
  const sample::Chain chain;
  const auto first = process(cluster, name);
  ASSERT_TRUE(first->write([&](Transaction& tx) { return sample::insert(tx, chain); }));
  std::mutex mutex;
  std::set<std::uint64_t> written;
  std::atomic<int> busy = kWriters;
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&] {
      const auto own = process(cluster, name);
      for (int j = 0; j < kEach; ++j) {
        const auto footage = sample::footage(chain.organisation.id);
        EXPECT_TRUE(own->write([&](Transaction& tx) { return insert(tx, footage, chain.the_case.id); }));
        const std::lock_guard lock(mutex);
        written.insert(footage.id.value());
      }
      --busy;
    });
  }
  std::set<std::uint64_t> seen;
  std::int64_t at = 0;
  for (bool last = false;;) {
    const auto followed = first->read([&](Transaction& tx) {
      return footage_changed_since(
          tx, at, [&](const registry::Footage& footage) { seen.insert(footage.id.value()); });
    });
    EXPECT_TRUE(followed) << followed.fault().what;
    if (!followed || last) break;
    at = *followed;
    last = busy == 0;  // what was committed by then is seen by one more look
  }
  for (std::thread& writer : writers) writer.join();
  written.insert(chain.footage.id.value());
  EXPECT_EQ(seen, written);
}

TEST_F(ASharedDatabase, HasEachJobDoneOnceByItsWorkers) {
  constexpr std::uint64_t kJobs = 60;
  const PostgresCluster& cluster = PostgresCluster::shared();
  const std::string name = TestDatabases::make();
  const auto planner = process(cluster, name);
  ASSERT_TRUE(planner->write([&](Transaction& tx) -> Result<void> {
    for (std::uint64_t i = 0; i < kJobs; ++i) JIUM_CHECK(schedule(tx, JobKind::inspect, i, sample::at(0)));
    return {};
  }));
  std::mutex mutex;
  std::multiset<std::uint64_t> done;
  std::vector<std::thread> workers;
  for (const char* owner : {"one", "two", "three"}) {
    workers.emplace_back([&, owner] {
      const auto own = process(cluster, name);
      for (;;) {
        const auto job = own->write(
            [&](Transaction& tx) { return claim(tx, owner, sample::at(1), std::chrono::minutes{5}); });
        ASSERT_TRUE(job) << job.fault().what;
        if (!*job) return;
        {
          const std::lock_guard lock(mutex);
          done.insert((*job)->subject);
        }
        EXPECT_TRUE(own->write([&](Transaction& tx) -> Result<void> {
          JIUM_CHECK(still_held(tx, **job, owner));
          return finish(tx, **job);
        }));
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(done.size(), kJobs);
  EXPECT_EQ(std::set<std::uint64_t>(done.begin(), done.end()).size(), kJobs);
}

// Three times as a rule, thirty for a release (JIUM_LONG=1, which ./dev test --long sets), or as JIUM_KILLS
// says.
int wanted_kills() {
  if (const char* wanted = std::getenv("JIUM_KILLS")) return std::max(1, std::atoi(wanted));
  return std::getenv("JIUM_LONG") == nullptr ? 3 : 30;
}

TEST_F(ASharedDatabase, LosesAndDoublesNothingAcknowledgedWhenItsServerIsKilled) {
  const int kills = wanted_kills();
  PostgresCluster cluster = PostgresCluster::of_its_own();
  const std::string name = cluster.make_database();
  std::mutex mutex;
  std::set<std::uint64_t> acknowledged;
  std::atomic<bool> stop = false;
  std::atomic<int> refused = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < 2; ++i) {
    writers.emplace_back([&, own = process(cluster, name)] {
      while (!stop) {
        const auto organisation = sample::organisation();
        if (own->write([&](Transaction& tx) { return insert(tx, organisation); })) {
          const std::lock_guard lock(mutex);
          acknowledged.insert(organisation.id.value());
        } else {
          ++refused;
          std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
      }
    });
  }
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return acknowledged.size();
  };
  for (int kill = 0; kill < kills; ++kill) {
    const std::size_t before = count();
    while (count() < before + 20) std::this_thread::sleep_for(std::chrono::milliseconds{2});
    cluster.kill_server();
    cluster.start_again();
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  const auto after = process(cluster, name);
  const auto kept = after->read([](Transaction& tx) { return all_organisations(tx); }).value();
  std::set<std::uint64_t> there;
  for (const auto& organisation : kept) there.insert(organisation.id.value());
  std::size_t lost = 0;
  for (const std::uint64_t id : acknowledged) lost += there.contains(id) ? 0 : 1;
  std::printf("PostgreSQL killed %d times: %zu writes acknowledged, %zu lost, %zu doubled, %d refused\n",
              kills, acknowledged.size(), lost, kept.size() - there.size(), refused.load());
  EXPECT_EQ(lost, 0U);
  EXPECT_EQ(kept.size(), there.size());
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace jium::store
