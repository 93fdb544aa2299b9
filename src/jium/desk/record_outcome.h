// What a court decided, as an officer records it, and what all that was recorded adds up to.
#pragma once

#include "jium/casework/outcome.h"
#include "jium/desk/desk.h"
#include "jium/report/outcome_statistics.h"

namespace jium::desk {

// `ask`: without id, organisation, recorder and time. Missing for a case that the actor does not reach;
// malformed as casework::check() says, and for a type that the guideline has not.
[[nodiscard]] Result<casework::Outcome> record_outcome(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, casework::Outcome ask);
// For a person, of the cases that they are assigned to; of an outcome about cases that were erased, all that
// is left of it.
[[nodiscard]] Result<std::vector<casework::Outcome>> outcomes(const Desk& desk, store::Transaction& tx,
                                                              const Actor& actor);
// Of the whole organisation: numbers, and nobody's case.
[[nodiscard]] Result<report::OutcomeStatistics> outcome_statistics(store::Transaction& tx,
                                                                   const Actor& actor);

}  // namespace jium::desk
