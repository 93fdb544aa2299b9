#include <fmt/format.h>

#include "jium/casework/retention.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct RetentionOptions {
  std::string the_case, order, decision, ground, told;
  std::vector<std::string> given, withdrawn;
  bool survivor_asked = false;
};

void print_state(const json::value& c) {
  fmt::print("{}  {}\n", text_at(c, "id"), text_at(c, "state"));
}

void print_consent(const json::value& c) {
  const json::value& consent = c.at("consent");
  fmt::print("{}  removal: {}  police: {}  other centres: {}\n", text_at(c, "id"),
             text_at(consent, "removal"), text_at(consent, "police"), text_at(consent, "other_centres"));
}

Result<int> change_consent(const Session& session, const RetentionOptions& options) {
  const std::string path = "/cases/" + options.the_case;
  std::optional<json::value> answer;
  // What is taken back goes first: should the line break, less is allowed and not more.
  for (const std::string& purpose : options.withdrawn) {
    JIUM_TRY(answer, session.post(path + "/withdraw-consent", json::object{{"purpose", purpose}}));
  }
  for (const std::string& purpose : options.given) {
    JIUM_TRY(answer, session.post(path + "/consent", json::object{{"purpose", purpose}}));
  }
  if (!answer) return fault(FaultKind::malformed, "say --give PURPOSE or --withdraw PURPOSE");
  session.show(*answer, print_consent);
  return kDone;
}

Result<int> turn(const Session& session, const RetentionOptions& options, const std::string& verb) {
  JIUM_TRY(const json::value answer, session.post("/cases/" + options.the_case + "/" + verb, json::object{}));
  session.show(answer, print_state);
  return kDone;
}

Result<int> sign_hold(const Session& session, const RetentionOptions& options, const std::string& verb) {
  JIUM_TRY(const json::value answer,
           session.post("/cases/" + options.the_case + "/" + verb, json::object{{"order", options.order}}));
  session.show(answer, [](const json::value& hold) {
    fmt::print("{}  {}\n", text_at(hold, "id"), text_at(hold, "state"));
    const std::string state = text_at(hold, "state");
    if (state == "asked" || state == "release_asked")
      fmt::print("  a second person must say the same, with the order's number, within three days\n");
  });
  return kDone;
}

std::string words_of(const json::value& list) {
  std::string text;
  for (const json::value& word : list.as_array())
    text += (text.empty() ? "" : ", ") + std::string(word.as_string());
  return text.empty() ? "-" : text;
}

void print_erasure(const json::value& e) {
  fmt::print("{}  case {}  {:<7}  {}  asked {}  in the way: {}\n", text_at(e, "id"), text_at(e, "case"),
             text_at(e, "state"), text_at(e, "reason"), text_at(e.at("asked"), "at"),
             words_of(e.at("hindered_by")));
  if (text_at(e, "choice") != "-") {
    fmt::print("  {} {}, ground \"{}\", told \"{}\"\n",
               e.at("decided").is_null() ? "proposed:" : "decided:", text_at(e, "choice"),
               text_at(e, "ground"), text_at(e, "told"));
  }
  if (text_at(e, "state") == "done")
    fmt::print("  destroyed {}  files swept {}\n", text_at(e, "done_at"), text_at(e, "swept_at"));
}

Result<int> forget(const Session& session, const RetentionOptions& options) {
  if (options.survivor_asked == !options.decision.empty()) {
    return fault(FaultKind::malformed,
                 "say --survivor-asked when the survivor asks, or --decide destroy|keep about what waits");
  }
  const std::string path = "/cases/" + options.the_case;
  const std::string ask_path = path + "/forget";
  json::object words;
  if (!options.ground.empty()) words["ground"] = options.ground;
  if (!options.told.empty()) words["told"] = options.told;
  JIUM_TRY(const json::value answer, options.survivor_asked
                                         ? session.post(ask_path, json::object{{"survivor_asks", true}})
                                         : session.post(path + "/erasure/" + options.decision, words));
  session.show(answer, [](const json::value& e) {
    print_erasure(e);
    if (text_at(e, "state") != "waiting") return;
    fmt::print(
        "  not destroyed yet: two people must decide (--decide destroy or --decide keep, with --ground and "
        "--tell), "
        "and the survivor must be told\n");
  });
  return kDone;
}

Result<int> show_keeping(const Session& session, const RetentionOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/cases/" + options.the_case + "/retention"));
  session.show(answer, [](const json::value& k) {
    fmt::print("{}  {}  kept until {}{}  by {}\n", text_at(k, "case"), words_of(k.at("classes")),
               text_at(k, "until"), k.at("over").as_bool() ? " (over)" : "", words_of(k.at("rules")));
    fmt::print("  in the way of destroying it at the survivor's word: {}\n", words_of(k.at("hindrances")));
    for (const json::value& hold : k.at("holds").as_array())
      fmt::print("  hold {}  {}\n", text_at(hold, "id"), text_at(hold, "state"));
  });
  return kDone;
}

Result<int> list_due(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/retention/due"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("due").as_array()) {
      fmt::print("{}  {:<14}  for {:<11}  since {}  in the way: {}\n", text_at(one, "case"),
                 text_at(one, "reason"), text_at(one, "due_for"), text_at(one, "since"),
                 words_of(one.at("hindered_by")));
    }
    if (a.at("due").as_array().empty()) fmt::print("nothing is due\n");
  });
  return kDone;
}

