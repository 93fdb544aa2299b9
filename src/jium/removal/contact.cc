#include "jium/removal/contact.h"

namespace jium::removal {

ContactOutcome outcome_of(Answer answer) {
  switch (answer) {
    case Answer::acknowledged:
      return ContactOutcome::acknowledged;
    case Answer::removed:
      return ContactOutcome::removed;
    case Answer::refused:
      return ContactOutcome::refused;
  }
  return ContactOutcome::acknowledged;
}

void note_outcome(Contact& contact, ContactOutcome outcome, Instant at) {
  using enum ContactOutcome;
  const bool has_spoken =
      contact.outcome == acknowledged || contact.outcome == removed || contact.outcome == refused;
  if (outcome == silent && has_spoken) return;
  if (outcome == acknowledged && (contact.outcome == removed || contact.outcome == refused)) return;
  if (outcome == contact.outcome) return;
  contact.outcome = outcome;
  contact.outcome_at = at;
}

}  // namespace jium::removal
