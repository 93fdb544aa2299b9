// Secrets by which programs and people are known: API keys, sessions, one-time links to sign in or
// to join. Only a keyed
// digest of the secret is stored (Vault::blind_index), so that a stolen database opens nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/registry/person.h"
#include "jium/store/store.h"

namespace jium::store {

struct AccessKeyTag {
  static constexpr char letter = 'K';
  static constexpr std::string_view noun = "key";
};
using AccessKeyId = Id<AccessKeyTag>;

enum class AccessKind { api_key, session, sign_in_link, invitation };
BOOST_DESCRIBE_ENUM(AccessKind, api_key, session, sign_in_link, invitation)

struct AccessKey {
  AccessKeyId id;
  registry::OrganisationId organisation;
  AccessKind kind = AccessKind::api_key;
  std::string role;
  std::string label;  // what the key is for; one line
  Instant created_at{};
  std::optional<Instant> expires_at, last_used_at, revoked_at;
  std::optional<registry::PersonId> person{};  // whose session or invitation it is
  std::optional<Instant> stepped_up_at{};      // of a session
  bool may_reveal = false;                     // of an API key: routes that ask a person to step up let it in
  Bytes signing_key{};  // Ed25519, 32 bytes: each request must be signed; none when empty
};

[[nodiscard]] Result<void> insert(Transaction& tx, const AccessKey& key, std::string_view secret);
// Missing when no key has this secret; expired and revoked ones are returned, the caller judges.
[[nodiscard]] Result<AccessKey> find_by_secret(Transaction& tx, std::string_view secret);
[[nodiscard]] Result<AccessKey> load_access_key(Transaction& tx, registry::OrganisationId organisation,
                                                AccessKeyId id);
[[nodiscard]] Result<std::vector<AccessKey>> api_keys_of(Transaction& tx,
                                                         registry::OrganisationId organisation);
// Newest first; those that have ended too.
[[nodiscard]] Result<std::vector<AccessKey>> sessions_of(Transaction& tx, registry::PersonId person);
[[nodiscard]] Result<void> note_used(Transaction& tx, AccessKeyId id, Instant at);
[[nodiscard]] Result<void> revoke(Transaction& tx, AccessKeyId id, Instant at);
[[nodiscard]] Result<void> note_stepped_up(Transaction& tx, AccessKeyId id, Instant at);
// Ends what a person has open of one kind: sessions, invitations.
[[nodiscard]] Result<void> revoke_all(Transaction& tx, registry::PersonId person, AccessKind kind,
                                      Instant at);
// The same for what an organisation has open of one kind, whoever's it is.
[[nodiscard]] Result<void> revoke_all(Transaction& tx, registry::OrganisationId organisation, AccessKind kind,
                                      Instant at);
[[nodiscard]] Result<bool> any_access_key(Transaction& tx,
                                          std::string_view role);  // of kind api_key or session

}  // namespace jium::store
