#include "jium/store/tasks.h"

#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using removal::Task;
using removal::TaskId;

constexpr std::string_view kTable = "task";
constexpr std::string_view kNote = "note_sealed", kWords = "words_sealed", kReceipt = "receipt_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, note_sealed, words_sealed, receipt_sealed, organisation, kind, the_case, request,"
    " subject, state, opened_by, opened_at, due_at, assigned_to, coalesce(finished_by, ''), finished_at"
    " from task";

Result<Task> read_task(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<TaskId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kTable, id.value()};
  JIUM_TRY(std::string note, in.open(sealed, kNote));
  JIUM_TRY(std::string words, in.open(sealed, kWords));
  JIUM_TRY(std::string receipt, in.open(sealed, kReceipt));
  Task task{.id = id,
            .organisation = in.id<OrganisationId>(),
            .kind = in.word<removal::TaskKind>(),
            .the_case = in.maybe_id<casework::CaseId>(),
            .request = in.maybe_id<removal::RequestId>(),
            .subject = in.text(),
            .note = Secret<std::string>(std::move(note)),
            .state = in.word<removal::TaskState>(),
            .opened_by = in.text(),
            .opened_at = in.instant(),
            .due_at = in.instant(),
            .assigned_to = in.maybe_id<registry::PersonId>(),
            .finished_by = in.text(),
            .finished_at = in.maybe_instant(),
            .words = Secret<std::string>(std::move(words)),
            .receipt = Secret<std::string>(std::move(receipt))};
  return in.finish(std::move(task));
}

Result<DataKey> key_of(Transaction& tx, const Task& task) {
  return task.the_case ? case_key(tx, *task.the_case) : tx.organisation_key(task.organisation);
}

}  // namespace

Result<void> insert(Transaction& tx, const Task& task) {
  JIUM_TRY(const DataKey key, key_of(tx, task));
  const SealedRow sealed{key, kTable, task.id.value()};
  return tx.database().run(
      "insert into task (id, organisation, kind, the_case, request, subject, data_key, note_sealed, state,"
      " opened_by, opened_at, due_at, assigned_to) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {task.id, task.organisation, to_text(task.kind), task.the_case, task.request, task.subject, key.id,
       sealed.seal_unless_empty(kNote, task.note.reveal()), to_text(task.state), task.opened_by,
       task.opened_at, task.due_at, task.assigned_to});
}

Result<void> update(Transaction& tx, const Task& task) {
  JIUM_TRY(const DataKey key, key_of(tx, task));
  const SealedRow sealed{key, kTable, task.id.value()};
  const std::optional<std::string> finished_by =
      task.finished_by.empty() ? std::nullopt : std::optional(task.finished_by);
  return change_one(
      tx,
      "update task set state = ?, assigned_to = ?, finished_by = ?, finished_at = ?, words_sealed = ?,"
      " receipt_sealed = ? where id = ? and organisation = ?",
      {to_text(task.state), task.assigned_to, finished_by, task.finished_at,
       sealed.seal_unless_empty(kWords, task.words.reveal()),
       sealed.seal_unless_empty(kReceipt, task.receipt.reveal()), task.id, task.organisation},
      "no such task");
}

Result<Task> load_task(Transaction& tx, OrganisationId organisation, TaskId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such task",
             read_task);
}

Result<std::vector<Task>> tasks_of(Transaction& tx, OrganisationId organisation, bool open_only,
                                   const ListPage& page) {
  const std::string mine =
      page.person ? std::string(" and (the_case is null or the_case in ") + kAssignedCases + ")" : "";
  const std::string rest =
      "where organisation = ? and (state = 'open' or not ?)"
      " and (due_at > ? or (due_at = ? and id > ?))" +
      mine + " order by due_at, id limit ?";
  const auto& [at, id] = page.after;
  if (!page.person)
    return all(tx, kColumns, rest, {organisation, open_only, at, at, id, page.limit}, read_task);
  return all(
      tx, kColumns, rest,
      {organisation, open_only, at, at, id, organisation, *page.person, page.now, page.now, page.limit},
      read_task);
}

Result<std::optional<Task>> open_task_about(Transaction& tx, OrganisationId organisation,
                                            removal::TaskKind kind, const std::string& subject) {
  return first(tx, kColumns,
               "where organisation = ? and kind = ? and subject = ? and state = 'open' order by due_at, id",
               {organisation, to_text(kind), subject}, read_task);
}

Result<std::optional<Task>> task_about(Transaction& tx, OrganisationId organisation, removal::TaskKind kind,
                                       const std::string& subject) {
  return first(tx, kColumns,
               "where organisation = ? and kind = ? and subject = ? order by opened_at desc, id desc",
               {organisation, to_text(kind), subject}, read_task);
}

Result<std::vector<Task>> open_tasks_of_request(Transaction& tx, removal::RequestId request) {
  return all(tx, kColumns, "where request = ? and state = 'open' order by due_at, id", {request}, read_task);
}

}  // namespace jium::store
