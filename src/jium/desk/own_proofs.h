// What a person proves themselves with, seen to by that person: passphrase, one-time codes, passkeys, and the
// sessions that are open. Whatever changes a proof asks for a step-up (desk/authz.tsv): a session that was
// left open is not enough. The last proof with which somebody can sign in is never taken away.
#pragma once

#include <vector>

#include "jium/desk/passkey_sign_in.h"
#include "jium/store/people.h"

namespace jium::desk {

struct OwnProofs {
  bool passphrase = false;
  bool codes = false;
  std::vector<store::Passkey> passkeys;  // that open something, the oldest first
};
// These are Conflict for a program, which has no proofs but its key.
[[nodiscard]] Result<OwnProofs> own_proofs(store::Transaction& tx, const Actor& actor);

// `passphrase`: the new one, checked and stretched before the transaction (check_passphrase, stretch). Ends
// the person's other sessions. Conflict while there are no one-time codes: a passphrase alone opens nothing.
[[nodiscard]] Result<void> change_passphrase(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             const Stretched& passphrase);
// A secret for codes, to be sent back with a code of it; nothing is kept of it yet.
[[nodiscard]] Result<Secret<Bytes>> begin_codes(const Actor& actor);
// Takes the place of the one before, and ends the person's other sessions. Malformed for a code that is not
// of this secret now.
[[nodiscard]] Result<void> change_codes(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                        const Secret<Bytes>& secret, std::string_view code);

[[nodiscard]] Result<PasskeyTask> begin_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor);
struct AddPasskey {
  Bytes client_data;
  Bytes authenticator_data;
};
// Conflict when it is registered already, or the person has kMostPasskeys.
inline constexpr std::size_t kMostPasskeys = 10;
[[nodiscard]] Result<store::Passkey> add_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                 const AddPasskey& ask);
// Missing for one that is not the person's, conflict for the last proof.
[[nodiscard]] Result<void> remove_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                          store::PasskeyId id);

// Those that are open now, the newest first.
[[nodiscard]] Result<std::vector<store::AccessKey>> own_sessions(const Desk& desk, store::Transaction& tx,
                                                                 const Actor& actor);
// Missing for one that is not the person's or has ended.
[[nodiscard]] Result<void> end_session(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       store::AccessKeyId id);

}  // namespace jium::desk
