// A whole organisation is shut out, or let in again: its people, its keys, its open sessions. Its records
// stay as they are, and so do the clocks of what it asked for.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

// Conflict for the operating organisation, which would shut itself out, and when nothing would change.
[[nodiscard]] Result<registry::Organisation> suspend_organisation(const Desk& desk, store::Transaction& tx,
                                                                  registry::OrganisationId organisation,
                                                                  bool suspended);

}  // namespace jium::desk
