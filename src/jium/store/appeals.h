// Appeals of platforms, and the votes on them.
#pragma once

#include <optional>
#include <vector>

#include "jium/registry/appeal.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Appeal& appeal);
[[nodiscard]] Result<void> update(Transaction& tx, const registry::Appeal& appeal);  // its state and time
[[nodiscard]] Result<registry::Appeal> load_appeal(Transaction& tx, registry::AppealId id);
[[nodiscard]] Result<std::vector<registry::Appeal>> appeals_of(
    Transaction& tx, registry::OrganisationId platform);  // newest first
// What the committee has to look at: filed, with footage behind it; oldest first.
[[nodiscard]] Result<std::vector<registry::Appeal>> open_appeals(Transaction& tx, int limit);
[[nodiscard]] Result<std::vector<registry::Appeal>> open_appeals_about(Transaction& tx,
                                                                       registry::FootageId footage);
// Filed, with nothing behind them: about canaries, or about footage that was forgotten since. Oldest first.
[[nodiscard]] Result<std::vector<registry::Appeal>> open_hollow_appeals(Transaction& tx);
// How long the newest of those that the committee decided took.
[[nodiscard]] Result<std::vector<Duration>> times_of_answers(Transaction& tx, int most);
// The one that this platform has open about this entry: one at a time.
[[nodiscard]] Result<std::optional<registry::Appeal>> open_appeal_about(Transaction& tx,
                                                                        registry::OrganisationId platform,
                                                                        registry::EntryId entry);

[[nodiscard]] Result<void> insert(Transaction& tx, registry::AppealId appeal,
                                  const registry::AppealVote& vote);
[[nodiscard]] Result<std::vector<registry::AppealVote>> votes_of(Transaction& tx, registry::AppealId appeal);

}  // namespace jium::store
