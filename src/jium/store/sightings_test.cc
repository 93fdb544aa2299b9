#include "jium/store/sightings.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Sightings : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  registry::Sighting loaded(registry::SightingId id) {
    return stored([&](Transaction& tx) { return load_sighting(tx, chain.organisation.id, id); });
  }
  registry::Sighting add_gone(int gone_at) {
    auto gone = sample::sighting(chain.footage, chain.site.id);
    gone.state = registry::SightingState::gone;
    gone.gone_at = sample::at(gone_at);
    stored([&](Transaction& tx) { return insert(tx, gone); });
    return gone;
  }
  sample::Chain chain;
};

TEST_F(Sightings, ComeBackAsTheyWereStored) {
  EXPECT_TRUE(same_record(loaded(chain.sighting.id), chain.sighting));
}

TEST_F(Sightings, ReportedByHandComeBackWithoutEvidence) {
  auto sighting = sample::sighting(chain.footage, chain.site.id);
  sighting.address = sample::address("by-hand");
  sighting.evidence.reset();
  sighting.gone_at.reset();
  sighting.recurrence_of = chain.sighting.id;
  stored([&](Transaction& tx) { return insert(tx, sighting); });
  EXPECT_TRUE(same_record(loaded(sighting.id), sighting));
}

TEST_F(Sightings, OfAnotherOrganisationAreMissing) {
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return load_sighting(tx, registry::OrganisationId::random(), chain.sighting.id);
                       }),
                       FaultKind::missing));
  chain.sighting.organisation = registry::OrganisationId::random();
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return update(tx, chain.sighting); }), FaultKind::missing));
}

TEST_F(Sightings, OfUnknownFootageAreRefused) {
  auto sighting = chain.sighting;
  sighting.id = registry::SightingId::random();
  sighting.footage = registry::FootageId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return insert(tx, sighting); }), FaultKind::missing));
}

TEST_F(Sightings, OfACaseAreListedOldestFirst) {
  auto older = sample::sighting(chain.footage, chain.site.id);
  older.address = sample::address("older");
  older.first_seen = sample::at(1);
  stored([&](Transaction& tx) { return insert(tx, older); });
  const auto listed = stored([&](Transaction& tx) { return sightings_of_case(tx, chain.the_case.id); });
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_TRUE(same_record(listed[0], older));
  EXPECT_TRUE(same_record(listed[1], chain.sighting));
  EXPECT_TRUE(
      stored([](Transaction& tx) { return sightings_of_case(tx, casework::CaseId::random()); }).empty());
}

TEST_F(Sightings, AreFoundByAddressWhileTheyAreLive) {
  const auto find = [&](const registry::WebAddress& address) {
    return stored([&](Transaction& tx) { return find_live(tx, chain.footage.id, address); });
  };
  ASSERT_TRUE(find(sample::address()));
  EXPECT_TRUE(same_record(*find(sample::address()), chain.sighting));
  EXPECT_FALSE(find(sample::address("gallery/7?id=4712")));
  chain.sighting.state = registry::SightingState::gone;
  stored([&](Transaction& tx) { return update(tx, chain.sighting); });
  EXPECT_FALSE(find(sample::address()));
}

TEST_F(Sightings, OfOneFootageAtOneAddressAreLiveOnce) {
  auto twin = chain.sighting;
  twin.id = registry::SightingId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return insert(tx, twin); }), FaultKind::conflict));
}

TEST_F(Sightings, ThatAreGoneGiveTheLatest) {
  const auto latest = [&](registry::SiteId site) {
    return stored([&](Transaction& tx) { return latest_gone(tx, chain.footage.id, site); });
  };
  EXPECT_FALSE(latest(chain.site.id));
  add_gone(40);
  const auto last = add_gone(60);
  add_gone(50);
  ASSERT_TRUE(latest(chain.site.id));
  EXPECT_TRUE(same_record(*latest(chain.site.id), last));
  EXPECT_FALSE(latest(registry::SiteId::random()));
}

TEST_F(Sightings, ChangeInStateAndTimes) {
  chain.sighting.state = registry::SightingState::gone;
  chain.sighting.last_seen = sample::at(50);
  chain.sighting.gone_at = sample::at(51);
  stored([&](Transaction& tx) { return update(tx, chain.sighting); });
  EXPECT_TRUE(same_record(loaded(chain.sighting.id), chain.sighting));
}

}  // namespace
}  // namespace jium::store
