// Who may be given a case.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

// Missing, in the words of a person who is not there, unless the person works for the organisation under a
// role that works on cases: counsellor, deletion officer or police liaison.
[[nodiscard]] Result<void> must_be_colleague(store::Transaction& tx, registry::OrganisationId organisation,
                                             registry::PersonId person);

}  // namespace jium::desk
