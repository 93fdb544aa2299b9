// Footage and the ordered feed of its changes, which the match catalogue follows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/footage.h"
#include "jium/store/store.h"

namespace jium::store {

struct StoredFootage {
  registry::Footage footage;
  casework::CaseId the_case;
};

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Footage& footage,
                                  casework::CaseId the_case);
[[nodiscard]] Result<StoredFootage> load_footage(Transaction& tx, registry::OrganisationId organisation,
                                                 registry::FootageId id);
// Whoever's it is; see store/footage_lives.h for who may ask so.
[[nodiscard]] Result<StoredFootage> load_any_footage(Transaction& tx, registry::FootageId id);
// The key that seals it: its case's.
[[nodiscard]] Result<DataKeyId> data_key_of(Transaction& tx, registry::FootageId id);
[[nodiscard]] Result<std::vector<StoredFootage>> footages_of(Transaction& tx,
                                                             casework::CaseId the_case);  // oldest first
// Only what changes: the state and its times. Adds a change.
[[nodiscard]] Result<void> update(Transaction& tx, const registry::Footage& footage);

// Every footage that may match, by its id alone: nothing is unsealed.
[[nodiscard]] Result<void> each_known_footage(Transaction& tx,
                                              const std::function<void(registry::FootageId)>& visit);
enum class Reading { all, with_prints };  // with_prints: not what has plain hashes alone
// The same, unsealed. What a forgotten case had is left out.
[[nodiscard]] Result<void> read_known_footage(Transaction& tx, Reading reading,
                                              const std::function<void(const registry::Footage&)>& visit);

[[nodiscard]] Result<std::int64_t> last_footage_change(Transaction& tx);  // 0: there was none yet
// What changed then; nothing when there was no such change.
[[nodiscard]] Result<std::optional<registry::FootageId>> footage_changed_at(Transaction& tx,
                                                                            std::int64_t seq);
// Footage changed after `seq`, as it is now, in order of change, each once; returns the newest seq seen. Call
// it before this transaction has changed any footage itself. Footage of a forgotten case comes as withdrawn,
// with no fingerprints.
[[nodiscard]] Result<std::int64_t> footage_changed_since(
    Transaction& tx, std::int64_t seq, const std::function<void(const registry::Footage&)>& visit);

}  // namespace jium::store
