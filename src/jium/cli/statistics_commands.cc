#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/cost.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct CostOptions {
  std::string request, the_case, kind, currency = "KRW", language = "ko";
  std::int64_t minutes = -1, fee = 0, per_hour = 0;
};

struct StatisticsOptions {
  std::string from, to, ground, the_case, sighting, home = "KR";
  bool csv = false, leaks_not = false;
};

void print_cost(const json::value& c) {
  fmt::print("{}  {}  {}  {} min  {} {}\n", text_at(c, "at"), text_at(c, "request"), text_at(c, "kind"),
             text_at(c, "minutes"), text_at(c, "fee"), text_at(c, "currency"));
}

Result<int> record_cost(const Session& session, const CostOptions& options) {
  json::object body{{"kind", options.kind}};
  if (options.minutes >= 0) body["minutes"] = options.minutes;
  if (options.fee > 0) {
    body["fee"] = options.fee;
    body["currency"] = options.currency;
  }
  JIUM_TRY(const json::value answer, session.post("/requests/" + options.request + "/costs", body));
  session.show(answer, print_cost);
  return kDone;
}

Result<int> list_costs(const Session& session, const CostOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/cases/" + options.the_case + "/costs"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("costs").as_array()) print_cost(one);
  });
  return kDone;
}

Result<int> show_statement(const Session& session, const CostOptions& options) {
  std::string path = "/cases/" + options.the_case + "/recovery?language=" + options.language;
  if (options.per_hour > 0) path += "&per_hour=" + std::to_string(options.per_hour);
  JIUM_TRY(const json::value answer, session.get(path));
  session.show(answer, [](const json::value& a) { fmt::print("{}", text_at(a, "text")); });
  return kDone;
}

// Counts that are too small to be told are null; so are hours of which too few are known.
std::string shown(const json::value& value, const char* unknown = "<5") {
  if (value.is_null()) return unknown;
  if (value.is_double()) return fmt::format("{:.1f}", value.get_double());
  return json::serialize(value);
}

void print_statistics(const json::value& s) {
  fmt::print("{} to {}\n", text_at(s, "from"), text_at(s, "to"));
  for (const json::value& table : s.at("tables").as_array()) {
    fmt::print("\n{} (all: {})\n", text_at(table, "name"), shown(table.at("total")));
    for (const json::value& row : table.at("rows").as_array())
      fmt::print("  {:<24} {:>8}\n", text_at(row, "key"), shown(row.at("count")));
  }
  fmt::print("\nremoved, by kind of site (all: {})\n", shown(s.at("removed")));
  for (const json::value& row : s.at("outcomes").as_array()) {
    fmt::print("  {:<24} {:>8} of {:>8}, median hours {:>8}, 90th percentile {:>8}\n", text_at(row, "key"),
               shown(row.at("removed")), shown(row.at("count")), shown(row.at("median_hours"), "-"),
               shown(row.at("p90_hours"), "-"));
  }
  fmt::print("\ngone by an officer's word, where jium cannot look: {}\n", shown(s.at("gone_by_word")));
}

Result<int> show_statistics(const Session& session, const StatisticsOptions& options) {
  const std::string query = "?from=" + options.from + "&to=" + options.to + "&home=" + options.home;
  if (options.csv) {
    JIUM_TRY(const json::value table, session.get("/statistics.csv" + query));
    session.show(table,
                 [](const json::value& text) { fmt::print("{}", std::string_view(text.as_string())); });
    return kDone;
  }
  JIUM_TRY(const json::value answer, session.get("/statistics" + query));
  session.show(answer, print_statistics);
  return kDone;
}

Result<int> note_ground(const Session& session, const StatisticsOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/cases/" + options.the_case + "/support", json::object{{"ground", options.ground}}));
  session.show(answer, [](const json::value&) { fmt::print("noted\n"); });
  return kDone;
}

Result<int> note_leak(const Session& session, const StatisticsOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/sightings/" + options.sighting + "/leak",
                                                  json::object{{"identity_data", !options.leaks_not}}));
  session.show(answer, [](const json::value&) { fmt::print("noted\n"); });
  return kDone;
}

void add_cost_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<CostOptions>();
  CLI::App* costs = app.add_subcommand("cost", "what removal costs, so that it can be claimed back");
  costs->require_subcommand(1);
  CLI::App* add = costs->add_subcommand("add", "note minutes and fees of one act");
  add->add_option("REQUEST", options->request, "R-...")->required();
  add->add_option("--kind", options->kind, choices_of<removal::CostKind>())->required();
  add->add_option("--minutes", options->minutes, "the usual ones of the kind, unless said");
  add->add_option("--fee", options->fee, "paid to others, in the smallest unit of the currency");
  add->add_option("--currency", options->currency, "of the fee")->capture_default_str();
  add->callback([=, &session] { session.action = [=, &session] { return record_cost(session, *options); }; });
  CLI::App* list = costs->add_subcommand("list", "of a case");
  list->add_option("CASE", options->the_case, "C-...")->required();
  list->callback([=, &session] { session.action = [=, &session] { return list_costs(session, *options); }; });
  CLI::App* statement = costs->add_subcommand("statement", "the written notice with its calculation basis");
  statement->add_option("CASE", options->the_case, "C-...")->required();
  statement->add_option("--language", options->language, "ko or en")->capture_default_str();
  statement->add_option("--per-hour", options->per_hour,
                        "what an hour costs your centre, in the smallest unit; else the dated floor");
  statement->callback(
      [=, &session] { session.action = [=, &session] { return show_statement(session, *options); }; });
}

}  // namespace

void add_statistics_commands(CLI::App& app, Session& session) {
  add_cost_commands(app, session);
  const auto options = std::make_shared<StatisticsOptions>();
  CLI::App* statistics =
      app.add_subcommand("statistics", "the yearly report's figures; small cells stay hidden");
  statistics->add_option("--from", options->from, "2026-01-01T00:00:00Z")->required();
  statistics->add_option("--to", options->to, "without this instant itself")->required();
  statistics->add_option("--home", options->home, "which jurisdiction is domestic")->capture_default_str();
  statistics->add_flag("--csv", options->csv, "as a table");
  statistics->callback(
      [=, &session] { session.action = [=, &session] { return show_statistics(session, *options); }; });
  CLI::App* ground =
      app.add_subcommand("support-ground", "whether a case is supported on request or before one");
  ground->add_option("CASE", options->the_case, "C-...")->required();
  ground->add_option("--ground", options->ground, "on_request or pre_emptive")->required();
  ground->callback(
      [=, &session] { session.action = [=, &session] { return note_ground(session, *options); }; });
  CLI::App* leak = app.add_subcommand("identity-leak", "whether a place shows who the person is");
  leak->add_option("SIGHTING", options->sighting, "S-...")->required();
  leak->add_flag("--not", options->leaks_not, "it does not");
  leak->callback([=, &session] { session.action = [=, &session] { return note_leak(session, *options); }; });
}

}  // namespace jium::cli
