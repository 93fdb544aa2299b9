#include "jium/store/operation_counts.h"

#include <gtest/gtest.h>

#include "jium/store/alarms.h"
#include "jium/store/jobs.h"
#include "jium/store/marks.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using namespace std::chrono_literals;
constexpr Instant kNow{Duration{1'700'000'000'000}};

class Operation : public StoredTest {
 protected:
  OperationCounts counts() {
    return stored([](Transaction& tx) { return count_operation(tx, kNow); });
  }
};

TEST_F(Operation, OfAnEmptyStoreIsNothing) {
  const OperationCounts none = counts();
  EXPECT_EQ(none.alarms_open, 0);
  EXPECT_EQ(none.letters_waiting, 0);
  EXPECT_EQ(none.key_generation, 1);
  EXPECT_FALSE(none.oldest_due || none.worker_seen || none.backup_made || none.checkpoint_signed);
}

TEST_F(Operation, CountsAlarmsThatNobodyHasSeen) {
  const sample::Chain chain;
  keep(chain);
  for (int i = 0; i < 3; ++i) {
    stored([&](Transaction& tx) {
      return insert(
          tx, Alarm{AlarmId::random(), chain.organisation.id, chain.the_case.id, AlarmKind::recurrence, "S-1",
                    kNow, i == 0 ? std::optional(kNow) : std::nullopt});
    });
  }
  EXPECT_EQ(counts().alarms_open, 2);
}

TEST_F(Operation, KnowsTheOldestJobThatCouldBeClaimedNow) {
  stored([](Transaction& tx) { return schedule(tx, JobKind::inspect, 1, kNow + 1s); });
  EXPECT_FALSE(counts().oldest_due) << "not due yet";
  stored([](Transaction& tx) { return schedule(tx, JobKind::inspect, 2, kNow - 9s); });
  stored([](Transaction& tx) { return schedule(tx, JobKind::inspect, 3, kNow - 5s); });
  EXPECT_EQ(counts().oldest_due, kNow - 9s);
  stored([](Transaction& tx) -> Result<void> {
    JIUM_CHECK(claim(tx, "somebody", kNow, 1min));
    return {};
  });
  EXPECT_EQ(counts().oldest_due, kNow - 5s) << "the oldest has been taken";
}

TEST_F(Operation, RemembersTheLastOfEachMarkApart) {
  stored([](Transaction& tx) { return note(tx, Mark::worker, kNow - 2s); });
  stored([](Transaction& tx) { return note(tx, Mark::worker, kNow - 1s); });
  stored([](Transaction& tx) { return note(tx, Mark::backup, kNow - 3s); });
  EXPECT_EQ(counts().worker_seen, kNow - 1s);
  EXPECT_EQ(counts().backup_made, kNow - 3s);
}

}  // namespace
}  // namespace jium::store