Result<int> list_erasures(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/erasures"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("erasures").as_array()) print_erasure(one);
  });
  return kDone;
}

// Offline: the rules that this program carries.
Result<int> list_rules(const Session& session) {
  json::array rules;
  for (const casework::RetentionRule& rule : casework::built_in_retention().rules()) {
    rules.push_back({{"id", rule.id},
                     {"record", std::string(to_text(rule.record))},
                     {"in_force_from", to_text(rule.in_force_from)},
                     {"years", rule.years ? json::value(*rule.years) : json::value(nullptr)},
                     {"on_request", std::string(to_text(rule.on_request))},
                     {"when_over", std::string(to_text(rule.when_over))},
                     {"article", rule.article},
                     {"source", rule.source},
                     {"checked_on", rule.checked_on}});
  }
  session.show(json::object{{"rules", rules}}, [](const json::value& a) {
    for (const json::value& r : a.at("rules").as_array()) {
      fmt::print("{:<26} {:<23} {:<12} on request: {:<8} when over: {}\n  {}\n", text_at(r, "id"),
                 text_at(r, "record"), r.at("years").is_null() ? "for ever" : text_at(r, "years") + " years",
                 text_at(r, "on_request"), text_at(r, "when_over"), text_at(r, "article"));
    }
  });
  return kDone;
}

using Options = std::shared_ptr<RetentionOptions>;

CLI::App* add_case_command(CLI::App& parent, const Options& options, const std::string& name,
                           const std::string& meaning) {
  CLI::App* command = parent.add_subcommand(name, meaning);
  command->add_option("CASE", options->the_case, "its id, C-...")->required();
  return command;
}

void add_consent_command(CLI::App& parent, Session& session, const Options& options) {
  CLI::App* consent = add_case_command(
      parent, options, "consent", "record what the person agrees to now, or no longer; it holds at once");
  const std::string purposes = "one or more of: " + choices_of<casework::Purpose>();
  consent->add_option("--give", options->given, purposes)->delimiter(',');
  consent->add_option("--withdraw", options->withdrawn, purposes)->delimiter(',');
  consent->callback(
      [=, &session] { session.action = [=, &session] { return change_consent(session, *options); }; });
}

void add_turn_commands(CLI::App& parent, Session& session, const Options& options) {
  const std::vector<std::pair<std::string, std::string>> turns{
      {"close", "close it: nothing new is asked of anybody, and retention begins to count"},
      {"reopen", "take a closed one up again"},
      {"rest", "lay it to rest until something happens"},
      {"wake", "wake a resting one"}};
  for (const auto& [verb, meaning] : turns) {
    add_case_command(parent, options, verb, meaning)->callback([=, &session, verb = verb] {
      session.action = [=, &session] { return turn(session, *options, verb); };
    });
  }
}

void add_hold_commands(CLI::App& parent, Session& session, const Options& options) {
  const std::vector<std::pair<std::string, std::string>> verbs{
      {"hold",
       "place a legal hold: two people, each with the order's number; nothing is destroyed while it holds"},
      {"release-hold", "lift a legal hold: two people, each with the order's number"}};
  for (const auto& [verb, meaning] : verbs) {
    CLI::App* command = add_case_command(parent, options, verb, meaning);
    command->add_option("--order", options->order, "the order's number, as it stands on the paper")
        ->required();
    command->callback([=, &session, verb = verb] {
      session.action = [=, &session] { return sign_hold(session, *options, verb); };
    });
  }
}

void add_forget_command(CLI::App& parent, Session& session, const Options& options) {
  CLI::App* command = add_case_command(
      parent, options, "forget",
      "destroy a case for ever, at its survivor's word: at once, or after two people have decided");
  command->add_flag("--survivor-asked", options->survivor_asked, "the survivor asked for it");
  command->add_option("--decide", options->decision, "about a request that waits: destroy or keep")
      ->check(CLI::IsMember({"destroy", "keep"}));
  command->add_option("--ground", options->ground, "why so; the second person may leave it out");
  command->add_option("--tell", options->told,
                      "what the survivor is told; the second person may leave it out");
  command->callback([=, &session] { session.action = [=, &session] { return forget(session, *options); }; });
}

}  // namespace

void add_retention_commands(CLI::App& app, CLI::App& cases, Session& session) {
  const auto options = std::make_shared<RetentionOptions>();
  add_consent_command(cases, session, options);
  add_turn_commands(cases, session, options);
  add_hold_commands(cases, session, options);
  add_forget_command(cases, session, options);
  add_case_command(cases, options, "retention", "until when it is kept, by which rules, and what holds it")
      ->callback(
          [=, &session] { session.action = [=, &session] { return show_keeping(session, *options); }; });

  CLI::App* retention = app.add_subcommand("retention", "what is due to be destroyed, and by which rules");
  retention->require_subcommand(1);
  retention->add_subcommand("due", "cases whose term is over, or whose survivor asked")->callback([&session] {
    session.action = [&session] { return list_due(session); };
  });
  retention->add_subcommand("erasures", "what was asked, decided and done")->callback([&session] {
    session.action = [&session] { return list_erasures(session); };
  });
  retention->add_subcommand("rules", "the rules that this program carries: offline")->callback([&session] {
    session.action = [&session] { return list_rules(session); };
  });
}

}  // namespace jium::cli
