// Officers' tasks. Their notes, words and receipts are sealed: with the key of the case where there is one.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/task.h"
#include "jium/store/list_page.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::Task& task);
// Whose it is, and how it ended.
[[nodiscard]] Result<void> update(Transaction& tx, const removal::Task& task);
[[nodiscard]] Result<removal::Task> load_task(Transaction& tx, registry::OrganisationId organisation,
                                              removal::TaskId id);
// The earliest due first.
[[nodiscard]] Result<std::vector<removal::Task>> tasks_of(Transaction& tx,
                                                          registry::OrganisationId organisation,
                                                          bool open_only, const ListPage& page = {});
[[nodiscard]] Result<std::optional<removal::Task>> open_task_about(Transaction& tx,
                                                                   registry::OrganisationId organisation,
                                                                   removal::TaskKind kind,
                                                                   const std::string& subject);
// Open or finished; the one that was opened last.
[[nodiscard]] Result<std::optional<removal::Task>> task_about(Transaction& tx,
                                                              registry::OrganisationId organisation,
                                                              removal::TaskKind kind,
                                                              const std::string& subject);
[[nodiscard]] Result<std::vector<removal::Task>> open_tasks_of_request(Transaction& tx,
                                                                       removal::RequestId request);

}  // namespace jium::store
