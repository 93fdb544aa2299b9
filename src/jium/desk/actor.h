// Who is acting: a key of an organisation, with a role. Verbs are handed one and trust it; http/ and cli/ are
// where it comes from.
#pragma once

#include <optional>
#include <string>

#include "jium/base/enum_text.h"
#include "jium/registry/organisation.h"
#include "jium/registry/person.h"
#include "jium/store/access_keys.h"

namespace jium::desk {

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

struct Actor {
  store::AccessKeyId key;
  registry::OrganisationId organisation;
  Role role = Role::deletion_officer;
  std::optional<registry::PersonId> person{};  // none: a program

  [[nodiscard]] std::string text() const { return key.text(); }
};

// How jium names itself in a history when nobody asked.
inline constexpr std::string_view kJiumItself = "jium";

}  // namespace jium::desk
