#include "jium/desk/colleague.h"

namespace jium::desk {

// There is no list of people to look into yet: an id that nobody has reaches nothing, as nobody comes with
// it.
Result<void> must_be_colleague(store::Transaction&, registry::OrganisationId, registry::PersonId person) {
  if (person.empty()) return fault(FaultKind::missing, "no such person");
  return {};
}

}  // namespace jium::desk
