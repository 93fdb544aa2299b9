#include <fmt/format.h>

#include "jium/casework/reveal.h"
#include "jium/cli/commands.h"
#include "jium/cli/court_commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/removal_request.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct RequestOptions {
  std::string task;  // of a reveal
  std::string sighting, request, answer, words, alarm, the_case;
  bool delivered = false, not_delivered = false, all = false;
};

void print_request(const json::value& r) {
  fmt::print("{}  {:<12} by {}  for {}  rule {}  sent {}  due {}  verified {}{}\n", text_at(r, "id"),
             text_at(r, "state"), text_at(r, "channel"), text_at(r, "sighting"), text_at(r, "rule"),
             text_at(r, "sent_at"), text_at(r, "due_at"), text_at(r, "verified_at"),
             text_at(r, "recurrence_of") == "-" ? "" : "  follows " + text_at(r, "recurrence_of"));
}

Result<int> change(const Session& session, const std::string& path, const json::value& body) {
  JIUM_TRY(const json::value answer, session.post(path, body));
  session.show(answer, print_request);
  return kDone;
}

Result<int> show(const Session& session, const RequestOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/requests/" + options.request));
  session.show(answer, [](const json::value& a) {
    print_request(a.at("request"));
    fmt::print("  place {}  letter {}\n", text_at(a.at("sighting"), "place"), text_at(a, "letter"));
    int number = 0;
    for (const json::value& c : a.at("checks").as_array()) {
      fmt::print("  {:>3}  looked {}  from {:<8} {:<12} {:<14} HTTP {}  distance {}\n", ++number,
                 text_at(c, "at"), text_at(c, "vantage"), text_at(c, "outcome"), text_at(c, "reason"),
                 text_at(c, "status"), text_at(c, "distance"));
    }
  });
  return kDone;
}

Result<int> list(const Session& session) {
  JIUM_TRY(const json::value answer, session.get_all("/requests", "requests"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("requests").as_array()) print_request(one);
  });
  return kDone;
}

Result<int> letter(const Session& session, const RequestOptions& options) {
  const std::string path = "/requests/" + options.request + "/letter";
  JIUM_TRY(const json::value answer,
           options.task.empty() ? session.get(path)
                                : session.post(path + "/reveal", json::object{{"task", options.task}}));
  session.show(answer, [](const json::value& a) {
    fmt::print("To:      {}\nFrom:    {}\nSubject: {}\n{}\n{}", text_at(a, "to"), text_at(a, "from"),
               text_at(a, "subject"),
               a.at("needs_native_reader").as_bool() ? "(wording not yet read by a native reader)\n" : "",
               text_at(a, "body"));
  });
  return kDone;
}

Result<int> settle(const Session& session, const RequestOptions& options) {
  if (options.delivered == options.not_delivered)
    return fault(FaultKind::malformed, "say --delivered or --not-delivered: look into the sent mail first");
  return change(session, "/requests/" + options.request + "/settle-letter",
                json::object{{"delivered", options.delivered}});
}

Result<int> alarms(const Session& session, const RequestOptions& options) {
  JIUM_TRY(const json::value answer, session.get(options.all ? "/alarms" : "/alarms?unseen=true"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("alarms").as_array()) {
      fmt::print("{}  {:<18} {}  case {}  {}\n", text_at(one, "id"), text_at(one, "kind"),
                 text_at(one, "subject"), text_at(one, "case"), text_at(one, "raised_at"));
    }
    if (a.at("alarms").as_array().empty()) fmt::print("no alarms\n");
  });
  return kDone;
}

Result<int> alarm_seen(const Session& session, const RequestOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/alarms/" + options.alarm + "/seen", json::object{}));
  session.show(answer, [](const json::value&) { fmt::print("noted\n"); });
  return kDone;
}

std::string hours_text(const json::value& counts, const char* member) {
  const json::value& hours = counts.at(member);
  return hours.is_null() ? "-" : fmt::format("{:.2f}", hours.to_number<double>());
}

