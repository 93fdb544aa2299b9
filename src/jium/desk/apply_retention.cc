#include "jium/desk/apply_retention.h"

#include <algorithm>

#include "jium/desk/purge_log.h"
#include "jium/store/alarm_search.h"
#include "jium/store/cases.h"
#include "jium/store/erasure.h"
#include "jium/store/organisations.h"

namespace jium::desk {
namespace {

using casework::Erasure;
using casework::ErasureReason;

Result<std::optional<DueCase>> due_of(const Desk& desk, store::Transaction& tx,
                                      const casework::Case& the_case) {
  JIUM_TRY(auto keeping, keeping_of(desk, tx, the_case));
  JIUM_TRY(const auto waiting, store::waiting_erasure(tx, the_case.id));
  if (waiting) {
    const DueFor due_for = keeping.hindrances.empty() ? DueFor::destruction : DueFor::decision;
    return std::optional<DueCase>(DueCase{the_case.id, ErasureReason::survivor_asked, due_for,
                                          waiting->asked.at, std::move(keeping.hindrances)});
  }
  if (!keeping.term.over) return std::optional<DueCase>();
  const bool by_itself = keeping.term.when_over == casework::WhenOver::destroy && !keeping.on_hold;
  return std::optional<DueCase>(DueCase{the_case.id, ErasureReason::term_over,
                                        by_itself ? DueFor::destruction : DueFor::decision,
                                        keeping.term.until, std::move(keeping.hindrances)});
}

Result<void> destroy(const Desk& desk, store::Transaction& tx, const casework::Case& the_case,
                     ErasureReason reason) {
  JIUM_TRY(auto erasure, store::waiting_erasure(tx, the_case.id));
  if (!erasure) {
    erasure.emplace();
    erasure->id = casework::ErasureId::random();
    erasure->organisation = the_case.organisation;
    erasure->the_case = the_case.id;
    erasure->reason = reason;
    erasure->asked = {{std::string(kJiumItself), "retention", std::nullopt}, desk.clock.now()};
    JIUM_CHECK(store::insert(tx, *erasure));
  }
  erasure->hindered_by.clear();
  return erase_now(desk, tx, the_case, *erasure);
}

// Once a case: somebody who has seen it need not see it again each night.
Result<void> tell_once(const Desk& desk, store::Transaction& tx, const casework::Case& the_case) {
  JIUM_TRY(const bool told,
           store::was_raised(tx, the_case.organisation, store::AlarmKind::retention_due, the_case.id.text()));
  if (told) return {};
  return raise_alarm(desk, tx, the_case.organisation, the_case.id, store::AlarmKind::retention_due,
                     the_case.id.text());
}

// The case is looked at again in the transaction that acts on it: a hold may have come in the meantime.
Result<void> settle(const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
                    casework::CaseId id, RetentionTurn& turn) {
  const auto the_case = store::load_case(tx, organisation, id);
  if (!the_case && the_case.fault().kind == FaultKind::missing) return {};
  if (!the_case) return the_case.fault();
  JIUM_TRY(const auto due, due_of(desk, tx, *the_case));
  if (!due) return {};
  if (due->due_for == DueFor::destruction) {
    ++turn.destroyed;
    return destroy(desk, tx, *the_case, due->reason);
  }
  ++turn.waiting;
  return tell_once(desk, tx, *the_case);
}

}  // namespace

Result<std::vector<DueCase>> due_cases(const Desk& desk, store::Transaction& tx,
                                       registry::OrganisationId organisation) {
  JIUM_TRY(const auto cases, store::cases_of(tx, organisation));
  std::vector<DueCase> list;
  for (const casework::Case& one : cases) {
    JIUM_TRY(auto due, due_of(desk, tx, one));
    if (due) list.push_back(*std::move(due));
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const DueCase& one, const DueCase& other) { return one.since < other.since; });
  return list;
}

Result<RetentionTurn> apply_retention(const Desk& desk, store::Store& store) {
  RetentionTurn turn;
  JIUM_TRY(const auto organisations,
           store.read([](store::Transaction& tx) { return store::all_organisations(tx); }));
  for (const auto& organisation : organisations) {
    JIUM_TRY(const auto due,
             store.read([&](store::Transaction& tx) { return due_cases(desk, tx, organisation.id); }));
    for (const DueCase& one : due) {
      JIUM_CHECK(store.write(
          [&](store::Transaction& tx) { return settle(desk, tx, organisation.id, one.the_case, turn); }));
    }
  }
  JIUM_TRY(turn.purged, purge_log(desk, store));
  return turn;
}

Instant next_night(Instant now) {
  const Instant tonight = std::chrono::floor<std::chrono::days>(now) + std::chrono::hours{18};
  return tonight > now ? tonight : tonight + std::chrono::days{1};
}

}  // namespace jium::desk
