#include "jium/desk/keep_identity.h"

#include <gmock/gmock.h>
#include <sodium.h>

#include "jium/desk/desk_fixture.h"

namespace jium::desk {
namespace {

class KeptIdentity : public DeskFixture {
 protected:
  casework::PublishedIdentityKey publish(const casework::IdentityKeyPair& pair) {
    return must(write([&](auto& tx) { return publish_identity_key(desk, tx, officer, pair.open); }));
  }
  Bytes sealed(casework::CaseId id, const char* name = "Kim Canary") {
    return must(casework::seal_identity({id, Secret<std::string>(name), Secret<std::string>("010-1234-5678")},
                                        keys.open));
  }
  Result<casework::SealedIdentity> keep(const Actor& actor, casework::CaseId id, casework::IdentityKeyId key,
                                        Bytes box) {
    return write([&](auto& tx) { return keep_identity(desk, tx, actor, id, key, std::move(box)); });
  }
  Result<casework::SealedIdentity> fetch(const Actor& actor, casework::CaseId id) {
    return write([&](auto& tx) { return fetch_identity(desk, tx, actor, id); });
  }
  const casework::IdentityKeyPair keys = casework::make_identity_keys();
};

TEST_F(KeptIdentity, ComesBackAsTheBoxThatItIsAndIsWrittenDown) {
  const auto the_case = open_a_case();
  const auto key = publish(keys);
  const Bytes box = sealed(the_case.id);
  must(keep(officer, the_case.id, key.id, box));
  const auto fetched = must(fetch(officer, the_case.id));
  EXPECT_EQ(fetched.box, box);
  EXPECT_EQ(fetched.key, key.id);
  EXPECT_EQ(must(casework::open_identity(fetched.box, keys, the_case.id)).name.reveal(), "Kim Canary");
  const auto history =
      must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case.id); })).history;
  EXPECT_EQ(history.back().event, casework::Event::identity_opened);
  EXPECT_EQ(history.at(history.size() - 2).event, casework::Event::identity_sealed);
}

TEST_F(KeptIdentity, TheLaterOneTakesThePlaceOfTheEarlier) {
  const auto the_case = open_a_case();
  const auto key = publish(keys);
  must(keep(officer, the_case.id, key.id, sealed(the_case.id)));
  must(keep(officer, the_case.id, key.id, sealed(the_case.id, "Lee Canary")));
  EXPECT_EQ(
      must(casework::open_identity(must(fetch(officer, the_case.id)).box, keys, the_case.id)).name.reveal(),
      "Lee Canary");
}

TEST_F(KeptIdentity, IsSealedToTheNewestKeyOfTheCentre) {
  const auto the_case = open_a_case();
  EXPECT_EQ(fault_of(read([&](auto& tx) { return identity_key(tx, officer); })), FaultKind::missing);
  const auto old = publish(keys);
  clock.tick(std::chrono::hours{1});
  const auto newest = publish(casework::make_identity_keys());
  EXPECT_EQ(must(read([&](auto& tx) { return identity_key(tx, officer); })).id, newest.id);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return identity_key(tx, stranger); })), FaultKind::missing);
  EXPECT_EQ(fault_of(keep(officer, the_case.id, old.id, sealed(the_case.id))), FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return publish_identity_key(desk, tx, officer, keys.open); })),
            FaultKind::conflict)
      << "a key that was given up is not taken up again";
}

TEST_F(KeptIdentity, OfAnotherCentreOrAnUnassignedCaseIsMissing) {
  const auto the_case = open_a_case();
  const auto key = publish(keys);
  must(keep(officer, the_case.id, key.id, sealed(the_case.id)));
  Actor curious = officer;
  curious.person = registry::PersonId::random();
  for (const Actor& actor : {stranger, curious}) {
    const auto fetched = fetch(actor, the_case.id);
    EXPECT_EQ(fault_of(fetched), FaultKind::missing);
    EXPECT_EQ(fetched.fault().what, "no such case");
    EXPECT_EQ(fault_of(keep(actor, the_case.id, key.id, sealed(the_case.id))), FaultKind::missing);
  }
}

TEST_F(KeptIdentity, WhatIsNoBoxIsRefused) {
  const auto the_case = open_a_case();
  const auto key = publish(keys);
  EXPECT_EQ(fault_of(keep(officer, the_case.id, key.id, Bytes(20, 'k'))), FaultKind::malformed);
}

TEST_F(KeptIdentity, GoesWithTheKeyOfItsCase) {
  const auto the_case = open_a_case();
  const auto key = publish(keys);
  must(keep(officer, the_case.id, key.id, sealed(the_case.id)));
  must(write([&](auto& tx) { return tx.destroy_data_key(store::DataKeyId(the_case.id.value())); }));
  EXPECT_EQ(fault_of(fetch(officer, the_case.id)), FaultKind::missing);
}

}  // namespace
}  // namespace jium::desk
