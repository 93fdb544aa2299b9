// People, their roles, and what they prove themselves with. Names, passphrase texts and code secrets are
// sealed with the organisation's key.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/registry/person.h"
#include "jium/store/store.h"

namespace jium::store {

// With the roles it holds, granted at once by `granted_by`.
[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Person& person,
                                  std::string_view granted_by);
[[nodiscard]] Result<registry::Person> load_person(Transaction& tx, registry::OrganisationId organisation,
                                                   registry::PersonId id);
// Whatever the organisation: for who signs in, and for nothing that shows a record.
[[nodiscard]] Result<registry::Person> find_person(Transaction& tx, registry::PersonId id);
// All who ever were, in the order of their invitations.
[[nodiscard]] Result<std::vector<registry::Person>> people_of(Transaction& tx,
                                                              registry::OrganisationId organisation);
// State and its instants.
[[nodiscard]] Result<void> update(Transaction& tx, const registry::Person& person);

// Granting is Conflict when it is held already, withdrawing Missing when it is not.
[[nodiscard]] Result<void> grant_role(Transaction& tx, registry::PersonId person, registry::Role role,
                                      std::string_view by, Instant at);
[[nodiscard]] Result<void> withdraw_role(Transaction& tx, registry::PersonId person, registry::Role role,
                                         std::string_view by, Instant at);

struct PersonProof {
  registry::PersonId person;
  Secret<std::string> passphrase;  // libsodium's text of the Argon2id hash; empty: signs in by passkey only
  Secret<Bytes> code_secret;       // of RFC 6238; empty with the passphrase
  std::int64_t code_step = 0;      // of the last code that was used: no code of it or before it counts again
  int failures = 0;                // since the last success
  std::optional<Instant> wait_until{};
};
[[nodiscard]] Result<void> save(Transaction& tx, registry::OrganisationId organisation,
                                const PersonProof& proof);
[[nodiscard]] Result<std::optional<PersonProof>> proof_of(Transaction& tx, registry::PersonId person);

struct PasskeyTag {
  static constexpr char letter = 'Z';
  static constexpr std::string_view noun = "passkey";
};
using PasskeyId = Id<PasskeyTag>;

// COSE algorithms -7 and -8 (RFC 9053).
enum class PasskeyAlgorithm { es256, eddsa };
BOOST_DESCRIBE_ENUM(PasskeyAlgorithm, es256, eddsa)

struct Passkey {
  PasskeyId id;
  registry::PersonId person;
  Bytes credential;  // the authenticator's own name for it
  PasskeyAlgorithm algorithm = PasskeyAlgorithm::es256;
  Bytes public_key;  // ES256: x and y, 32 bytes each; EdDSA: 32 bytes
  std::int64_t sign_count = 0;
  Instant added_at{};
  std::optional<Instant> last_used_at, revoked_at;
};
// Conflict when this credential is known already, whoever's it is.
[[nodiscard]] Result<void> insert(Transaction& tx, const Passkey& passkey);
[[nodiscard]] Result<std::optional<Passkey>> find_passkey(Transaction& tx, const Bytes& credential);
[[nodiscard]] Result<std::vector<Passkey>> passkeys_of(Transaction& tx, registry::PersonId person);
[[nodiscard]] Result<void> note_used(Transaction& tx, PasskeyId id, std::int64_t sign_count, Instant at);
[[nodiscard]] Result<void> revoke_passkey(Transaction& tx, PasskeyId id, Instant at);
[[nodiscard]] Result<void> revoke_passkeys_of(Transaction& tx, registry::PersonId person, Instant at);

// True the first time, false ever after until `expires_at`. `token` holds its purpose and is enough to tell
// it from every other; only a keyed digest is kept. What has expired is forgotten on the way.
[[nodiscard]] Result<bool> spend(Transaction& tx, std::string_view token, Instant expires_at, Instant now);

}  // namespace jium::store
