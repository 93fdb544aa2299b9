#include "jium/removal/task.h"

namespace jium::removal {
namespace {

constexpr std::size_t kWords = 2000, kReceipt = 200;  // bytes

Fault finished(const Task& task) {
  return fault(FaultKind::conflict, "this task is " + std::string(to_text(task.state)) + " already");
}

}  // namespace

bool sends_by_hand(TaskKind kind) {
  return kind == TaskKind::fill_form || kind == TaskKind::send_otherwise;
}

Result<void> take(Task& task, registry::PersonId person) {
  if (task.state != TaskState::open) return finished(task);
  task.assigned_to = person;
  return {};
}

Result<void> finish(Task& task, const TaskEnd& ask, std::string actor, Instant at) {
  if (task.state != TaskState::open) return finished(task);
  if (ask.end == TaskState::open) return fault(FaultKind::malformed, "a task ends as done or declined");
  if (ask.words.reveal().size() > kWords)
    return fault(FaultKind::malformed, "the words of a task: at most 2,000 bytes");
  if (ask.receipt.reveal().size() > kReceipt)
    return fault(FaultKind::malformed, "a receipt number: at most 200 bytes");
  const bool sent =
      ask.end == TaskState::done && (sends_by_hand(task.kind) || task.kind == TaskKind::look_at_doubt);
  if (!sent && !ask.receipt.reveal().empty())
    return fault(FaultKind::malformed, "a receipt is for what was sent: leave it out here");
  if (ask.end == TaskState::declined && ask.words.reveal().empty())
    return fault(FaultKind::malformed, "say in a few words why it is declined");
  if (task.kind == TaskKind::answer_question && ask.words.reveal().empty())
    return fault(FaultKind::malformed, "say what is to be answered: the words go back to the operator");
  const bool looked = ask.end == TaskState::done && task.kind == TaskKind::look_at_place;
  if (looked != ask.said.has_value())
    return fault(FaultKind::malformed,
                 looked ? "say what you saw: gone or still_there, by which means, and when if not just now"
                        : "what was seen at a place is said when a task to look at it is done");
  task.state = ask.end;
  task.words = ask.words;
  task.receipt = ask.receipt;
  task.finished_by = std::move(actor);
  task.finished_at = at;
  return {};
}

}  // namespace jium::removal
