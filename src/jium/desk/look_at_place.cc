#include "jium/desk/look_at_place.h"

#include "jium/desk/climb_ladder.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/note_gone.h"
#include "jium/store/jobs.h"
#include "jium/store/officer_looks.h"
#include "jium/store/requests.h"
#include "jium/store/tasks.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::OfficerLook;
using removal::OfficerLookMeaning;
using removal::RemovalRequest;
using removal::TaskKind;

constexpr Duration kToLook = std::chrono::hours{48};

Result<void> open_look(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                       Instant due_at, std::string note) {
  return open_task(desk, tx,
                   {.organisation = request.organisation,
                    .kind = TaskKind::look_at_place,
                    .the_case = request.the_case,
                    .request = request.id,
                    .subject = request.id.text(),
                    .due_at = due_at,
                    .note = std::move(note)})
      .map([](const auto&) {});
}

Result<void> write_word(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                        const OfficerLook& look) {
  const std::string said =
      std::string(look.still_there ? "still there" : "gone") + ", " + std::string(to_text(look.means));
  return write_history(desk, tx, request.the_case, look.looked_by, Event::officer_looked, request.id.text(),
                       said + ", at " + to_text(look.at));
}

Result<void> note_found_there(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                              bool was_claimed) {
  const Instant now = desk.clock.now();
  if (was_claimed) {
    JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::claim_disproved,
                             request.id.text()));
    JIUM_CHECK(raise_alarm(desk, tx, request.organisation, request.the_case,
                           store::AlarmKind::claim_disproved, request.id.text()));
  }
  // It waits again: the job of its clock was done while it counted as removed.
  return store::schedule(tx, store::JobKind::end_clock, request.id.value(), request.due_at.value_or(now));
}

}  // namespace

Result<void> ask_officer_to_look(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                                 const std::vector<removal::Check>& checks) {
  if (!removal::needs_officers_look(request, checks, desk.watch)) return {};
  // Whoever said so once is asked again by the task that the word opened, and whoever declined is left alone.
  JIUM_TRY(const auto last,
           store::task_about(tx, request.organisation, TaskKind::look_at_place, request.id.text()));
  if (last && last->opened_at >= *request.claimed_at) return {};
  return open_look(desk, tx, request, desk.clock.now() + kToLook,
                   "the operator says that it is removed, and jium cannot see this place: look yourself, if "
                   "you can");
}

Result<void> take_officers_word(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                const removal::Task& task, const removal::SaidOfPlace& said) {
  const Instant now = desk.clock.now();
  JIUM_TRY(auto request, store::load_request(tx, *task.request));
  JIUM_TRY(auto looks, store::officer_looks_of(tx, request.id));
  OfficerLook look{.id = removal::OfficerLookId::random(),
                   .request = request.id,
                   .organisation = request.organisation,
                   .at = said.at.value_or(now),
                   .still_there = said.still_there,
                   .means = said.means,
                   .looked_by = actor.text(),
                   .recorded_at = now};
  JIUM_CHECK(removal::check(look, request, looks, now));
  JIUM_CHECK(store::insert(tx, look));
  JIUM_CHECK(write_word(desk, tx, request, look));
  looks.push_back(look);
  const bool was_claimed = request.claimed_at.has_value();
  JIUM_TRY(const auto meaning, removal::note_officer_look(request, looks));
  JIUM_CHECK(store::update(tx, request));
  switch (meaning) {
    case OfficerLookMeaning::first_word:
      return open_look(desk, tx, request, look.at + removal::kBetweenOfficerLooks,
                       "you or a colleague found it gone: look once more from this day on, and it is closed "
                       "as gone by an officer's word");
    case OfficerLookMeaning::still_there:
      JIUM_CHECK(note_found_there(desk, tx, request, was_claimed));
      return climb_ladder_of(desk, tx, request.sighting);
    case OfficerLookMeaning::gone_by_word:
      JIUM_CHECK(
          write_history(desk, tx, request.the_case, actor.text(), Event::gone_by_word, request.id.text()));
      JIUM_CHECK(note_gone(desk, tx, request));
      return climb_ladder_of(desk, tx, request.sighting);
  }
  return {};
}

}  // namespace jium::desk
