// How much waits for somebody today, counted where it lies: nothing is opened, loaded or shown of it.
#pragma once

#include <optional>

#include "jium/registry/person.h"
#include "jium/store/store.h"

namespace jium::store {

// Whose: the cases that the person is assigned to at `now`; nobody: the organisation's whole (for a program).
struct WhoseDay {
  registry::OrganisationId organisation;
  std::optional<registry::PersonId> person{};
  std::string holder;  // of batches: who prepared them (an actor's text)
  Instant now{};
  Instant since{};    // what came back from then on is counted as new
  Instant day_end{};  // what is due before then is due today
};

struct WaitingWork {
  std::int64_t count = 0;
  std::optional<Instant> oldest{};  // since when, or until when the first of it is due
};

struct TodayCounts {
  WaitingWork reports;           // that people told through the intake page and nobody has taken up
  WaitingWork drafts;            // requests that no officer has confirmed
  WaitingWork overdue;           // requests whose clock has ended
  WaitingWork replies;           // that a person must look at; also those of no known case
  WaitingWork tasks;             // open, due before the day's end
  WaitingWork alarms;            // that nobody has seen, but for the three kinds below
  WaitingWork letters_in_doubt;  // nobody knows whether they arrived
  WaitingWork places_back;       // footage that is there again, since `since`
  WaitingWork retention;         // a case whose term is over and that waits for a person
  WaitingWork unasked;           // live sightings about which nobody was ever asked
  WaitingWork batches_prepared;  // one's own, not confirmed
  WaitingWork batches_undoable;  // one's own, confirmed, nothing has left yet
  WaitingWork links_offered;     // by another centre, and no word of ours yet
  WaitingWork without_consent;   // open cases whose survivor has not agreed to removal
  WaitingWork without_footage;   // open cases in which nothing is registered
};
[[nodiscard]] Result<TodayCounts> today_counts(Transaction& tx, const WhoseDay& whose);

}  // namespace jium::store
