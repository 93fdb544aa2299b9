#include "jium/desk/keep_task.h"

#include "jium/casework/resident_number.h"
#include "jium/desk/climb_ladder.h"
#include "jium/desk/colleague.h"
#include "jium/desk/look_at_place.h"
#include "jium/desk/note_sent.h"
#include "jium/desk/offer_request.h"
#include "jium/desk/poll_operator.h"
#include "jium/desk/reach.h"
#include "jium/desk/send_letter.h"
#include "jium/desk/task_values.h"
#include "jium/store/requests.h"
#include "jium/store/tasks.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::Task;
using removal::TaskKind;
using removal::TaskState;

constexpr Duration kADay = std::chrono::hours{24};

Result<Task> reach_task(const Desk& desk, store::Transaction& tx, const Actor& actor, removal::TaskId id) {
  JIUM_TRY(auto task, store::load_task(tx, actor.organisation, id));
  if (!task.the_case) return task;
  const auto reached = reach_case(desk, tx, actor, *task.the_case);
  if (!reached && reached.fault().kind == FaultKind::missing)
    return fault(FaultKind::missing, "no such task");
  if (!reached) return reached.fault();
  return task;
}

Result<Instant> due_of(const Desk& desk, store::Transaction& tx, const OpenTask& ask) {
  const Instant now = desk.clock.now();
  if (ask.due_at) return *ask.due_at;
  if (!ask.request) return now + kADay;
  JIUM_TRY(const auto request, store::load_request(tx, *ask.request));
  return request.due_at.value_or(now + kADay);
}

Result<void> note_in_history(const Desk& desk, store::Transaction& tx, const Task& task, std::string actor,
                             Event event, std::string note) {
  if (!task.the_case) return {};
  return write_history(desk, tx, *task.the_case, std::move(actor), event, task.id.text(), std::move(note));
}

// What was to be sent by hand cannot be: nothing goes out under this request any more.
Result<void> give_up(const Desk& desk, store::Transaction& tx, const Actor& actor, const Task& task) {
  JIUM_TRY(auto request, store::load_request(tx, *task.request));
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, desk.clock.now()));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), Event::request_refused,
                           request.id.text(), task.words.reveal()));
  return climb_ladder_of(desk, tx, request.sighting);
}

Result<void> carry_out(const Desk& desk, store::Transaction& tx, const Actor& actor, const Task& task,
                       const std::optional<removal::SaidOfPlace>& said) {
  if (!task.request) return {};
  const bool done = task.state == TaskState::done;
  switch (task.kind) {
    case TaskKind::fill_form:
    case TaskKind::send_otherwise:
      if (!done) return give_up(desk, tx, actor, task);
      return note_request_sent(desk, tx, *task.request, actor.text(), Event::request_sent_by_hand,
                               task.receipt.reveal());
    case TaskKind::look_at_doubt:
      return settle_doubt(desk, tx, actor, *task.request, done).map([](const auto&) {});
    case TaskKind::answer_question:
    case TaskKind::weigh_counter_notice:
      return is_of_operator(task) ? answer_operator(desk, tx, actor, task)
                                  : answer_platform(desk, tx, actor, task);
    case TaskKind::look_at_place:
      return said ? take_officers_word(desk, tx, actor, task, *said) : Result<void>();
    case TaskKind::look_at_reply:
    case TaskKind::settle_host_change:
    case TaskKind::confirm_recipe:
    case TaskKind::other:
      return {};
  }
  return {};
}

}  // namespace

Result<Task> open_task(const Desk& desk, store::Transaction& tx, const OpenTask& ask, std::string opened_by) {
  JIUM_TRY(auto there, store::open_task_about(tx, ask.organisation, ask.kind, ask.subject));
  if (there) return std::move(*there);
  JIUM_TRY(const Instant due_at, due_of(desk, tx, ask));
  Task task;
  task.id = removal::TaskId::random();
  task.organisation = ask.organisation;
  task.kind = ask.kind;
  task.the_case = ask.the_case;
  task.request = ask.request;
  task.subject = ask.subject;
  task.note = Secret<std::string>(ask.note);
  task.opened_by = std::move(opened_by);
  task.opened_at = desk.clock.now();
  task.due_at = due_at;
  JIUM_CHECK(store::insert(tx, task));
  JIUM_CHECK(
      note_in_history(desk, tx, task, task.opened_by, Event::task_opened, std::string(to_text(task.kind))));
  return task;
}

Result<std::vector<Task>> list_tasks(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     bool open_only, store::ListPage page) {
  page.person = actor.person;
  page.now = desk.clock.now();
  return store::tasks_of(tx, actor.organisation, open_only, page);
}

Result<TaskView> show_task(const Desk& desk, store::Transaction& tx, const Actor& actor, removal::TaskId id) {
  JIUM_TRY(auto task, reach_task(desk, tx, actor, id));
  TaskView view{std::move(task), std::nullopt, {}};
  if (!view.task.request) return view;
  JIUM_TRY(const auto request, store::load_request(tx, actor.organisation, *view.task.request));
  view.sighting = request.sighting;
  JIUM_TRY(view.values, values_to_copy(desk, tx, request));
  return view;
}

Result<Task> take_task(const Desk& desk, store::Transaction& tx, const Actor& actor, removal::TaskId id,
                       registry::PersonId person) {
  JIUM_TRY(auto task, reach_task(desk, tx, actor, id));
  JIUM_CHECK(must_be_colleague(tx, actor.organisation, person));
  JIUM_CHECK(removal::take(task, person));
  JIUM_CHECK(store::update(tx, task));
  return task;
}

Result<Task> finish_task(const Desk& desk, store::Transaction& tx, const Actor& actor, removal::TaskId id,
                         const removal::TaskEnd& ask) {
  JIUM_TRY(auto task, reach_task(desk, tx, actor, id));
  if (casework::holds_resident_number(ask.words.reveal()) ||
      casework::holds_resident_number(ask.receipt.reveal())) {
    return fault(FaultKind::malformed,
                 "that looks like a resident registration number: jium keeps none, so please leave it out");
  }
  if (task.kind == TaskKind::confirm_recipe && ask.end == TaskState::done)
    return fault(FaultKind::conflict, "this task ends by itself: see `jium form confirm --help`");
  JIUM_CHECK(removal::finish(task, ask, actor.text(), desk.clock.now()));
  JIUM_CHECK(store::update(tx, task));
  JIUM_CHECK(note_in_history(desk, tx, task, actor.text(),
                             task.state == TaskState::done ? Event::task_done : Event::task_declined,
                             task.words.reveal()));
  JIUM_CHECK(carry_out(desk, tx, actor, task, ask.said));
  return task;
}

Result<void> settle_tasks(const Desk& desk, store::Transaction& tx, const std::string& by,
                          removal::RequestId request, TaskKind kind) {
  JIUM_TRY(auto tasks, store::open_tasks_of_request(tx, request));
  for (Task& task : tasks) {
    if (task.kind != kind) continue;
    task.state = TaskState::done;
    task.finished_by = by;
    task.finished_at = desk.clock.now();
    JIUM_CHECK(store::update(tx, task));
    JIUM_CHECK(note_in_history(desk, tx, task, by, Event::task_done, ""));
  }
  return {};
}

}  // namespace jium::desk
