#include "jium/store/assignments.h"

#include "jium/store/decoys.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using casework::Assignment;

class Assignments : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  [[nodiscard]] Assignment assignment(registry::PersonId person = registry::PersonId::random()) const {
    return {.id = casework::AssignmentId::random(),
            .organisation = chain.organisation.id,
            .the_case = chain.the_case.id,
            .person = person,
            .assigned_at = sample::at(1),
            .assigned_by = "U-0000-0000-0001",
            .until = sample::at(9),
            .released_at = std::nullopt,
            .released_by = {}};
  }
  sample::Chain chain;
};

TEST_F(Assignments, ComeBackAsTheyWereStoredAndEnded) {
  Assignment kept = assignment();
  stored([&](Transaction& tx) { return insert(tx, kept); });
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return assignment_of(tx, kept.the_case, kept.person); }).value(), kept));
  kept.released_at = sample::at(3);
  kept.released_by = "K-0000-0000-0002";
  stored([&](Transaction& tx) { return update(tx, kept); });
  EXPECT_FALSE(stored([&](Transaction& tx) { return assignment_of(tx, kept.the_case, kept.person); }));
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return assignments_of_case(tx, kept.the_case); }).at(0), kept));
  EXPECT_TRUE(stored([&](Transaction& tx) { return open_assignments(tx, kept.organisation); }).empty());
}

TEST_F(Assignments, HoldOnceForAPersonAndACase) {
  const Assignment first = assignment();
  stored([&](Transaction& tx) { return insert(tx, first); });
  Assignment second = assignment(first.person);
  EXPECT_FALSE(attempt([&](Transaction& tx) { return insert(tx, second); }));
}

TEST_F(Assignments, NameTheCasesOfAPersonWhileTheyHold) {
  const Assignment kept = assignment();
  stored([&](Transaction& tx) { return insert(tx, kept); });
  const auto cases = [&](registry::OrganisationId organisation, int hours, int millis = 0) {
    return stored([&](Transaction& tx) {
      return assigned_cases(tx, organisation, kept.person, sample::at(hours) + Duration{millis});
    });
  };
  EXPECT_EQ(cases(kept.organisation, 1), std::vector{kept.the_case});
  EXPECT_EQ(cases(kept.organisation, 9, -1), std::vector{kept.the_case});
  EXPECT_TRUE(cases(kept.organisation, 1, -1).empty());
  EXPECT_TRUE(cases(kept.organisation, 9).empty());
  EXPECT_TRUE(cases(registry::OrganisationId::random(), 2).empty());
}

TEST_F(Assignments, TheLoadOfACaseIsItsCounts) {
  const auto loads = stored([&](Transaction& tx) { return case_loads(tx, chain.organisation.id); });
  ASSERT_EQ(loads.size(), 1U);
  EXPECT_EQ(loads[0].the_case, chain.the_case.id);
  EXPECT_EQ(loads[0].state, chain.the_case.state);
  EXPECT_EQ(loads[0].footage, 0) << "the one there is, is withdrawn";
  EXPECT_EQ(loads[0].live_sightings, 1);
  EXPECT_EQ(loads[0].open_requests, 0) << "it is verified";
}

TEST_F(Assignments, ADecoyIsKnownAndNoOtherCaseIs) {
  stored([&](Transaction& tx) {
    return insert(tx, Decoy{chain.the_case.id, chain.organisation.id, "K-1", sample::at(1)});
  });
  EXPECT_TRUE(stored([&](Transaction& tx) { return is_decoy(tx, chain.the_case.id); }));
  EXPECT_FALSE(stored([&](Transaction& tx) { return is_decoy(tx, casework::CaseId::random()); }));
  EXPECT_EQ(stored([&](Transaction& tx) { return decoys_of(tx, chain.organisation.id); }),
            std::vector{chain.the_case.id});
}

}  // namespace
}  // namespace jium::store
