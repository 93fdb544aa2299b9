#include "jium/desk/suspend_organisation.h"

#include "jium/store/organisations.h"

namespace jium::desk {

Result<registry::Organisation> suspend_organisation(const Desk& desk, store::Transaction& tx,
                                                    registry::OrganisationId id, bool suspended) {
  JIUM_TRY(registry::Organisation organisation, store::load_organisation(tx, id));
  if (organisation.kind == registry::OrganisationKind::operations)
    return fault(FaultKind::conflict, "the operating organisation cannot be suspended: nobody could lift it");
  if (organisation.suspended_at.has_value() == suspended)
    return fault(FaultKind::conflict,
                 suspended ? "this organisation is suspended already" : "this organisation is not suspended");
  organisation.suspended_at = suspended ? std::optional<Instant>(desk.clock.now()) : std::nullopt;
  JIUM_CHECK(store::suspend(tx, id, organisation.suspended_at));
  return organisation;
}

}  // namespace jium::desk
