#include "jium/store/jobs.h"

#include <set>
#include <thread>

#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

constexpr Duration kLease = std::chrono::minutes{5};

class Jobs : public StoredTest {
 protected:
  void plan(JobKind kind, std::uint64_t subject, Instant due_at) {
    stored([&](Transaction& tx) { return schedule(tx, kind, subject, due_at); });
  }
  std::optional<Job> claim_for(std::string_view owner, Instant at) {
    return stored([&](Transaction& tx) { return claim(tx, owner, at, kLease); });
  }
  Result<void> held(const Job& job, std::string_view owner) {
    return attempt([&](Transaction& tx) { return still_held(tx, job, owner); });
  }
  JobCounts counts() {
    return stored([&](Transaction& tx) { return count_jobs(tx, now); });
  }
  const Instant now = sample::at(10);
};

TEST_F(Jobs, AreClaimedEarliestFirstAndOnce) {
  plan(JobKind::send_letter, 7, now);
  plan(JobKind::check_place, 0xfffffffffffffffULL, now - Duration{1});
  plan(JobKind::inspect, 7, now + Duration{1});
  const auto first = claim_for("a", now);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, JobKind::check_place);
  EXPECT_EQ(first->subject, 0xfffffffffffffffULL);
  EXPECT_EQ(first->due_at, now - Duration{1});
  EXPECT_EQ(first->attempts, 1);
  const auto second = claim_for("b", now);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->kind, JobKind::send_letter);
  EXPECT_FALSE(claim_for("c", now));
}

TEST_F(Jobs, AreClaimedAgainWhenTheLeaseHasEnded) {
  plan(JobKind::send_letter, 7, now);
  const auto dead = claim_for("a", now);
  EXPECT_FALSE(claim_for("b", now + kLease - Duration{1}));
  const auto again = claim_for("b", now + kLease);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, dead->id);
  EXPECT_EQ(again->attempts, 2);
  EXPECT_TRUE(held(*again, "b"));
  EXPECT_TRUE(is_fault(held(*dead, "a"), FaultKind::late));
  EXPECT_TRUE(is_fault(held(*dead, "b"), FaultKind::late));
}

TEST_F(Jobs, OfOvertakenHoldersAreNeitherFinishedNorGivenBack) {
  plan(JobKind::send_letter, 7, now);
  const auto dead = claim_for("a", now);
  const auto again = claim_for("b", now + kLease);
  stored([&](Transaction& tx) { return finish(tx, *dead); });
  stored([&](Transaction& tx) { return retry(tx, *dead, now, FaultKind::outside); });
  EXPECT_TRUE(held(*again, "b"));
}

TEST_F(Jobs, AreMovedByAnotherSchedule) {
  plan(JobKind::check_place, 7, now);
  const auto held_job = claim_for("a", now);
  plan(JobKind::check_place, 7, now + Duration{9});
  EXPECT_TRUE(is_fault(held(*held_job, "a"), FaultKind::late));
  EXPECT_FALSE(claim_for("b", now + Duration{8}));
  const auto moved = claim_for("b", now + Duration{9});
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->id, held_job->id);
  EXPECT_EQ(moved->attempts, 1);
}

TEST_F(Jobs, ThatPlannedTheirNextTurnKeepItWhenTheyFinish) {
  plan(JobKind::check_place, 7, now);
  const auto job = claim_for("a", now);
  plan(JobKind::check_place, 7, now + Duration{9});
  stored([&](Transaction& tx) { return finish(tx, *job); });
  EXPECT_TRUE(claim_for("a", now + Duration{9}));
}

TEST_F(Jobs, ThatAreFinishedDoNotComeBack) {
  plan(JobKind::send_letter, 7, now);
  const auto job = claim_for("a", now);
  stored([&](Transaction& tx) { return finish(tx, *job); });
  EXPECT_TRUE(is_fault(held(*job, "a"), FaultKind::late));
  EXPECT_FALSE(claim_for("a", now + kLease));
}

TEST_F(Jobs, ThatAreGivenBackComeBackAtTheirNewTime) {
  plan(JobKind::send_letter, 7, now);
  const auto job = claim_for("a", now);
  stored([&](Transaction& tx) { return retry(tx, *job, now + Duration{60}, FaultKind::outside); });
  EXPECT_FALSE(claim_for("a", now + Duration{59}));
  const auto again = claim_for("a", now + Duration{60});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempts, 2);
  std::string why;
  stored([&](Transaction& tx) {
    return tx.database().query("select last_fault from job", {}, [&](const Row& row) -> Result<void> {
      why = row.text(0);
      return {};
    });
  });
  EXPECT_EQ(why, "outside");
}

TEST_F(Jobs, OfThoseThatAreHeldTheFirstToBeFreeCountsToo) {
  const auto next = [&] { return stored([](Transaction& tx) { return next_due(tx); }); };
  plan(JobKind::inspect, 1, now - Duration{2});
  plan(JobKind::inspect, 2, now - Duration{1});
  ASSERT_TRUE(claim_for("a", now));
  ASSERT_TRUE(claim_for("a", now + Duration{5}));
  plan(JobKind::inspect, 3, now + kLease + Duration{1});
  EXPECT_EQ(next(), now + kLease);
  plan(JobKind::inspect, 3, now + kLease - Duration{1});
  EXPECT_EQ(next(), now + kLease - Duration{1});
}

TEST_F(Jobs, AreCountedAsWaitingDueAndLeased) {
  const auto next = [&] { return stored([](Transaction& tx) { return next_due(tx); }); };
  EXPECT_FALSE(next());
  plan(JobKind::inspect, 1, now - Duration{1});
  ASSERT_TRUE(claim_for("a", now));
  EXPECT_EQ(next(), now + kLease);
  plan(JobKind::inspect, 2, now);
  plan(JobKind::inspect, 3, now);
  plan(JobKind::inspect, 4, now + Duration{1});
  EXPECT_EQ(next(), now);
  EXPECT_EQ(counts().leased, 1);
  EXPECT_EQ(counts().due, 2);
  EXPECT_EQ(counts().waiting, 1);
}

TEST(JobsOfTwoProcesses, AreNeverHeldTwice) {
  const ScratchFolder folder;
  constexpr int kJobs = 60;
  auto planner = Store::open(folder.path()).value();
  ASSERT_TRUE(planner->write([](Transaction& tx) -> Result<void> {
    for (int subject = 1; subject <= kJobs; ++subject) {
      JIUM_CHECK(schedule(tx, JobKind::send_letter, static_cast<std::uint64_t>(subject), sample::at(0)));
    }
    return {};
  }));
  std::array<std::multiset<std::uint64_t>, 2> claimed;
  const auto work = [&](std::size_t number) {
    auto own = Store::open(folder.path()).value();
    for (;;) {
      const auto job = own->write(
          [&](Transaction& tx) { return claim(tx, std::to_string(number), sample::at(1), kLease); });
      if (!job || !*job) break;
      claimed[number].insert((*job)->subject);
    }
  };
  std::thread other(work, 1);
  work(0);
  other.join();
  std::multiset<std::uint64_t> together = claimed[0];
  together.insert(claimed[1].begin(), claimed[1].end());
  EXPECT_EQ(together.size(), std::size_t{kJobs});
  EXPECT_EQ(std::set<std::uint64_t>(together.begin(), together.end()).size(), std::size_t{kJobs});
}

}  // namespace
}  // namespace jium::store
