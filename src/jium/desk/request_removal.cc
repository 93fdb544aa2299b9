#include "jium/desk/request_removal.h"

#include "jium/desk/choose_channel.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/compose_letter.h"
#include "jium/desk/count_costs.h"
#include "jium/desk/reach.h"
#include "jium/desk/removal_ground.h"
#include "jium/registry/folded_text.h"
#include "jium/store/batches.h"
#include "jium/store/cases.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

// The request about the sighting that this one follows, so that the letter can name it.
Result<std::optional<removal::RemovalRequest>> earlier_request(store::Transaction& tx,
                                                               const registry::Sighting& sighting) {
  if (!sighting.recurrence_of) return std::optional<removal::RemovalRequest>();
  return store::request_about(tx, *sighting.recurrence_of);
}

}  // namespace

Result<removal::RemovalRequest> request_removal(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                registry::SightingId id) {
  JIUM_CHECK(reach_sighting(desk, tx, actor, id));
  JIUM_TRY(auto ground, removal_ground(tx, actor.organisation, id));
  auto& [sighting, the_case] = ground;
  JIUM_TRY(const auto existing, store::request_about(tx, id));
  if (existing)
    return fault(FaultKind::conflict,
                 "a request about this sighting is there already: " + existing->id.text());
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto earlier, earlier_request(tx, sighting));
  removal::RemovalRequest request;
  request.id = removal::RequestId::random();
  request.organisation = actor.organisation;
  request.the_case = the_case.id;
  request.sighting = id;
  JIUM_CHECK(address_to_operator(desk, tx, sighting, request));
  if (earlier) request.recurrence_of = earlier->id;
  request.drafted_at = now;
  JIUM_CHECK(store::insert(tx, request));
  casework::note_request(the_case);
  JIUM_CHECK(store::update(tx, the_case));
  JIUM_CHECK(write_history(desk, tx, the_case.id, actor.text(), casework::Event::request_drafted,
                           request.id.text()));
  JIUM_CHECK(begin_ladder(desk, tx, request));
  return request;
}

Result<removal::Letter> letter_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   removal::RequestId id) {
  JIUM_TRY(auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(auto written, store::letter_of(tx, id));
  if (written) return std::move(written->letter);
  JIUM_TRY(const auto sighting, store::load_sighting(tx, actor.organisation, request.sighting));
  JIUM_CHECK(address_to_operator(desk, tx, sighting, request));
  return compose_letter(desk, tx, {request}, request.id.text());
}

Result<removal::Letter> folded_letter_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          removal::RequestId id) {
  JIUM_TRY(removal::Letter letter, letter_for(desk, tx, actor, id));
  letter.subject = Secret<std::string>(registry::folded_text(letter.subject.reveal()));
  letter.body = Secret<std::string>(registry::folded_text(letter.body.reveal()));
  return letter;
}

Result<removal::RemovalRequest> confirm_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                removal::RequestId id) {
  JIUM_TRY(auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(const auto ground, removal_ground(tx, actor.organisation, request.sighting));
  const Instant now = desk.clock.now();
  JIUM_CHECK(removal::confirm(request, now));
  // This word stands by itself: no undoing of a batch takes it back.
  JIUM_CHECK(store::leave_batch(tx, request, removal::LeftOutReason::asked_already));
  JIUM_CHECK(address_to_operator(desk, tx, ground.sighting, request));
  if (request.channel != removal::RequestChannel::letter) {
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), casework::Event::request_confirmed,
                             id.text()));
    JIUM_CHECK(send_by_channel(desk, tx, actor, request));
    JIUM_CHECK(note_cost(desk, tx, actor.text(), request, removal::CostKind::request_prepared));
    JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
    return request;
  }
  JIUM_TRY(auto letter, compose_letter(desk, tx, {request}, request.id.text()));
  const store::StoredLetter stored{removal::LetterId::random(), request.id, std::move(letter), {}, now, {}};
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(store::insert(tx, stored));
  JIUM_CHECK(store::schedule(tx, store::JobKind::send_letter, stored.id.value(), now));
  JIUM_CHECK(
      write_history(desk, tx, request.the_case, actor.text(), casework::Event::request_confirmed, id.text()));
  JIUM_CHECK(note_cost(desk, tx, actor.text(), request, removal::CostKind::request_prepared));
  JIUM_CHECK(climb_ladder_of(desk, tx, request.sighting));
  return request;
}

}  // namespace jium::desk
