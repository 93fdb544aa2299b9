#include "jium/desk/serve_block_list.h"

#include "jium/desk/decide_block_requests.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/file_block_request.h"
#include "jium/store/block_requests.h"
#include "jium/store/erasure.h"

namespace jium::desk {
namespace {

using registry::BlockAct;
using removal::BlockVerdict;

class BlockLists : public DeskFixture {
 protected:
  Actor member(registry::OrganisationKind kind, const char* name, Role role) {
    return {store::AccessKeyId::random(), must(write([&](auto& tx) {
                                            return add_organisation(desk, tx, {kind, name, ""});
                                          })).id,
            role};
  }
  Actor provider(const char* name) {
    return member(registry::OrganisationKind::platform, name, Role::platform_engineer);
  }
  removal::BlockRequestId block(const std::string& place) {
    const auto sighting = see(place, {pdq(3)}).value().sighting.id;
    const auto filed = must(write([&](auto& tx) {
      return file_block_request(desk, tx, officer, {sighting, ""});
    }));
    vote(filed.id, BlockVerdict::access_blocking);
    return filed.id;
  }
  void vote(removal::BlockRequestId id, BlockVerdict verdict) {
    for (const Actor* reviewer : {&one, &other})
      must(write([&](auto& tx) { return decide_block_requests(desk, tx, *reviewer, {{id, verdict}}); }));
  }
  void open(const Actor& whose) {
    must(write([&](auto& tx) { return open_block_list(desk, tx, whose.organisation); }));
  }
  exchange::BlockPage page(const Actor& whose, std::uint64_t after = 0) {
    auto served = must(read([&](auto& tx) { return serve_block_list(desk, tx, whose, after, 1000); }));
    const auto key = audit::NoteKey::parse(served.key).value();
    EXPECT_TRUE(exchange::check_page(served, key).has_value());
    return served;
  }
  void SetUp() override {
    the_case = open_a_case().id;
    register_one(the_case);
  }

