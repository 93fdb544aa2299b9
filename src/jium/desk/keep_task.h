// Tasks for officers (removal/task.h). Any verb may open one: it says what a person has to do, about which
// record, by when; the rest is here. One task a kind and subject is open at a time, so that whoever notices
// the same thing twice opens it once.
//
//   JIUM_CHECK(open_task(desk, tx, {.organisation = request.organisation,
//                                   .kind = removal::TaskKind::fill_form,
//                                   .the_case = request.the_case,
//                                   .request = request.id,
//                                   .subject = request.id.text()}));
//
// A task that belongs to a case is reached as the case is (reach.h); one that belongs to none by every
// officer of the organisation.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/task.h"
#include "jium/store/list_page.h"

namespace jium::desk {

struct OpenTask {
  registry::OrganisationId organisation;
  removal::TaskKind kind = removal::TaskKind::other;
  std::optional<casework::CaseId> the_case{};
  std::optional<removal::RequestId> request{};  // whose state its end feeds
  std::string subject;                          // the id of the record that it is about
  std::optional<Instant> due_at{};              // none: when the request's clock ends, else in a day
  std::string note{};                           // for the person, one line, never an address
};
// The open one about the same, when there is one.
[[nodiscard]] Result<removal::Task> open_task(const Desk& desk, store::Transaction& tx, const OpenTask& ask,
                                              std::string opened_by = std::string(kJiumItself));

// The earliest due first.
[[nodiscard]] Result<std::vector<removal::Task>> list_tasks(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, bool open_only,
                                                            store::ListPage page = {});

// What is ready to copy: "reference", "R-...". Never the address of the footage: that is shown by
// reveal_address.h, for the sighting named here, and counted.
struct TaskValue {
  std::string what, value;
};
struct TaskView {
  removal::Task task;
  std::optional<registry::SightingId> sighting;
  std::vector<TaskValue> values;
};
[[nodiscard]] Result<TaskView> show_task(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         removal::TaskId id);

// Whose it is from now on; a colleague's or one's own.
[[nodiscard]] Result<removal::Task> take_task(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              removal::TaskId id, registry::PersonId person);

// Ends it, and lets what that means happen to the request (the table in removal/task.h).
[[nodiscard]] Result<removal::Task> finish_task(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                removal::TaskId id, const removal::TaskEnd& ask);

// What a task was opened for has been settled in another way: it ends as done, and nothing follows from it.
[[nodiscard]] Result<void> settle_tasks(const Desk& desk, store::Transaction& tx, const std::string& by,
                                        removal::RequestId request, removal::TaskKind kind);

}  // namespace jium::desk
