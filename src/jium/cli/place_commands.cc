#include <fmt/format.h>
#include <unistd.h>

#include <thread>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/recognition_text.h"
#include "jium/removal/operator.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kPollEvery{250};
constexpr std::chrono::minutes kPatience{2};

struct PlaceOptions {
  std::string address, name, mail, language = "en", jurisdiction = "*", site, site_operator;
  bool no_wait = false;
};

void print_inspection(const json::value& i) {
  const std::string finding = text_at(i, "finding");
  if (text_at(i, "state") != "done") {
    fmt::print("{}: waiting to be looked at\n", text_at(i, "id"));
  } else if (finding == "recognised") {
    fmt::print("this is {} ({}), seen as {} at {}{}\n", text_at(i, "footage"), recognition_text(i),
               text_at(i, "sighting"), text_at(i, "place"),
               i.at("recurrence").as_bool() ? ": it has come back" : "");
  } else if (finding == "unknown") {
    fmt::print("{}: it matches nothing of yours{}\n", text_at(i, "place"),
               text_at(i, "note").size() > 1 ? " (" + text_at(i, "note") + ")" : "");
  } else {
    fmt::print("{}: {}\n", text_at(i, "place"), text_at(i, "note"));
  }
}

// Until a worker has looked; jium itself gives up on a place after a minute.
Result<json::value> wait_for(const Session& session, json::value inspection) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  const bool terminal = !session.options.json && ::isatty(STDERR_FILENO) == 1;
  if (terminal) fmt::print(stderr, "looking at {} ...\n", text_at(inspection, "place"));
  while (text_at(inspection, "state") != "done") {
    if (std::chrono::steady_clock::now() > until) {
      return fault(
          FaultKind::late,
          "nobody has looked yet: is a worker running (`jium serve` with the role worker, or `jium work`)?");
    }
    std::this_thread::sleep_for(kPollEvery);
    JIUM_TRY(inspection, session.get("/inspections/" + text_at(inspection, "id")));
  }
  return inspection;
}

Result<int> sight(const Session& session, const PlaceOptions& options) {
  JIUM_TRY(json::value inspection, session.post("/inspections", json::object{{"address", options.address}}));
  if (!options.no_wait) {
    JIUM_TRY(inspection, wait_for(session, std::move(inspection)));
  }
  session.show(inspection, print_inspection);
  return kDone;
}

void print_operator(const json::value& o) {
  fmt::print("{}  {}  <{}>  {}  {}\n", text_at(o, "id"), text_at(o, "name"), text_at(o, "mail"),
             text_at(o, "language"), text_at(o, "jurisdiction"));
}

Result<int> add_operator(const Session& session, const PlaceOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/operators", {{"name", options.name},
                                                                 {"mail", options.mail},
                                                                 {"language", options.language},
                                                                 {"jurisdiction", options.jurisdiction}}));
  session.show(answer, print_operator);
  return kDone;
}

Result<int> list_operators(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/operators"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("operators").as_array()) print_operator(one);
  });
  return kDone;
}

void print_site(const json::value& s) {
  fmt::print("{}  {}  run by {}\n", text_at(s, "id"), text_at(s, "name"), text_at(s, "operator"));
}

Result<int> assign_site(const Session& session, const PlaceOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/sites", {{"site", options.site}, {"operator", options.site_operator}}));
  session.show(answer, print_site);
  return kDone;
}

Result<int> list_sites(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/sites"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("sites").as_array()) print_site(one);
  });
  return kDone;
}

}  // namespace

void add_place_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<PlaceOptions>();
  CLI::App* sighting = app.add_subcommand("sight",
                                          "look at an address: is footage of your centre there? The address "
                                          "of the picture itself, not of a page");
  sighting->add_option("ADDRESS", options->address, "http:// or https://")->required();
  sighting->add_flag("--no-wait", options->no_wait,
                     "do not wait for the answer (else for two minutes at most)");
  sighting->callback([=, &session] { session.action = [=, &session] { return sight(session, *options); }; });

  CLI::App* operators = app.add_subcommand("operator", "who runs sites and can delete there");
  operators->require_subcommand(1);
  CLI::App* add = operators->add_subcommand("add", "add one to your centre's directory");
  add->add_option("--name", options->name, "as the letter addresses it")->required();
  add->add_option("--mail", options->mail, "where removal requests go")->required();
  add->add_option("--language", options->language, "of the letters: " + choices_of<removal::Language>())
      ->capture_default_str();
  add->add_option("--jurisdiction", options->jurisdiction,
                  "two capital letters (KR, US, EU), or * when unknown: chooses the legal rule")
      ->capture_default_str();
  add->callback(
      [=, &session] { session.action = [=, &session] { return add_operator(session, *options); }; });
  CLI::App* list = operators->add_subcommand("list", "list them");
  list->callback([&session] { session.action = [&session] { return list_operators(session); }; });

  CLI::App* sites = app.add_subcommand("site", "sites, and who runs them");
  sites->require_subcommand(1);
  CLI::App* assign = sites->add_subcommand("assign", "say who runs a site");
  assign->add_option("SITE", options->site, "its name, or any address on it")->required();
  assign->add_option("--operator", options->site_operator, "the operator's id, P-...")->required();
  assign->callback(
      [=, &session] { session.action = [=, &session] { return assign_site(session, *options); }; });
  CLI::App* list_all = sites->add_subcommand("list", "list them");
  list_all->callback([&session] { session.action = [&session] { return list_sites(session); }; });
}

}  // namespace jium::cli
