#include "jium/store/access_keys.h"

#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

class AccessKeys : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    stored([&](Transaction& tx) { return insert(tx, organisation); });
    key.organisation = organisation.id;
  }

  registry::Organisation organisation = sample::organisation();
  AccessKey key{.id = AccessKeyId::random(),
                .organisation = {},
                .kind = AccessKind::session,
                .role = "officer",
                .label = "the front desk",
                .created_at = sample::at(1),
                .expires_at = sample::at(2),
                .last_used_at = sample::at(3),
                .revoked_at = sample::at(4),
                .person = std::nullopt,
                .stepped_up_at = sample::at(5),
                .may_reveal = true,
                .signing_key = Bytes(32, 7)};
};

TEST_F(AccessKeys, AreFoundByTheirSecretAndById) {
  stored([&](Transaction& tx) { return insert(tx, key, "a secret of a key"); });
  EXPECT_TRUE(
      same_record(stored([](Transaction& tx) { return find_by_secret(tx, "a secret of a key"); }), key));
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return load_access_key(tx, organisation.id, key.id); }), key));
}

TEST_F(AccessKeys, WithoutTimesComeBackWithoutTimes) {
  key.expires_at = key.last_used_at = key.revoked_at = key.stepped_up_at = std::nullopt;
  key.signing_key.clear();
  stored([&](Transaction& tx) { return insert(tx, key, "s"); });
  EXPECT_TRUE(same_record(stored([](Transaction& tx) { return find_by_secret(tx, "s"); }), key));
}

TEST_F(AccessKeys, OfAnotherOrganisationOrAnotherSecretAreMissing) {
  stored([&](Transaction& tx) { return insert(tx, key, "a secret of a key"); });
  EXPECT_TRUE(is_fault(attempt([](Transaction& tx) { return find_by_secret(tx, "a secret of a ke"); }),
                       FaultKind::missing));
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return load_access_key(tx, registry::OrganisationId::random(), key.id);
                       }),
                       FaultKind::missing));
}

TEST_F(AccessKeys, HaveSecretsThatDiffer) {
  stored([&](Transaction& tx) { return insert(tx, key, "same"); });
  key.id = AccessKeyId::random();
  EXPECT_TRUE(
      is_fault(attempt([&](Transaction& tx) { return insert(tx, key, "same"); }), FaultKind::conflict));
}

TEST_F(AccessKeys, KeepTheLatestUseAndTheFirstRevocation) {
  key.last_used_at = key.revoked_at = std::nullopt;
  stored([&](Transaction& tx) { return insert(tx, key, "s"); });
  for (const int hours : {5, 6}) {
    stored([&](Transaction& tx) { return note_used(tx, key.id, sample::at(hours)); });
    stored([&](Transaction& tx) { return revoke(tx, key.id, sample::at(hours)); });
  }
  const auto loaded = stored([](Transaction& tx) { return find_by_secret(tx, "s"); });
  EXPECT_EQ(loaded.last_used_at, sample::at(6));
  EXPECT_EQ(loaded.revoked_at, sample::at(5));
  EXPECT_TRUE(
      is_fault(attempt([](Transaction& tx) { return revoke(tx, AccessKeyId::random(), sample::at(0)); }),
               FaultKind::missing));
}

TEST_F(AccessKeys, OfProgramsAreListedWithoutSessions) {
  stored([&](Transaction& tx) { return insert(tx, key, "of a session"); });
  AccessKey program = key;
  program.id = AccessKeyId::random();
  program.kind = AccessKind::api_key;
  stored([&](Transaction& tx) { return insert(tx, program, "of a program"); });
  const auto keys = stored([&](Transaction& tx) { return api_keys_of(tx, organisation.id); });
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_TRUE(same_record(keys[0], program));
}

TEST_F(AccessKeys, OfASignInLinkAreNotYetAccess) {
  const auto any = [&] { return stored([](Transaction& tx) { return any_access_key(tx, "officer"); }); };
  AccessKey link = key;
  link.kind = AccessKind::sign_in_link;
  stored([&](Transaction& tx) { return insert(tx, link, "of a link"); });
  EXPECT_FALSE(any());
  key.id = AccessKeyId::random();
  stored([&](Transaction& tx) { return insert(tx, key, "of a session"); });
  EXPECT_TRUE(any());
  EXPECT_FALSE(stored([](Transaction& tx) { return any_access_key(tx, "auditor"); }));
}

}  // namespace
}  // namespace jium::store
