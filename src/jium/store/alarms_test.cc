#include "jium/store/alarms.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Alarms : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
    stored([&](Transaction& tx) { return insert(tx, older); });
    stored([&](Transaction& tx) { return insert(tx, newer); });
  }
  std::vector<Alarm> listed(bool unseen_only) {
    return stored([&](Transaction& tx) { return alarms_of(tx, chain.organisation.id, unseen_only); });
  }
  sample::Chain chain;
  Alarm older{AlarmId::random(),       chain.organisation.id, chain.the_case.id, AlarmKind::request_overdue,
              chain.request.id.text(), sample::at(1),         sample::at(5)};
  Alarm newer{AlarmId::random(),        chain.organisation.id, chain.the_case.id, AlarmKind::recurrence,
              chain.sighting.id.text(), sample::at(2),         std::nullopt};
};

TEST_F(Alarms, AreListedNewestFirst) {
  const auto alarms = listed(false);
  ASSERT_EQ(alarms.size(), 2U);
  EXPECT_TRUE(same_record(alarms[0], newer));
  EXPECT_TRUE(same_record(alarms[1], older));
}

TEST_F(Alarms, LeaveTheUnseenListWhenSeenAndKeepTheFirstLook) {
  ASSERT_EQ(listed(true).size(), 1U);
  for (const int hours : {6, 7}) {
    stored(
        [&](Transaction& tx) { return note_seen(tx, chain.organisation.id, newer.id, sample::at(hours)); });
  }
  EXPECT_TRUE(listed(true).empty());
  EXPECT_EQ(listed(false).front().seen_at, sample::at(6));
}

TEST_F(Alarms, OfAnotherOrganisationAreMissing) {
  const auto stranger = registry::OrganisationId::random();
  EXPECT_TRUE(stored([&](Transaction& tx) { return alarms_of(tx, stranger, false); }).empty());
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return note_seen(tx, stranger, newer.id, sample::at(3)); }),
               FaultKind::missing));
  EXPECT_EQ(listed(true).size(), 1U);
}

}  // namespace
}  // namespace jium::store
