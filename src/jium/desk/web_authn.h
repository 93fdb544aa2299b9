// Passkeys: what a browser and an authenticator say, verified. W3C Web Authentication Level 2, sections 7.1
// (registration) and 7.2 (assertion), as a relying party that asks for attestation "none", user verification
// "required" and discoverable credentials. Signatures and CBOR are libfido2's; type, challenge, origin, the
// hash of our id, the flags and the counter are checked here. Values only: nothing is stored.
//
// What is not looked at: extensions, which we ask for none of, the attestation statement, as nobody here
// keeps a list of makers to trust, and token binding, which browsers gave up.
#pragma once

#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/store/people.h"

namespace jium::desk {

struct RelyingParty {
  std::string origin;  // "https://desk.example" or "http://localhost:8420"
  std::string id;      // "desk.example"
};
// Malformed unless it is https:// (http:// for localhost) with a host name, a port at most, and no path.
[[nodiscard]] Result<RelyingParty> relying_party(std::string_view origin);

inline constexpr std::size_t kClientDataMost = 4096;
inline constexpr std::size_t kAuthenticatorDataMost = 4096;

enum class Ceremony { registration, assertion };

// The challenge in it, for whoever made it to judge. Forbidden when its type is not that of the ceremony, its
// origin not ours, or it comes from within another site's frame.
[[nodiscard]] Result<std::string> challenge_in(const RelyingParty& party, Ceremony ceremony,
                                               ByteView client_data);

struct NewPasskey {
  Bytes credential;
  store::PasskeyAlgorithm algorithm = store::PasskeyAlgorithm::es256;
  Bytes public_key;
  std::int64_t sign_count = 0;
};
// Forbidden unless the authenticator made it for us, with the person present and verified, of an algorithm
// that we know.
[[nodiscard]] Result<NewPasskey> read_registration(const RelyingParty& party, ByteView client_data,
                                                   ByteView authenticator_data);

struct Assertion {
  Bytes credential;
  Bytes client_data;
  Bytes authenticator_data;
  Bytes signature;
};
// The counter to keep. Forbidden for a wrong signature, a person absent or not verified, and a counter that
// does not grow: then two authenticators hold one key, and one of them is a copy.
[[nodiscard]] Result<std::int64_t> verify_assertion(const RelyingParty& party, const store::Passkey& passkey,
                                                    const Assertion& assertion);

}  // namespace jium::desk
