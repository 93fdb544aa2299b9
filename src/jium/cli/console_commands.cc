// today, view, settings, sight-list: what the console's first pages show, in a terminal.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <thread>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

constexpr std::chrono::seconds kPollEvery{1};
constexpr std::size_t kLinesAtOnce = 1000;

struct ConsoleOptions {
  std::string name, page, filter = "{}", view, language, theme, file;
  bool no_wait = false;
};

void print_today(const json::value& t) {
  for (const json::value& one : t.at("due").as_array()) {
    fmt::print("{:>6}  {:<24} {:<14} {}\n", text_at(one, "count"), text_at(one, "kind"),
               text_at(one, "action"), text_at(one, "oldest"));
  }
  if (t.at("due").as_array().empty()) fmt::print("nothing waits for you\n");
  const json::value& dose = t.at("dose");
  fmt::print("addresses seen in full today: {} of {}\n", text_at(dose, "revealed"), text_at(dose, "per_day"));
}

Result<int> today(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/today"));
  session.show(answer, print_today);
  return kDone;
}

void print_view(const json::value& v) {
  fmt::print("{}  {:<12} {:<30} {}\n", text_at(v, "id"), text_at(v, "page"), text_at(v, "name"),
             text_at(v, "filter"));
}

Result<int> list_views(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/me/views"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("views").as_array()) print_view(one);
    if (a.at("views").as_array().empty()) fmt::print("no views\n");
  });
  return kDone;
}

Result<int> keep_view(const Session& session, const ConsoleOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/me/views", json::object{{"name", options.name},
                                                                            {"page", options.page},
                                                                            {"filter", options.filter}}));
  session.show(answer, print_view);
  return kDone;
}

Result<int> remove_view(const Session& session, const ConsoleOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/me/views/" + options.view + "/remove", json::object()));
  session.show(answer, [](const json::value&) { fmt::print("removed\n"); });
  return kDone;
}

Result<int> settings(const Session& session, const ConsoleOptions& options) {
  json::object change;
  if (!options.language.empty()) change["language"] = options.language;
  if (!options.theme.empty()) change["theme"] = options.theme;
  JIUM_TRY(const json::value answer,
           change.empty() ? session.get("/me/settings") : session.post("/me/settings", change));
  session.show(answer, [](const json::value& a) {
    fmt::print("language {}, theme {}\n", text_at(a, "language"), text_at(a, "theme"));
  });
  return kDone;
}

Result<json::array> lines_of(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path);
    if (!file) return fault(FaultKind::missing, "cannot read " + path);
  }
  std::istream& in = path == "-" ? std::cin : file;
  json::array lines;
  for (std::string line; std::getline(in, line);) {
    if (lines.size() == kLinesAtOnce)
      return fault(FaultKind::malformed, "more than 1,000 lines: hand them in as several lists");
    lines.emplace_back(line);
  }
  return lines;
}

void print_list(const json::value& list) {
  const json::value& p = list.at("progress");
  fmt::print("{}: {} waiting, {} recognised, {} unknown, {} of another kind, {} unreachable, {} refused\n",
             text_at(list, "id"), text_at(p, "waiting"), text_at(p, "recognised"), text_at(p, "unknown"),
             text_at(p, "not_a_picture"), text_at(p, "unreachable"), text_at(p, "refused"));
  for (const json::value& one : list.at("places").as_array()) {
    const json::value& inspection = one.at("inspection");
    if (inspection.is_null()) {
      fmt::print("  line {:>4}  {}\n", text_at(one, "line"), text_at(one, "fault"));
    } else {
      fmt::print("  line {:>4}  {:<13} {}  {}\n", text_at(one, "line"), text_at(inspection, "finding"),
                 text_at(inspection, "place"), text_at(inspection, "sighting"));
    }
  }
}

Result<int> sight_list(const Session& session, const ConsoleOptions& options) {
  JIUM_TRY(json::array lines, lines_of(options.file));
  JIUM_TRY(const json::value asked,
           session.post("/inspection-lists", json::object{{"addresses", std::move(lines)}}));
  if (options.no_wait) {
    session.show(asked, print_list);
    return kDone;
  }
  for (const json::value& one : asked.at("places").as_array()) {
    if (!session.options.json)
      fmt::print(stderr, "line {}: {}\n", text_at(one, "line"), text_at(one, "fault"));
  }
  const std::string path = "/inspection-lists/" + text_at(asked, "id");
  for (;;) {
    JIUM_TRY(const json::value now, session.get(path));
    if (now.at("progress").at("waiting") == 0) break;
    std::this_thread::sleep_for(kPollEvery);
  }
  JIUM_TRY(const json::value done, session.get_all(path, "places"));
  session.show(done, print_list);
  return done.at("progress").at("recognised") == 0 ? kNo : kDone;
}

void add_view_commands(CLI::App& app, Session& session, const std::shared_ptr<ConsoleOptions>& options) {
  CLI::App* parent = app.add_subcommand("view", "your own views of the console's lists");
  parent->require_subcommand(1);
  CLI::App* listing = parent->add_subcommand("list", "all of them");
  listing->callback([&session] { session.action = [&session] { return list_views(session); }; });
  CLI::App* keeping =
      parent->add_subcommand("keep", "keep one, or replace the one of this name on this page");
  keeping->add_option("NAME", options->name, "your word for it")->required();
  keeping->add_option("--page", options->page, "of the console: requests, cases, ...")->required();
  keeping->add_option("--filter", options->filter, "a JSON object, as the console writes it");
  keeping->callback(
      [=, &session] { session.action = [=, &session] { return keep_view(session, *options); }; });
  CLI::App* removing = parent->add_subcommand("remove", "remove one");
  removing->add_option("VIEW", options->view, "its id, J-...")->required();
  removing->callback(
      [=, &session] { session.action = [=, &session] { return remove_view(session, *options); }; });
}

}  // namespace

void add_console_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<ConsoleOptions>();
  CLI::App* day = app.add_subcommand("today", "what waits for you, the most urgent first");
  day->callback([&session] { session.action = [&session] { return today(session); }; });
  add_view_commands(app, session, options);
  CLI::App* choosing = app.add_subcommand("settings", "your language and theme in the console");
  choosing->add_option("--language", options->language, "ko or en")->check(CLI::IsMember({"ko", "en"}));
  choosing->add_option("--theme", options->theme, "light, dark or system")
      ->check(CLI::IsMember({"light", "dark", "system"}));
  choosing->callback(
      [=, &session] { session.action = [=, &session] { return settings(session, *options); }; });
  CLI::App* listed = app.add_subcommand("sight-list", "look at a list of addresses, one a line");
  listed->add_option("FILE", options->file, "up to 1,000 lines; - for what is piped in")->required();
  listed->add_flag("--no-wait", options->no_wait, "do not wait until all are looked at");
  listed->callback(
      [=, &session] { session.action = [=, &session] { return sight_list(session, *options); }; });
}

}  // namespace jium::cli
