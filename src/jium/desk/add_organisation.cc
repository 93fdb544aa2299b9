#include "jium/desk/add_organisation.h"

#include "jium/store/organisations.h"

namespace jium::desk {

Result<registry::Organisation> add_organisation(const Desk& desk, store::Transaction& tx,
                                                const AddOrganisation& ask) {
  registry::Organisation organisation{registry::OrganisationId::random(), ask.kind, ask.name, ask.mail,
                                      desk.clock.now()};
  JIUM_CHECK(registry::check(organisation));
  JIUM_TRY(const auto others, store::all_organisations(tx));
  for (const registry::Organisation& other : others) {
    if (other.name == organisation.name)
      return fault(FaultKind::conflict, "an organisation of this name is there already: " + other.id.text());
  }
  JIUM_CHECK(store::insert(tx, organisation));
  return organisation;
}

}  // namespace jium::desk
