#include <fmt/format.h>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/desk/directory_table.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct ExchangeOptions {
  std::string operators, sites, table = "operators", id, into;
  bool dry_run = false, csv = false;
};

// Line by line, as the API takes it.
Result<json::array> lines_of(const std::string& path) {
  JIUM_TRY(const std::string text, read_text_file(path));
  json::array lines;
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(json::string(line.data(), line.size()));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

void print_outcome(const json::value& outcome) {
  for (const json::value& fault : outcome.at("faults").as_array()) {
    fmt::print("{}, line {}: {}\n", text_at(fault, "table"), text_at(fault, "line"), text_at(fault, "what"));
  }
  if (!outcome.at("faults").as_array().empty()) {
    fmt::print("nothing was taken: mend these lines and import again\n");
    return;
  }
  fmt::print("{} operators added, {} changed; {} sites added, {} changed{}\n",
             text_at(outcome, "operators_added"), text_at(outcome, "operators_changed"),
             text_at(outcome, "sites_added"), text_at(outcome, "sites_changed"),
             outcome.at("taken").as_bool() ? "" : " (dry run: nothing was written)");
}

Result<int> import_directory(const Session& session, const ExchangeOptions& options) {
  json::object body{{"dry_run", options.dry_run}};
  if (!options.operators.empty()) {
    JIUM_TRY(body["operators_csv"], lines_of(options.operators));
  }
  if (!options.sites.empty()) {
    JIUM_TRY(body["sites_csv"], lines_of(options.sites));
  }
  JIUM_TRY(const json::value answer, session.post("/directory/import", body));
  session.show(answer, print_outcome);
  return answer.at("faults").as_array().empty() ? kDone : kNo;
}

std::optional<std::string> maybe_text(const json::value& object, const char* name) {
  const auto* found = object.at(name).if_string();
  if (found == nullptr) return std::nullopt;
  return std::string(found->data(), found->size());
}

template <DescribedEnum E>
std::optional<E> maybe_word(const json::value& object, const char* name) {
  const auto text = maybe_text(object, name);
  if (!text) return std::nullopt;
  const auto word = parse_enum<E>("word", *text);
  return word ? std::optional<E>(*word) : std::nullopt;
}

desk::OperatorRow operator_row(const json::value& o) {
  desk::OperatorRow row{.name = text_at(o, "name")};
  row.mail = maybe_text(o, "mail");
  row.language = maybe_word<removal::Language>(o, "language");
  row.jurisdiction = maybe_text(o, "jurisdiction");
  row.rule = maybe_text(o, "rule");
  row.state = maybe_word<removal::OperatorState>(o, "state");
  row.channels.emplace();
  for (const json::value& channel : o.at("channels").as_array()) {
    row.channels->push_back(
        {maybe_word<removal::ChannelKind>(channel, "kind").value_or(removal::ChannelKind::mail),
         Secret<std::string>(text_at(channel, "address")),
         maybe_word<removal::Language>(channel, "language").value_or(removal::Language::en)});
  }
  row.languages.emplace();
  for (const json::value& language : o.at("languages").as_array()) {
    const auto word = parse_enum<removal::Language>("language", std::string(language.as_string()));
    if (word) row.languages->push_back(*word);
  }
  return row;
}

desk::SiteRow site_row(const json::value& s) {
  desk::SiteRow row{.name = text_at(s, "name")};
  row.kind = maybe_word<removal::SiteKind>(s, "kind");
  row.site_operator = maybe_text(s, "operator");
  row.owner = maybe_text(s, "owner");
  row.host = maybe_text(s, "host");
  row.cdn = maybe_text(s, "cdn");
  row.registrar = maybe_text(s, "registrar");
  return row;
}

template <class Row, class Make>
std::vector<Row> rows_of(const json::value& array, Make make) {
  std::vector<Row> rows;
  for (const json::value& one : array.as_array()) rows.push_back(make(one));
  return rows;
}

Result<int> export_directory(const Session& session, const ExchangeOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/directory/export"));
  if (session.options.json || !options.csv) {
    fmt::print("{}\n", json::serialize(answer));
  } else if (options.table == "sites") {
    fmt::print("{}", desk::sites_to_csv(rows_of<desk::SiteRow>(answer.at("sites"), site_row)));
  } else {
    fmt::print("{}",
               desk::operators_to_csv(rows_of<desk::OperatorRow>(answer.at("operators"), operator_row)));
  }
  return kDone;
}

Result<int> merge(const Session& session, const ExchangeOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/operators/" + options.id + "/merge", json::object{{"into", options.into}}));
  session.show(answer, [&](const json::value& kept) {
    fmt::print("{} is {} now; `jium directory unmerge {}` takes it back for a week\n", options.id,
               text_at(kept, "id"), options.id);
  });
  return kDone;
}

Result<int> unmerge(const Session& session, const ExchangeOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/operators/" + options.id + "/unmerge", json::object{}));
  session.show(answer,
               [](const json::value& o) { fmt::print("{} stands for itself again\n", text_at(o, "id")); });
  return kDone;
}

}  // namespace

void add_directory_exchange_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<ExchangeOptions>();
  CLI::App* directory = app.add_subcommand("directory", "the whole directory: tables in and out, doubles");
  directory->require_subcommand(1);
  CLI::App* in = directory->add_subcommand("import", "take tables (CSV) in: all of them or nothing");
  in->add_option("--operators", options->operators,
                 "a file: " + std::string("name,mail,channels,language,"
                                          "languages,jurisdiction,rule,state"));
  in->add_option("--sites", options->sites, "a file: name,kind,operator,owner,host,cdn,registrar");
  in->add_flag("--dry-run", options->dry_run, "say what would change, and change nothing");
  in->callback(
      [=, &session] { session.action = [=, &session] { return import_directory(session, *options); }; });
  CLI::App* out = directory->add_subcommand("export", "write it out, as JSON unless --csv (needs a step-up)");
  out->add_flag("--csv", options->csv, "one table, for a spreadsheet");
  out->add_option("--table", options->table, "operators or sites")->capture_default_str();
  out->callback(
      [=, &session] { session.action = [=, &session] { return export_directory(session, *options); }; });
  CLI::App* join =
      directory->add_subcommand("merge", "two operators are one: what is the first's becomes the other's");
  join->add_option("OPERATOR", options->id, "P-...")->required();
  join->add_option("--into", options->into, "P-...")->required();
  join->callback([=, &session] { session.action = [=, &session] { return merge(session, *options); }; });
  CLI::App* part = directory->add_subcommand("unmerge", "take that back, for a week");
  part->add_option("OPERATOR", options->id, "P-..., the one that was merged")->required();
  part->callback([=, &session] { session.action = [=, &session] { return unmerge(session, *options); }; });
}

}  // namespace jium::cli
