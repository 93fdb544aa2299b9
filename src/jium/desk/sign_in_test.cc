#include "jium/desk/sign_in.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class SignIn : public DeskFixture {
 protected:
  IssuedKey make_link() {
    return must(write([&](auto& tx) { return make_sign_in_link(desk, tx); }));
  }
  Result<IssuedKey> follow(const IssuedKey& link) {
    return write([&](auto& tx) { return sign_in(desk, tx, link.secret.reveal()); });
  }
  Result<Recognised> who(const IssuedKey& key) {
    return read([&](auto& tx) { return recognise(desk, tx, key.secret.reveal()); });
  }
  // As http/ does with every call that was recognised.
  void use(const IssuedKey& key) {
    must(write([&](auto& tx) { return store::note_used(tx, key.key.id, clock.now()); }));
  }
  Result<IssuedKey> issue(registry::OrganisationId organisation, Role role,
                          const std::string& label = "the desk's program") {
    return write([&](auto& tx) { return issue_key(desk, tx, {organisation, role, label}); });
  }
};

TEST_F(SignIn, ALinkOpensOneSessionOnce) {
  EXPECT_TRUE(must(read([](auto& tx) { return needs_first_administrator(tx); })));
  const auto link = make_link();
  EXPECT_EQ(fault_of(who(link)), FaultKind::forbidden) << "a link is no key";
  const auto session = must(follow(link));
  EXPECT_EQ(must(who(session)).actor.role, Role::system_administrator);
  EXPECT_EQ(must(who(session)).actor.organisation, link.key.organisation);
  EXPECT_FALSE(must(read([](auto& tx) { return needs_first_administrator(tx); })));
  EXPECT_EQ(fault_of(follow(link)), FaultKind::forbidden);
}

TEST_F(SignIn, EveryWrongLinkHasOneWording) {
  const auto used = make_link();
  must(follow(used));
  const auto old = make_link();
  clock.tick(kLinkLife);
  const IssuedKey unknown{{}, Secret<std::string>("once_00")};
  const auto key = must(issue(officer.organisation, Role::deletion_officer));
  const std::string words = follow(unknown).fault().what;
  for (const IssuedKey* wrong : {&used, &old, &key}) EXPECT_EQ(follow(*wrong).fault().what, words);
  EXPECT_THAT(words, HasSubstr("jium sign-in-link"));
}

TEST_F(SignIn, ALinkWorksUntilItsLastMillisecond) {
  const auto link = make_link();
  clock.tick(kLinkLife - 1ms);
  EXPECT_TRUE(follow(link).has_value());
}

TEST_F(SignIn, AnIdleSessionEnds) {
  const auto session = must(follow(make_link()));
  clock.tick(kSessionIdle);
  EXPECT_TRUE(who(session).has_value());
  clock.tick(1ms);
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
}

TEST_F(SignIn, AUsedSessionLastsEightHoursAndNoLonger) {
  const auto session = must(follow(make_link()));
  for (int i = 0; i < 47; ++i) {
    clock.tick(10min);
    ASSERT_TRUE(who(session).has_value()) << i;
    use(session);
  }
  clock.tick(10min);
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
}

TEST_F(SignIn, UseIsNotedOnceAMinute) {
  const auto session = must(follow(make_link()));
  EXPECT_TRUE(must(who(session)).used_lately);
  clock.tick(1min);
  EXPECT_FALSE(must(who(session)).used_lately);
}

TEST_F(SignIn, SigningOutEndsTheSession) {
  const auto session = must(follow(make_link()));
  const Actor actor = must(who(session)).actor;
  must(write([&](auto& tx) { return sign_out(desk, tx, actor); }));
  EXPECT_EQ(fault_of(who(session)), FaultKind::forbidden);
}

TEST_F(SignIn, AKeyWorksUntilItIsRevoked) {
  const auto key = must(issue(officer.organisation, Role::deletion_officer));
  EXPECT_THAT(key.secret.reveal(), testing::StartsWith("jium_"));
  clock.tick(365 * 24h);
  const Actor actor = must(who(key)).actor;
  EXPECT_EQ(actor.organisation, officer.organisation);
  EXPECT_EQ(actor.role, Role::deletion_officer);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return sign_out(desk, tx, actor); })), FaultKind::conflict);
  const auto revoke_by = [&](registry::OrganisationId organisation) {
    return write([&](auto& tx) { return revoke_key(desk, tx, organisation, key.key.id); });
  };
  EXPECT_EQ(fault_of(revoke_by(stranger.organisation)), FaultKind::missing);
  must(revoke_by(officer.organisation));
  EXPECT_EQ(fault_of(who(key)), FaultKind::forbidden);
  EXPECT_EQ(who(key).fault().what, who({{}, Secret<std::string>("jium_00")}).fault().what);
  EXPECT_EQ(fault_of(revoke_by(officer.organisation)), FaultKind::conflict);
}

TEST_F(SignIn, OnlyTheOperatingOrganisationRunsTheSystemAndItSeesNoCases) {
  const auto operations = make_link().key.organisation;
  EXPECT_EQ(make_link().key.organisation, operations) << "there is one";
  EXPECT_EQ(fault_of(issue(officer.organisation, Role::system_administrator)), FaultKind::conflict);
  EXPECT_EQ(fault_of(issue(operations, Role::deletion_officer)), FaultKind::conflict);
  EXPECT_TRUE(issue(operations, Role::system_administrator).has_value());
  EXPECT_EQ(fault_of(issue(registry::OrganisationId::random(), Role::deletion_officer)), FaultKind::missing);
}

TEST_F(SignIn, AKeySaysWhatItIsFor) {
  EXPECT_EQ(fault_of(issue(officer.organisation, Role::auditor, "")), FaultKind::malformed);
  EXPECT_EQ(fault_of(issue(officer.organisation, Role::auditor, std::string(81, 'a'))), FaultKind::malformed);
}

TEST_F(SignIn, TwoSecretsAreNeverAlike) {
  EXPECT_NE(make_link().secret, make_link().secret);
}

}  // namespace
}  // namespace jium::desk
