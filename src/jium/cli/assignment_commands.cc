#include <fmt/format.h>

#include "jium/casework/case.h"
#include "jium/casework/reveal.h"
#include "jium/cli/assignment_commands.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct AssignmentOptions {
  std::string the_case, person, until, pseudonym, address, sighting, task, from;
  std::vector<std::string> harm;
};

std::string over(const json::value& a) {
  if (text_at(a, "released_at") != "-") return "  taken back " + text_at(a, "released_at");
  if (text_at(a, "until") != "-") return "  until " + text_at(a, "until");
  return "";
}

void print_assignment(const json::value& a) {
  fmt::print("{}  since {}  by {}{}\n", text_at(a, "person"), text_at(a, "assigned_at"),
             text_at(a, "assigned_by"), over(a));
}

Result<int> give(const Session& session, const AssignmentOptions& options, const std::string& how) {
  json::object ask{{"person", options.person}};
  if (!options.until.empty()) ask["until"] = options.until;
  JIUM_TRY(const json::value answer, session.post("/cases/" + options.the_case + how, ask));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} works on {} from now on{}\n", text_at(a, "person"), text_at(a, "case"), over(a));
  });
  return kDone;
}

Result<int> release(const Session& session, const AssignmentOptions& options) {
  json::object ask;
  if (!options.person.empty()) ask["person"] = options.person;
  JIUM_TRY(const json::value answer, session.post("/cases/" + options.the_case + "/release", ask));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} does not work on {} any more\n", text_at(a, "person"), text_at(a, "case"));
  });
  return kDone;
}

Result<int> list_assignments(const Session& session, const AssignmentOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/cases/" + options.the_case + "/assignments"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("assignments").as_array()) print_assignment(one);
  });
  return kDone;
}

Result<int> show_load(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/caseload"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& c : a.at("cases").as_array()) {
      fmt::print("{}  {:<9} opened {}  footage {}  live sightings {}  open requests {}{}\n",
                 text_at(c, "case"), text_at(c, "state"), text_at(c, "opened_at"), text_at(c, "footage"),
                 text_at(c, "live_sightings"), text_at(c, "open_requests"),
                 c.at("decoy").as_bool() ? "  decoy" : "");
      if (c.at("assigned").as_array().empty()) fmt::print("    nobody works on it\n");
      for (const json::value& one : c.at("assigned").as_array()) {
        fmt::print("    ");
        print_assignment(one);
      }
    }
  });
  return kDone;
}

Result<int> find_by_pseudonym(const Session& session, const AssignmentOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/cases/find", json::object{{"pseudonym", options.pseudonym}}));
  session.show(answer, [](const json::value& a) {
    for (const json::value& c : a.at("cases").as_array())
      fmt::print("{}  {:<8} {}  opened {}\n", text_at(c, "id"), text_at(c, "state"), text_at(c, "pseudonym"),
                 text_at(c, "opened_at"));
  });
  return answer.at("cases").as_array().empty() ? kNo : kDone;
}

Result<int> find_by_address(const Session& session, const AssignmentOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/sightings/find", json::object{{"address", options.address}}));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("sightings").as_array()) {
      const json::value& s = one.at("sighting");
      fmt::print("{}  {}  {:<4} {}  first seen {}\n", text_at(one, "case"), text_at(s, "id"),
                 text_at(s, "state"), text_at(s, "place"), text_at(s, "first_seen"));
    }
  });
  return answer.at("sightings").as_array().empty() ? kNo : kDone;
}

Result<int> find(const Session& session, const AssignmentOptions& options) {
  if (options.pseudonym.empty() == options.address.empty())
    return fault(FaultKind::malformed, "give --pseudonym or --address, one of them, and all of it");
  return options.address.empty() ? find_by_pseudonym(session, options) : find_by_address(session, options);
}

Result<int> reveal(const Session& session, const AssignmentOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/sightings/" + options.sighting + "/reveal", json::object{{"task", options.task}}));
  session.show(answer, [](const json::value& a) { fmt::print("{}\n", text_at(a, "address")); });
  return kDone;
}

Result<int> list_reveals(const Session& session, const AssignmentOptions& options) {
  const std::string query = options.from.empty() ? "" : "?from=" + options.from;
  JIUM_TRY(const json::value answer, session.get("/reveals" + query));
  session.show(answer, [](const json::value& a) {
    for (const json::value& r : a.at("reveals").as_array()) {
      fmt::print("{}  {}  to {}  {}  for {}\n", text_at(r, "at"), text_at(r, "sighting"), text_at(r, "actor"),
                 text_at(r, "case"), text_at(r, "task"));
    }
  });
  return kDone;
}

