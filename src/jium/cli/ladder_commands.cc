#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/ladder.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct LadderOptions {
  std::string sighting, reason, until, rung;
  bool withdraw = false;
};
using Shared = std::shared_ptr<LadderOptions>;

std::string next_text(const json::value& ladder) {
  const json::value& next = ladder.at("next");
  if (next.is_null()) return "nothing";
  return text_at(next, "what") + " " + text_at(next, "rung") + " at " + text_at(next, "at");
}

void print_ladder(const json::value& ladder) {
  fmt::print("{}  {}  case {}  plan {}\n", text_at(ladder, "sighting"), text_at(ladder, "state"),
             text_at(ladder, "case"), text_at(ladder, "plan"));
  if (!ladder.at("held_for").is_null())
    fmt::print("  stands still: {}  until {}\n", text_at(ladder, "held_for"), text_at(ladder, "until"));
  if (!ladder.at("ended_for").is_null())
    fmt::print("  ended {}: {}\n", text_at(ladder, "ended_at"), text_at(ladder, "ended_for"));
  if (!ladder.at("confirmed_until").is_null())
    fmt::print("  confirmed as it climbs until {}\n", text_at(ladder, "confirmed_until"));
  fmt::print("  next: {}\n", next_text(ladder));
  for (const json::value& step : ladder.at("steps").as_array()) {
    const std::string how = !step.at("skipped_for").is_null() ? text_at(step, "skipped_for")
                            : !step.at("ended_by").is_null()  ? text_at(step, "ended_by")
                                                              : "";
    std::string requests;
    for (const json::value& one : step.at("requests").as_array())
      requests += "  " + std::string(std::string_view(one.get_string().data(), one.get_string().size()));
    fmt::print("  {:<14} {:<10} {:<12} due {}{}\n", text_at(step, "rung"), text_at(step, "state"), how,
               text_at(step, "due_at"), requests);
  }
  if (!ladder.at("block_request").is_null())
    fmt::print("  asked of the committee: {}\n", text_at(ladder, "block_request"));
}

std::string path_of(const LadderOptions& options, std::string_view verb = {}) {
  return "/sightings/" + options.sighting + "/ladder" + (verb.empty() ? "" : "/" + std::string(verb));
}

// "72h", "14d" from now, or an instant.
Result<std::string> instant_of(const std::string& text) {
  if (const auto duration = parse_duration(text)) return to_text(SystemClock().now() + *duration);
  JIUM_TRY(const Instant at, parse_instant(text));
  return to_text(at);
}

Result<int> show(const Session& session, const LadderOptions& options) {
  JIUM_TRY(const json::value answer, session.get(path_of(options)));
  session.show(answer, print_ladder);
  return kDone;
}

Result<int> list(const Session& session) {
  JIUM_TRY(const json::value answer, session.get_all("/ladders", "ladders"));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("ladders").as_array())
      fmt::print("{}  {:<10} next: {}\n", text_at(one, "sighting"), text_at(one, "state"), next_text(one));
  });
  return kDone;
}

Result<int> change(const Session& session, const LadderOptions& options, std::string_view verb,
                   const json::object& body) {
  JIUM_TRY(const json::value answer, session.post(path_of(options, verb), body));
  session.show(answer, print_ladder);
  return kDone;
}

Result<int> hold(const Session& session, const LadderOptions& options, std::string_view verb) {
  JIUM_TRY(const std::string until, instant_of(options.until));
  return change(session, options, verb, {{"reason", options.reason}, {"until", until}});
}

Result<int> confirm_ahead(const Session& session, const LadderOptions& options) {
  if (options.withdraw == !options.until.empty())
    return fault(FaultKind::malformed, "say --until, or --withdraw to take the word back");
  if (options.withdraw) return change(session, options, "confirm-ahead", json::object{});
  JIUM_TRY(const std::string until, instant_of(options.until));
  return change(session, options, "confirm-ahead", {{"until", until}});
}

void add_holds(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* pausing = parent.add_subcommand("pause", "have it stand still; then it climbs on by itself");
  pausing->callback(
      [=, &session] { session.action = [=, &session] { return hold(session, *options, "pause"); }; });
  CLI::App* taking = parent.add_subcommand("take-over", "climb by hand; you are reminded at that time");
  taking->callback(
      [=, &session] { session.action = [=, &session] { return hold(session, *options, "take-over"); }; });
  for (CLI::App* command : {pausing, taking}) {
    command->add_option("SIGHTING", options->sighting, "its id, S-...")->required();
    command->add_option("--reason", options->reason, "survivor_asks, investigation, talks or needs_a_person")
        ->required();
    command->add_option("--until", options->until, "72h or 14d from now, or a time")->required();
  }
}

}  // namespace

void add_ladder_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<LadderOptions>();
  CLI::App* parent =
      app.add_subcommand("ladder", "who is asked next when the one who was asked did not remove");
  parent->require_subcommand(1);
  CLI::App* listing =
      parent->add_subcommand("list", "those that have not ended, the earliest next action first");
  listing->callback([&session] { session.action = [&session] { return list(session); }; });
  CLI::App* showing = parent->add_subcommand("show", "who was asked about a sighting, who is next, and when");
  showing->callback([=, &session] { session.action = [=, &session] { return show(session, *options); }; });
  CLI::App* resuming =
      parent->add_subcommand("resume", "have it climb on, and try again the steps on which nobody was known");
  resuming->callback([=, &session] {
    session.action = [=, &session] { return change(session, *options, "resume", json::object{}); };
  });
  CLI::App* skipping = parent->add_subcommand("skip", "pass over a step");
  skipping->callback([=, &session] {
    session.action = [=, &session] {
      return change(session, *options, "skip", {{"rung", options->rung}, {"reason", options->reason}});
    };
  });
  CLI::App* confirming =
      parent->add_subcommand("confirm-ahead", "your word for what it will draft, until a time");
  confirming->callback(
      [=, &session] { session.action = [=, &session] { return confirm_ahead(session, *options); }; });
  for (CLI::App* command : {showing, resuming, skipping, confirming})
    command->add_option("SIGHTING", options->sighting, "its id, S-...")->required();
  skipping->add_option("RUNG", options->rung, "one of: " + choices_of<removal::Rung>())->required();
  skipping
      ->add_option("--reason", options->reason, "not_useful, would_endanger, agreed_otherwise or wrong_party")
      ->required();
  confirming->add_option("--until", options->until, "72h or 14d from now, or a time; at most 90 days");
  confirming->add_flag("--withdraw", options->withdraw, "take the word back");
  add_holds(*parent, session, options);
}

}  // namespace jium::cli
