// People come in by invitation and in no other way. The system administrator invites the first administrator
// of an organisation; from the moment one has joined, its administrators alone invite, and nobody outside
// can.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/sign_in.h"

namespace jium::desk {

struct InvitePerson {
  Secret<std::string> name;
  std::vector<Role> roles;
};
struct Invited {
  registry::Person person;
  IssuedKey link;  // "join_...", 72 hours, once
};

// To the actor's own organisation.
[[nodiscard]] Result<Invited> invite_person(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            const InvitePerson& ask);

// Conflict once the organisation has an administrator who has joined and not left.
// Links of earlier invitations of the organisation end.
[[nodiscard]] Result<Invited> invite_first_administrator(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor,
                                                         registry::OrganisationId organisation,
                                                         const Secret<std::string>& name);

// A new link for somebody whose link ended or whose authenticator is lost. Whatever they proved themselves
// with is void at once and their sessions end: it is as if they had never joined, with the same id and roles.
[[nodiscard]] Result<Invited> invite_again(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::PersonId person);

// Has joined, has not left, and holds the role that invites the others.
[[nodiscard]] Result<bool> has_own_administrator(store::Transaction& tx,
                                                 const registry::Organisation& organisation);

// The system administrator hands an organisation its first keys; once it has administrators of its own, they
// do, and this is Conflict. The operating organisation's keys stay the system administrator's.
[[nodiscard]] Result<void> check_still_ours(store::Transaction& tx, registry::OrganisationId organisation);

}  // namespace jium::desk