Result<int> plant_decoy(const Session& session, const AssignmentOptions& options) {
  json::array harm;
  for (const std::string& type : options.harm) harm.emplace_back(type);
  json::object ask{{"pseudonym", options.pseudonym}, {"harm_types", harm}};
  if (!options.address.empty()) ask["address"] = options.address;
  if (!options.person.empty()) ask["person"] = options.person;
  JIUM_TRY(const json::value answer, session.post("/decoys", ask));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} is planted: you are told by an alarm when somebody opens it\n", text_at(a, "case"));
  });
  return kDone;
}

void add_decoy_command(CLI::App& parent, Session& session,
                       const std::shared_ptr<AssignmentOptions>& options) {
  CLI::App* planting = parent.add_subcommand(
      "plant-decoy",
      "for the centre's administrator: a case of nobody that raises an alarm when it is opened");
  planting->add_option("--pseudonym", options->pseudonym, "one that a curious person would open")->required();
  planting->add_option("--harm", options->harm, "one or more of: " + choices_of<casework::HarmType>())
      ->required()
      ->delimiter(',');
  planting->add_option("--address", options->address, "of a sighting in it; none when left out");
  planting->add_option("--to", options->person, "assign it to this person, U-...; to nobody when left out");
  planting->callback(
      [=, &session] { session.action = [=, &session] { return plant_decoy(session, *options); }; });
}

void add_giving_commands(CLI::App& parent, Session& session,
                         const std::shared_ptr<AssignmentOptions>& options) {
  const auto person_option = [&](CLI::App* command, const char* name) {
    return command->add_option(name, options->person, "a person of your organisation, U-...");
  };
  CLI::App* assign = parent.add_subcommand("assign", "a colleague works on the case from now on");
  CLI::App* hand = parent.add_subcommand("hand-over", "a colleague works on it from now on, and you do not");
  for (CLI::App* command : {assign, hand}) {
    command->add_option("CASE", options->the_case, "its id, C-...")->required();
    person_option(command, "--to")->required();
    command->add_option("--until", options->until, "when it ends by itself: 2026-12-31T15:00:00Z");
  }
  assign->callback(
      [=, &session] { session.action = [=, &session] { return give(session, *options, "/assignments"); }; });
  hand->callback(
      [=, &session] { session.action = [=, &session] { return give(session, *options, "/hand-over"); }; });
  CLI::App* releasing = parent.add_subcommand("release", "somebody does not work on the case any more");
  releasing->add_option("CASE", options->the_case, "its id, C-...")->required();
  person_option(releasing, "--person")->description("who; you, when it is left out");
  releasing->callback(
      [=, &session] { session.action = [=, &session] { return release(session, *options); }; });
  CLI::App* listing = parent.add_subcommand("assignments", "who works on a case, and who did");
  listing->add_option("CASE", options->the_case, "its id, C-...")->required();
  listing->callback(
      [=, &session] { session.action = [=, &session] { return list_assignments(session, *options); }; });
  CLI::App* load = parent.add_subcommand(
      "load", "for the centre's administrator: all cases, how much work lies in them and who works on them");
  load->callback([&session] { session.action = [&session] { return show_load(session); }; });
}

}  // namespace

void add_assignment_commands(CLI::App& app, CLI::App& parent, Session& session) {
  const auto options = std::make_shared<AssignmentOptions>();
  add_giving_commands(parent, session, options);
  add_decoy_command(parent, session, options);
  CLI::App* finding = parent.add_subcommand("find", "a case by its whole pseudonym, or by a whole address");
  finding->add_option("--pseudonym", options->pseudonym, "exactly as it was written");
  finding->add_option("--address", options->address, "where footage was seen");
  finding->callback([=, &session] { session.action = [=, &session] { return find(session, *options); }; });

  CLI::App* revealing =
      app.add_subcommand("reveal", "the full address of a sighting, for a task; a person steps up first");
  revealing->add_option("SIGHTING", options->sighting, "its id, S-...")->required();
  revealing->add_option("--task", options->task, "one of: " + choices_of<casework::RevealTask>())->required();
  revealing->callback(
      [=, &session] { session.action = [=, &session] { return reveal(session, *options); }; });
  CLI::App* reveals = app.add_subcommand(
      "reveals", "for the centre's administrator: every address that was shown, to whom and for which task");
  reveals->add_option("--from", options->from, "from this time on: 2026-11-22T00:00:00Z");
  reveals->callback(
      [=, &session] { session.action = [=, &session] { return list_reveals(session, *options); }; });
}

}  // namespace jium::cli
