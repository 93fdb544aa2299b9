#include "jium/desk/signed_request.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "jium/audit/exact_text.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

constexpr std::string_view kComponents = R"(("@method" "@path" "@query" "content-digest"))";
constexpr std::string_view kComponentsOfChange =
    R"(("@method" "@path" "@query" "content-digest" "idempotency-key"))";
constexpr std::size_t kLongestHeader = 512;
constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;

Fault refused(std::string_view why) {
  return fault(FaultKind::forbidden, "this key's requests must be signed: " + std::string(why));
}

std::string to_base64(ByteView bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // the NUL that is counted
  return text;
}

bool is_letter(char one) {
  return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') ||
         one == '-' || one == '_';
}

bool is_word(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), is_letter);
}

// The words between quotes; nothing when it is not of that form.
std::optional<std::string> quoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  if (text.find_first_of("\"\\") != std::string_view::npos) return std::nullopt;
  return std::string(text);
}

// One parameter into its place; false for an unknown one, a wrong one and one that was there before.
bool take(std::string_view parameter, SignatureInput& input, bool& algorithm) {
  const auto equals = parameter.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string_view name = parameter.substr(0, equals);
  const std::string_view value = parameter.substr(equals + 1);
  if (name == "created" && input.created == 0) {
    const auto read = std::from_chars(value.data(), value.data() + value.size(), input.created);
    return read.ec == std::errc{} && read.ptr == value.data() + value.size() && value.size() <= 12 &&
           input.created > 0;
  }
  const auto text = quoted(value);
  if (!text) return false;
  if (name == "nonce" && input.nonce.empty()) {
    input.nonce = *text;
    return is_word(input.nonce, 8, 64);
  }
  if (name != "alg" || algorithm) return false;
  algorithm = true;
  return *text == "ed25519";
}

// LABEL=:BASE64: of 64 bytes.
std::optional<Bytes> signature_in(std::string_view header, std::string_view label) {
  const std::string start = std::string(label) + "=:";
  if (!header.starts_with(start) || header.size() <= start.size() || !header.ends_with(':'))
    return std::nullopt;
  const std::string_view text = header.substr(start.size(), header.size() - start.size() - 1);
  const auto bytes = audit::from_base64(text);
  if (!bytes || bytes->size() != crypto_sign_BYTES) return std::nullopt;
  return *bytes;
}

}  // namespace

Result<SignatureInput> parse_signature_input(std::string_view header) {
  const Fault wrong = refused("Signature-Input is not of the form in docs/formats/signed_requests.md");
  if (header.size() > kLongestHeader) return wrong;
  const auto equals = header.find('=');
  if (equals == std::string_view::npos || !is_word(header.substr(0, equals), 1, 32)) return wrong;
  SignatureInput input;
  input.label = header.substr(0, equals);
  input.parameters = header.substr(equals + 1);
  std::string_view rest = input.parameters;
  input.covers_idempotency_key = rest.starts_with(kComponentsOfChange);
  const std::string_view components = input.covers_idempotency_key ? kComponentsOfChange : kComponents;
  if (!rest.starts_with(components)) return wrong;
  rest.remove_prefix(components.size());
  bool algorithm = false;
  while (!rest.empty()) {
    if (rest.front() != ';') return wrong;
    rest.remove_prefix(1);
    const auto end = std::min(rest.find(';'), rest.size());
    if (!take(rest.substr(0, end), input, algorithm)) return wrong;
    rest.remove_prefix(end);
  }
  if (input.created == 0 || input.nonce.empty() || !algorithm) return wrong;
  return input;
}

std::string signature_base(const SignedRequest& request, std::string_view parameters) {
  const auto mark = std::min(request.target.find('?'), request.target.size());
  const std::string_view query = request.target.substr(mark);
  std::string base = "\"@method\": " + std::string(request.method);
  base += "\n\"@path\": " + std::string(request.target.substr(0, mark));
  base += "\n\"@query\": " + (query.empty() ? "?" : std::string(query));
  base += "\n\"content-digest\": " + std::string(request.content_digest);
  if (!request.idempotency_key.empty())
    base += "\n\"idempotency-key\": " + std::string(request.idempotency_key);
  base += "\n\"@signature-params\": " + std::string(parameters);
  return base;
}

