#include "jium/desk/receive_report.h"

#include "jium/store/intake_reports.h"
#include "jium/store/organisations.h"

namespace jium::desk {

Result<casework::IntakeReport> receive_report(const Desk& desk, store::Transaction& tx, ReceiveReport ask) {
  if (!casework::refusals_of(ask.report).empty())
    return fault(FaultKind::malformed, "the report cannot be taken as it is: see what its form says");
  if (!ask.once.empty()) {
    JIUM_TRY(const auto earlier, store::intake_by_once(tx, ask.centre, ask.once));
    if (earlier && earlier->state == casework::IntakeState::waiting) JIUM_CHECK(store::shred(tx, *earlier));
  }
  casework::IntakeReport report = std::move(ask.report);
  report.id = casework::IntakeId::random();
  report.organisation = ask.centre;
  report.state = casework::IntakeState::waiting;
  report.received_at = desk.clock.now();
  report.the_case.reset();
  report.settled_at.reset();
  JIUM_CHECK(store::insert(tx, report, ask.receipt, ask.once));
  return report;
}

Result<registry::OrganisationId> intake_centre(store::Transaction& tx,
                                               std::optional<registry::OrganisationId> named) {
  JIUM_TRY(const auto organisations, store::all_organisations(tx));
  std::optional<registry::OrganisationId> found;
  for (const auto& one : organisations) {
    if (one.kind != registry::OrganisationKind::centre || (named && one.id != *named)) continue;
    if (found)
      return fault(FaultKind::missing, "there are several centres: name the intake's own in intake.centre");
    found = one.id;
  }
  if (!found) return fault(FaultKind::missing, "there is no such centre for the intake: see intake.centre");
  return *found;
}

}  // namespace jium::desk
