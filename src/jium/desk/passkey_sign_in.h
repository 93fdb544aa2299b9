// Joining, signing in and stepping up with a passkey. Each begins with a challenge and ends with what the
// browser says about it (web_authn.h).
#pragma once

#include <string>
#include <string_view>

#include "jium/desk/join.h"
#include "jium/desk/web_authn.h"

namespace jium::desk {

// What a browser needs to know: our id and the challenge.
struct PasskeyTask {
  RelyingParty party;
  std::string challenge;
};

[[nodiscard]] Result<PasskeyTask> begin_passkey_sign_in(const Desk& desk, store::Transaction& tx);
// Forbidden for a passkey that is not known, was withdrawn, or whose person may not come in, in one wording.
[[nodiscard]] Result<IssuedKey> sign_in_with_passkey(const Desk& desk, store::Transaction& tx,
                                                     const Assertion& assertion, std::optional<Role> role);

struct PasskeyJoining {
  Joining joining;
  PasskeyTask task;
};
[[nodiscard]] Result<PasskeyJoining> begin_passkey_join(const Desk& desk, store::Transaction& tx,
                                                        std::string_view link);
struct JoinWithPasskey {
  Secret<std::string> link;
  Bytes client_data;
  Bytes authenticator_data;
};
// Conflict when the passkey is registered already. The link is used up only when all is well.
[[nodiscard]] Result<registry::Person> join_with_passkey(const Desk& desk, store::Transaction& tx,
                                                         const JoinWithPasskey& ask);

// Of the caller's session. Conflict for programs, Forbidden for a passkey that is not the caller's.
[[nodiscard]] Result<PasskeyTask> begin_passkey_step_up(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor);
[[nodiscard]] Result<Instant> step_up_with_passkey(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, const Assertion& assertion);

}  // namespace jium::desk
