#include "jium/desk/note_gone.h"

#include "jium/desk/withdraw_drafts.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<void> note_gone(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request) {
  JIUM_TRY(auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  sighting.state = registry::SightingState::gone;
  sighting.gone_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, sighting));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself),
                           casework::Event::sighting_gone, sighting.id.text()));
  return withdraw_moot_drafts(desk, tx, request.organisation, request.sighting);
}

}  // namespace jium::desk
