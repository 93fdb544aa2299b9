#include "jium/store/cases.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Cases : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    stored([&](Transaction& tx) { return insert(tx, organisation); });
    stored([&](Transaction& tx) { return insert(tx, the_case); });
  }
  casework::Case loaded() {
    return stored([&](Transaction& tx) { return load_case(tx, organisation.id, the_case.id); });
  }

  registry::Organisation organisation = sample::organisation();
  casework::Case the_case = sample::case_of(organisation.id);
};

TEST_F(Cases, ComeBackAsTheyWereStored) {
  EXPECT_TRUE(same_record(loaded(), the_case));
}

TEST_F(Cases, WithEmptyMembersComeBackWithEmptyMembers) {
  the_case.id = casework::CaseId::random();
  the_case.harm_types.clear();
  the_case.papers_checked_at.reset();
  the_case.consent = {.removal = false, .police = true, .other_centres = false};
  stored([&](Transaction& tx) { return insert(tx, the_case); });
  EXPECT_TRUE(same_record(loaded(), the_case));
}

TEST_F(Cases, OfAnotherOrganisationAreMissing) {
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return load_case(tx, registry::OrganisationId::random(), the_case.id);
                       }),
                       FaultKind::missing));
  EXPECT_TRUE(
      stored([](Transaction& tx) { return cases_of(tx, registry::OrganisationId::random()); }).empty());
  the_case.organisation = registry::OrganisationId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return update(tx, the_case); }), FaultKind::missing));
}

TEST_F(Cases, AreListedNewestFirst) {
  auto newer = sample::case_of(organisation.id);
  newer.opened_at += Duration{1};
  stored([&](Transaction& tx) { return insert(tx, newer); });
  const auto cases = stored([&](Transaction& tx) { return cases_of(tx, organisation.id); });
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_TRUE(same_record(cases[0], newer));
  EXPECT_TRUE(same_record(cases[1], the_case));
}

TEST_F(Cases, AreFoundByTheirWholePseudonymInTheirOrganisation) {
  const auto called = [&](registry::OrganisationId whose, std::string_view pseudonym) {
    return stored([&](Transaction& tx) { return cases_called(tx, whose, pseudonym); }).size();
  };
  EXPECT_EQ(called(organisation.id, "blue-heron-93"), 1U);
  EXPECT_EQ(called(organisation.id, "blue-heron-9"), 0U);
  EXPECT_EQ(called(registry::OrganisationId::random(), "blue-heron-93"), 0U);
  // From before there was an index.
  stored(
      [](Transaction& tx) { return tx.database().run("update case_file set pseudonym_index = null", {}); });
  EXPECT_EQ(called(organisation.id, "blue-heron-93"), 1U);
  EXPECT_EQ(called(organisation.id, "blue-heron-9"), 0U);
}

TEST_F(Cases, OfTwoOrganisationsWithOnePseudonymHaveTwoIndexes) {
  const auto other = sample::organisation("Centre of the South");
  stored([&](Transaction& tx) { return insert(tx, other); });
  stored([&](Transaction& tx) { return insert(tx, sample::case_of(other.id)); });
  int indexes = 0;
  stored([&](Transaction& tx) {
    return tx.database().query("select count(distinct pseudonym_index) from case_file", {},
                               [&](const Row& row) -> Result<void> {
                                 indexes = static_cast<int>(row.integer(0));
                                 return {};
                               });
  });
  EXPECT_EQ(indexes, 2);
}

TEST_F(Cases, ChangeInStateAndConsent) {
  the_case.state = casework::CaseState::closed;
  the_case.consent = {.removal = false, .police = true, .other_centres = false};
  stored([&](Transaction& tx) { return update(tx, the_case); });
  EXPECT_TRUE(same_record(loaded(), the_case));
}

TEST_F(Cases, HaveAKeyOfTheirOwn) {
  const auto key = stored([&](Transaction& tx) { return case_key(tx, the_case.id); });
  const auto of_organisation = stored([&](Transaction& tx) { return tx.organisation_key(organisation.id); });
  EXPECT_EQ(key.id.value(), the_case.id.value());
  EXPECT_EQ(key.organisation, organisation.id);
  EXPECT_FALSE(key.key == of_organisation.key);
}

}  // namespace
}  // namespace jium::store
