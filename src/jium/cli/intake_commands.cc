#include "jium/cli/intake_commands.h"

#include <fmt/format.h>

#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct IntakeOptions {
  std::string report, pseudonym, words;
};
using Shared = std::shared_ptr<IntakeOptions>;
using Run = Result<int> (*)(const Session&, const IntakeOptions&);

std::string words_of(const json::value& list) {
  std::string text;
  for (const json::value& one : list.as_array())
    text += (text.empty() ? "" : ", ") + std::string(one.as_string());
  return text.empty() ? "-" : text;
}

void print_listed(const json::value& one) {
  fmt::print("{}  {:<9} received {}  {}  {} files, {} places{}{}\n", text_at(one, "id"),
             text_at(one, "state"), text_at(one, "received_at"), words_of(one.at("harm_types")),
             text_at(one, "files"), text_at(one, "places"),
             text_at(one, "unread") == "0" ? "" : "  unread " + text_at(one, "unread"),
             text_at(one, "case") == "-" ? "" : "  case " + text_at(one, "case"));
}

void print_messages(const json::value& report) {
  for (const json::value& one : report.at("messages").as_array())
    fmt::print("\n-- {}, {} --\n{}\n", text_at(one, "author"), text_at(one, "written_at"),
               text_at(one, "words"));
}

void print_report(const json::value& report) {
  fmt::print("{}  {}  received {}\n", text_at(report, "id"), text_at(report, "state"),
             text_at(report, "received_at"));
  if (text_at(report, "case") != "-") fmt::print("  case          {}\n", text_at(report, "case"));
  fmt::print("  what happened {}\n  age           {}\n", words_of(report.at("harm_types")),
             text_at(report, "age_band"));
  const json::value& tell = report.at("may_tell");
  fmt::print("  may tell      places: {}, police: {}, committee: {}, other centres: {}\n",
             text_at(tell, "operators"), text_at(tell, "police"), text_at(tell, "committee"),
             text_at(tell, "other_centres"));
  fmt::print("  files         {}\n", text_at(report, "files"));
  for (const json::value& place : report.at("places").as_array())
    fmt::print("  place         {}\n", std::string(place.as_string()));
  const bool reachable = !report.at("contact").as_string().empty();
  if (reachable)
    fmt::print("  reached by    {} ({})\n", text_at(report, "contact"),
               report.at("may_leave_message").as_bool() ? "a message may be left" : "leave no message");
  if (!reachable) fmt::print("  reached by    messages here alone\n");
  if (!report.at("words").as_string().empty()) fmt::print("\n{}\n", text_at(report, "words"));
  print_messages(report);
}

Result<int> list(const Session& session, const IntakeOptions&) {
  JIUM_TRY(const json::value answer, session.get("/intake"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("reports").as_array()) print_listed(one);
    if (a.at("reports").as_array().empty()) fmt::print("nothing has come in\n");
  });
  return kDone;
}

Result<int> show_report(const Session& session, const IntakeOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/intake/" + options.report));
  session.show(answer, print_report);
  return kDone;
}

Result<int> accept(const Session& session, const IntakeOptions& options) {
  json::object ask;
  if (!options.pseudonym.empty()) ask["pseudonym"] = options.pseudonym;
  JIUM_TRY(const json::value answer, session.post("/intake/" + options.report + "/accept", ask));
  session.show(answer, [](const json::value& a) {
    fmt::print("case {}  {} files registered, {} left out as harmless, {} places being looked at{}\n",
               text_at(a.at("case"), "id"), a.at("footage").as_array().size(), text_at(a, "left_out"),
               a.at("inspections").as_array().size(),
               text_at(a, "places_in_words") == "0" ? "" : "; some places are words: `jium intake show`");
  });
  return kDone;
}

Result<int> answer(const Session& session, const IntakeOptions& options) {
  JIUM_TRY(const json::value shown,
           session.post("/intake/" + options.report + "/messages", json::object{{"words", options.words}}));
  session.show(shown, print_messages);
  return kDone;
}

Result<int> close(const Session& session, const IntakeOptions& options) {
  JIUM_TRY(const json::value closed, session.post("/intake/" + options.report + "/close", json::object{}));
  session.show(closed, [](const json::value& a) { fmt::print("{} is closed\n", text_at(a, "id")); });
  return kDone;
}

CLI::App* add(CLI::App& parent, const char* name, const char* what, Session& session, const Shared& options,
              Run run) {
  CLI::App* const command = parent.add_subcommand(name, what);
  command->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
  return command;
}

}  // namespace

void add_intake_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<IntakeOptions>();
  CLI::App* const intake = app.add_subcommand("intake", "what people told through the intake page");
  intake->require_subcommand(1);
  add(*intake, "list", "reports, those that wait first", session, options, &list);
  CLI::App* const show = add(*intake, "show", "one report and its messages, which are read from now on",
                             session, options, &show_report);
  CLI::App* const accepting =
      add(*intake, "accept", "make a case of it, assigned to you", session, options, &accept);
  accepting->add_option("--pseudonym", options->pseudonym,
                        "what the centre calls the person; never a name; default the report's number");
  CLI::App* const answering = add(*intake, "answer", "write to the person, who reads it with their receipt",
                                  session, options, &answer);
  CLI::App* const closing =
      add(*intake, "close", "close one that waits: what was told is shredded, messages stay", session,
          options, &close);
  for (CLI::App* const command : {show, accepting, answering, closing})
    command->add_option("REPORT", options->report, "its id, N-...")->required();
  answering->add_option("WORDS", options->words, "the message, in quotes")->required();
}

}  // namespace jium::cli