  casework::CaseId the_case;
  Actor one = member(registry::OrganisationKind::committee, "Committee A", Role::committee_reviewer);
  Actor other = member(registry::OrganisationKind::committee, "Committee B", Role::committee_reviewer);
};

TEST_F(BlockLists, HoldWhatWasBlockedBeforeAndAfterTheyWereOpened) {
  const Actor isp = provider("Access A");
  block("https://site.example/v/1");
  open(isp);
  block("https://site.example/v/2");
  const auto served = page(isp);
  ASSERT_EQ(served.entries.size(), 2U);
  EXPECT_EQ(served.entries[0].address->canonical().reveal(), "https://site.example/v/1");
  EXPECT_EQ(served.entries[1].address->canonical().reveal(), "https://site.example/v/2");
  EXPECT_EQ(page(isp, 1).entries.size(), 1U);
}

TEST_F(BlockLists, WhatIsLiftedLeavesATombstoneAndSaysNothingMore) {
  const Actor isp = provider("Access A");
  open(isp);
  const auto id = block("https://site.example/v/1");
  const auto before = page(isp);
  vote(id, BlockVerdict::lift);
  const auto after = page(isp);
  ASSERT_EQ(after.entries.size(), 2U);
  EXPECT_EQ(after.entries[0].act, BlockAct::gone);
  EXPECT_FALSE(after.entries[0].address);
  EXPECT_EQ(after.entries[1].act, BlockAct::lifted);
  EXPECT_EQ(after.entries[1].entry, before.entries[0].entry);
  EXPECT_EQ(page(isp, 1).chain_before, before.chain) << "whoever held the first page goes on from it";
}

// A block ends with what it was for; but such places come back, so that the proof alone does not end it.
TEST_F(BlockLists, WhatHasBeenGoneForAMonthIsLetThroughAgain) {
  const Actor isp = provider("Access A");
  open(isp);
  const auto id = block("https://site.example/v/1");
  name_operator("site.example");
  const auto sighting = must(read([&](auto& tx) { return store::load_block_request(tx, id); })).sighting;
  const auto request = send_one(sighting);
  prove_gone(request.id);
  const Instant proved = clock.now();
  clock.tick(removal::kGoneStands - Duration{1});
  check(request.id, gone());
  EXPECT_EQ(page(isp).entries.size(), 1U) << "listed, and nothing more";
  clock.tick(Duration{1});
  check(request.id, no_answer());
  EXPECT_EQ(page(isp).entries.size(), 1U) << "silence proves nothing";
  check(request.id, gone());
  ASSERT_EQ(page(isp).entries.size(), 2U);
  EXPECT_EQ(page(isp).entries[1].act, BlockAct::lifted);
  EXPECT_EQ(page(isp).entries[0].act, BlockAct::gone) << "the address is told to nobody any more";
  const auto lifted = must(read([&](auto& tx) { return store::load_block_request(tx, id); }));
  EXPECT_EQ(lifted.state, removal::BlockState::lifted);
  EXPECT_EQ(lifted.lifted_at, proved + removal::kGoneStands);
  check(request.id, gone());
  EXPECT_EQ(page(isp).entries.size(), 2U) << "once";
}

TEST_F(BlockLists, OtherMeasuresAreNotForAccessProviders) {
  const Actor isp = provider("Access A");
  open(isp);
  for (const auto verdict : {BlockVerdict::deletion, BlockVerdict::none}) {
    const auto sighting =
        see("https://site.example/m/" + std::string(to_text(verdict)), {pdq(3)}).value().sighting.id;
    const auto filed = must(write([&](auto& tx) {
      return file_block_request(desk, tx, officer, {sighting, ""});
    }));
    vote(filed.id, verdict);
  }
  EXPECT_TRUE(page(isp).entries.empty());
}

TEST_F(BlockLists, EachProviderHasOneOfItsOwnAndWhoeverHasNoneIsGivenNone) {
  const Actor a = provider("Access A"), b = provider("Access B"), c = provider("Platform C");
  open(a);
  open(b);
  block("https://site.example/v/1");
  EXPECT_NE(page(a).entries[0].entry, page(b).entries[0].entry);
  EXPECT_NE(page(a).entries[0].salt, page(b).entries[0].salt);
  EXPECT_NE(page(a).key, page(b).key);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return serve_block_list(desk, tx, c, 0, 10); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return open_block_list(desk, tx, a.organisation); })),
            FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return open_block_list(desk, tx, officer.organisation); })),
            FaultKind::malformed);
}

TEST_F(BlockLists, AForgottenCaseLeavesThem) {
  const Actor isp = provider("Access A");
  open(isp);
  block("https://site.example/v/1");
  must(write([&](auto& tx) -> Result<void> {
    JIUM_CHECK(forget_block_requests(desk, tx, the_case));
    return store::erase_case(tx, officer.organisation, the_case, clock.now());
  }));
  const auto served = page(isp);
  ASSERT_EQ(served.entries.size(), 2U);
  EXPECT_EQ(served.entries[0].act, BlockAct::gone);
  EXPECT_EQ(served.entries[1].act, BlockAct::lifted);
}

TEST_F(BlockLists, AProviderAcknowledgesForwardsOnlyAndNoFurtherThanTheListGoes) {
  const Actor isp = provider("Access A");
  open(isp);
  block("https://site.example/v/1");
  const auto acknowledge = [&](std::uint64_t seq) {
    return write([&](auto& tx) { return acknowledge_block_list(desk, tx, isp, seq); });
  };
  EXPECT_EQ(fault_of(acknowledge(2)), FaultKind::conflict);
  EXPECT_EQ(must(acknowledge(1)).acknowledged_seq, 1U);
  EXPECT_EQ(fault_of(acknowledge(0)), FaultKind::conflict);
}

}  // namespace
}  // namespace jium::desk
