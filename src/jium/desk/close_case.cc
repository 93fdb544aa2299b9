#include "jium/desk/close_case.h"

#include "jium/desk/file_block_request.h"
#include "jium/desk/reach.h"
#include "jium/store/cases.h"

namespace jium::desk {
namespace {

using casework::Event;

Result<Event> apply(casework::Case& the_case, CaseTurn turn, Instant now) {
  switch (turn) {
    case CaseTurn::close:
      JIUM_CHECK(casework::close(the_case, now));
      return Event::case_closed;
    case CaseTurn::reopen:
      JIUM_CHECK(casework::reopen(the_case));
      return Event::case_reopened;
    case CaseTurn::rest:
      JIUM_CHECK(casework::rest(the_case));
      return Event::case_rested;
    case CaseTurn::wake:
      JIUM_CHECK(casework::wake(the_case));
      return Event::case_woken;
  }
  return fault(FaultKind::internal, "an unknown turn of a case");
}

}  // namespace

Result<casework::Case> turn_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 casework::CaseId id, CaseTurn turn) {
  JIUM_TRY(auto the_case, reach_case(desk, tx, actor, id));
  JIUM_TRY(const Event event, apply(the_case, turn, desk.clock.now()));
  JIUM_CHECK(store::update(tx, the_case));
  if (turn == CaseTurn::close) JIUM_CHECK(lift_without_ground(desk, tx, actor, {the_case.id}));
  JIUM_CHECK(write_history(desk, tx, id, actor.text(), event, id.text()));
  return the_case;
}

}  // namespace jium::desk
