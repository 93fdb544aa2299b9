#include <fmt/format.h>

#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/removal/task.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct TaskOptions {
  std::string task, words, receipt, person, means, seen_at;
  bool all = false, declined = false, address = false, gone = false, still_there = false;
};

void print_task(const json::value& t) {
  fmt::print("{}  {:<21} {:<8} {}  due {}  {}{}\n", text_at(t, "id"), text_at(t, "kind"), text_at(t, "state"),
             text_at(t, "subject"), text_at(t, "due_at"), text_at(t, "assigned_to"),
             text_at(t, "note").empty() ? "" : "  " + text_at(t, "note"));
}

Result<int> list(const Session& session, const TaskOptions& options) {
  JIUM_TRY(const json::value answer, session.get_all(options.all ? "/tasks?state=all" : "/tasks", "tasks"));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("tasks").as_array()) print_task(one);
    if (a.at("tasks").as_array().empty()) fmt::print("no tasks\n");
  });
  return kDone;
}

// With --address, as any reveal: after a step-up, counted, and kept for the centre to see.
Result<int> show(const Session& session, const TaskOptions& options) {
  JIUM_TRY(json::value answer, session.get("/tasks/" + options.task));
  if (options.address) {
    const std::string sighting = text_at(answer, "sighting");
    if (sighting == "-")
      return fault(FaultKind::conflict, "this task is about no sighting: there is no address to show");
    JIUM_TRY(const json::value revealed,
             session.post("/sightings/" + sighting + "/reveal", json::object{{"task", "send_request"}}));
    answer.as_object()["revealed"] = revealed;
  }
  session.show(answer, [](const json::value& a) {
    print_task(a.at("task"));
    for (const json::value& one : a.at("values").as_array())
      fmt::print("  {:<14} {}\n", text_at(one, "what"), text_at(one, "value"));
    if (const json::value* shown = a.as_object().if_contains("revealed"))
      fmt::print("  {:<14} {}\n", "address", text_at(*shown, "address"));
  });
  return kDone;
}

Result<int> take(const Session& session, const TaskOptions& options) {
  json::object ask;
  if (!options.person.empty()) ask["person"] = options.person;
  JIUM_TRY(const json::value answer, session.post("/tasks/" + options.task + "/take", ask));
  session.show(answer, print_task);
  return kDone;
}

Result<int> finish(const Session& session, const TaskOptions& options) {
  json::object ask{{"end", options.declined ? "declined" : "done"}};
  if (!options.words.empty()) ask["words"] = options.words;
  if (!options.receipt.empty()) ask["receipt"] = options.receipt;
  if (options.gone || options.still_there) {
    json::object saw{{"still_there", options.still_there}, {"means", options.means}};
    if (!options.seen_at.empty()) saw["at"] = options.seen_at;
    ask["saw"] = std::move(saw);
  }
  JIUM_TRY(const json::value answer, session.post("/tasks/" + options.task + "/finish", ask));
  session.show(answer, print_task);
  return kDone;
}

}  // namespace

void add_task_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<TaskOptions>();
  CLI::App* parent = app.add_subcommand("task", "what you have to do because jium cannot do it by itself");
  parent->require_subcommand(1);
  CLI::App* listing = parent->add_subcommand("list", "the open ones, the earliest due first");
  listing->add_flag("--all", options->all, "also those that are finished");
  listing->callback([=, &session] { session.action = [=, &session] { return list(session, *options); }; });
  CLI::App* showing = parent->add_subcommand("show", "a task, and every value that it needs, ready to copy");
  showing->add_flag("--address", options->address,
                    "the address of the footage as well: counted, and after `jium step-up`");
  showing->callback([=, &session] { session.action = [=, &session] { return show(session, *options); }; });
  CLI::App* taking = parent->add_subcommand("take", "make it yours, or a colleague's");
  taking->add_option("--person", options->person, "a colleague, U-...");
  taking->callback([=, &session] { session.action = [=, &session] { return take(session, *options); }; });
  CLI::App* finishing = parent->add_subcommand("done", "it is done, or it cannot be");
  finishing->add_flag("--declined", options->declined, "it cannot be, or it did not arrive: say why");
  finishing->add_option("--words", options->words, "what came of it; an answer to a question goes back");
  finishing->add_option("--receipt", options->receipt, "the operator's receipt number, or another proof");
  CLI::Option* const gone = finishing->add_flag(
      "--gone", options->gone, "you looked at the place by your own means: nothing is there");
  finishing->add_flag("--still-there", options->still_there, "you looked, and it is there")->excludes(gone);
  finishing
      ->add_option("--means", options->means,
                   "how you looked: own_account, as_member, other_network, by_telephone, other")
      ->default_val("own_account");
  finishing->add_option("--seen-at", options->seen_at, "when you looked (2026-11-22T10:00:00.000Z); now");
  finishing->callback(
      [=, &session] { session.action = [=, &session] { return finish(session, *options); }; });
  for (CLI::App* command : {showing, taking, finishing})
    command->add_option("TASK", options->task, "its id, T-...")->required();
}

}  // namespace jium::cli