Result<int> report(const Session& session, const RequestOptions& options) {
  JIUM_TRY(const json::value answer,
           session.get(options.the_case.empty() ? "/report" : "/report?case=" + options.the_case));
  session.show(answer, [](const json::value& c) {
    fmt::print(
        "cases                    {:>8}\nfootage                  {:>8}\nsightings                {:>8}\n  "
        "that came back         {:>8}\n",
        text_at(c, "cases"), text_at(c, "footage"), text_at(c, "sightings"), text_at(c, "recurrences"));
    fmt::print(
        "removal requests         {:>8}\n  sent                   {:>8}\n  removed, proved        {:>8}\n  "
        "gone, not proved yet   {:>8}\n",
        text_at(c, "requests"), text_at(c, "sent"), text_at(c, "removed"), text_at(c, "awaiting_proof"));
    fmt::print("  gone, by officer's word{:>8}\n", text_at(c, "gone_by_word"));
    fmt::print(
        "  refused                {:>8}\n  overdue                {:>8}\n  false claims           {:>8}\n",
        text_at(c, "refused"), text_at(c, "overdue"), text_at(c, "false_claims"));
    fmt::print("hours to removal, median {:>8}\nhours to removal, most   {:>8}\n",
               hours_text(c, "median_hours_to_removal"), hours_text(c, "longest_hours_to_removal"));
  });
  return kDone;
}

void add_request_verbs(CLI::App& parent, Session& session, const std::shared_ptr<RequestOptions>& options) {
  CLI::App* draft = parent.add_subcommand("draft", "draft a request about a sighting");
  draft->add_option("SIGHTING", options->sighting, "its id, S-...")->required();
  draft->callback([=, &session] {
    session.action = [=, &session] {
      return change(session, "/requests", json::object{{"sighting", options->sighting}});
    };
  });
  CLI::App* confirm = parent.add_subcommand("confirm", "your word: the letter goes out, once");
  confirm->callback([=, &session] {
    session.action = [=, &session] {
      return change(session, "/requests/" + options->request + "/confirm", json::object{});
    };
  });
  CLI::App* answer = parent.add_subcommand("answer", "record what the operator said");
  answer->callback([=, &session] {
    session.action = [=, &session] {
      return change(session, "/requests/" + options->request + "/answer",
                    {{"answer", options->answer}, {"words", options->words}});
    };
  });
  CLI::App* settling =
      parent.add_subcommand("settle", "a letter is unconfirmed: say whether it was delivered");
  settling->callback([=, &session] { session.action = [=, &session] { return settle(session, *options); }; });
  CLI::App* showing = parent.add_subcommand("show", "a request with the checks of its place");
  showing->callback([=, &session] { session.action = [=, &session] { return show(session, *options); }; });
  CLI::App* reading = parent.add_subcommand(
      "letter", "the letter as it will be sent, or as it was; its addresses folded, unless you name a task");
  reading->add_option(
      "--task", options->task,
      "shows the whole letter, which counts as a reveal; one of: " + choices_of<casework::RevealTask>());
  reading->callback([=, &session] { session.action = [=, &session] { return letter(session, *options); }; });
  CLI::App* asking = parent.add_subcommand(
      "ask-operator", "ask the operator's own API at once what has become of it; jium does now and then");
  asking->callback([=, &session] {
    session.action = [=, &session] {
      return change(session, "/requests/" + options->request + "/ask-operator", json::object{});
    };
  });
  for (CLI::App* command : {confirm, answer, settling, showing, reading, asking})
    command->add_option("REQUEST", options->request, "its id, R-...")->required();
  answer->add_option("ANSWER", options->answer, "one of: " + choices_of<removal::Answer>())->required();
  answer->add_option("--words", options->words, "the operator's own, one line");
  settling->add_flag("--delivered", options->delivered, "it is in the sent mail, or the operator has it");
  settling->add_flag("--not-delivered", options->not_delivered, "it is not: send it again");
}

}  // namespace

void add_request_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<RequestOptions>();
  CLI::App* parent = app.add_subcommand("request", "removal requests");
  parent->require_subcommand(1);
  add_request_verbs(*parent, session, options);
  CLI::App* listing = parent->add_subcommand("list", "list them, oldest first");
  listing->callback([&session] { session.action = [&session] { return list(session); }; });

  CLI::App* alarm_list = app.add_subcommand(
      "alarms", "what you should know: returns, false claims, doubtful letters, ended clocks");
  alarm_list->add_flag("--all", options->all, "also those seen already");
  alarm_list->callback(
      [=, &session] { session.action = [=, &session] { return alarms(session, *options); }; });
  CLI::App* seen = app.add_subcommand("alarm-seen", "note an alarm as seen");
  seen->add_option("ALARM", options->alarm, "its id, A-...")->required();
  seen->callback([=, &session] { session.action = [=, &session] { return alarm_seen(session, *options); }; });

  CLI::App* counts = app.add_subcommand("report", "counts: requests, removed, hours to removal, recurrences");
  counts->add_option("--case", options->the_case, "only this case");
  // Of a command with others below it, the callback comes last.
  counts->callback([=, &session] {
    if (counts->get_subcommands().empty())
      session.action = [=, &session] { return report(session, *options); };
  });
  add_court_report_commands(*counts, session);
}

}  // namespace jium::cli
