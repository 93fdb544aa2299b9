// A Task: what a person has to do because jium cannot, or must not, do it by itself: fill in a form by hand,
// look at a doubtful outcome, answer a question. It is never just a note: each kind has two ends, `done` and
// `declined`, and the verb (desk/keep_task.h) feeds what they mean to the request that the task is about.
//
//   open --take--> open, somebody's --done or declined--> done, declined      (for good)
//
// What the ends mean:
//   kind                  done                                       declined
//   fill_form             the form was sent: the clock starts        it cannot be: the request is refused
//   send_otherwise        it was sent another way: the clock starts  it cannot be: the request is refused
//   look_at_doubt         it did arrive: the clock starts            it did not: it is sent again
//   look_at_reply         looked at, and recorded where it belongs   nothing to do
//   answer_question       the words go back to the operator          no answer: the operator is told so
//   weigh_counter_notice  the ask is taken back                      the ask stands: the operator is told so
//   settle_host_change    looked at                                  nothing to do
//   confirm_recipe        confirmed (by its own verb)                not confirmed
//   look_at_place         looked: gone or still there (officer_look.h) nobody can look
//   other                 done                                       not done
#pragma once

#include <optional>
#include <string>

#include "jium/casework/case.h"
#include "jium/registry/person.h"
#include "jium/removal/officer_look.h"
#include "jium/removal/removal_request.h"

namespace jium::removal {

struct TaskTag {
  static constexpr char letter = 'T';
  static constexpr std::string_view noun = "task";
};
using TaskId = Id<TaskTag>;

// The words are in the database; a new one is added at the end.
enum class TaskKind {
  fill_form,
  send_otherwise,
  look_at_doubt,
  look_at_reply,
  answer_question,
  weigh_counter_notice,
  settle_host_change,
  confirm_recipe,
  other,
  look_at_place,
};
BOOST_DESCRIBE_ENUM(TaskKind, fill_form, send_otherwise, look_at_doubt, look_at_reply, answer_question,
                    weigh_counter_notice, settle_host_change, confirm_recipe, other, look_at_place)

enum class TaskState { open, done, declined };
BOOST_DESCRIBE_ENUM(TaskState, open, done, declined)

struct Task {
  TaskId id;
  registry::OrganisationId organisation;
  TaskKind kind = TaskKind::other;
  std::optional<casework::CaseId> the_case;  // none: what it is about belongs to no case
  std::optional<RequestId> request;          // whose state its end feeds
  std::string subject;                       // the id of the record that it is about
  Secret<std::string> note;                  // what the person should know, one line; may be empty
  TaskState state = TaskState::open;
  std::string opened_by;  // an actor's text, or "jium"
  Instant opened_at{};
  Instant due_at{};
  std::optional<registry::PersonId> assigned_to;
  std::string finished_by;  // an actor's text; empty while it is open
  std::optional<Instant> finished_at;
  Secret<std::string> words;    // of the person who finished it; may be empty
  Secret<std::string> receipt;  // a receipt number or another proof that it was sent; may be empty
};

// What an officer saw at a place, by which means, and when: look_at_place ends with it.
struct SaidOfPlace {
  bool still_there = false;
  LookMeans means = LookMeans::other;
  std::optional<Instant> at{};  // none: now
};

struct TaskEnd {
  TaskState end = TaskState::done;  // done or declined
  Secret<std::string> words;
  Secret<std::string> receipt;
  std::optional<SaidOfPlace> said{};
};

// Conflict when it is finished already.
[[nodiscard]] Result<void> take(Task& task, registry::PersonId person);
// Conflict when it is finished already. Malformed, in words for the officer: `open` is no end; words of more
// than 2,000 or a receipt of more than 200 bytes; a question needs the words of its answer; what is declined
// needs words that say why; a receipt where nothing was sent; a look at a place without what was
// seen there, or the other way round.
[[nodiscard]] Result<void> finish(Task& task, const TaskEnd& ask, std::string actor, Instant at);

// Has the clock of a request been started by a task of this kind that is done?
[[nodiscard]] bool sends_by_hand(TaskKind kind);

}  // namespace jium::removal
