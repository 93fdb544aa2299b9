// Signed requests of programs: HTTP Message Signatures (RFC 9421) with Ed25519 (section 3.3.6) over method,
// path, query and Content-Digest (RFC 9530), a time and a nonce. An API key that was issued with a public key
// opens nothing without: whoever steals the key, or stands in between, cannot ask anything, change a request
// or send one twice (../shared/security.md, threat 1).
//
// One form is taken, so that there is nothing to choose:
//   Content-Digest: sha-256=:BASE64:                                        also of an empty body
//   Signature-Input: sig1=("@method" "@path" "@query"
//   "content-digest");created=UNIX;nonce="...";alg="ed25519" Signature: sig1=:BASE64:
// and with "idempotency-key" behind "content-digest" where that header is sent. The parameters may stand in
// any order, each once. The host is not covered: TLS ends before jium.
#pragma once

#include <string>
#include <string_view>

#include "jium/desk/desk.h"

namespace jium::desk {

inline constexpr Duration kSignatureWindow = std::chrono::seconds{300};
inline constexpr std::size_t kSigningKeyBytes = 32;

// A request as it was sent; an absent header is empty.
struct SignedRequest {
  std::string_view method, target, body;
  std::string_view content_digest{}, signature_input{}, signature{};
  std::string_view idempotency_key{};  // signed when it is sent, as what a repeated change is known by
};

struct SignatureInput {
  std::string label;
  std::string parameters;  // all after "label=", as it was sent: it is signed too
  std::int64_t created = 0;
  bool covers_idempotency_key = false;
  std::string nonce;  // 8 to 64 letters, digits, - and _
};
[[nodiscard]] Result<SignatureInput> parse_signature_input(std::string_view header);

// Section 2.5.
[[nodiscard]] std::string signature_base(const SignedRequest& request, std::string_view parameters);
[[nodiscard]] std::string content_digest_of(std::string_view body);

// Forbidden, saying which part, unless `key` signed this request within the window.
[[nodiscard]] Result<SignatureInput> verify_signature(const SignedRequest& request, ByteView key,
                                                      Instant now);
// Forbidden when this key signed with this nonce before.
[[nodiscard]] Result<void> spend_nonce(const Desk& desk, store::Transaction& tx, store::AccessKeyId key,
                                       const SignatureInput& input);

// For the sender.
struct SigningKey {
  Secret<Bytes> seed;  // 32 bytes
  Bytes public_key;
};
[[nodiscard]] SigningKey make_signing_key();
[[nodiscard]] Result<SigningKey> signing_key_of(ByteView seed);
struct SignatureHeaders {
  std::string content_digest, signature_input, signature;
};
// Of method, target, body and Idempotency-Key.
[[nodiscard]] SignatureHeaders sign_request(const SigningKey& key, const SignedRequest& request, Instant now);

}  // namespace jium::desk
