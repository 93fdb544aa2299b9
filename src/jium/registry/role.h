// A Role: what somebody, or a program, may be to an organisation; and the one table of which kind of
// organisation may have which.
//
// `centre_administrator` is the administrator of whatever kind of organisation it stands in: police, the
// committee, monitors and platforms have one each under the same word. `system_administrator` runs the
// installation, belongs to the operating organisation alone, and sees no organisation's records.
#pragma once

#include <algorithm>
#include <array>

#include "jium/registry/organisation.h"

namespace jium::registry {

enum class Role {
  system_administrator,
  deletion_officer,
  auditor,
  counsellor,
  centre_administrator,
  police_liaison,
  committee_reviewer,
  monitor,
  platform_engineer
};
BOOST_DESCRIBE_ENUM(Role, system_administrator, deletion_officer, auditor, counsellor, centre_administrator,
                    police_liaison, committee_reviewer, monitor, platform_engineer)

struct MayHold {
  OrganisationKind kind;
  Role role;
};

// Nobody but a centre has counsellors and deletion officers, and whoever administers people does not thereby
// see a survivor's records: that is another role, which is granted, and logged, on its own.
inline constexpr auto kMayHold = std::to_array<MayHold>({
    {OrganisationKind::centre, Role::centre_administrator},
    {OrganisationKind::centre, Role::counsellor},
    {OrganisationKind::centre, Role::deletion_officer},
    {OrganisationKind::centre, Role::auditor},
    {OrganisationKind::police, Role::centre_administrator},
    {OrganisationKind::police, Role::police_liaison},
    {OrganisationKind::police, Role::auditor},
    {OrganisationKind::committee, Role::centre_administrator},
    {OrganisationKind::committee, Role::committee_reviewer},
    {OrganisationKind::committee, Role::auditor},
    {OrganisationKind::monitor, Role::centre_administrator},
    {OrganisationKind::monitor, Role::monitor},
    {OrganisationKind::monitor, Role::auditor},
    {OrganisationKind::platform, Role::centre_administrator},
    {OrganisationKind::platform, Role::platform_engineer},
    {OrganisationKind::platform, Role::auditor},
    {OrganisationKind::foreign_partner, Role::centre_administrator},
    {OrganisationKind::foreign_partner, Role::auditor},
    {OrganisationKind::auditor, Role::centre_administrator},
    {OrganisationKind::auditor, Role::auditor},
    {OrganisationKind::operations, Role::system_administrator},
    {OrganisationKind::operations, Role::auditor},
});

// Default is no.
[[nodiscard]] constexpr bool may_hold(OrganisationKind kind, Role role) {
  return std::any_of(kMayHold.begin(), kMayHold.end(),
                     [&](const MayHold& one) { return one.kind == kind && one.role == role; });
}

// The role that invites the others of an organisation of this kind.
[[nodiscard]] constexpr Role administrator_of(OrganisationKind kind) {
  return kind == OrganisationKind::operations ? Role::system_administrator : Role::centre_administrator;
}

// Conflict, naming the roles that this kind may have.
[[nodiscard]] Result<void> check_role(OrganisationKind kind, Role role);

}  // namespace jium::registry
