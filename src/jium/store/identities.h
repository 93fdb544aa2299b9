// Survivors' identities, sealed to their centre's own key, and these keys. See casework/identity.h: nothing
// here can open one.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/identity.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::PublishedIdentityKey& key);
// Newest first: the first is the one to seal to.
[[nodiscard]] Result<std::vector<casework::PublishedIdentityKey>> identity_keys_of(
    Transaction& tx, registry::OrganisationId organisation);

// In place of an earlier one of the same case.
[[nodiscard]] Result<void> keep(Transaction& tx, const casework::SealedIdentity& identity);
[[nodiscard]] Result<std::optional<casework::SealedIdentity>> identity_of(Transaction& tx,
                                                                          casework::CaseId the_case);

}  // namespace jium::store
