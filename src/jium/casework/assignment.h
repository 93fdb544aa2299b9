// An Assignment: a person works on a case, from one moment until it is taken back or its end comes. People
// reach a case and all that belongs to it only while they are assigned to it; nobody finds one by searching.
//
// Safety standard for personal information (PIPC notice), article 5: least privilege, changed or taken back
// without delay, with a record of who granted and who took back.
#pragma once

#include <optional>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/casework/case.h"
#include "jium/registry/person.h"

namespace jium::casework {

struct AssignmentTag {
  static constexpr char letter = 'Q';
  static constexpr std::string_view noun = "assignment";
};
using AssignmentId = Id<AssignmentTag>;

struct Assignment {
  AssignmentId id;
  registry::OrganisationId organisation;
  CaseId the_case;
  registry::PersonId person;
  Instant assigned_at{};
  std::string assigned_by;       // an actor's text
  std::optional<Instant> until;  // the first moment at which it does not hold any more
  std::optional<Instant> released_at;
  std::string released_by;  // empty while it is not taken back
};

[[nodiscard]] bool holds(const Assignment& assignment, Instant now);

// Malformed when it would end before it begins, or lasts longer than a year: who is needed for longer is
// assigned anew.
[[nodiscard]] Result<void> check(const Assignment& assignment);

// Conflict when it is over already.
[[nodiscard]] Result<void> release(Assignment& assignment, std::string by, Instant now);

}  // namespace jium::casework
