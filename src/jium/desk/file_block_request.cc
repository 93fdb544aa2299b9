#include "jium/desk/file_block_request.h"

#include "jium/desk/climb_ladder.h"
#include "jium/desk/keep_block_lists.h"
#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/registry/legal_basis.h"
#include "jium/store/block_requests.h"
#include "jium/store/cases.h"
#include "jium/store/changes.h"
#include "jium/store/footage_lives.h"
#include "jium/store/organisations.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using registry::SightingId;
using removal::BlockRequest;
using removal::BlockState;

// On which a request of a survivor stands, where its footage says nothing else.
constexpr const char* kOnRequest = "kr-svpa-7-3-request";

bool is_open(const BlockRequest& request) {
  return request.state == BlockState::drafted || request.state == BlockState::filed ||
         request.state == BlockState::granted;
}

Result<void> note(const Desk& desk, store::Transaction& tx, const BlockRequest& request, std::string actor,
                  const std::string& why = "") {
  return write_history(desk, tx, request.the_case, std::move(actor), casework::Event::block_request_changed,
                       request.id.text(), std::string(to_text(request.state)) + why);
}

Result<BlockRequest> new_request(const Desk& desk, store::Transaction& tx,
                                 registry::OrganisationId organisation, SightingId id,
                                 std::string legal_basis) {
  JIUM_TRY(const auto ground, removal_ground(tx, organisation, id));
  if (legal_basis.empty()) {
    JIUM_TRY(const auto file, store::load_file(tx, organisation, ground.sighting.footage));
    legal_basis = file.life.legal_basis.empty() ? kOnRequest : file.life.legal_basis;
  }
  const Instant now = desk.clock.now();
  JIUM_CHECK(registry::LegalBook::built_in().in_force(legal_basis, now));
  BlockRequest request;
  request.id = removal::BlockRequestId::random();
  request.organisation = organisation;
  request.the_case = ground.the_case.id;
  request.sighting = id;
  request.legal_basis = std::move(legal_basis);
  request.drafted_at = now;
  JIUM_CHECK(store::insert(tx, request));
  return request;
}

Result<void> lift(const Desk& desk, store::Transaction& tx, BlockRequest& request, const std::string& actor,
                  const std::string& why = "") {
  const bool was_filed = request.filed_at.has_value();
  JIUM_CHECK(removal::take_back(request, desk.clock.now()));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(keep_block_lists(desk, tx, request));
  JIUM_CHECK(note(desk, tx, request, actor, why));
  return was_filed ? tell_committees(desk, tx, request) : Result<void>();
}

}  // namespace

Result<void> tell_committees(const Desk& desk, store::Transaction& tx, const BlockRequest& request) {
  using store::Happening;
  const Happening what = request.state == BlockState::filed    ? Happening::block_request_filed
                         : request.state == BlockState::lifted ? Happening::block_request_lifted
                                                               : Happening::block_request_decided;
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto organisations, tx.for_the_house([&] { return store::all_organisations(tx); }));
  for (const registry::Organisation& one : organisations) {
    const bool told = one.kind == registry::OrganisationKind::committee || one.id == request.organisation;
    if (!told || one.suspended_at) continue;
    JIUM_CHECK(store::append_change(tx, one.id, what, request.id.text(), now));
  }
  return {};
}

Result<BlockRequest> draft_block_request(const Desk& desk, store::Transaction& tx,
                                         registry::OrganisationId organisation, SightingId id) {
  JIUM_TRY(const auto earlier, store::block_request_about(tx, id));
  if (earlier && is_open(*earlier)) return *earlier;
  JIUM_TRY(auto request, new_request(desk, tx, organisation, id, {}));
  JIUM_CHECK(note(desk, tx, request, std::string(kJiumItself)));
  return request;
}

Result<BlockRequest> file_block_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                        const FileBlockRequest& ask) {
  JIUM_CHECK(reach_sighting(desk, tx, actor, ask.sighting));
  JIUM_TRY(const auto earlier, store::block_request_about(tx, ask.sighting));
  const bool is_draft = earlier && earlier->state == BlockState::drafted;
  if (earlier && is_open(*earlier) && !is_draft) {
    return fault(FaultKind::conflict, "the committee was asked about this sighting already: " +
                                          earlier->id.text() + " is " + std::string(to_text(earlier->state)));
  }
  BlockRequest request;
  if (is_draft) {
    JIUM_CHECK(removal_ground(tx, actor.organisation, ask.sighting));
    request = *earlier;
  } else {
    JIUM_TRY(request, new_request(desk, tx, actor.organisation, ask.sighting, ask.legal_basis));
  }
  JIUM_CHECK(removal::file(request, desk.clock.now()));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(note(desk, tx, request, actor.text()));
  JIUM_CHECK(tell_committees(desk, tx, request));
  JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  return request;
}

Result<BlockRequest> take_back_block_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             removal::BlockRequestId id) {
  JIUM_TRY(auto request, store::load_block_request(tx, id));
  if (request.organisation != actor.organisation) return fault(FaultKind::missing, "no such block request");
  const auto reached = reach_case(desk, tx, actor, request.the_case);
  if (!reached && reached.fault().kind == FaultKind::missing)
    return fault(FaultKind::missing, "no such block request");
  if (!reached) return reached.fault();
  JIUM_CHECK(lift(desk, tx, request, actor.text()));
  JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  return request;
}

Result<void> withdraw_block_draft(const Desk& desk, store::Transaction& tx, const std::string& by,
                                  SightingId sighting) {
  JIUM_TRY(auto request, store::block_request_about(tx, sighting));
  if (!request || request->state != BlockState::drafted) return {};
  return lift(desk, tx, *request, by);
}

Result<std::vector<BlockRequest>> list_block_requests(const Desk& desk, store::Transaction& tx,
                                                      const Actor& actor) {
  JIUM_TRY(auto requests, store::block_requests_of(tx, actor.organisation));
  JIUM_TRY(const auto reach, Reach::of(desk, tx, actor));
  reach.narrow(requests, [](const BlockRequest& one) { return one.the_case; });
  return requests;
}

Result<void> lift_without_ground(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 const LostGround& lost) {
  JIUM_TRY(auto requests, store::block_requests_of_case(tx, lost.the_case));
  for (BlockRequest& request : requests) {
    if (!is_open(request) || (!lost.withdrawn && request.state == BlockState::granted)) continue;
    if (lost.withdrawn) {
      JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
      if (sighting.footage != *lost.withdrawn) continue;
    }
    JIUM_CHECK(lift(desk, tx, request, actor.text()));
    JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  }
  return {};
}

Result<void> end_block_of_gone(const Desk& desk, store::Transaction& tx, const registry::Sighting& sighting) {
  JIUM_TRY(auto request, store::block_request_about(tx, sighting.id));
  if (!request || !removal::has_lost_its_place(*request, sighting, desk.clock.now())) return {};
  return lift(desk, tx, *request, std::string(kJiumItself),
              ": the place has been gone since " + to_text(*sighting.gone_at));
}

Result<void> forget_block_requests(const Desk& desk, store::Transaction& tx, casework::CaseId the_case) {
  JIUM_TRY(auto requests, store::block_requests_of_case(tx, the_case));
  for (BlockRequest& request : requests) {
    if (is_open(request)) JIUM_CHECK(lift(desk, tx, request, std::string(kJiumItself)));
  }
  return {};
}

}  // namespace jium::desk
