#include "jium/registry/role.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "jium/registry/person.h"

namespace jium::registry {
namespace {

template <class E>
std::vector<E> all_of() {
  std::vector<E> values;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto described) { values.push_back(described.value); });
  return values;
}

// Written a second time, from the description of the field and not from the table: both have to be changed.
const std::map<OrganisationKind, std::set<Role>> kExpected{
    {OrganisationKind::centre,
     {Role::counsellor, Role::deletion_officer, Role::centre_administrator, Role::auditor}},
    {OrganisationKind::police, {Role::police_liaison, Role::centre_administrator, Role::auditor}},
    {OrganisationKind::committee, {Role::committee_reviewer, Role::centre_administrator, Role::auditor}},
    {OrganisationKind::monitor, {Role::monitor, Role::centre_administrator, Role::auditor}},
    {OrganisationKind::platform, {Role::platform_engineer, Role::centre_administrator, Role::auditor}},
    {OrganisationKind::foreign_partner, {Role::centre_administrator, Role::auditor}},
    {OrganisationKind::auditor, {Role::auditor, Role::centre_administrator}},
    {OrganisationKind::operations, {Role::system_administrator, Role::auditor}}};

RC_GTEST_PROP(Roles, OfAKindAreTheOnesThatTheFieldGivesIt, ()) {
  const auto kind = *rc::gen::elementOf(all_of<OrganisationKind>());
  const auto role = *rc::gen::elementOf(all_of<Role>());
  const bool expected = kExpected.at(kind).contains(role);
  RC_ASSERT(may_hold(kind, role) == expected);
  RC_ASSERT(check_role(kind, role).has_value() == expected);
}

TEST(Roles, AreHeldSomewhereEachAndNoneStandsTwiceInARow) {
  std::set<std::pair<OrganisationKind, Role>> cells;
  std::set<Role> held;
  for (const MayHold& one : kMayHold) {
    EXPECT_TRUE(cells.emplace(one.kind, one.role).second);
    held.insert(one.role);
  }
  EXPECT_EQ(held.size(), all_of<Role>().size());
  for (const OrganisationKind kind : all_of<OrganisationKind>())
    EXPECT_TRUE(may_hold(kind, administrator_of(kind))) << to_text(kind) << " cannot administer itself";
}

TEST(Roles, OfTheSystemStayWithTheOperatingOrganisation) {
  for (const OrganisationKind kind : all_of<OrganisationKind>())
    EXPECT_EQ(may_hold(kind, Role::system_administrator), kind == OrganisationKind::operations);
}

TEST(Roles, ThatAKindMayNotHaveAreRefusedWithThoseItMay) {
  const auto refused = check_role(OrganisationKind::police, Role::counsellor);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.fault().kind, FaultKind::conflict);
  EXPECT_NE(refused.fault().what.find("auditor, centre_administrator, police_liaison"), std::string::npos)
      << refused.fault().what;
}

TEST(People, GoFromStateToStateOnlyAsTheHouseKnowsIt) {
  using enum PersonState;
  const std::set<std::pair<PersonState, PersonState>> ways{{invited, active},   {active, suspended},
                                                           {suspended, active}, {invited, left},
                                                           {active, left},      {suspended, left}};
  for (const PersonState from : all_of<PersonState>()) {
    for (const PersonState to : all_of<PersonState>())
      EXPECT_EQ(check_change(from, to).has_value(), ways.contains({from, to}))
          << to_text(from) << " to " << to_text(to);
  }
}

}  // namespace
}  // namespace jium::registry
