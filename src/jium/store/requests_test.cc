#include "jium/store/requests.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class Requests : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
  }
  removal::RemovalRequest loaded(removal::RequestId id) {
    return stored([&](Transaction& tx) { return load_request(tx, id); });
  }
  // Another request needs another sighting.
  removal::RemovalRequest draft(int drafted_at) {
    auto sighting = sample::sighting(chain.footage, chain.site.id);
    sighting.address = sample::address(std::to_string(drafted_at));
    stored([&](Transaction& tx) { return insert(tx, sighting); });
    removal::RemovalRequest request;
    request.id = removal::RequestId::random();
    request.organisation = chain.organisation.id;
    request.the_case = chain.the_case.id;
    request.sighting = sighting.id;
    request.site_operator = chain.site_operator.id;
    request.rule = "eu-orders";
    request.recurrence_of = chain.request.id;
    request.drafted_at = sample::at(drafted_at);
    stored([&](Transaction& tx) { return insert(tx, request); });
    return request;
  }
  sample::Chain chain;
};

TEST_F(Requests, ComeBackAsTheyWereStored) {
  EXPECT_TRUE(same_record(loaded(chain.request.id), chain.request));
  const auto own =
      stored([&](Transaction& tx) { return load_request(tx, chain.organisation.id, chain.request.id); });
  EXPECT_TRUE(same_record(own, chain.request));
}

TEST_F(Requests, ThatWereOnlyDraftedComeBackWithoutTimes) {
  const auto request = draft(1);
  EXPECT_TRUE(same_record(loaded(request.id), request));
}

TEST_F(Requests, OfAnotherOrganisationAreMissing) {
  const auto stranger = registry::OrganisationId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return load_request(tx, stranger, chain.request.id); }),
                       FaultKind::missing));
  EXPECT_TRUE(stored([&](Transaction& tx) { return requests_of(tx, stranger); }).empty());
  chain.request.organisation = stranger;
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return update(tx, chain.request); }), FaultKind::missing));
}

TEST_F(Requests, AreListedOldestFirst) {
  const auto older = draft(1);
  for (const auto& listed :
       {stored([&](Transaction& tx) { return requests_of(tx, chain.organisation.id); }),
        stored([&](Transaction& tx) { return requests_of_case(tx, chain.the_case.id); })}) {
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_TRUE(same_record(listed[0], older));
    EXPECT_TRUE(same_record(listed[1], chain.request));
  }
  EXPECT_TRUE(
      stored([](Transaction& tx) { return requests_of_case(tx, casework::CaseId::random()); }).empty());
}

TEST_F(Requests, ChangeInAllThatAVerbMayChange) {
  auto request = draft(1);
  const auto id = request.id;
  request = chain.request;
  request.id = id;
  request.sighting = loaded(id).sighting;
  request.recurrence_of = chain.request.id;
  request.drafted_at = sample::at(1);
  request.state = removal::RequestState::overdue;
  stored([&](Transaction& tx) { return update(tx, request); });
  EXPECT_TRUE(same_record(loaded(id), request));
}

TEST_F(Requests, StandOncePerSightingUnlessRefused) {
  const auto about = [&] {
    return stored([&](Transaction& tx) { return request_about(tx, chain.sighting.id); });
  };
  ASSERT_TRUE(about());
  EXPECT_TRUE(same_record(*about(), chain.request));
  auto second = chain.request;
  second.id = removal::RequestId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return insert(tx, second); }), FaultKind::conflict));

  chain.request.state = removal::RequestState::refused;
  stored([&](Transaction& tx) { return update(tx, chain.request); });
  EXPECT_FALSE(about());
  stored([&](Transaction& tx) { return insert(tx, second); });
  EXPECT_TRUE(same_record(*about(), second));
}

}  // namespace
}  // namespace jium::store
