// How callers become known. Secrets are shown once, when they are made; only a keyed digest is kept.
//
// A one-time sign-in link (the first administrator's) becomes a session; programs and the CLI hold API keys.
// A session ends after 8 hours, or 15 minutes without a call.
#pragma once

#include <optional>
#include <string>

#include "jium/desk/desk.h"

namespace jium::desk {

inline constexpr Duration kLinkLife = std::chrono::hours{24};
inline constexpr Duration kSessionLife = std::chrono::hours{8};
inline constexpr Duration kSessionIdle = std::chrono::minutes{15};

struct IssuedKey {
  store::AccessKey key;
  Secret<std::string> secret;  // "jium_..." : shown once
};

struct IssueKey {
  registry::OrganisationId organisation;
  Role role = Role::deletion_officer;
  std::string label;
};

// Missing when there is no such organisation. The role system_administrator can only be given to a key of the
// operating organisation.
[[nodiscard]] Result<IssuedKey> issue_key(const Desk& desk, store::Transaction& tx, const IssueKey& ask);
[[nodiscard]] Result<void> revoke_key(const Desk& desk, store::Transaction& tx,
                                      registry::OrganisationId organisation, store::AccessKeyId key);

// Makes the operating organisation if there is none, and a link for its administrator.
[[nodiscard]] Result<IssuedKey> make_sign_in_link(const Desk& desk, store::Transaction& tx);
// True while nobody has ever signed in as administrator.
[[nodiscard]] Result<bool> needs_first_administrator(store::Transaction& tx);

// Forbidden, in one wording for wrong, used and expired links.
[[nodiscard]] Result<IssuedKey> sign_in(const Desk& desk, store::Transaction& tx,
                                        std::string_view link_secret);
[[nodiscard]] Result<void> sign_out(const Desk& desk, store::Transaction& tx, const Actor& actor);

// Who is this? Forbidden, in one wording, for unknown, revoked and ended keys. `used_lately` says that
// last_used_at need not be written again.
struct Recognised {
  Actor actor;
  bool used_lately = false;
};
[[nodiscard]] Result<Recognised> recognise(const Desk& desk, store::Transaction& tx, std::string_view secret);

}  // namespace jium::desk
