#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/seen_file.h"
#include "jium/registry/appeal.h"
#include "jium/registry/footage_life.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct LifeOptions {
  std::string footage, basis, scheme = "kr-illegal-footage", version = "2020-12-10", code;
  std::string level, group, name, verdict = "illegal", appeal, outcome, entry, words, address, file;
  std::string sighting;
  std::vector<std::string> invite;
};
using Shared = std::shared_ptr<LifeOptions>;
using Run = Result<int> (*)(const Session&, const LifeOptions&);

json::object code_json(const LifeOptions& options) {
  return {{"scheme", options.scheme}, {"version", options.version}, {"code", options.code}};
}

std::string class_text(const json::value& one, std::string_view member) {
  const json::value& what = one.at(json::string_view(member.data(), member.size()));
  if (what.is_null()) return "-";
  return text_at(what, "scheme") + " " + text_at(what, "version") + " " + text_at(what, "code");
}

void print_shared(const json::value& shared) {
  for (const json::value& one : shared.at("decisions").as_array())
    fmt::print("  {}  {} by {}, {} people, {}\n", text_at(one, "at"), text_at(one, "verdict"),
               text_at(one, "by"), text_at(one, "reviewers"), class_text(one, "legal_class"));
  for (const json::value& one : shared.at("labels").as_array())
    fmt::print("  {}  label {}  by a {}\n", text_at(one, "at"), class_text(one, "what"), text_at(one, "by"));
  for (const json::value& one : shared.at("sightings").as_array())
    fmt::print("  seen in {} on a place of kind {}: {}\n", text_at(one, "month"), text_at(one, "site_kind"),
               text_at(one, "state"));
}

void print_footage(const json::value& seen) {
  fmt::print("{}  {}  {}  {}  class {}\n", text_at(seen, "id"), seen.at("own").as_bool() ? "yours" : "shared",
             text_at(seen, "kind"), text_at(seen, "state"), class_text(seen, "legal_class"));
  if (!seen.at("shared").is_null()) print_shared(seen.at("shared"));
  if (seen.at("life").is_null()) return;
  const json::value& life = seen.at("life");
  fmt::print("  shared with {} {}  basis {}  {}{}\n", text_at(life, "level"), text_at(life, "group"),
             text_at(life, "legal_basis"), life.at("awaits_decision").as_bool() ? "waits for a decision" : "",
             life.at("under_review").as_bool() ? "under review" : "");
  for (const json::value& one : life.at("decisions").as_array()) {
    fmt::print("  {}  {} by {}, {} people, {}\n", text_at(one, "at"), text_at(one, "verdict"),
               text_at(one, "by"), text_at(one, "reviewers"), class_text(one, "legal_class"));
  }
  for (const json::value& one : life.at("labels").as_array())
    fmt::print("  {}  label {}  by {}\n", text_at(one, "at"), class_text(one, "what"),
               text_at(one, "labeller"));
}

Result<int> show(const Session& session, const Result<json::value>& answer,
                 void (*print)(const json::value&)) {
  if (!answer) return answer.fault();
  session.show(*answer, print);
  return kDone;
}

Result<int> show_footage(const Session& session, const LifeOptions& options) {
  return show(session, session.get("/footage/" + options.footage), print_footage);
}

Result<int> submit(const Session& session, const LifeOptions& options) {
  return show(session,
              session.post("/footage/" + options.footage + "/submit",
                           json::object{{"legal_basis", options.basis}, {"proposed", code_json(options)}}),
              print_footage);
}

Result<int> confirm(const Session& session, const LifeOptions& options) {
  return show(session, session.post("/footage/" + options.footage + "/confirm", json::object{}),
              print_footage);
}

Result<int> share(const Session& session, const LifeOptions& options) {
  json::object ask{{"level", options.level}};
  if (!options.group.empty()) ask["group"] = options.group;
  return show(session, session.post("/footage/" + options.footage + "/share", ask), print_footage);
}

Result<int> share_sighting(const Session& session, const LifeOptions& options) {
  json::object ask{{"level", options.level}};
  if (!options.group.empty()) ask["group"] = options.group;
  return show(session, session.post("/sightings/" + options.sighting + "/share", ask),
              [](const json::value& one) { fmt::print("shared with {}\n", text_at(one, "level")); });
}

Result<int> label(const Session& session, const LifeOptions& options) {
  json::object ask = code_json(options);
  if (!options.level.empty()) ask["level"] = options.level;
  if (!options.group.empty()) ask["group"] = options.group;
  return show(session, session.post("/footage/" + options.footage + "/label", ask),
              [](const json::value& one) { fmt::print("labelled {}\n", class_text(one, "what")); });
}

