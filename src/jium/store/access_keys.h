// Secrets by which programs and people are known: API keys, sessions, one-time sign-in links. Only a keyed
// digest of the secret is stored (Vault::blind_index), so that a stolen database opens nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/registry/organisation.h"
#include "jium/store/store.h"

namespace jium::store {

struct AccessKeyTag {
  static constexpr char letter = 'K';
  static constexpr std::string_view noun = "key";
};
using AccessKeyId = Id<AccessKeyTag>;

enum class AccessKind { api_key, session, sign_in_link };
BOOST_DESCRIBE_ENUM(AccessKind, api_key, session, sign_in_link)

struct AccessKey {
  AccessKeyId id;
  registry::OrganisationId organisation;
  AccessKind kind = AccessKind::api_key;
  std::string role;
  std::string label;  // what the key is for; one line
  Instant created_at{};
  std::optional<Instant> expires_at, last_used_at, revoked_at;
};

[[nodiscard]] Result<void> insert(Transaction& tx, const AccessKey& key, std::string_view secret);
// Missing when no key has this secret; expired and revoked ones are returned, the caller judges.
[[nodiscard]] Result<AccessKey> find_by_secret(Transaction& tx, std::string_view secret);
[[nodiscard]] Result<AccessKey> load_access_key(Transaction& tx, registry::OrganisationId organisation,
                                                AccessKeyId id);
[[nodiscard]] Result<std::vector<AccessKey>> api_keys_of(Transaction& tx,
                                                         registry::OrganisationId organisation);
[[nodiscard]] Result<void> note_used(Transaction& tx, AccessKeyId id, Instant at);
[[nodiscard]] Result<void> revoke(Transaction& tx, AccessKeyId id, Instant at);
[[nodiscard]] Result<bool> any_access_key(Transaction& tx,
                                          std::string_view role);  // of kind api_key or session

}  // namespace jium::store
