#include "jium/desk/open_case.h"

#include "jium/desk/assign_case.h"
#include "jium/store/cases.h"

namespace jium::desk {

Result<casework::Case> open_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 const OpenCase& ask) {
  casework::Case the_case;
  the_case.id = casework::CaseId::random();
  the_case.organisation = actor.organisation;
  the_case.pseudonym = ask.pseudonym;
  the_case.age_band = ask.age_band;
  the_case.harm_types = ask.harm_types;
  the_case.requester = ask.requester;
  the_case.consent = ask.consent;
  the_case.opened_at = desk.clock.now();
  if (ask.papers_checked) the_case.papers_checked_at = the_case.opened_at;
  JIUM_CHECK(casework::check(the_case));
  JIUM_CHECK(store::insert(tx, the_case));
  JIUM_CHECK(
      write_history(desk, tx, the_case.id, actor.text(), casework::Event::case_opened, the_case.id.text()));
  if (actor.person) JIUM_CHECK(begin_assignment(desk, tx, actor, the_case.id, *actor.person, std::nullopt));
  return the_case;
}

}  // namespace jium::desk