Result<int> queue(const Session& session, const LifeOptions&) {
  return show(session, session.get("/decisions/queue"), [](const json::value& all) {
    for (const json::value& one : all.at("footage").as_array()) {
      fmt::print("{}  {}  from {}  proposed {}  basis {}  votes {}{}{}\n", text_at(one, "footage"),
                 text_at(one, "kind"), text_at(one, "source"), class_text(one, "proposed"),
                 text_at(one, "legal_basis"), text_at(one, "votes"),
                 one.at("voted").as_bool() ? " (yours too)" : "",
                 one.at("under_review").as_bool() ? "  under review" : "");
    }
  });
}

Result<int> vote(const Session& session, const LifeOptions& options) {
  return show(
      session,
      session.post(
          "/decisions/" + options.footage + "/vote",
          json::object{
              {"verdict", options.verdict}, {"legal_class", code_json(options)}, {"grounds", options.basis}}),
      [](const json::value& one) {
        if (one.at("decision").is_null()) {
          fmt::print("counted: {} votes, {} have to agree\n", text_at(one, "votes"), text_at(one, "needed"));
        } else {
          fmt::print("decided: {}\n", text_at(one.at("decision"), "verdict"));
        }
      });
}

void print_appeal(const json::value& one) {
  fmt::print("{}  {}  about {}  {}  filed {}  \"{}\"\n", text_at(one, "id"), text_at(one, "state"),
             text_at(one, "footage") == "-" ? text_at(one, "entry") : text_at(one, "footage"),
             text_at(one, "code"), text_at(one, "filed_at"), text_at(one, "words"));
}

Result<int> file_appeal(const Session& session, const LifeOptions& options) {
  json::object ask{{"entry", options.entry}, {"code", options.code}};
  if (!options.words.empty()) ask["words"] = options.words;
  return show(session, session.post("/appeals", ask), print_appeal);
}

Result<int> list_appeals(const Session& session, const LifeOptions&) {
  return show(session, session.get("/appeals"), [](const json::value& all) {
    for (const json::value& one : all.at("appeals").as_array()) print_appeal(one);
  });
}

Result<int> decide_appeal(const Session& session, const LifeOptions& options) {
  return show(
      session,
      session.post("/appeals/" + options.appeal + "/decide", json::object{{"outcome", options.outcome}}),
      [](const json::value& one) {
        print_appeal(one.at("appeal"));
        fmt::print("  {} votes, {} have to agree\n", text_at(one, "votes"), text_at(one, "needed"));
      });
}

void print_group(const json::value& one) {
  fmt::print("{}  {}\n", text_at(one, "id"), text_at(one, "name"));
  for (const json::value& member : one.at("members").as_array())
    fmt::print("  {}  invited {}  joined {}\n", text_at(member, "organisation"),
               text_at(member, "invited_at"), text_at(member, "joined_at"));
}

Result<int> make_group(const Session& session, const LifeOptions& options) {
  json::array invite;
  for (const std::string& one : options.invite) invite.emplace_back(one);
  return show(session, session.post("/groups", json::object{{"name", options.name}, {"invite", invite}}),
              print_group);
}

Result<int> join_group(const Session& session, const LifeOptions& options) {
  return show(session, session.post("/groups/" + options.group + "/join", json::object{}), print_group);
}

Result<int> list_groups(const Session& session, const LifeOptions&) {
  return show(session, session.get("/groups"), [](const json::value& all) {
    for (const json::value& one : all.at("groups").as_array()) print_group(one);
  });
}

Result<int> report_sighting(const Session& session, const LifeOptions& options) {
  return show(session, tell_what_was_seen(session, "/sightings/report", options.address, options.file),
              [](const json::value&) { fmt::print("received\n"); });
}

CLI::App* add(CLI::App& parent, Session& session, const Shared& options, const char* name, const char* what,
              Run run) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
  return command;
}

void add_class(CLI::App& command, const Shared& options, const char* what) {
  command.add_option("--class", options->code, what)->required();
  command.add_option("--scheme", options->scheme, "the scheme of the class")->capture_default_str();
  command.add_option("--scheme-version", options->version, "its version")->capture_default_str();
}

std::string codes_of(registry::SchemeUse use) {
  std::string codes;
  for (const auto& one : registry::SchemeBook::built_in().classes()) {
    if (one.use == use) codes += (codes.empty() ? "" : ", ") + one.what.code;
  }
  return codes;
}

std::string bases() {
  std::string codes;
  for (const auto& one : registry::LegalBook::built_in().bases())
    codes += (codes.empty() ? "" : ", ") + one.code;
  return codes;
}

