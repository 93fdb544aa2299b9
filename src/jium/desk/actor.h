// Who is acting: a person or a program of an organisation, with a role and the key or session they came with.
// Verbs are handed one and trust it; http/ and cli/ are where it comes from.
#pragma once

#include <optional>
#include <string>

#include "jium/registry/person.h"
#include "jium/store/access_keys.h"

namespace jium::desk {

using registry::Role;

struct Actor {
  store::AccessKeyId key;
  registry::OrganisationId organisation;
  Role role = Role::deletion_officer;
  std::optional<registry::PersonId> person{};  // none: a program
  // A person's step-up of the last minutes, or a key that an administrator expressly let reveal.
  bool proved_anew = false;

  // As histories name it: the person where there is one.
  [[nodiscard]] std::string text() const { return person ? person->text() : key.text(); }
};

// How jium names itself in a history when nobody asked.
inline constexpr std::string_view kJiumItself = "jium";

}  // namespace jium::desk
