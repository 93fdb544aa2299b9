// Footage and the ordered feed of its changes, which the match catalogue follows.
#pragma once

#include <cstdint>
#include <functional>
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
[[nodiscard]] Result<std::vector<StoredFootage>> footages_of(Transaction& tx,
                                                             casework::CaseId the_case);  // oldest first
// Only what changes: the state and its times. Adds a change.
[[nodiscard]] Result<void> update(Transaction& tx, const registry::Footage& footage);

// Footage changed after `seq`, as it is now, in order of change, each once; returns the newest seq seen. Call
// it before this transaction has changed any footage itself. Footage of a forgotten case comes as withdrawn,
// with no fingerprints.
[[nodiscard]] Result<std::int64_t> footage_changed_since(
    Transaction& tx, std::int64_t seq, const std::function<void(const registry::Footage&)>& visit);

}  // namespace jium::store
