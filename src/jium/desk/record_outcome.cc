#include "jium/desk/record_outcome.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/store/outcomes.h"

namespace jium::desk {

Result<casework::Outcome> record_outcome(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         casework::Outcome ask) {
  JIUM_TRY(const auto* guideline, report::built_in_guideline());
  ask.id = casework::OutcomeId::random();
  ask.organisation = actor.organisation;
  ask.recorded_by = actor.text();
  ask.recorded_at = desk.clock.now();
  ask.guideline = ask.offence.empty() ? "" : guideline->id;
  if (!ask.offence.empty() && guideline->find(ask.offence) == nullptr)
    return fault(FaultKind::malformed,
                 "the guideline has no such type of offence: see `jium report court types`");
  std::ranges::sort(ask.cases);
  JIUM_CHECK(casework::check(ask));
  for (const casework::CaseId id : ask.cases) JIUM_CHECK(reach_case(desk, tx, actor, id));
  JIUM_CHECK(store::insert(tx, ask));
  return ask;
}

Result<std::vector<casework::Outcome>> outcomes(const Desk& desk, store::Transaction& tx,
                                                const Actor& actor) {
  JIUM_TRY(auto all, store::outcomes_of(tx, actor.organisation));
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow_by_cases(all, actor.role);
  return all;
}

Result<report::OutcomeStatistics> outcome_statistics(store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto* guideline, report::built_in_guideline());
  JIUM_TRY(const auto all, store::outcomes_of(tx, actor.organisation));
  return report::count_outcomes(all, *guideline);
}

}  // namespace jium::desk
