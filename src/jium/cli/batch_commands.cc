#include <fmt/format.h>

#include "jium/casework/reveal.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct BatchOptions {
  std::vector<std::string> sightings;
  std::string batch, signed_by, the_case, number;
  bool due = false, letters = false, nobody_signs = false;
  std::string task;  // of a reveal
  int reveal = 0, undo_seconds = -1;
  std::string trusted_flagger;
};

void print_batch(const json::value& b) {
  fmt::print("{}  {:<9}  prepared {}  leaves {}\n", text_at(b, "id"), text_at(b, "state"),
             text_at(b, "prepared_at"), text_at(b, "leaves_at"));
}

void print_view(const json::value& v) {
  print_batch(v.at("batch"));
  for (const json::value& group : v.at("groups").as_array()) {
    fmt::print(
        "  letter {:>3}  to {}  {}  rule {}  case {}  items {}{}\n", text_at(group, "number"),
        text_at(group, "site_operator"), text_at(group, "language"), text_at(group, "rule"),
        text_at(group, "case"), group.at("requests").as_array().size(),
        group.at("needs_native_reader").as_bool() ? "  (wording not yet read by a native reader)" : "");
  }
  for (const json::value& one : v.at("left_out").as_array())
    fmt::print("  left out  {}  {}\n", text_at(one, "sighting"), text_at(one, "reason"));
  if (v.at("more").as_bool()) fmt::print("  more is due than fits: prepare another batch afterwards\n");
}

void print_letters(const json::value& a) {
  for (const json::value& letter : a.at("letters").as_array()) {
    fmt::print("--- letter {}{}\nTo:      {}\nSubject: {}\n\n{}\n", text_at(letter, "number"),
               letter.at("needs_native_reader").as_bool() ? " (wording not yet read by a native reader)" : "",
               text_at(letter, "to"), text_at(letter, "subject"), text_at(letter, "body"));
  }
}

Result<int> prepare(const Session& session, const BatchOptions& options) {
  json::object ask;
  if (options.due) {
    ask["everything_due"] = true;
  } else {
    ask["sightings"] = json::value_from(options.sightings);
  }
  JIUM_TRY(const json::value answer, session.post("/batches", ask));
  session.show(answer, print_view);
  return kDone;
}

Result<int> show(const Session& session, const BatchOptions& options) {
  if (options.batch.empty()) {
    JIUM_TRY(const json::value answer, session.get("/batches"));
    session.show(answer, [](const json::value& a) {
      for (const json::value& one : a.at("batches").as_array()) print_batch(one);
    });
    return kDone;
  }
  const std::string path = "/batches/" + options.batch;
  if (options.reveal > 0) {
    JIUM_TRY(const json::value answer, session.post(path + "/reveal", json::object{{"number", options.reveal},
                                                                                   {"task", options.task}}));
    session.show(answer, [](const json::value& a) {
      fmt::print("To:      {}\nFrom:    {}\nSubject: {}\n\n{}", text_at(a, "to"), text_at(a, "from"),
                 text_at(a, "subject"), text_at(a, "body"));
    });
    return kDone;
  }
  JIUM_TRY(const json::value answer, session.get(options.letters ? path + "/letters" : path));
  session.show(answer, options.letters ? print_letters : print_view);
  return kDone;
}

Result<int> confirm(const Session& session, const BatchOptions& options) {
  json::object ask;
  if (options.undo_seconds >= 0) ask["undo_seconds"] = options.undo_seconds;
  JIUM_TRY(const json::value answer, session.post("/batches/" + options.batch + "/confirm", ask));
  session.show(answer, [](const json::value& b) {
    print_batch(b);
    fmt::print("  until then: jium batch undo {}\n", text_at(b, "id"));
  });
  return kDone;
}

Result<int> undo(const Session& session, const BatchOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/batches/" + options.batch + "/undo", json::object{}));
  JIUM_TRY(const json::value view, session.get("/batches/" + options.batch));
  session.show(answer, [&](const json::value& batch) {
    print_batch(batch);
    for (const json::value& one : view.at("left_out").as_array()) {
      if (text_at(one, "reason") == "asked_already")
        fmt::print("  no part of it: the request about {} was out already, or was confirmed by itself\n",
                   text_at(one, "sighting"));
    }
  });
  return kDone;
}

Result<int> settings(const Session& session, const BatchOptions& options) {
  json::object ask;
  if (!options.signed_by.empty()) ask["signatory"] = options.signed_by;
  if (options.nobody_signs) ask["signatory"] = "";
  if (options.undo_seconds >= 0) ask["undo_seconds"] = options.undo_seconds;
  if (!options.trusted_flagger.empty()) ask["trusted_flagger"] = options.trusted_flagger == "yes";
  JIUM_TRY(const json::value answer,
           ask.empty() ? session.get("/letter-settings") : session.post("/letter-settings", ask));
  session.show(answer, [](const json::value& a) {
    fmt::print("signed by        {}\ntime to undo     {} s\ntrusted flagger  {}\n", text_at(a, "signatory"),
               text_at(a, "undo_seconds"), a.at("trusted_flagger").as_bool() ? "yes" : "no");
  });
  return kDone;
}

