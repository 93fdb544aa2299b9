#include "jium/desk/keep_letter_settings.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/registry/mail_address.h"

namespace jium::desk {

Result<store::LetterSettings> change_letter_settings(const Desk&, store::Transaction& tx, const Actor& actor,
                                                     const ChangeLetterSettings& change) {
  JIUM_TRY(auto settings, store::letter_settings(tx, actor.organisation));
  if (change.signatory) {
    if (!change.signatory->empty() && !registry::is_mail_name(*change.signatory))
      return fault(FaultKind::malformed, "who signs is 1 to 120 characters in one line");
    settings.signatory = *change.signatory;
  }
  if (change.undo_window) {
    JIUM_CHECK(removal::check_undo_window(*change.undo_window));
    settings.undo_window = *change.undo_window;
  }
  if (change.trusted_flagger) settings.trusted_flagger = *change.trusted_flagger;
  JIUM_CHECK(store::set_letter_settings(tx, actor.organisation, settings));
  return settings;
}

Result<void> set_undo_window(const Desk&, store::Transaction& tx, const Actor& actor,
                             std::optional<Duration> window) {
  if (!actor.person)
    return fault(FaultKind::conflict, "a program has no time to undo of its own: give it with each batch");
  if (window) JIUM_CHECK(removal::check_undo_window(*window));
  return store::set_undo_window(tx, *actor.person, window);
}

Result<void> note_investigation(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                casework::CaseId id, const std::string& number) {
  JIUM_TRY(const auto the_case, reach_case(desk, tx, actor, id));
  const bool plain = number.size() <= 40 && std::all_of(number.begin(), number.end(), [](char c) {
                       return c > 0x1f && c != 0x7f && c != '{' && c != '}';
                     });
  if (!plain)
    return fault(FaultKind::malformed, "the number of an investigation is up to 40 bytes in one line");
  JIUM_CHECK(store::set_investigation(tx, the_case, number, actor.text(), desk.clock.now()));
  return write_history(desk, tx, id, actor.text(), casework::Event::investigation_noted, id.text());
}

}  // namespace jium::desk
