#include "jium/desk/place_hold.h"

#include "jium/desk/reach.h"
#include "jium/desk/signature.h"
#include "jium/desk/write_log.h"
#include "jium/store/cases.h"
#include "jium/store/holds.h"

namespace jium::desk {
namespace {

using casework::Event;
using casework::LegalHold;

// The one under this order that is not lifted: the same order may come again after it was.
Result<std::optional<LegalHold>> find_hold(store::Transaction& tx, const HoldOrder& ask) {
  JIUM_TRY(auto holds, store::holds_of(tx, ask.the_case));
  for (LegalHold& hold : holds) {
    if (!hold.lifted && hold.order.reveal() == ask.order) return std::optional<LegalHold>(std::move(hold));
  }
  return std::optional<LegalHold>();
}

Result<LegalHold> ask_hold(const Desk& desk, store::Transaction& tx, const Actor& actor,
                           const HoldOrder& ask) {
  LegalHold hold{.id = casework::HoldId::random(),
                 .organisation = actor.organisation,
                 .the_case = ask.the_case,
                 .order = Secret<std::string>(ask.order),
                 .asked = signature_of(desk, actor),
                 .placed = std::nullopt,
                 .release_asked = std::nullopt,
                 .lifted = std::nullopt};
  JIUM_CHECK(store::insert(tx, hold));
  JIUM_CHECK(write_history(desk, tx, ask.the_case, actor.text(), Event::hold_asked, hold.id.text()));
  return hold;
}

Result<void> note(const Desk& desk, store::Transaction& tx, const Actor& actor, const LegalHold& hold,
                  Event event) {
  JIUM_CHECK(store::update(tx, hold));
  if (event == Event::hold_placed)
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::hold_placed, hold.the_case));
  if (event == Event::hold_lifted)
    JIUM_CHECK(write_log(desk, tx, actor, audit::Act::hold_lifted, hold.the_case));
  // The number stands in the history once it is of no use to a second signer any more.
  return write_history(desk, tx, hold.the_case, actor.text(), event, hold.id.text(),
                       hold.lifted ? hold.order.reveal() : std::string());
}

}  // namespace

Result<LegalHold> place_hold(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const HoldOrder& ask) {
  JIUM_CHECK(reach_case_to_decide(desk, tx, actor, ask.the_case));
  JIUM_CHECK(casework::check_order(ask.order));
  JIUM_TRY(auto hold, find_hold(tx, ask));
  if (!hold) return ask_hold(desk, tx, actor, ask);
  JIUM_CHECK(casework::sign_hold(*hold, signature_of(desk, actor)));
  JIUM_CHECK(note(desk, tx, actor, *hold, hold->placed ? Event::hold_placed : Event::hold_asked));
  return *std::move(hold);
}

Result<LegalHold> release_hold(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               const HoldOrder& ask) {
  JIUM_CHECK(reach_case_to_decide(desk, tx, actor, ask.the_case));
  JIUM_TRY(auto hold, find_hold(tx, ask));
  if (!hold)
    return fault(FaultKind::missing, "no hold under this order: type its number as it stands on the paper");
  JIUM_CHECK(casework::sign_release(*hold, signature_of(desk, actor)));
  JIUM_CHECK(note(desk, tx, actor, *hold, hold->lifted ? Event::hold_lifted : Event::hold_release_asked));
  return *std::move(hold);
}

}  // namespace jium::desk
