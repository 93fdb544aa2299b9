#include "jium/desk/assign_case.h"

#include <algorithm>

#include "jium/desk/colleague.h"
#include "jium/desk/reach.h"
#include "jium/store/decoys.h"

namespace jium::desk {
namespace {

using casework::Assignment;
using casework::CaseId;
using casework::Event;

bool administers(const Actor& actor) {
  return actor.role == Role::centre_administrator;
}

// The administrator needs to know that the case is there, and is told nothing else of it.
Result<casework::CaseState> manageable(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       CaseId id) {
  JIUM_TRY(const auto the_case, reach_case_to_decide(desk, tx, actor, id));
  return the_case.state;
}

Result<Assignment> standing(const Desk& desk, store::Transaction& tx, CaseId id, registry::PersonId person) {
  JIUM_TRY(const auto found, store::assignment_of(tx, id, person));
  if (!found || !casework::holds(*found, desk.clock.now()))
    return fault(FaultKind::missing, "this person is not assigned to the case");
  return *found;
}

Result<Assignment> end_assignment(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  Assignment assignment) {
  JIUM_CHECK(casework::release(assignment, actor.text(), desk.clock.now()));
  JIUM_CHECK(store::update(tx, assignment));
  return assignment;
}

Result<void> must_leave_somebody(const Desk& desk, store::Transaction& tx, CaseId id) {
  JIUM_TRY(const auto all, store::assignments_of_case(tx, id));
  const auto now = desk.clock.now();
  const auto left = std::count_if(all.begin(), all.end(), [&](const Assignment& a) { return holds(a, now); });
  if (left > 1) return {};
  return fault(
      FaultKind::conflict,
      "nobody would work on this case any more: hand it over to a colleague (`jium case hand-over`), or "
      "ask your centre's administrator to take it back");
}

}  // namespace

Result<Assignment> begin_assignment(const Desk& desk, store::Transaction& tx, const Actor& actor, CaseId id,
                                    registry::PersonId person, std::optional<Instant> until) {
  const Instant now = desk.clock.now();
  JIUM_TRY(auto earlier, store::assignment_of(tx, id, person));
  if (earlier && casework::holds(*earlier, now))
    return fault(FaultKind::conflict, "this person is assigned to the case already");
  if (earlier) {
    // Its end has come by itself, and it makes room for the new one.
    earlier->released_at = earlier->until;
    earlier->released_by = std::string(kJiumItself);
    JIUM_CHECK(store::update(tx, *earlier));
  }
  const Assignment assignment{.id = casework::AssignmentId::random(),
                              .organisation = actor.organisation,
                              .the_case = id,
                              .person = person,
                              .assigned_at = now,
                              .assigned_by = actor.text(),
                              .until = until,
                              .released_at = std::nullopt,
                              .released_by = {}};
  JIUM_CHECK(casework::check(assignment));
  JIUM_CHECK(store::insert(tx, assignment));
  JIUM_CHECK(write_history(desk, tx, id, actor.text(), Event::case_assigned, person.text()));
  return assignment;
}

Result<Assignment> assign_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               const AssignCase& ask) {
  JIUM_CHECK(manageable(desk, tx, actor, ask.the_case));
  JIUM_CHECK(must_be_colleague(tx, actor.organisation, ask.to));
  return begin_assignment(desk, tx, actor, ask.the_case, ask.to, ask.until);
}

Result<Assignment> hand_over_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  const AssignCase& ask) {
  JIUM_CHECK(reach_case(desk, tx, actor, ask.the_case));
  if (!actor.person) {
    return fault(
        FaultKind::conflict,
        "a program is not assigned to a case and has nothing to hand over: assign it (`jium case assign`)");
  }
  if (ask.to == *actor.person) return fault(FaultKind::conflict, "the case is with you already");
  JIUM_CHECK(must_be_colleague(tx, actor.organisation, ask.to));
  JIUM_TRY(auto own, standing(desk, tx, ask.the_case, *actor.person));
  JIUM_TRY(const auto earlier, store::assignment_of(tx, ask.the_case, ask.to));
  Assignment given;
  if (earlier && casework::holds(*earlier, desk.clock.now())) {
    given = *earlier;
  } else {
    JIUM_TRY(given, begin_assignment(desk, tx, actor, ask.the_case, ask.to, ask.until));
  }
  JIUM_CHECK(end_assignment(desk, tx, actor, std::move(own)));
  JIUM_CHECK(write_history(desk, tx, ask.the_case, actor.text(), Event::case_handed_over, ask.to.text()));
  return given;
}

Result<Assignment> release_case(const Desk& desk, store::Transaction& tx, const Actor& actor, CaseId id,
                                registry::PersonId person) {
  JIUM_TRY(const auto state, manageable(desk, tx, actor, id));
  JIUM_TRY(auto assignment, standing(desk, tx, id, person));
  const bool open = state != casework::CaseState::closed && state != casework::CaseState::forgotten;
  if (open && !administers(actor)) JIUM_CHECK(must_leave_somebody(desk, tx, id));
  JIUM_TRY(assignment, end_assignment(desk, tx, actor, std::move(assignment)));
  JIUM_CHECK(write_history(desk, tx, id, actor.text(), Event::case_released, person.text()));
  return assignment;
}

Result<std::vector<Assignment>> assignments(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            CaseId id) {
  JIUM_CHECK(manageable(desk, tx, actor, id));
  return store::assignments_of_case(tx, id);
}

Result<std::vector<CaseLoad>> case_loads(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto loads, store::case_loads(tx, actor.organisation));
  JIUM_TRY(const auto all, store::open_assignments(tx, actor.organisation));
  JIUM_TRY(const auto decoys, store::decoys_of(tx, actor.organisation));
  const Instant now = desk.clock.now();
  std::vector<CaseLoad> shown;
  for (const store::CaseLoad& load : loads) {
    CaseLoad one{load, {}, std::binary_search(decoys.begin(), decoys.end(), load.the_case)};
    for (const Assignment& assignment : all) {
      if (assignment.the_case == load.the_case && casework::holds(assignment, now))
        one.assigned.push_back(assignment);
    }
    shown.push_back(std::move(one));
  }
  return shown;
}

}  // namespace jium::desk
