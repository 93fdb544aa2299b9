#include "jium/linkage/oblivious.h"

#include <sodium.h>

#include <algorithm>

namespace jium::linkage {

namespace {

// RFC 9497, 3.1 and 4.1: "OPRFV1-" || I2OSP(mode, 1) || "-" || identifier; the mode is 0.
const std::string kContext = std::string("OPRFV1-") + '\0' + "-ristretto255-SHA512";
constexpr std::size_t kUniform = 64, kBlock = 128, kLongestWord = 65535;
constexpr std::string_view kSecretHeader = "jium centres' secret 1 ";

void append(Bytes& to, ByteView what) {
  to.insert(to.end(), what.begin(), what.end());
}
void append_length(Bytes& to, std::size_t length) {
  to.push_back(static_cast<std::uint8_t>(length >> 8U));
  to.push_back(static_cast<std::uint8_t>(length & 0xffU));
}

std::array<std::uint8_t, kUniform> sha512(ByteView bytes) {
  std::array<std::uint8_t, kUniform> digest{};
  crypto_hash_sha512(digest.data(), bytes.data(), bytes.size());
  return digest;
}

// expand_message_xmd of RFC 9380, 5.3.1, for SHA-512 and the 64 bytes that one block gives:
// b_0 = H(Z_pad || msg || I2OSP(64, 2) || 0 || DST'), b_1 = H(b_0 || 1 || DST').
std::array<std::uint8_t, kUniform> expand(ByteView message, std::string_view tag) {
  Bytes tail(bytes_of(tag).begin(), bytes_of(tag).end());
  tail.push_back(static_cast<std::uint8_t>(tag.size()));
  Bytes first(kBlock, 0);
  append(first, message);
  append_length(first, kUniform);
  first.push_back(0);
  append(first, tail);
  const auto zero = sha512(first);
  Bytes second(zero.begin(), zero.end());
  second.push_back(1);
  append(second, tail);
  return sha512(second);
}

Element to_group(std::string_view word) {
  const auto uniform = expand(bytes_of(word), "HashToGroup-" + kContext);
  Element element{};
  crypto_core_ristretto255_from_hash(element.data(), uniform.data());
  return element;
}

bool is_zero(ByteView bytes) {
  return sodium_is_zero(bytes.data(), bytes.size()) == 1;
}

Result<Element> times(const Scalar& factor, const Element& element) {
  Element product{};
  // Fails for what is no element, and when the product is the identity.
  if (crypto_core_ristretto255_is_valid_point(element.data()) != 1 ||
      crypto_scalarmult_ristretto255(product.data(), factor.data(), element.data()) != 0)
    return fault(FaultKind::malformed, "this is no blinded word");
  return product;
}

}  // namespace

TokenKey TokenKey::derive(ByteView secret, std::string_view purpose) {
  Bytes input(secret.begin(), secret.end());
  append_length(input, purpose.size());
  append(input, bytes_of(purpose));
  Scalar key{};
  for (std::uint8_t counter = 0; is_zero(key); ++counter) {
    Bytes counted = input;
    counted.push_back(counter);
    const auto uniform = expand(counted, "DeriveKeyPair" + kContext);
    crypto_core_ristretto255_scalar_reduce(key.data(), uniform.data());
  }
  return TokenKey(key);
}

Result<std::vector<Element>> TokenKey::evaluate(const std::vector<Element>& blinded) const {
  if (blinded.size() > kBatch) return fault(FaultKind::malformed, "at most 256 words at one time");
  std::vector<Element> evaluated;
  for (const Element& element : blinded) {
    JIUM_TRY(const Element product, times(key_.reveal(), element));
    evaluated.push_back(product);
  }
  return evaluated;
}

Result<Blinding> blind(std::string_view word) {
  Scalar factor{};
  crypto_core_ristretto255_scalar_random(factor.data());  // never zero
  return blind_with(word, factor);
}

Result<Blinding> blind_with(std::string_view word, const Scalar& factor) {
  if (word.size() > kLongestWord) return fault(FaultKind::malformed, "the word is too long");
  JIUM_TRY(const Element blinded, times(factor, to_group(word)));
  return Blinding{Secret<std::string>(std::string(word)), Secret<Scalar>(factor), blinded};
}

Result<Output> finish(const Blinding& blinding, const Element& evaluated) {
  Scalar inverse{};
  if (crypto_core_ristretto255_scalar_invert(inverse.data(), blinding.factor.reveal().data()) != 0)
    return fault(FaultKind::internal, "the blinding factor is zero");
  JIUM_TRY(const Element element, times(inverse, evaluated));
  sodium_memzero(inverse.data(), inverse.size());
  const std::string& word = blinding.word.reveal();
  Bytes input;
  append_length(input, word.size());
  append(input, bytes_of(word));
  append_length(input, element.size());
  append(input, element);
  append(input, bytes_of("Finalize"));
  return sha512(input);
}

Token token_of(const Output& output, const CentresSecret& secret) {
  Token token{};
  crypto_generichash(token.data(), token.size(), output.data(), output.size(), secret.reveal().data(),
                     secret.reveal().size());
  return token;
}

CentresSecret make_centres_secret() {
  std::array<std::uint8_t, 32> secret{};
  randombytes_buf(secret.data(), secret.size());
  return CentresSecret(secret);
}

std::string write_centres_secret(const CentresSecret& secret) {
  return std::string(kSecretHeader) + to_hex(secret.reveal());
}

Result<CentresSecret> read_centres_secret(std::string_view text) {
  const auto wrong = fault(FaultKind::malformed, "this is no file with the centres' secret");
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (!text.starts_with(kSecretHeader)) return wrong;
  const auto bytes = from_hex(text.substr(kSecretHeader.size()));
  std::array<std::uint8_t, 32> secret{};
  if (!bytes || bytes->size() != secret.size()) return wrong;
  std::copy(bytes->begin(), bytes->end(), secret.begin());
  return CentresSecret(secret);
}

}  // namespace jium::linkage