void add_footage_commands(CLI::App& app, Session& session, const Shared& options) {
  CLI::App* parent = app.add_subcommand("footage", "the life of footage: decisions, sharing, labels");
  parent->require_subcommand(1);
  CLI::App* showing =
      add(*parent, session, options, "show", "what is decided and who shares in it", show_footage);
  CLI::App* submitting = add(*parent, session, options, "submit", "submit it for a decision", submit);
  submitting->add_option("--basis", options->basis, "the legal basis: " + bases())->required();
  add_class(*submitting, options,
            "the class you propose; self_registered (--scheme jium-on-device "
            "--scheme-version 2026-11-01) for a survivor's own device");
  CLI::App* confirming =
      add(*parent, session, options, "confirm",
          "confirm, as a second person of another role, what came from a survivor's device", confirm);
  CLI::App* sharing = add(*parent, session, options, "share", "set how far it is shared", share);
  sharing->add_option("--level", options->level, "one of: " + choices_of<registry::SharingLevel>())
      ->required();
  sharing->add_option("--group", options->group, "for the level group: its id, G-...");
  CLI::App* sharing_sighting =
      add(*parent, session, options, "share-sighting",
          "set how far a sighting is shared: never further than its footage", share_sighting);
  sharing_sighting->add_option("SIGHTING", options->sighting, "its id, S-...")->required();
  sharing_sighting->add_option("--level", options->level, "one of: " + choices_of<registry::SharingLevel>())
      ->required();
  sharing_sighting->add_option("--group", options->group, "for the level group: its id, G-...");
  CLI::App* labelling =
      add(*parent, session, options, "label", "say something about it that decides nothing", label);
  labelling->add_option("--code", options->code, "one of: " + codes_of(registry::SchemeUse::label))
      ->required();
  labelling->add_option("--scheme", options->scheme, "the scheme of the code")->required();
  labelling->add_option("--scheme-version", options->version, "its version")->required();
  labelling->add_option(
      "--level", options->level,
      "how far it is shared, else as far as the footage; one of: " + choices_of<registry::SharingLevel>());
  labelling->add_option("--group", options->group, "for the level group: its id, G-...");
  for (CLI::App* command : {showing, submitting, confirming, sharing, labelling})
    command->add_option("FOOTAGE", options->footage, "its id, F-...")->required();
}

void add_committee_commands(CLI::App& app, Session& session, const Shared& options) {
  CLI::App* parent = app.add_subcommand("committee", "the committee's desk: what waits, votes, appeals");
  parent->require_subcommand(1);
  add(*parent, session, options, "queue", "what waits for a decision, the oldest first", queue);
  CLI::App* voting = add(*parent, session, options, "vote", "your vote; enough that agree decide", vote);
  voting->add_option("FOOTAGE", options->footage, "its id, F-...")->required();
  voting->add_option("--verdict", options->verdict, "one of: " + choices_of<registry::Verdict>())
      ->capture_default_str();
  voting->add_option("--grounds", options->basis, "one of: " + bases())->required();
  add_class(*voting, options, "the class");
  add(*parent, session, options, "appeals", "the appeals that are open", list_appeals);
  CLI::App* deciding = add(
      *parent, session, options, "decide-appeal",
      "your vote on an appeal: upheld, the decision stands and the entry stays in the feeds; withdrawn, the "
      "entry leaves them",
      decide_appeal);
  deciding->add_option("APPEAL", options->appeal, "its id, J-...")->required();
  deciding->add_option("--outcome", options->outcome, "one of: " + choices_of<registry::AppealOutcome>())
      ->required();
}

void add_group_commands(CLI::App& app, Session& session, const Shared& options) {
  CLI::App* parent = app.add_subcommand("group", "groups of organisations to share with");
  parent->require_subcommand(1);
  CLI::App* making = add(*parent, session, options, "make", "make one and invite others", make_group);
  making->add_option("NAME", options->name, "what it is called")->required();
  making->add_option("--invite", options->invite, "organisations, O-...")->delimiter(',');
  CLI::App* joining = add(*parent, session, options, "join", "accept an invitation", join_group);
  joining->add_option("GROUP", options->group, "its id, G-...")->required();
  add(*parent, session, options, "list", "those you are in or invited to", list_groups);
}

void add_appeal_commands(CLI::App& app, Session& session, const Shared& options) {
  CLI::App* parent = app.add_subcommand("appeal", "a platform's appeals against entries of its feed");
  parent->require_subcommand(1);
  CLI::App* filing = add(*parent, session, options, "file", "say that an entry is wrong", file_appeal);
  filing->add_option("ENTRY", options->entry, "its id, E-..., as in the feed")->required();
  filing->add_option("--code", options->code, "one of: " + choices_of<registry::AppealCode>())->required();
  filing->add_option("--words", options->words, "a line for the committee; at most 500 bytes");
  add(*parent, session, options, "list", "your appeals, the newest first", list_appeals);
}

}  // namespace

void add_life_commands(CLI::App& app, Session& session) {
  add_footage_commands(app, session, std::make_shared<LifeOptions>());
  add_committee_commands(app, session, std::make_shared<LifeOptions>());
  add_group_commands(app, session, std::make_shared<LifeOptions>());
  add_appeal_commands(app, session, std::make_shared<LifeOptions>());
  const auto options = std::make_shared<LifeOptions>();
  CLI::App* monitor =
      add(app, session, options, "report-sighting",
          "as a monitor: where matching media was seen; the file stays where it is", report_sighting);
  monitor->add_option("ADDRESS", options->address, "where it was seen")->required();
  monitor->add_option("FILE", options->file, "what was seen there")->required();
}

}  // namespace jium::cli