Result<int> own_window(const Session& session, const BatchOptions& options) {
  json::object ask;
  if (options.undo_seconds >= 0) ask["seconds"] = options.undo_seconds;
  JIUM_TRY(const json::value answer, session.post("/undo-window", ask));
  session.show(answer, [](const json::value&) { fmt::print("noted\n"); });
  return kDone;
}

Result<int> investigation(const Session& session, const BatchOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/cases/" + options.the_case + "/investigation",
                                                  json::object{{"number", options.number}}));
  session.show(answer, [](const json::value&) { fmt::print("noted\n"); });
  return kDone;
}

void print_rules(const json::value& a) {
  for (const json::value& rule : a.at("rules").as_array()) {
    const bool days = !rule.at("working_days").is_null();
    fmt::print("{:<18} {:>4} {:<12} {:<11}{}  {}\n", text_at(rule, "id"),
               text_at(rule, days ? "working_days" : "hours"), days ? "working days" : "hours",
               rule.at("statutory").as_bool() ? "statutory" : "own target",
               rule.at("planned").as_bool() ? "  planned, not in force" : "", text_at(rule, "title"));
  }
}

void add_batch_verbs(CLI::App& batch, Session& session, const std::shared_ptr<BatchOptions>& options) {
  CLI::App* made = batch.add_subcommand("prepare", "draft and group requests; nothing is sent");
  made->add_option("SIGHTINGS", options->sightings, "their ids, S-...");
  made->add_flag("--due", options->due, "everything that is due");
  made->callback([=, &session] { session.action = [=, &session] { return prepare(session, *options); }; });

  CLI::App* shown = batch.add_subcommand("show", "one batch, or the list of them");
  shown->add_option("BATCH", options->batch, "its id, Z-...");
  shown->add_flag("--letters", options->letters, "the letters as they would go, addresses folded");
  CLI::Option* reveal = shown->add_option(
      "--reveal", options->reveal,
      "one letter with its addresses, by its number: each of them counts as one that was shown to you");
  CLI::Option* task = shown->add_option(
      "--task", options->task, "what the addresses are for; one of: " + choices_of<casework::RevealTask>());
  reveal->needs(task);
  task->needs(reveal);
  shown->callback([=, &session] { session.action = [=, &session] { return show(session, *options); }; });

  CLI::App* confirmed = batch.add_subcommand("confirm", "have its letters sent");
  confirmed->add_option("BATCH", options->batch, "its id, Z-...")->required();
  confirmed->add_option("--undo-seconds", options->undo_seconds, "how long it can be undone");
  confirmed->callback(
      [=, &session] { session.action = [=, &session] { return confirm(session, *options); }; });

  CLI::App* undone = batch.add_subcommand("undo", "take all of it back, while no letter has begun to leave");
  undone->add_option("BATCH", options->batch, "its id, Z-...")->required();
  undone->callback([=, &session] { session.action = [=, &session] { return undo(session, *options); }; });
}

void add_letter_verbs(CLI::App& letters, Session& session, const std::shared_ptr<BatchOptions>& options) {
  CLI::App* set = letters.add_subcommand("set", "how the centre writes; without options, what is set");
  set->add_option("--signed-by", options->signed_by, "who signs for the centre");
  set->add_flag("--signed-by-the-centre", options->nobody_signs, "the centre itself signs");
  set->add_option("--undo-seconds", options->undo_seconds, "how long a confirmed batch can be undone");
  set->add_option("--trusted-flagger", options->trusted_flagger, "Regulation (EU) 2022/2065, article 22")
      ->check(CLI::IsMember({"yes", "no"}));
  set->callback([=, &session] { session.action = [=, &session] { return settings(session, *options); }; });

  CLI::App* window = letters.add_subcommand("my-undo", "your own time to undo; without it, the centre's");
  window->add_option("--seconds", options->undo_seconds, "0 to 86400");
  window->callback(
      [=, &session] { session.action = [=, &session] { return own_window(session, *options); }; });

  CLI::App* noted = letters.add_subcommand("investigation", "the number that a case's letters name");
  noted->add_option("CASE", options->the_case, "its id, C-...")->required();
  noted->add_option("NUMBER", options->number, "as police gave it; none: letters name none");
  noted->callback(
      [=, &session] { session.action = [=, &session] { return investigation(session, *options); }; });

  CLI::App* rules = letters.add_subcommand("rules", "the removal rules that this version knows");
  rules->callback([=, &session] {
    session.action = [&session]() -> Result<int> {
      JIUM_TRY(const json::value answer, session.get("/rules"));
      session.show(answer, print_rules);
      return kDone;
    };
  });
}

}  // namespace

void add_batch_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<BatchOptions>();
  CLI::App* batch = app.add_subcommand("batch", "many removal requests in one act");
  batch->require_subcommand(1);
  add_batch_verbs(*batch, session, options);
  CLI::App* letters = app.add_subcommand("letters", "how letters are written, and under which rules");
  letters->require_subcommand(1);
  add_letter_verbs(*letters, session, options);
}

}  // namespace jium::cli
