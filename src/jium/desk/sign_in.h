// How callers become known. Secrets are shown once, when they are made; only a keyed digest is kept.
//
// A one-time sign-in link (the first administrator's) becomes a session; programs and the CLI hold API keys;
// people sign in as sign_in_person.h says. A session ends after 8 hours, or 15 minutes without a call, and
// with the state of its person, the role it was opened under, or its organisation.
#pragma once

#include <optional>
#include <string>

#include "jium/desk/desk.h"

namespace jium::desk {

inline constexpr Duration kLinkLife = std::chrono::hours{24};
inline constexpr Duration kInvitationLife = std::chrono::hours{72};
inline constexpr Duration kSessionLife = std::chrono::hours{8};
inline constexpr Duration kSessionIdle = std::chrono::minutes{15};
inline constexpr Duration kStepUpLife = std::chrono::minutes{5};

struct IssuedKey {
  store::AccessKey key;
  Secret<std::string> secret;  // "jium_..." : shown once
};

struct IssueKey {
  registry::OrganisationId organisation;
  Role role = Role::deletion_officer;
  std::string label;
  std::optional<Instant> expires_at{};
  // A program cannot step up: routes that ask a person to are closed to it, unless an administrator says
  // otherwise of this one key.
  bool may_reveal = false;
  Bytes signing_key{};  // Ed25519: requests with this key must then be signed with its secret half
};

// Missing when there is no such organisation, Conflict when its kind may not have that role
// (registry/role.h).
[[nodiscard]] Result<IssuedKey> issue_key(const Desk& desk, store::Transaction& tx, const IssueKey& ask);
[[nodiscard]] Result<void> revoke_key(const Desk& desk, store::Transaction& tx,
                                      registry::OrganisationId organisation, store::AccessKeyId key);

// Makes the operating organisation if there is none, and a link for its administrator. Links made before end.
[[nodiscard]] Result<IssuedKey> make_sign_in_link(const Desk& desk, store::Transaction& tx);
// True while nobody has ever signed in as administrator.
[[nodiscard]] Result<bool> needs_first_administrator(store::Transaction& tx);

// Revoked, expired, or of a session: idle, or used at a time that is still to come, as the clock was set
// back.
[[nodiscard]] bool has_ended(const store::AccessKey& key, Instant now);

// An open session of this person under this role, which they are known to hold.
[[nodiscard]] Result<IssuedKey> open_session(const Desk& desk, store::Transaction& tx,
                                             const registry::Person& person, Role role);
// A link with which an invited person joins.
[[nodiscard]] Result<IssuedKey> make_invitation(const Desk& desk, store::Transaction& tx,
                                                const registry::Person& person);
// The key of a secret of this kind that has not ended; nothing otherwise.
[[nodiscard]] Result<std::optional<store::AccessKey>> open_key(const Desk& desk, store::Transaction& tx,
                                                               store::AccessKind kind,
                                                               std::string_view secret);

// Forbidden, in one wording for wrong, used and expired links.
[[nodiscard]] Result<IssuedKey> sign_in(const Desk& desk, store::Transaction& tx,
                                        std::string_view link_secret);
[[nodiscard]] Result<void> sign_out(const Desk& desk, store::Transaction& tx, const Actor& actor);

// Of a word that was given before and is acted upon later (steer_ladder.h): do its organisation and the
// program's key still stand, or the person and the role in which they gave it? That a session has ended since
// takes nothing back: the word was meant for afterwards.
[[nodiscard]] Result<bool> word_still_stands(const Desk& desk, store::Transaction& tx, const Actor& actor);

// Who is this? Forbidden, in one wording, for unknown, revoked and ended keys, for people who are not active
// or have lost the role, and for all of a suspended organisation. `used_lately` says that last_used_at need
// not be written again.
struct Recognised {
  Actor actor;
  bool used_lately = false;
  Bytes signing_key{};  // when each request must be signed
};
[[nodiscard]] Result<Recognised> recognise(const Desk& desk, store::Transaction& tx, std::string_view secret);

}  // namespace jium::desk
