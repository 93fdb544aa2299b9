// What an organisation's administrator changes about its people. All of it takes hold at the next request:
// the sessions of who is suspended, has left or has lost a role end in the same transaction.
#pragma once

#include "jium/desk/desk.h"

namespace jium::desk {

// active (again), suspended or left. Conflict when the state does not lead there, and when nobody would be
// left to administer the organisation.
[[nodiscard]] Result<registry::Person> change_state(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, registry::PersonId person,
                                                    registry::PersonState to);

// Conflict when the organisation's kind may not have this role, or it is held already.
[[nodiscard]] Result<registry::Person> grant_role(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, registry::PersonId person, Role role);
// Missing when it is not held; Conflict when nobody would be left to administer the organisation.
[[nodiscard]] Result<registry::Person> withdraw_role(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, registry::PersonId person,
                                                     Role role);

}  // namespace jium::desk
