#include "jium/desk/keep_vigil.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/report/vigil_statement.h"
#include "jium/store/cases.h"
#include "jium/store/footage_lives.h"
#include "jium/store/footages.h"
#include "jium/store/organisations.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using casework::Event;
using casework::Vigil;

Result<Vigil> reach_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor,
                          casework::VigilId id) {
  JIUM_TRY(auto vigil, store::load_vigil(tx, actor.organisation, id));
  if (const auto the_case = reach_case(desk, tx, actor, vigil.the_case); !the_case)
    return fault(FaultKind::missing, "no such vigil");
  return vigil;
}

bool has_something_to_compare(const std::vector<store::StoredFootage>& footages) {
  return std::ranges::any_of(
      footages, [](const store::StoredFootage& one) { return registry::may_match(one.footage.state); });
}

Result<void> check_calm(store::Transaction& tx, casework::CaseId the_case) {
  JIUM_TRY(const auto earlier, store::vigils_of_case(tx, the_case));
  if (std::ranges::any_of(earlier, casework::is_on))
    return fault(FaultKind::conflict, "the case has a vigil: end it first");
  JIUM_TRY(const auto footages, store::footages_of(tx, the_case));
  if (!has_something_to_compare(footages))
    return fault(FaultKind::conflict, "the case has no fingerprints to compare: register footage first");
  JIUM_TRY(const auto sightings, store::sightings_of_case(tx, the_case));
  const bool is_out = std::ranges::any_of(
      sightings, [](const registry::Sighting& one) { return one.state == registry::SightingState::live; });
  if (is_out)
    return fault(FaultKind::conflict, "footage of this case is to be seen somewhere: see its sightings");
  return {};
}

// Lookups are counted by the day: of the day on which it counts from, what was compared before is told (or
// was before the vigil) and is taken off. Which platforms took a feed in a day is known without how often:
// one that did on that day alone is left out, as it may have been before.
Result<store::LookupCounts> compared_since(store::Transaction& tx, const Vigil& vigil, Instant now) {
  JIUM_TRY(auto counts, store::lookups_between(tx, vigil.organisation, vigil.counted_from, now));
  JIUM_TRY(const auto later,
           store::lookups_between(tx, vigil.organisation, vigil.counted_from + std::chrono::days{1}, now));
  counts.matches -= vigil.told_matches;
  counts.looks -= vigil.told_looks;
  counts.reports -= vigil.told_reports;
  counts.platforms = later.platforms;
  return counts;
}

Result<void> note_told(store::Transaction& tx, Vigil& vigil, Instant now) {
  JIUM_TRY(const auto today, store::lookups_between(tx, vigil.organisation, now, now));
  vigil.told_matches = today.matches;
  vigil.told_looks = today.looks;
  vigil.told_reports = today.reports;
  return {};
}

// Are its fingerprints in the feeds of platforms?
Result<bool> is_shared(store::Transaction& tx, const Vigil& vigil) {
  JIUM_TRY(const auto footages, store::footages_of(tx, vigil.the_case));
  for (const store::StoredFootage& one : footages) {
    JIUM_TRY(const auto file, store::load_file(tx, vigil.organisation, one.footage.id));
    if (registry::belongs_in_feed(file.stored.footage, file.life, file.consent, true)) return true;
  }
  return false;
}

Result<std::string> text_of_statement(const Desk& desk, store::Transaction& tx, const Vigil& vigil) {
  const Instant now = desk.clock.now();
  JIUM_TRY(const auto counts, compared_since(tx, vigil, now));
  JIUM_TRY(const auto centre, store::load_organisation(tx, vigil.organisation));
  report::VigilStatement about{.language = vigil.language,
                               .from = vigil.counted_from,
                               .to = now,
                               .opened = vigil.opened_at,
                               .next = now + std::chrono::days{vigil.every_days},
                               .matches = counts.matches,
                               .looks = counts.looks,
                               .reports = counts.reports,
                               .platforms = counts.platforms,
                               .shared = false,
                               .centre = centre.name,
                               .centre_mail = centre.mail};
  JIUM_TRY(about.shared, is_shared(tx, vigil));
  return report::write_statement(about);
}

