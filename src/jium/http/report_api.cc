#include "jium/desk/count_work.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"

namespace jium::http {
namespace {

wire::Report present(const report::RemovalCounts& counts) {
  return {.cases = counts.cases,
          .footage = counts.footage,
          .sightings = counts.sightings,
          .recurrences = counts.recurrences,
          .requests = counts.requests,
          .sent = counts.sent,
          .removed = counts.removed,
          .gone_by_word = counts.gone_by_word,
          .awaiting_proof = counts.awaiting_proof,
          .refused = counts.refused,
          .overdue = counts.overdue,
          .false_claims = counts.false_claims,
          .median_hours_to_removal = counts.median_hours_to_removal,
          .longest_hours_to_removal = counts.longest_hours_to_removal};
}

Result<Reply> show_report(const Call& call) {
  std::optional<casework::CaseId> the_case;
  if (const std::string* given = call.request.query("case")) {
    JIUM_TRY(the_case, casework::CaseId::parse(*given));
    call.about(*the_case);
  }
  JIUM_TRY(const auto counts, desk::count_work(call.desk, call.tx, call.actor, the_case));
  return reply(200, present(counts));
}

}  // namespace

void add_report_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/report",
                    .operation = "show_report",
                    .summary = "Counts of the organisation's removal work, or of one case.",
                    .gives = &schema_of<wire::Report>,
                    .query = {{"case", "the id of one case"}},
                    .handle = &show_report,
                    .costly = true});
}

}  // namespace jium::http
