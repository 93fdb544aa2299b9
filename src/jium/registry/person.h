// A Person: one human being who works for an organisation, under roles of its choosing. Programs have API
// keys instead and are nobody. One account a person (안전성 확보조치 기준, article 5): whoever works for two
// organisations is two persons here.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/secret.h"
#include "jium/registry/role.h"

namespace jium::registry {

struct PersonTag {
  static constexpr char letter = 'U';
  static constexpr std::string_view noun = "person";
};
using PersonId = Id<PersonTag>;

// invited: has a link and no way in yet. left: for good, the account is never used again.
enum class PersonState { invited, active, suspended, left };
BOOST_DESCRIBE_ENUM(PersonState, invited, active, suspended, left)

struct Person {
  PersonId id;
  OrganisationId organisation;
  Secret<std::string> name;
  PersonState state = PersonState::invited;
  std::vector<Role> roles;  // that are held now, in the order of the enumeration
  Instant invited_at{};
  std::optional<Instant> joined_at{}, suspended_at{}, left_at{};

  [[nodiscard]] bool holds(Role role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
};

// Conflict, with what to do instead, when the state does not lead there: invited -> active -> suspended ->
// active, and any of them -> left.
[[nodiscard]] Result<void> check_change(PersonState from, PersonState to);

// Malformed unless it is 1 to 120 characters in one line.
[[nodiscard]] Result<void> check_name(std::string_view name);

}  // namespace jium::registry
