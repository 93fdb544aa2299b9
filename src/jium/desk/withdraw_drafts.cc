#include "jium/desk/withdraw_drafts.h"

#include "jium/desk/file_block_request.h"
#include "jium/store/batches.h"
#include "jium/store/footages.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {

Result<void> withdraw_drafts(const Desk& desk, store::Transaction& tx, const WithdrawDrafts& ask) {
  const bool committee = !ask.rung || *ask.rung == removal::Rung::committee;
  if (committee) JIUM_CHECK(withdraw_block_draft(desk, tx, ask.by, ask.sighting));
  JIUM_TRY(auto requests, store::requests_about(tx, ask.sighting));
  for (removal::RemovalRequest& request : requests) {
    if (ask.rung && request.rung != *ask.rung) continue;
    if (request.state != removal::RequestState::drafted) continue;
    JIUM_CHECK(removal::withdraw(request, desk.clock.now()));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(store::leave_batch(tx, request, ask.left_out));
    JIUM_CHECK(write_history(desk, tx, request.the_case, ask.by, ask.event, request.id.text(), ask.why));
  }
  return {};
}

Result<void> withdraw_moot_drafts(const Desk& desk, store::Transaction& tx,
                                  registry::OrganisationId organisation, registry::SightingId id,
                                  std::string by) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, organisation, id));
  JIUM_TRY(const auto stored, store::load_footage(tx, organisation, sighting.footage));
  const bool gone = sighting.state == registry::SightingState::gone;
  if (!gone && registry::may_match(stored.footage.state)) return {};
  WithdrawDrafts ask{.sighting = id, .by = std::move(by), .why = "its place is gone"};
  if (gone) {
    ask.left_out = removal::LeftOutReason::gone;
  } else {
    ask.why = "its footage is withdrawn";
  }
  return withdraw_drafts(desk, tx, ask);
}

}  // namespace jium::desk
