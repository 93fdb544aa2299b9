#include <fmt/format.h>

#include "jium/casework/vigil.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct WatchOptions {
  std::string request, the_case, vigil, language = "ko", file;
  int number = 0, every_days = 30;
  bool not_told = false;
};
using Shared = std::shared_ptr<WatchOptions>;
using Run = Result<int> (*)(const Session&, const WatchOptions&);

Result<int> show_check(const Session& session, const WatchOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/requests/" + options.request +
                                                 "/check?number=" + std::to_string(options.number)));
  session.show(answer, [](const json::value& a) {
    fmt::print("{}\n", text_at(a, "record"));
    fmt::print("key      {}\ndigest   {}\nin the audit log as entry {}, details {}\n", text_at(a, "key"),
               text_at(a, "digest"), text_at(a, "log_entry"), text_at(a, "digest"));
  });
  return kDone;
}

void print_vigil(const json::value& v) {
  fmt::print("{}  {:<7} case {}  {}  every {} days  due {}{}\n", text_at(v, "id"), text_at(v, "state"),
             text_at(v, "case"), text_at(v, "language"), text_at(v, "every_days"), text_at(v, "due_at"),
             text_at(v, "found") == "-" ? "" : "  found " + text_at(v, "found"));
}

Result<int> open_vigil(const Session& session, const WatchOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/vigils", json::object{{"case", options.the_case},
                                                                          {"language", options.language},
                                                                          {"every_days", options.every_days},
                                                                          {"told", !options.not_told}}));
  session.show(answer, print_vigil);
  return kDone;
}

Result<int> list_vigils(const Session& session, const WatchOptions&) {
  JIUM_TRY(const json::value answer, session.get("/vigils"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("vigils").as_array()) print_vigil(one);
    if (a.at("vigils").as_array().empty()) fmt::print("no vigils\n");
  });
  return kDone;
}

Result<int> show_vigil(const Session& session, const WatchOptions& options) {
  if (options.vigil.empty()) return list_vigils(session, options);
  JIUM_TRY(const json::value answer, session.get("/vigils/" + options.vigil));
  session.show(answer, [](const json::value& a) {
    print_vigil(a.at("vigil"));
    const json::value& since = a.at("since");
    fmt::print("  since {}: {} files asked about, {} places looked at, {} reports, {} platforms\n",
               text_at(a.at("vigil"), "counted_from"), text_at(since, "matches"), text_at(since, "looks"),
               text_at(since, "reports"), text_at(since, "platforms"));
    for (const json::value& one : a.at("statements").as_array())
      fmt::print("\n-- statement of {} --\n{}", text_at(one, "made_at"), text_at(one, "text"));
  });
  return kDone;
}

Result<int> make_statement(const Session& session, const WatchOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/vigils/" + options.vigil + "/statement", json::object{}));
  session.show(answer, [](const json::value& a) { fmt::print("{}", text_at(a, "text")); });
  return kDone;
}

template <const char* Turn>
Result<int> turn_vigil(const Session& session, const WatchOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/vigils/" + options.vigil + "/turn", json::object{{"turn", Turn}}));
  session.show(answer, print_vigil);
  return kDone;
}

constexpr char kPause[] = "pause";
constexpr char kResume[] = "resume";
constexpr char kEnd[] = "end";

CLI::App* add(CLI::App& parent, const char* name, const char* what, Session& session, const Shared& options, Run run) {
  CLI::App* const command = parent.add_subcommand(name, what);
  command->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
  return command;
}

void add_vigil_verbs(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* const open =
      add(parent, "open", "watch over a case's fingerprints for somebody who is afraid", session, options, &open_vigil);
  open->add_option("--case", options->the_case, "its id, C-...")->required();
  open->add_option("--lang", options->language, "of its statements: " + choices_of<casework::VigilLanguage>());
  open->add_option("--every", options->every_days, "days between two statements, 7 to 366");
  open->add_flag("--not-told", options->not_told, "the person does not want to be told for now");
  CLI::App* const show =
      add(parent, "show", "a vigil and its statements; without an id, all, the next due first", session, options,
          &show_vigil);
  show->add_option("VIGIL", options->vigil, "its id, V-...");
  CLI::App* const statement = add(parent, "statement", "make the calm statement, to hand it over now", session, options,
                                  &make_statement);
  CLI::App* const pause =
      add(parent, "pause", "the person does not want to be told; comparing goes on", session, options,
          &turn_vigil<kPause>);
  CLI::App* const resume =
      add(parent, "resume", "the person wants to be told again", session, options, &turn_vigil<kResume>);
  CLI::App* const end = add(parent, "end", "end it", session, options, &turn_vigil<kEnd>);
  for (CLI::App* const command : {statement, pause, resume, end})
    command->add_option("VIGIL", options->vigil, "its id, V-...")->required();
}

}  // namespace

void add_watch_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<WatchOptions>();
  CLI::App* const check = app.add_subcommand("check", "looks at places under request");
  check->require_subcommand(1);
  CLI::App* const show =
      add(*check, "show", "what was kept of one look, and where the audit log has it", session, options, &show_check);
  show->add_option("REQUEST", options->request, "its id, R-...")->required();
  show->add_option("NUMBER", options->number, "which of its looks, as `request show` numbers them")->required();
  CLI::App* const vigil = app.add_subcommand("vigil", "a calm watch on fingerprints alone");
  vigil->require_subcommand(1);
  add_vigil_verbs(*vigil, session, options);
}

}  // namespace jium::cli