std::string content_digest_of(std::string_view body) {
  Bytes digest(crypto_hash_sha256_BYTES);
  const ByteView bytes = bytes_of(body);
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return "sha-256=:" + to_base64(digest) + ":";
}

Result<SignatureInput> verify_signature(const SignedRequest& request, ByteView key, Instant now) {
  JIUM_TRY(SignatureInput input, parse_signature_input(request.signature_input));
  const Instant created{std::chrono::seconds{input.created}};
  if (now - created > kSignatureWindow || created - now > kSignatureWindow)
    return refused("it was signed more than five minutes away from now: check both clocks");
  if (input.covers_idempotency_key == request.idempotency_key.empty())
    return refused("Idempotency-Key is signed exactly when it is sent");
  if (request.content_digest != content_digest_of(request.body))
    return refused("Content-Digest is not the SHA-256 of the body");
  const auto signature = signature_in(request.signature, input.label);
  const std::string base = signature_base(request, input.parameters);
  const ByteView message = bytes_of(base);
  const bool right =
      signature && key.size() == kSigningKeyBytes &&
      crypto_sign_verify_detached(signature->data(), message.data(), message.size(), key.data()) == 0;
  if (!right) return refused("the signature is not right");
  return input;
}

Result<void> spend_nonce(const Desk& desk, store::Transaction& tx, store::AccessKeyId key,
                         const SignatureInput& input) {
  const Instant end = Instant{std::chrono::seconds{input.created}} + kSignatureWindow;
  const Instant now = desk.clock.now();
  // It may have waited for its turn to write: a nonce is forgotten once its window has ended.
  if (end < now) return refused("this request is older than its window: sign it anew");
  JIUM_TRY(const bool first_time, store::spend(tx, "nonce " + key.text() + ' ' + input.nonce, end, now));
  if (!first_time) return refused("this nonce was used before: choose a new one for each request");
  return {};
}

SigningKey make_signing_key() {
  return signing_key_of(random_bytes(crypto_sign_SEEDBYTES)).value();
}

Result<SigningKey> signing_key_of(ByteView seed) {
  if (seed.size() != crypto_sign_SEEDBYTES)
    return fault(FaultKind::malformed, "a signing key is 64 hexadecimal digits");
  SigningKey key{Secret<Bytes>(Bytes(seed.begin(), seed.end())), Bytes(kSigningKeyBytes)};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> whole{};
  crypto_sign_seed_keypair(key.public_key.data(), whole.data(), seed.data());
  sodium_memzero(whole.data(), whole.size());
  return key;
}

SignatureHeaders sign_request(const SigningKey& key, const SignedRequest& request, Instant now) {
  const auto created = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::string_view components = request.idempotency_key.empty() ? kComponents : kComponentsOfChange;
  const std::string parameters = std::string(components) + ";created=" + std::to_string(created) +
                                 ";nonce=\"" + to_hex(random_bytes(16)) + "\";alg=\"ed25519\"";
  SignatureHeaders headers{content_digest_of(request.body), "sig1=" + parameters, {}};
  SignedRequest digested = request;
  digested.content_digest = headers.content_digest;
  const std::string base = signature_base(digested, parameters);
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> whole{};
  Bytes ignored(kSigningKeyBytes);
  crypto_sign_seed_keypair(ignored.data(), whole.data(), key.seed.reveal().data());
  Bytes signature(crypto_sign_BYTES);
  const ByteView message = bytes_of(base);
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), whole.data());
  sodium_memzero(whole.data(), whole.size());
  headers.signature = "sig1=:" + to_base64(signature) + ":";
  return headers;
}

}  // namespace jium::desk