Result<void> note(const Desk& desk, store::Transaction& tx, const Vigil& vigil, std::string actor,
                  Event event) {
  return write_history(desk, tx, vigil.the_case, std::move(actor), event, vigil.id.text());
}

}  // namespace

Result<Vigil> open_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor, const OpenVigil& ask) {
  JIUM_TRY(const auto the_case, reach_case(desk, tx, actor, ask.the_case));
  JIUM_CHECK(check_calm(tx, the_case.id));
  JIUM_TRY(auto vigil,
           casework::begin_vigil(the_case, ask.language, ask.every_days, ask.told, desk.clock.now()));
  vigil.opened_by = actor.text();
  JIUM_CHECK(note_told(tx, vigil, desk.clock.now()));
  JIUM_CHECK(store::insert(tx, vigil));
  JIUM_CHECK(note(desk, tx, vigil, actor.text(), Event::vigil_opened));
  return vigil;
}

Result<ShownVigil> show_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              casework::VigilId id) {
  ShownVigil shown;
  JIUM_TRY(shown.vigil, reach_vigil(desk, tx, actor, id));
  JIUM_TRY(shown.statements, store::statements_of(tx, shown.vigil));
  JIUM_TRY(shown.since, compared_since(tx, shown.vigil, desk.clock.now()));
  return shown;
}

Result<std::vector<Vigil>> list_vigils(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(auto vigils, store::vigils_of(tx, actor.organisation));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow(vigils, [](const Vigil& one) { return one.the_case; });
  return vigils;
}

Result<Vigil> turn_vigil(const Desk& desk, store::Transaction& tx, const Actor& actor, casework::VigilId id,
                         VigilTurn turn) {
  const Instant now = desk.clock.now();
  JIUM_TRY(auto vigil, reach_vigil(desk, tx, actor, id));
  switch (turn) {
    case VigilTurn::pause:
      JIUM_CHECK(casework::pause(vigil));
      break;
    case VigilTurn::resume:
      JIUM_CHECK(casework::resume(vigil, now));
      break;
    case VigilTurn::end:
      JIUM_CHECK(casework::end(vigil, now));
      JIUM_CHECK(note(desk, tx, vigil, actor.text(), Event::vigil_ended));
      break;
  }
  JIUM_CHECK(store::update(tx, vigil));
  return vigil;
}

Result<store::StoredStatement> make_statement(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              casework::VigilId id) {
  const Instant now = desk.clock.now();
  JIUM_TRY(auto vigil, reach_vigil(desk, tx, actor, id));
  // Calm words about nothing that was compared would be no comfort but a lie.
  JIUM_TRY(const auto footages, store::footages_of(tx, vigil.the_case));
  if (!has_something_to_compare(footages)) {
    return fault(FaultKind::conflict,
                 "nothing of this case is compared any more, as its footage is withdrawn: end the vigil, or "
                 "register footage again");
  }
  const Instant from = vigil.counted_from;
  JIUM_TRY(std::string text, text_of_statement(desk, tx, vigil));
  JIUM_CHECK(casework::note_statement(vigil, now));
  JIUM_CHECK(note_told(tx, vigil, now));
  store::StoredStatement statement{vigil.id, now, from, actor.text(), Secret<std::string>(std::move(text))};
  JIUM_CHECK(store::insert(tx, vigil, statement));
  JIUM_CHECK(store::update(tx, vigil));
  JIUM_CHECK(note(desk, tx, vigil, actor.text(), Event::vigil_statement_made));
  return statement;
}

Result<void> break_vigil(const Desk& desk, store::Transaction& tx, casework::CaseId the_case,
                         registry::SightingId sighting) {
  JIUM_TRY(auto vigils, store::vigils_of_case(tx, the_case));
  for (Vigil& vigil : vigils) {
    if (!casework::note_found(vigil, sighting.text(), desk.clock.now())) continue;
    JIUM_CHECK(store::update(tx, vigil));
    JIUM_CHECK(note(desk, tx, vigil, std::string(kJiumItself), Event::vigil_broken));
    JIUM_CHECK(
        raise_alarm(desk, tx, vigil.organisation, the_case, store::AlarmKind::vigil_broken, sighting.text()));
  }
  return {};
}

}  // namespace jium::desk
