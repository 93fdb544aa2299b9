// An Organisation: a body with its own people and keys. A record belongs to exactly one.
#pragma once

#include <optional>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/id.h"

namespace jium::registry {

struct OrganisationTag {
  static constexpr char letter = 'O';
  static constexpr std::string_view noun = "organisation";
};
using OrganisationId = Id<OrganisationTag>;

enum class OrganisationKind {
  centre,
  police,
  committee,
  monitor,
  platform,
  foreign_partner,
  auditor,
  operations
};
BOOST_DESCRIBE_ENUM(OrganisationKind, centre, police, committee, monitor, platform, foreign_partner, auditor,
                    operations)

struct Organisation {
  OrganisationId id;
  OrganisationKind kind = OrganisationKind::centre;
  std::string name;  // as it signs its letters
  std::string mail;  // the address its letters come from; empty when it sends none
  Instant added_at{};
  std::optional<Instant> suspended_at{};  // nobody and nothing of it gets in
};

// Malformed unless the name is 1 to 120 characters in one line; a centre also needs a mail address.
[[nodiscard]] Result<void> check(const Organisation& organisation);

}  // namespace jium::registry
