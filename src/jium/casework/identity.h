// A survivor's identity, where a centre enters it at all: who they are and how to reach them. It is sealed on
// the officer's machine to the centre's own public key and opened on the centre's machine with the private
// one. The server keeps a box that neither it nor whoever runs its database can open.
//
// Box: libsodium's crypto_box_seal (X25519, XSalsa20-Poly1305, an ephemeral key each time), of a text that is
// padded (ISO/IEC 7816-4, sodium_pad) to 1,024 bytes, so that its length says nothing.
// Text: "jium identity 1\n", the case's id, the name and the contact, a line each.
//
// Files of keys: "jium identity private 1 HEX" (mode 0600, never sent) and "jium identity public 1 HEX".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"
#include "jium/base/id.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/casework/case.h"

namespace jium::casework {

inline constexpr std::size_t kIdentityBox = 1024 + 48;  // crypto_box_SEALBYTES

using IdentityPublicKey = std::array<std::uint8_t, 32>;
struct IdentityKeyPair {
  IdentityPublicKey open{};
  Secret<std::array<std::uint8_t, 32>> secret;
};

struct IdentityKeyTag {
  static constexpr char letter = 'X';
  static constexpr std::string_view noun = "identity key";
};
using IdentityKeyId = Id<IdentityKeyTag>;

// A public key as the server keeps it; the newest of a centre is the one that is sealed to.
struct PublishedIdentityKey {
  IdentityKeyId id;
  registry::OrganisationId organisation;
  IdentityPublicKey key{};
  std::string published_by;  // an actor's text
  Instant published_at{};
};

struct SealedIdentity {
  CaseId the_case;
  registry::OrganisationId organisation;
  IdentityKeyId key;
  Bytes box;
  std::string sealed_by;  // an actor's text
  Instant sealed_at{};
};

struct Identity {
  CaseId the_case;
  Secret<std::string> name;
  Secret<std::string> contact;
};

// Malformed, kindly, for a line break or another control character, for nothing at all, for more than 1,000
// bytes, and for what looks like a resident registration number.
[[nodiscard]] Result<void> check(const Identity& identity);

[[nodiscard]] IdentityKeyPair make_identity_keys();
[[nodiscard]] std::string write_private_key(const IdentityKeyPair& keys);
[[nodiscard]] std::string write_public_key(const IdentityPublicKey& key);
// Malformed when it is not such a file; read_public_key says so in words of its own of a private one.
[[nodiscard]] Result<IdentityKeyPair> read_private_key(std::string_view text);
[[nodiscard]] Result<IdentityPublicKey> read_public_key(std::string_view text);
// What two people compare by telephone: 16 hexadecimal digits of the key's BLAKE2b sum, in fours.
[[nodiscard]] std::string short_form(const IdentityPublicKey& key);

// check() first; always kIdentityBox bytes.
[[nodiscard]] Result<Bytes> seal_identity(const Identity& identity, const IdentityPublicKey& to);
// Malformed when the box was not made for this key or says another case than `the_case`.
[[nodiscard]] Result<Identity> open_identity(ByteView box, const IdentityKeyPair& keys, CaseId the_case);

// All that the server can know of a box. A public key of small order would let anybody open what is sealed to
// it: Malformed.
[[nodiscard]] Result<void> check_box(ByteView box);
[[nodiscard]] Result<void> check_public_key(const IdentityPublicKey& key);

}  // namespace jium::casework
