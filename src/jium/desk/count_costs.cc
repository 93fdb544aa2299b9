#include "jium/desk/count_costs.h"

#include "jium/desk/reach.h"
#include "jium/store/costs.h"
#include "jium/store/organisations.h"

namespace jium::desk {
namespace {

Result<removal::CostEntry> keep(const Desk& desk, store::Transaction& tx, const std::string& actor,
                                const removal::RemovalRequest& request, const RecordCost& ask) {
  JIUM_TRY(const auto* book, removal::built_in_costs());
  const Instant now = desk.clock.now();
  const removal::CostRate& rate = book->rate_at(now);
  removal::CostEntry entry{.id = removal::CostId::random(),
                           .organisation = request.organisation,
                           .the_case = request.the_case,
                           .request = request.id,
                           .kind = ask.kind,
                           .minutes = ask.minutes.value_or(rate.minutes.at(ask.kind)),
                           .fee = ask.fee,
                           .currency = ask.currency.empty() ? rate.currency : ask.currency,
                           .actor = actor,
                           .at = now};
  JIUM_CHECK(removal::check(entry));
  JIUM_CHECK(store::insert(tx, entry));
  return entry;
}

}  // namespace

Result<removal::CostEntry> record_cost(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       const RecordCost& ask) {
  JIUM_TRY(const auto request, reach_request(desk, tx, actor, ask.request));
  return keep(desk, tx, actor.text(), request, ask);
}

Result<void> note_cost(const Desk& desk, store::Transaction& tx, const std::string& actor,
                       const removal::RemovalRequest& request, removal::CostKind kind) {
  JIUM_CHECK(keep(desk, tx, actor, request, {.request = request.id, .kind = kind}));
  return {};
}

Result<std::vector<removal::CostEntry>> costs_of(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 casework::CaseId id) {
  JIUM_CHECK(reach_case(desk, tx, actor, id));
  return store::costs_of_case(tx, id);
}

Result<report::RecoveryStatement> recovery_statement(const Desk& desk, store::Transaction& tx,
                                                     const Actor& actor, const AskStatement& ask) {
  if (ask.per_hour && (*ask.per_hour < 1 || *ask.per_hour > 100'000'000))
    return fault(FaultKind::malformed, "what an hour costs is a whole number above nothing");
  JIUM_TRY(auto entries, costs_of(desk, tx, actor, ask.the_case));
  JIUM_TRY(const auto centre, store::load_organisation(tx, actor.organisation));
  JIUM_TRY(const auto* book, removal::built_in_costs());
  return report::write_statement({.centre = centre.name,
                                  .reference = ask.the_case.text(),
                                  .language = ask.language,
                                  .written_at = desk.clock.now(),
                                  .entries = std::move(entries),
                                  .per_hour = ask.per_hour},
                                 *book);
}

}  // namespace jium::desk
