// The signing keys of organisations; the seed is sealed with the organisation's own data key.
#pragma once

#include <optional>

#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert_signer(Transaction& tx, registry::OrganisationId organisation,
                                         const Secret<Bytes>& seed, ByteView public_key, Instant at);
[[nodiscard]] Result<std::optional<Secret<Bytes>>> signer_seed(Transaction& tx,
                                                               registry::OrganisationId organisation);

}  // namespace jium::store
