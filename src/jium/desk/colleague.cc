#include "jium/desk/colleague.h"

#include "jium/store/people.h"

namespace jium::desk {

Result<void> must_be_colleague(store::Transaction& tx, registry::OrganisationId organisation,
                               registry::PersonId id) {
  JIUM_TRY(const registry::Person person, store::load_person(tx, organisation, id));
  if (person.state != registry::PersonState::active)
    return fault(FaultKind::conflict, "this person cannot sign in now: nobody would work on the case");
  for (const Role role : {Role::deletion_officer, Role::counsellor, Role::police_liaison}) {
    if (person.holds(role)) return {};
  }
  return fault(FaultKind::conflict,
               "this person has no role that works on cases: deletion_officer, counsellor or police_liaison");
}

}  // namespace jium::desk
