#include "jium/desk/import_directory.h"
#include "jium/desk/merge_operators.h"
#include "jium/http/directory_exchange_types.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

constexpr std::string_view kCsv = "text/csv; charset=utf-8";

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

desk::OperatorRow row_of(const wire::ImportedOperator& given, int line) {
  desk::OperatorRow row{.line = line,
                        .name = given.name,
                        .mail = given.mail,
                        .channels = std::nullopt,
                        .language = given.language,
                        .languages = given.languages,
                        .jurisdiction = given.jurisdiction,
                        .rule = given.rule,
                        .state = given.state};
  if (!given.channels) return row;
  row.channels.emplace();
  for (const auto& [kind, address, language] : *given.channels) {
    row.channels->push_back({kind, Secret<std::string>(address),
                             language.value_or(given.language.value_or(removal::Language::en))});
  }
  return row;
}

desk::ImportDirectory rows_of(const wire::ImportDirectory& ask) {
  desk::ImportDirectory rows{.dry_run = ask.dry_run};
  if (ask.operators_csv) rows.operators = desk::operators_from_csv(joined(*ask.operators_csv));
  if (ask.sites_csv) rows.sites = desk::sites_from_csv(joined(*ask.sites_csv));
  int line = 0;
  for (const auto& one : ask.operators.value_or(std::vector<wire::ImportedOperator>()))
    rows.operators.rows.push_back(row_of(one, ++line));
  line = 0;
  for (const auto& one : ask.sites.value_or(std::vector<wire::ImportedSite>())) {
    rows.sites.rows.push_back({.line = ++line,
                               .name = one.name,
                               .kind = one.kind,
                               .site_operator = one.site_operator,
                               .owner = one.owner,
                               .host = one.host,
                               .cdn = one.cdn,
                               .registrar = one.registrar});
  }
  return rows;
}

Result<Reply> import_directory(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::ImportDirectory>());
  JIUM_TRY(const auto outcome, desk::import_directory(call.desk, call.tx, call.actor, rows_of(ask)));
  wire::ImportOutcome shown{.taken = outcome.taken,
                            .operators_added = outcome.operators_added,
                            .operators_changed = outcome.operators_changed,
                            .sites_added = outcome.sites_added,
                            .sites_changed = outcome.sites_changed,
                            .faults = {}};
  for (const auto& [table, line, what] : outcome.faults) shown.faults.push_back({table, line, what});
  return reply(200, shown);
}

Result<Reply> export_directory(const Call& call) {
  JIUM_TRY(const auto rows, desk::export_directory(call.desk, call.tx, call.actor));
  wire::ExportedDirectory shown;
  for (const desk::OperatorRow& row : rows.operators) {
    wire::ExportedOperator one{.name = row.name,
                               .mail = row.mail,
                               .channels = {},
                               .language = row.language,
                               .languages = row.languages.value_or(std::vector<removal::Language>()),
                               .jurisdiction = row.jurisdiction,
                               .rule = row.rule,
                               .state = row.state};
    for (const auto& [kind, address, language] : row.channels.value_or(std::vector<removal::Channel>()))
      one.channels.push_back({kind, address.reveal(), language});
    shown.operators.push_back(std::move(one));
  }
  for (const desk::SiteRow& row : rows.sites) {
    shown.sites.push_back({.name = row.name,
                           .kind = row.kind,
                           .site_operator = row.site_operator,
                           .owner = row.owner,
                           .host = row.host,
                           .cdn = row.cdn,
                           .registrar = row.registrar});
  }
  return reply(200, shown);
}

Result<Reply> export_directory_csv(const Call& call) {
  const std::string* table = call.request.query("table");
  if (table == nullptr || (*table != "operators" && *table != "sites"))
    return fault(FaultKind::malformed, "the query parameter table is operators or sites");
  JIUM_TRY(const auto rows, desk::export_directory(call.desk, call.tx, call.actor));
  return Reply{
      200,
      std::string(kCsv),
      *table == "operators" ? desk::operators_to_csv(rows.operators) : desk::sites_to_csv(rows.sites),
      {}};
}

Result<Reply> merge_operators(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::OperatorId>("operator"));
  JIUM_TRY(const auto ask, call.body<wire::MergeOperators>());
  JIUM_TRY(const auto kept, desk::merge_operators(call.desk, call.tx, call.actor, {id, ask.into}));
  return reply(200, present(kept));
}

Result<Reply> undo_merge(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::OperatorId>("operator"));
  JIUM_TRY(const auto again, desk::undo_merge(call.desk, call.tx, call.actor, id));
  return reply(200, present(again));
}

}  // namespace

void add_directory_exchange_routes(Routes& routes) {
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/directory/import",
       .operation = "import_directory",
       .summary = "Takes tables of operators and sites into the directory: all of it or nothing.",
       .asks = &schema_of<wire::ImportDirectory>,
       .gives = &schema_of<wire::ImportOutcome>,
       .handle = &import_directory,
       .costly = true});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/directory/export",
                    .operation = "export_directory",
                    .summary = "The whole directory.",
                    .gives = &schema_of<wire::ExportedDirectory>,
                    .handle = &export_directory,
                    .costly = true});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/directory/export.csv",
                    .operation = "export_directory_csv",
                    .summary = "One table of the directory as CSV.",
                    .query = {{"table", "operators or sites"}},
                    .handle = &export_directory_csv,
                    .costly = true});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/operators/{operator}/merge",
                    .operation = "merge_operators",
                    .summary = "This operator is the same as another: what is its becomes that one's.",
                    .asks = &schema_of<wire::MergeOperators>,
                    .gives = &schema_of<wire::Operator>,
                    .handle = &merge_operators});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/operators/{operator}/unmerge",
                    .operation = "undo_merge",
                    .summary = "Takes a merge back, for a week.",
                    .gives = &schema_of<wire::Operator>,
                    .handle = &undo_merge});
}

}  // namespace jium::http
