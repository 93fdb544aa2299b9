#include <fmt/format.h>
#include <unistd.h>

#include <thread>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/recognition_text.h"
#include "jium/cli/seen_file.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kPollEvery{250};
constexpr std::chrono::minutes kPatience{2};

struct PlaceOptions {
  std::string address;
  std::string file;
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

void print_told(const json::value& told) {
  const json::value& sighting = told.at("sighting");
  if (sighting.is_null()) {
    fmt::print("it matches nothing of yours: nothing is recorded\n");
    return;
  }
  fmt::print("this is {}, seen as {} at {}{}{}\n", text_at(sighting, "footage"), text_at(sighting, "id"),
             text_at(sighting, "place"), told.at("was_live").as_bool() ? ": known already" : "",
             sighting.at("recurrence_of").is_null() ? "" : ": it has come back");
}

// Where jium cannot look by itself, an officer's file tells what is there.
Result<int> sight_as_told(const Session& session, const PlaceOptions& options) {
  JIUM_TRY(const json::value told, tell_what_was_seen(session, "/sightings", options.address, options.file));
  session.show(told, print_told);
  return told.at("sighting").is_null() ? kNo : kDone;
}

Result<int> sight(const Session& session, const PlaceOptions& options) {
  if (!options.file.empty()) return sight_as_told(session, options);
  JIUM_TRY(json::value inspection, session.post("/inspections", json::object{{"address", options.address}}));
  if (!options.no_wait) {
    JIUM_TRY(inspection, wait_for(session, std::move(inspection)));
  }
  session.show(inspection, print_inspection);
  const bool looked_in_vain = !options.no_wait && text_at(inspection, "finding") != "recognised";
  return looked_in_vain ? kNo : kDone;
}

}  // namespace

void add_place_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<PlaceOptions>();
  CLI::App* sighting = app.add_subcommand("sight",
                                          "look at an address: is footage of your centre there? A picture's "
                                          "own address, or that of a page with its media");
  sighting->add_option("ADDRESS", options->address, "http:// or https://")->required();
  sighting->add_flag("--no-wait", options->no_wait,
                     "do not wait for the answer (else for two minutes at most)");
  sighting->add_option("--file", options->file,
                       "for a place that jium cannot see, behind a sign-in for instance: what you saw there; "
                       "fingerprinted here, it stays where it is");
  sighting->callback([=, &session] { session.action = [=, &session] { return sight(session, *options); }; });
}

}  // namespace jium::cli
