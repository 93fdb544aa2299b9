#include "jium/desk/removal_ground.h"

#include "jium/store/alarms.h"
#include "jium/store/cases.h"
#include "jium/store/footages.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<RemovalGround> removal_ground(store::Transaction& tx, registry::OrganisationId organisation,
                                     registry::SightingId id) {
  JIUM_TRY(auto sighting, store::load_sighting(tx, organisation, id));
  if (sighting.state == registry::SightingState::gone)
    return fault(FaultKind::conflict, "this sighting is gone already");
  JIUM_TRY(const auto stored, store::load_footage(tx, organisation, sighting.footage));
  if (!registry::may_match(stored.footage.state)) {
    return fault(FaultKind::conflict, "this footage is withdrawn: nothing is asked about it any more");
  }
  JIUM_TRY(auto the_case, store::load_case(tx, organisation, stored.the_case));
  JIUM_CHECK(casework::may_request_removal(the_case));
  return RemovalGround{std::move(sighting), std::move(the_case)};
}

Result<void> tell_of_withheld(const Desk& desk, store::Transaction& tx,
                              const removal::RemovalRequest& request) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  if (sighting.state == registry::SightingState::gone) return {};
  constexpr auto kind = store::AlarmKind::letter_withheld;
  JIUM_TRY(const bool told, store::has_unseen(tx, request.organisation, kind, request.id.text()));
  if (told) return {};
  return raise_alarm(desk, tx, request.organisation, request.the_case, kind, request.id.text());
}

}  // namespace jium::desk
