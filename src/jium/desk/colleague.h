// Who may be given a case.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

// Missing for a person of another organisation, or of none; Conflict unless they are active and have a role
// that works on cases: counsellor, deletion officer or police liaison.
[[nodiscard]] Result<void> must_be_colleague(store::Transaction& tx, registry::OrganisationId organisation,
                                             registry::PersonId person);

}  // namespace jium::desk
