#include "jium/store/costs.h"

#include "jium/store/contacts.h"
#include "jium/store/erasure.h"
#include "jium/store/operator_merges.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Costs : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  sample::Chain chain;

  removal::CostEntry entry() {
    return {.id = removal::CostId::random(),
            .organisation = chain.organisation.id,
            .the_case = chain.the_case.id,
            .request = chain.request.id,
            .kind = removal::CostKind::translated,
            .minutes = 45,
            .fee = 88'000,
            .currency = "KRW",
            .actor = "K-1",
            .at = sample::at(50)};
  }
  removal::Contact contact() {
    return {.id = removal::ContactId::random(),
            .organisation = chain.organisation.id,
            .site_operator = chain.site_operator.id,
            .site = chain.site.id,
            .request = chain.request.id,
            .channel = removal::ChannelKind::mail,
            .at = sample::at(40),
            .outcome = removal::ContactOutcome::waiting,
            .outcome_at = std::nullopt};
  }
  std::vector<SentItem> items(int from, int to) {
    return stored([&](Transaction& tx) {
      return items_sent(tx, chain.organisation.id, sample::at(from), sample::at(to));
    });
  }
};

TEST_F(Costs, AreGivenAsTheyWereStored) {
  const auto kept = entry();
  stored([&](Transaction& tx) { return insert(tx, kept); });
  const auto listed = stored([&](Transaction& tx) { return costs_of_case(tx, chain.the_case.id); });
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_TRUE(same_record(listed[0], kept));
}

TEST_F(Costs, ItemsSayWhereTheyStoodAndWhatIsKnownOfThem) {
  const auto before = items(14, 15);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].the_case, chain.the_case.id);
  EXPECT_EQ(before[0].state, chain.request.state);
  EXPECT_EQ(before[0].sent_at, chain.request.sent_at);
  EXPECT_EQ(before[0].removed_at, chain.request.removed_at);
  EXPECT_EQ(before[0].site_kind, chain.site.kind);
  EXPECT_EQ(before[0].jurisdiction, "KR");
  EXPECT_FALSE(before[0].ground);
  EXPECT_FALSE(before[0].identity_data);
  EXPECT_TRUE(items(15, 20).empty());
  EXPECT_TRUE(items(10, 14).empty()) << "up to and without the end";
  for (const char* ground : {"on_request", "pre_emptive"}) {
    stored(
        [&](Transaction& tx) { return keep_ground(tx, chain.organisation.id, chain.the_case.id, ground); });
    EXPECT_EQ(items(14, 15)[0].ground, ground);
  }
  for (const bool leaks : {true, false}) {
    stored([&](Transaction& tx) { return keep_leak(tx, chain.organisation.id, chain.sighting.id, leaks); });
    EXPECT_EQ(items(14, 15)[0].identity_data, leaks);
  }
}

TEST_F(Costs, GoWithTheirCaseAndThatAnOperatorWasWrittenToStays) {
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(insert(tx, entry()));
    JIUM_CHECK(insert(tx, contact()));
    JIUM_CHECK(keep_ground(tx, chain.organisation.id, chain.the_case.id, "on_request"));
    JIUM_CHECK(keep_leak(tx, chain.organisation.id, chain.sighting.id, true));
    return erase_case(tx, chain.organisation.id, chain.the_case.id, sample::at(60));
  });
  EXPECT_TRUE(stored([&](Transaction& tx) { return costs_of_case(tx, chain.the_case.id); }).empty());
  EXPECT_TRUE(items(0, 100).empty());
  const auto contacts = stored(
      [&](Transaction& tx) { return contacts_with(tx, chain.organisation.id, chain.site_operator.id, 10); });
  ASSERT_EQ(contacts.size(), 1U);
  EXPECT_FALSE(contacts[0].request);
}

TEST_F(Costs, AMergeIsGivenBackAsItWasStoredUntilItIsUndone) {
  const auto twin = sample::site_operator(chain.organisation.id);
  OperatorMerge merge;
  merge.merged = chain.site_operator.id;
  merge.kept = twin.id;
  merge.organisation = chain.organisation.id;
  merge.parties = {{chain.site.id, removal::Party::cdn}};
  merge.channels = {"https://hosting.example/form"};
  merge.actor = "K-1";
  merge.at = sample::at(70);
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(insert(tx, twin));
    JIUM_CHECK(insert(tx, contact()));
    JIUM_TRY(merge.requests, move_requests(tx, merge.organisation, merge.merged, merge.kept));
    JIUM_TRY(merge.contacts, move_contacts(tx, merge.organisation, merge.merged, merge.kept));
    return insert(tx, merge);
  });
  EXPECT_EQ(merge.requests, std::vector<removal::RequestId>{chain.request.id});
  EXPECT_EQ(merge.contacts.size(), 1U);
  const auto loaded =
      stored([&](Transaction& tx) { return load_merge(tx, merge.organisation, merge.merged); });
  EXPECT_EQ(loaded.requests, merge.requests);
  EXPECT_EQ(loaded.contacts, merge.contacts);
  EXPECT_EQ(loaded.channels, merge.channels);
  ASSERT_EQ(loaded.parties.size(), 1U);
  EXPECT_EQ(loaded.parties[0].party, removal::Party::cdn);
  EXPECT_EQ(loaded.at, merge.at);
  EXPECT_EQ(loaded.kept, merge.kept);
  stored([&](Transaction& tx) { return note_undone(tx, merge, sample::at(71)); });
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return load_merge(tx, merge.organisation, merge.merged); }),
               FaultKind::missing));
}

}  // namespace
}  // namespace jium::store
