#include "jium/desk/keep_task.h"
#include "jium/http/list_page.h"
#include "jium/http/routes.h"
#include "jium/http/task_types.h"

namespace jium::http {
namespace {

wire::Task present(const removal::Task& task) {
  wire::Task shown{task.id,
                   task.kind,
                   task.the_case,
                   task.request,
                   task.subject,
                   task.note.reveal(),
                   task.state,
                   task.opened_by,
                   task.opened_at,
                   task.due_at,
                   task.assigned_to,
                   task.finished_by,
                   task.finished_at,
                   task.words.reveal(),
                   task.receipt.reveal(),
                   {}};
  if (task.state != removal::TaskState::open) return shown;
  shown.abilities = {"take", "decline"};
  if (task.kind != removal::TaskKind::confirm_recipe) shown.abilities.emplace_back("finish");
  return shown;
}

Result<Reply> list_tasks(const Call& call) {
  const std::string* state = call.request.query("state");
  const bool every = state != nullptr && *state == "all";
  if (state != nullptr && !every && *state != "open")
    return fault(FaultKind::malformed, "the query parameter state is open or all");
  JIUM_TRY(const auto page, list_page(call.request));
  JIUM_TRY(auto tasks, desk::list_tasks(call.desk, call.tx, call.actor, !every, page));
  wire::Tasks shown;
  shown.next =
      cut_page(tasks, page, [](const removal::Task& one) { return store::place_of(one.due_at, one.id); });
  for (const removal::Task& task : tasks) shown.tasks.push_back(present(task));
  return reply(200, shown);
}

Result<Reply> show_task(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::TaskId>("task"));
  JIUM_TRY(const auto view, desk::show_task(call.desk, call.tx, call.actor, id));
  wire::TaskView shown{present(view.task), view.sighting, {}};
  for (const desk::TaskValue& one : view.values) shown.values.push_back({one.what, one.value});
  return reply(200, shown);
}

Result<Reply> take_task(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::TaskId>("task"));
  JIUM_TRY(const auto ask, call.body<wire::TakeTask>());
  const auto person = ask.person ? ask.person : call.actor.person;
  if (!person)
    return fault(FaultKind::malformed, "a program takes no task: name the person whose task it is to be");
  JIUM_TRY(const auto task, desk::take_task(call.desk, call.tx, call.actor, id, *person));
  return reply(200, present(task));
}

Result<Reply> finish_task(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<removal::TaskId>("task"));
  JIUM_TRY(auto ask, call.body<wire::FinishTask>());
  removal::TaskEnd end{ask.end, Secret<std::string>(std::move(ask.words).value_or("")),
                       Secret<std::string>(std::move(ask.receipt).value_or(""))};
  if (ask.saw) end.said = removal::SaidOfPlace{ask.saw->still_there, ask.saw->means, ask.saw->at};
  JIUM_TRY(const auto task, desk::finish_task(call.desk, call.tx, call.actor, id, end));
  return reply(200, present(task));
}

}  // namespace

void add_task_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/tasks",
                    .operation = "list_tasks",
                    .summary = "What officers have to do because jium cannot; the earliest due first.",
                    .gives = &schema_of<wire::Tasks>,
                    .query = {{"state", "open (at first) or all"},
                              {"after", "the cursor `next` of the page before; the first page without it"},
                              {"limit", "how many, 1 to 1,000; 200 at first"}},
                    .handle = &list_tasks});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/tasks/{task}",
                    .operation = "show_task",
                    .summary = "A task with all values ready to copy, but for the address of the footage.",
                    .gives = &schema_of<wire::TaskView>,
                    .handle = &show_task});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/tasks/{task}/take",
                    .operation = "take_task",
                    .summary = "Whose task it is from now on.",
                    .asks = &schema_of<wire::TakeTask>,
                    .gives = &schema_of<wire::Task>,
                    .handle = &take_task});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/tasks/{task}/finish",
                    .operation = "finish_task",
                    .summary = "Done, or declined and why; what that means happens to the request.",
                    .asks = &schema_of<wire::FinishTask>,
                    .gives = &schema_of<wire::Task>,
                    .handle = &finish_task});
}

}  // namespace jium::http
