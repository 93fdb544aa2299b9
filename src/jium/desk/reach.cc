#include "jium/desk/reach.h"

#include <algorithm>

#include "jium/desk/write_log.h"
#include "jium/store/assignments.h"
#include "jium/store/cases.h"
#include "jium/store/decoys.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

Result<void> must_be_assigned(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              casework::CaseId id, const char* missing) {
  if (!actor.person) return {};
  JIUM_TRY(const auto assignment, store::assignment_of(tx, id, *actor.person));
  if (!assignment || assignment->organisation != actor.organisation ||
      !casework::holds(*assignment, desk.clock.now()))
    return fault(FaultKind::missing, missing);
  return {};
}

Result<void> note_touch(const Desk& desk, store::Transaction& tx, const Actor& actor, casework::CaseId id) {
  JIUM_TRY(const bool decoy, store::is_decoy(tx, id));
  if (!decoy) return {};
  JIUM_CHECK(write_log(desk, tx, actor, audit::Act::decoy_touched, id));
  return raise_alarm(desk, tx, actor.organisation, id, store::AlarmKind::decoy_touched, actor.text());
}

Result<void> enter(const Desk& desk, store::Transaction& tx, const Actor& actor, casework::CaseId id,
                   const char* missing) {
  JIUM_CHECK(must_be_assigned(desk, tx, actor, id, missing));
  return note_touch(desk, tx, actor, id);
}

}  // namespace

Result<casework::Case> reach_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  casework::CaseId id) {
  JIUM_TRY(auto the_case, store::load_case(tx, actor.organisation, id));
  JIUM_CHECK(enter(desk, tx, actor, id, "no such case"));
  return the_case;
}

Result<casework::Case> reach_case_to_decide(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            casework::CaseId id) {
  if (actor.role != Role::centre_administrator) return reach_case(desk, tx, actor, id);
  return store::load_case(tx, actor.organisation, id);
}

Result<store::StoredFootage> reach_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::FootageId id) {
  JIUM_TRY(auto stored, store::load_footage(tx, actor.organisation, id));
  JIUM_CHECK(enter(desk, tx, actor, stored.the_case, "no such footage"));
  return stored;
}

Result<store::StoredFootage> reach_footage_to_decide(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, registry::FootageId id) {
  if (actor.role != Role::centre_administrator) return reach_footage(desk, tx, actor, id);
  return store::load_footage(tx, actor.organisation, id);
}

Result<ReachedSighting> reach_sighting(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       registry::SightingId id) {
  JIUM_TRY(auto sighting, store::load_sighting(tx, actor.organisation, id));
  JIUM_TRY(const auto stored, store::load_footage(tx, actor.organisation, sighting.footage));
  JIUM_CHECK(enter(desk, tx, actor, stored.the_case, "no such sighting"));
  return ReachedSighting{std::move(sighting), stored.the_case};
}

Result<removal::RemovalRequest> reach_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              removal::RequestId id) {
  JIUM_TRY(auto request, store::load_request(tx, actor.organisation, id));
  JIUM_CHECK(enter(desk, tx, actor, request.the_case, "no such removal request"));
  return request;
}

Result<Reach> Reach::of(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  Reach reach;
  reach.everything_ = !actor.person;
  if (actor.person) {
    JIUM_TRY(reach.cases_, store::assigned_cases(tx, actor.organisation, *actor.person, desk.clock.now()));
  }
  return reach;
}

bool Reach::has(casework::CaseId id) const {
  return everything_ || std::binary_search(cases_.begin(), cases_.end(), id);
}

}  // namespace jium::desk
