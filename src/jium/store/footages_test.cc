#include "jium/store/footages.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Footages : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  std::pair<std::int64_t, std::vector<registry::Footage>> changed_since(std::int64_t seq) {
    std::vector<registry::Footage> changed;
    seq = stored([&](Transaction& tx) {
      return footage_changed_since(tx, seq,
                                   [&](const registry::Footage& footage) { changed.push_back(footage); });
    });
    return {seq, changed};
  }
  registry::Footage add(int hours) {
    auto footage = sample::footage(chain.organisation.id);
    footage.registered_at = sample::at(hours);
    stored([&](Transaction& tx) { return insert(tx, footage, chain.the_case.id); });
    return footage;
  }

  sample::Chain chain;
};

TEST_F(Footages, ComeBackAsTheyWereStored) {
  const auto loaded =
      stored([&](Transaction& tx) { return load_footage(tx, chain.organisation.id, chain.footage.id); });
  EXPECT_TRUE(same_record(loaded.footage, chain.footage));
  EXPECT_EQ(loaded.the_case, chain.the_case.id);
}

TEST_F(Footages, OfAnotherOrganisationAreMissing) {
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return load_footage(tx, registry::OrganisationId::random(), chain.footage.id);
                       }),
                       FaultKind::missing));
  chain.footage.organisation = registry::OrganisationId::random();
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return update(tx, chain.footage); }), FaultKind::missing));
}

TEST_F(Footages, OfACaseAreListedOldestFirst) {
  const auto older = add(1);
  const auto listed = stored([&](Transaction& tx) { return footages_of(tx, chain.the_case.id); });
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_TRUE(same_record(listed[0].footage, older));
  EXPECT_TRUE(same_record(listed[1].footage, chain.footage));
  EXPECT_TRUE(stored([](Transaction& tx) { return footages_of(tx, casework::CaseId::random()); }).empty());
}

TEST_F(Footages, ChangeInStateAndItsTimes) {
  chain.footage.state = registry::FootageState::decided;
  chain.footage.decided_at = sample::at(30);
  chain.footage.withdrawn_at.reset();
  stored([&](Transaction& tx) { return update(tx, chain.footage); });
  const auto loaded =
      stored([&](Transaction& tx) { return load_footage(tx, chain.organisation.id, chain.footage.id); });
  EXPECT_TRUE(same_record(loaded.footage, chain.footage));
}

TEST_F(Footages, ThatChangedAreVisitedOnceEachInOrderOfTheirLastChange) {
  const auto second = add(1);
  stored([&](Transaction& tx) { return update(tx, chain.footage); });
  const auto [seq, changed] = changed_since(0);
  ASSERT_EQ(changed.size(), 2U);
  EXPECT_TRUE(same_record(changed[0], second));
  EXPECT_TRUE(same_record(changed[1], chain.footage));

  EXPECT_TRUE(changed_since(seq).second.empty());
  EXPECT_EQ(changed_since(seq).first, seq);
  const auto third = add(2);
  const auto [newer_seq, newer] = changed_since(seq);
  EXPECT_GT(newer_seq, seq);
  ASSERT_EQ(newer.size(), 1U);
  EXPECT_TRUE(same_record(newer[0], third));
}

TEST_F(Footages, OfAForgottenCaseReachFollowersAsWithdrawnAndEmpty) {
  const auto footage = add(1);
  stored([&](Transaction& tx) { return tx.destroy_data_key(DataKeyId(chain.the_case.id.value())); });
  const auto changed = changed_since(0).second;
  ASSERT_EQ(changed.size(), 2U);
  EXPECT_EQ(changed[1].id, footage.id);
  EXPECT_EQ(changed[1].state, registry::FootageState::withdrawn);
  EXPECT_TRUE(changed[1].fingerprints.empty());
}

TEST_F(Footages, ThatCannotBeReadAreNamedToWhoeverFollows) {
  stored([&](Transaction& tx) -> Result<void> {
    Bytes box;
    JIUM_CHECK(tx.database().query("select fingerprints_sealed from footage", {},
                                   [&](const Row& row) -> Result<void> {
                                     box = row.blob(0);
                                     return {};
                                   }));
    box.back() ^= 1;
    return tx.database().run("update footage set fingerprints_sealed = ?", {box});
  });
  const auto followed =
      attempt([](Transaction& tx) { return footage_changed_since(tx, 0, [](const registry::Footage&) {}); });
  ASSERT_TRUE(is_fault(followed, FaultKind::internal));
  EXPECT_NE(followed.fault().what.find(chain.footage.id.text()), std::string::npos) << followed.fault().what;
  const auto read = attempt(
      [](Transaction& tx) { return read_known_footage(tx, Reading::all, [](const registry::Footage&) {}); });
  ASSERT_TRUE(is_fault(read, FaultKind::internal));
  EXPECT_NE(read.fault().what.find("jium fsck"), std::string::npos) << read.fault().what;
}

}  // namespace
}  // namespace jium::store
