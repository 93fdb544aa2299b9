#include "jium/casework/vigil.h"

namespace jium::casework {
namespace {

Instant next_due(const Vigil& vigil, Instant at) {
  return at + std::chrono::days{vigil.every_days};
}

Fault not_now(const Vigil& vigil, std::string_view what) {
  std::string why = "the vigil is " + std::string(to_text(vigil.state)) + ": " + std::string(what);
  if (vigil.state == VigilState::found) why += "; something was found, see the case and its alarms";
  return fault(FaultKind::conflict, why);
}

}  // namespace

Result<Vigil> begin_vigil(const Case& the_case, VigilLanguage language, int every_days, bool told, Instant at) {
  if (every_days < kLeastVigilDays || every_days > kMostVigilDays)
    return fault(FaultKind::malformed, "a statement comes every 7 to 366 days");
  if (the_case.state == CaseState::closed || the_case.state == CaseState::forgotten)
    return fault(FaultKind::conflict, "the case is " + std::string(to_text(the_case.state)) + ": reopen it first");
  Vigil vigil;
  vigil.id = VigilId::random();
  vigil.organisation = the_case.organisation;
  vigil.the_case = the_case.id;
  vigil.state = told ? VigilState::open : VigilState::paused;
  vigil.language = language;
  vigil.every_days = every_days;
  vigil.opened_at = at;
  vigil.counted_from = at;
  if (told) vigil.due_at = next_due(vigil, at);
  return vigil;
}

Result<void> pause(Vigil& vigil) {
  if (vigil.state != VigilState::open) return not_now(vigil, "it cannot be paused");
  vigil.state = VigilState::paused;
  vigil.due_at.reset();
  return {};
}

Result<void> resume(Vigil& vigil, Instant at) {
  if (vigil.state != VigilState::paused) return not_now(vigil, "it cannot be resumed");
  vigil.state = VigilState::open;
  vigil.due_at = next_due(vigil, at);
  return {};
}

Result<void> note_statement(Vigil& vigil, Instant at) {
  if (vigil.state == VigilState::paused)
    return not_now(vigil, "no statement is wanted now; resume it when the person wants to be told");
  if (vigil.state != VigilState::open) return not_now(vigil, "there is no calm statement to make");
  vigil.counted_from = at;
  vigil.due_at = next_due(vigil, at);
  return {};
}

Result<void> end(Vigil& vigil, Instant at) {
  if (!is_on(vigil)) return not_now(vigil, "it is over");
  vigil.state = VigilState::ended;
  vigil.ended_at = at;
  vigil.due_at.reset();
  return {};
}

bool note_found(Vigil& vigil, std::string sighting, Instant at) {
  if (!is_on(vigil)) return false;
  vigil.state = VigilState::found;
  vigil.found = std::move(sighting);
  vigil.ended_at = at;
  vigil.due_at.reset();
  return true;
}

bool is_on(const Vigil& vigil) {
  return vigil.state == VigilState::open || vigil.state == VigilState::paused;
}

}  // namespace jium::casework
