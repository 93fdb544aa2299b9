#include "jium/store/people.h"

#include "jium/store/access_keys.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using registry::Person;
using registry::PersonId;
using registry::PersonState;
using registry::Role;

class People : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    stored([&](Transaction& tx) { return insert(tx, organisation); });
    person.organisation = organisation.id;
    stored([&](Transaction& tx) { return insert(tx, person, "U-1"); });
  }
  Person load() {
    return stored([&](Transaction& tx) { return load_person(tx, organisation.id, person.id); });
  }

  registry::Organisation organisation = sample::organisation();
  Person person{.id = PersonId::random(),
                .organisation = {},
                .name = Secret<std::string>("Seo-yeon Han"),
                .state = PersonState::suspended,
                .roles = {Role::deletion_officer, Role::counsellor},
                .invited_at = sample::at(1),
                .joined_at = sample::at(2),
                .suspended_at = sample::at(3),
                .left_at = sample::at(4)};
};

TEST_F(People, ComeBackWhole) {
  EXPECT_TRUE(same_record(load(), person));
  EXPECT_TRUE(same_record(stored([&](Transaction& tx) { return find_person(tx, person.id); }), person));
  const auto all = stored([&](Transaction& tx) { return people_of(tx, organisation.id); });
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(same_record(all.front(), person));
}

TEST_F(People, OfAnotherOrganisationAreMissing) {
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return load_person(tx, registry::OrganisationId::random(), person.id);
                       }),
                       FaultKind::missing));
}

TEST_F(People, ChangeStateAndInstants) {
  person.state = PersonState::active;
  person.suspended_at = person.left_at = std::nullopt;
  person.joined_at = sample::at(9);
  stored([&](Transaction& tx) { return update(tx, person); });
  EXPECT_TRUE(same_record(load(), person));
}

TEST_F(People, LoseAndRegainARoleAndTheRecordOfItStays) {
  stored(
      [&](Transaction& tx) { return withdraw_role(tx, person.id, Role::counsellor, "U-2", sample::at(5)); });
  EXPECT_EQ(load().roles, std::vector<Role>{Role::deletion_officer});
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return withdraw_role(tx, person.id, Role::counsellor, "U-2", sample::at(6));
                       }),
                       FaultKind::missing));
  stored([&](Transaction& tx) { return grant_role(tx, person.id, Role::counsellor, "U-3", sample::at(7)); });
  EXPECT_EQ(load().roles, (std::vector<Role>{Role::deletion_officer, Role::counsellor}));
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) {
                         return grant_role(tx, person.id, Role::counsellor, "U-3", sample::at(8));
                       }),
                       FaultKind::conflict));
  std::int64_t rows = 0;
  stored([&](Transaction& tx) {
    return tx.database().query("select count(*) from person_role where granted_by is not null", {},
                               [&](const Row& row) -> Result<void> {
                                 rows = row.integer(0);
                                 return {};
                               });
  });
  EXPECT_EQ(rows, 3) << "two grants, one again; a withdrawal deletes nothing";
}

TEST_F(People, HaveAProofThatIsReplacedAndSealed) {
  PersonProof proof{.person = person.id,
                    .passphrase = Secret<std::string>("$argon2id$canary"),
                    .code_secret = Secret<Bytes>(Bytes(20, 0x41)),
                    .code_step = 58'000'000,
                    .failures = 3,
                    .wait_until = sample::at(6)};
  EXPECT_FALSE(stored([&](Transaction& tx) { return proof_of(tx, person.id); }));
  for (int i = 0; i < 2; ++i) {
    stored([&](Transaction& tx) { return save(tx, organisation.id, proof); });
    const auto kept = stored([&](Transaction& tx) { return proof_of(tx, person.id); });
    ASSERT_TRUE(kept);
    EXPECT_TRUE(same_record(*kept, proof));
    proof = {.person = person.id, .passphrase = {}, .code_secret = {}};
  }
}

TEST_F(People, HavePasskeysThatNobodyElseHas) {
  Passkey passkey{.id = PasskeyId::random(),
                  .person = person.id,
                  .credential = Bytes(16, 3),
                  .algorithm = PasskeyAlgorithm::eddsa,
                  .public_key = Bytes(32, 4),
                  .sign_count = 7,
                  .added_at = sample::at(1),
                  .last_used_at = sample::at(2),
                  .revoked_at = std::nullopt};
  stored([&](Transaction& tx) { return insert(tx, passkey); });
  EXPECT_TRUE(same_record(
      stored([&](Transaction& tx) { return find_passkey(tx, passkey.credential); }).value(), passkey));
  EXPECT_FALSE(stored([](Transaction& tx) { return find_passkey(tx, Bytes(16, 5)); }));
  Passkey again = passkey;
  again.id = PasskeyId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return insert(tx, again); }), FaultKind::conflict));
  stored([&](Transaction& tx) { return note_used(tx, passkey.id, 8, sample::at(3)); });
  stored([&](Transaction& tx) { return revoke_passkeys_of(tx, person.id, sample::at(4)); });
  passkey.sign_count = 8;
  passkey.last_used_at = sample::at(3);
  passkey.revoked_at = sample::at(4);
  EXPECT_TRUE(
      same_record(stored([&](Transaction& tx) { return passkeys_of(tx, person.id); }).at(0), passkey));
}

TEST_F(People, LoseTheirSessionsAndKeepTheirInvitations) {
  AccessKey key{.id = AccessKeyId::random(),
                .organisation = organisation.id,
                .kind = AccessKind::session,
                .role = "auditor",
                .label = "session",
                .created_at = sample::at(1),
                .expires_at = std::nullopt,
                .last_used_at = std::nullopt,
                .revoked_at = std::nullopt,
                .person = person.id};
  stored([&](Transaction& tx) { return insert(tx, key, "session"); });
  key.id = AccessKeyId::random();
  key.kind = AccessKind::invitation;
  stored([&](Transaction& tx) { return insert(tx, key, "invitation"); });
  stored([&](Transaction& tx) { return revoke_all(tx, person.id, AccessKind::session, sample::at(2)); });
  EXPECT_EQ(stored([](Transaction& tx) { return find_by_secret(tx, "session"); }).revoked_at, sample::at(2));
  EXPECT_TRUE(same_record(stored([](Transaction& tx) { return find_by_secret(tx, "invitation"); }), key));
}

TEST_F(People, SpendATokenOnceUntilItHasEnded) {
  const auto spend_at = [&](const char* token, int hour) {
    return stored([&](Transaction& tx) { return spend(tx, token, sample::at(2), sample::at(hour)); });
  };
  EXPECT_TRUE(spend_at("a", 1));
  EXPECT_FALSE(spend_at("a", 1));
  EXPECT_FALSE(spend_at("a", 2)) << "its last instant counts";
  EXPECT_TRUE(spend_at("b", 2));
  EXPECT_TRUE(spend_at("a", 3)) << "forgotten, as it could not be used any more";
}

}  // namespace
}  // namespace jium::store
