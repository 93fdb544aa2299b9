#include "jium/desk/invite_person.h"

#include "jium/desk/people_fixture.h"

namespace jium::desk {
namespace {

using registry::PersonState;

class Inviting : public PeopleFixture {
 protected:
  Result<Invited> ask(const Actor& actor, std::vector<Role> roles, const std::string& name = "Min-ji Park") {
    return write([&](auto& tx) {
      return invite_person(desk, tx, actor, {Secret<std::string>(name), std::move(roles)});
    });
  }
  Result<Invited> first(registry::OrganisationId organisation) {
    return write([&](auto& tx) {
      return invite_first_administrator(desk, tx, system, organisation, Secret<std::string>("A B"));
    });
  }
};

TEST_F(Inviting, GivesOnlyRolesThatTheKindMayHave) {
  EXPECT_EQ(fault_of(ask(in_charge, {Role::police_liaison})), FaultKind::conflict);
  EXPECT_EQ(fault_of(ask(in_charge, {Role::counsellor, Role::system_administrator})), FaultKind::conflict);
  EXPECT_EQ(fault_of(ask(in_charge, {})), FaultKind::malformed);
  EXPECT_EQ(fault_of(ask(in_charge, {Role::counsellor, Role::counsellor})), FaultKind::malformed);
  EXPECT_TRUE(ask(in_charge, {Role::counsellor}));
  EXPECT_TRUE(ask(system, {Role::system_administrator})) << "the operating organisation's own people";
}

TEST_F(Inviting, TakesANameAndNoNumberOfAnybody) {
  EXPECT_EQ(fault_of(ask(in_charge, {Role::counsellor}, "")), FaultKind::malformed);
  EXPECT_EQ(fault_of(ask(in_charge, {Role::counsellor}, "Kim 900101-2345678")), FaultKind::malformed);
}

TEST_F(Inviting, BySystemAdministratorsEndsWithTheFirstWhoJoins) {
  EXPECT_EQ(fault_of(first(officer.organisation)), FaultKind::conflict) << "it has one";
  const auto invited = must(first(stranger.organisation));
  EXPECT_EQ(invited.person.roles, std::vector<Role>{Role::centre_administrator});
  const auto again = must(first(stranger.organisation));  // nobody has joined: the link may be lost
  EXPECT_TRUE(write([&](auto& tx) { return check_still_ours(tx, stranger.organisation); }));
  join(again);
  EXPECT_EQ(fault_of(first(stranger.organisation)), FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return check_still_ours(tx, stranger.organisation); })),
            FaultKind::conflict);
  EXPECT_EQ(fault_of(first(system.organisation)), FaultKind::conflict);
  EXPECT_TRUE(write([&](auto& tx) { return check_still_ours(tx, system.organisation); }));
}

TEST_F(Inviting, ReachesNobodyOfAnotherOrganisation) {
  const Someone other = join(must(first(stranger.organisation)));
  EXPECT_EQ(fault_of(write([&](auto& tx) { return invite_again(desk, tx, in_charge, other.person.id); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(change(other, PersonState::suspended)), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return grant_role(desk, tx, in_charge, other.person.id, Role::counsellor);
            })),
            FaultKind::missing);
}

TEST_F(Inviting, NeverLeavesAnOrganisationWithoutAnAdministrator) {
  EXPECT_EQ(fault_of(change(administrator, PersonState::suspended)), FaultKind::conflict);
  EXPECT_EQ(fault_of(change(administrator, PersonState::left)), FaultKind::conflict);
  const auto withdraw = [&] {
    return write([&](auto& tx) {
      return withdraw_role(desk, tx, in_charge, administrator.person.id, Role::centre_administrator);
    });
  };
  EXPECT_EQ(fault_of(withdraw()), FaultKind::conflict);
  const auto second = invite({Role::centre_administrator});
  EXPECT_EQ(fault_of(withdraw()), FaultKind::conflict) << "invited is not there yet";
  join(second);
  EXPECT_TRUE(withdraw());
}

TEST_F(Inviting, GrantsARoleOnceAndNoneToThoseWhoLeft) {
  const Someone someone = join(invite());
  const auto grant = [&](Role role) {
    return write([&](auto& tx) { return grant_role(desk, tx, in_charge, someone.person.id, role); });
  };
  EXPECT_EQ(must(grant(Role::counsellor)).roles,
            (std::vector<Role>{Role::deletion_officer, Role::counsellor}));
  EXPECT_EQ(fault_of(grant(Role::counsellor)), FaultKind::conflict);
  EXPECT_EQ(fault_of(grant(Role::monitor)), FaultKind::conflict);
  must(change(someone, PersonState::left));
  EXPECT_EQ(fault_of(grant(Role::auditor)), FaultKind::conflict);
  EXPECT_EQ(fault_of(change(someone, PersonState::active)), FaultKind::conflict);
  EXPECT_EQ(fault_of(sign_in_as(someone)), FaultKind::forbidden);
}

TEST_F(Inviting, AnInvitedPersonJoinsForThemselves) {
  const auto invited = invite();
  EXPECT_EQ(fault_of(change({invited.person, {}}, PersonState::active)), FaultKind::conflict);
  must(change({invited.person, {}}, PersonState::left));
  EXPECT_EQ(fault_of(read([&](auto& tx) { return begin_join(desk, tx, invited.link.secret.reveal()); })),
            FaultKind::forbidden);
}

}  // namespace
}  // namespace jium::desk
