// A survivor's sealed identity: kept and given back as the box that it is (casework/identity.h).
#pragma once

#include "jium/casework/identity.h"
#include "jium/desk/desk.h"

namespace jium::desk {

// The centre's own public key from now on. Conflict when it is that already, or was before: boxes of an old
// key are opened with the old private key, and a key that was given up is not taken up again.
[[nodiscard]] Result<casework::PublishedIdentityKey> publish_identity_key(
    const Desk& desk, store::Transaction& tx, const Actor& actor, const casework::IdentityPublicKey& key);
// The one to seal to. Missing, in words that say who makes one.
[[nodiscard]] Result<casework::PublishedIdentityKey> identity_key(store::Transaction& tx, const Actor& actor);

// `key`: the one it was sealed to. Conflict unless it is the centre's newest.
[[nodiscard]] Result<casework::SealedIdentity> keep_identity(const Desk& desk, store::Transaction& tx,
                                                             const Actor& actor, casework::CaseId id,
                                                             casework::IdentityKeyId key, Bytes box);
// Whoever fetches the box may be able to open it: it stands in the case's history.
[[nodiscard]] Result<casework::SealedIdentity> fetch_identity(const Desk& desk, store::Transaction& tx,
                                                              const Actor& actor, casework::CaseId id);

}  // namespace jium::desk
