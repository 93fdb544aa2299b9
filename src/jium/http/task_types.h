// Officers' tasks.
#pragma once

#include "jium/http/wire.h"
#include "jium/removal/task.h"

namespace jium::http::wire {

struct Task {
  removal::TaskId id;
  removal::TaskKind kind{};
  std::optional<casework::CaseId> the_case;
  std::optional<removal::RequestId> request;
  std::string subject;
  std::string note;
  removal::TaskState state{};
  std::string opened_by;
  Instant opened_at{};
  Instant due_at{};
  std::optional<registry::PersonId> assigned_to;
  std::string finished_by;
  std::optional<Instant> finished_at;
  std::string words;
  std::string receipt;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(Task, (id, kind, the_case, request, subject, note, state, opened_by, opened_at, due_at,
                      assigned_to, finished_by, finished_at, words, receipt, abilities))

struct Tasks {
  std::vector<Task> tasks;
  std::optional<std::string> next;  // the cursor of the page that follows
};
JIUM_WIRE_VIEW(Tasks, (tasks, next))

struct TaskValue {
  std::string what;
  std::string value;
};
JIUM_WIRE_VIEW(TaskValue, (what, value))

// The address of the footage is none of the values: POST /sightings/{sighting}/reveal shows it, and counts.
struct TaskView {
  Task task;
  std::optional<registry::SightingId> sighting;
  std::vector<TaskValue> values;
};
JIUM_WIRE_VIEW(TaskView, (task, sighting, values))

struct TakeTask {
  std::optional<registry::PersonId> person;  // absent: the caller
};
JIUM_WIRE_ASK(TakeTask, (person))

// What was seen at a place that jium cannot see, by one's own means.
struct SaidOfPlace {
  bool still_there = false;
  removal::LookMeans means{};
  std::optional<Instant> at;  // absent: now
};
JIUM_WIRE_ASK(SaidOfPlace, (still_there, means, at))

struct FinishTask {
  removal::TaskState end{};  // done or declined
  std::optional<std::string> words;
  std::optional<std::string> receipt;
  std::optional<SaidOfPlace> saw{};  // of look_at_place that is done, and of nothing else
};
JIUM_WIRE_ASK(FinishTask, (end, words, receipt, saw))

}  // namespace jium::http::wire
