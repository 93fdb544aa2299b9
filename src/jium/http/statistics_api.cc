#include "jium/http/statistics_types.h"

#include <charconv>

#include "jium/desk/count_costs.h"
#include "jium/desk/count_statistics.h"
#include "jium/exchange/csv_table.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"

namespace jium::http {
namespace {

wire::Cost shown_of(const removal::CostEntry& entry) {
  return {.id = entry.id,
          .the_case = entry.the_case,
          .request = entry.request,
          .kind = entry.kind,
          .minutes = entry.minutes,
          .fee = entry.fee,
          .currency = entry.currency,
          .at = entry.at};
}

std::vector<wire::Money> shown_of(const std::vector<report::Money>& sums) {
  std::vector<wire::Money> shown;
  for (const auto& [currency, amount] : sums) shown.push_back({currency, amount});
  return shown;
}

Result<Reply> record_cost(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::RequestId>("request"));
  JIUM_TRY(const auto ask, call.body<wire::RecordCost>());
  JIUM_TRY(const auto entry, desk::record_cost(call.desk, call.tx, call.actor,
                                               {id, ask.kind, ask.minutes, ask.fee.value_or(0),
                                                ask.currency.value_or(std::string())}));
  return reply(201, shown_of(entry));
}

Result<Reply> list_costs(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_TRY(const auto entries, desk::costs_of(call.desk, call.tx, call.actor, id));
  wire::Costs shown;
  for (const auto& entry : entries) shown.costs.push_back(shown_of(entry));
  return reply(200, shown);
}

Result<Reply> show_recovery(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  desk::AskStatement ask{.the_case = id};
  if (const std::string* language = call.request.query("language")) {
    JIUM_TRY(ask.language, parse_enum<removal::Language>("language", *language));
  }
  if (const std::string* given = call.request.query("per_hour")) {
    std::int64_t number = 0;
    const auto read = std::from_chars(given->data(), given->data() + given->size(), number);
    if (read.ec != std::errc() || read.ptr != given->data() + given->size())
      return fault(FaultKind::malformed, "the query parameter per_hour is a whole number");
    ask.per_hour = number;
  }
  JIUM_TRY(const auto made, desk::recovery_statement(call.desk, call.tx, call.actor, ask));
  wire::RecoveryStatement shown{.lines = {},
                                .fees = shown_of(made.fees),
                                .total = shown_of(made.total),
                                .written_at = made.written_at,
                                .pay_by = made.pay_by,
                                .source = made.source,
                                .text = made.text};
  for (const auto& [kind, count, minutes, per_hour, currency, amount] : made.lines)
    shown.lines.push_back({kind, count, minutes, per_hour, currency, amount});
  return reply(200, shown);
}

Result<Reply> note_ground(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::NoteGround>());
  JIUM_CHECK(desk::note_ground(call.desk, call.tx, call.actor, id, ask.ground));
  return reply(200, wire::Nothing{});
}

Result<Reply> note_leak(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::SightingId>("sighting"));
  JIUM_TRY(const auto ask, call.body<wire::NoteLeak>());
  JIUM_CHECK(desk::note_identity_leak(call.desk, call.tx, call.actor, id, ask.identity_data));
  return reply(200, wire::Nothing{});
}

Result<desk::AskStatistics> asked(const Request& request) {
  const std::string *from = request.query("from"), *to = request.query("to"), *home = request.query("home");
  if (from == nullptr || to == nullptr)
    return fault(FaultKind::malformed, "the query parameters from and to are times, 2026-01-01T00:00:00Z");
  desk::AskStatistics ask;
  JIUM_TRY(ask.from, parse_instant(*from));
  JIUM_TRY(ask.to, parse_instant(*to));
  if (home != nullptr) ask.home = *home;
  return ask;
}

Result<Reply> show_statistics(const Call& call) {
  JIUM_TRY(const auto ask, asked(call.request));
  JIUM_TRY(const auto made, desk::count_statistics(call.desk, call.tx, call.actor, ask));
  wire::Statistics shown{.from = ask.from,
                         .to = ask.to,
                         .tables = {},
                         .outcomes = {},
                         .removed = made.removed,
                         .gone_by_word = made.gone_by_word,
                         .median_hours = made.median_hours,
                         .p90_hours = made.p90_hours};
  for (const auto& [name, total, rows] : made.tables) {
    wire::StatisticsTable table{name, total, {}};
    for (const auto& [key, count] : rows) table.rows.push_back({key, count});
    shown.tables.push_back(std::move(table));
  }
  for (const auto& [key, count, removed, median, p90] : made.outcomes)
    shown.outcomes.push_back({key, count, removed, median, p90});
  return reply(200, shown);
}

Result<Reply> show_statistics_csv(const Call& call) {
  JIUM_TRY(const auto ask, asked(call.request));
  JIUM_TRY(const auto made, desk::count_statistics(call.desk, call.tx, call.actor, ask));
  return Reply{200, "text/csv; charset=utf-8", exchange::write_csv(report::table_of(made)), {}};
}

const std::vector<QueryParameter> kTime{{"from", "the first instant, 2026-01-01T00:00:00Z"},
                                        {"to", "the instant after the last"},
                                        {"home", "which jurisdiction is domestic; KR unless said"}};

void add_cost_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/requests/{request}/costs",
                    .operation = "record_cost",
                    .summary = "Notes what one act about a request cost.",
                    .asks = &schema_of<wire::RecordCost>,
                    .gives = &schema_of<wire::Cost>,
                    .success = {201},
                    .handle = &record_cost});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/costs",
                    .operation = "list_costs",
                    .summary = "What the requests of a case have cost, act by act.",
                    .gives = &schema_of<wire::Costs>,
                    .handle = &list_costs});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/recovery",
                    .operation = "show_recovery_statement",
                    .summary = "The statement by which the cost is claimed from the offender.",
                    .gives = &schema_of<wire::RecoveryStatement>,
                    .query = {{"language", "ko or en"}, {"per_hour", "what an hour costs the centre"}},
                    .handle = &show_recovery,
                    .costly = true});
}

}  // namespace

void add_statistics_routes(Routes& routes) {
  add_cost_routes(routes);
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/support",
                    .operation = "note_support_ground",
                    .summary = "Says whether a case is supported on request or before one.",
                    .asks = &schema_of<wire::NoteGround>,
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &note_ground});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sightings/{sighting}/leak",
                    .operation = "note_identity_leak",
                    .summary = "Says whether a place shows who the person is.",
                    .asks = &schema_of<wire::NoteLeak>,
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &note_leak});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/statistics",
                    .operation = "show_statistics",
                    .summary = "The yearly report's figures; what is too small to be told is null.",
                    .gives = &schema_of<wire::Statistics>,
                    .query = kTime,
                    .handle = &show_statistics,
                    .costly = true});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/statistics.csv",
                    .operation = "show_statistics_csv",
                    .summary = "The same as CSV.",
                    .query = kTime,
                    .handle = &show_statistics_csv,
                    .costly = true});
}

}  // namespace jium::http
