#include "jium/casework/identity.h"

#include <sodium.h>

#include <algorithm>

#include "jium/casework/resident_number.h"

namespace jium::casework {
namespace {

constexpr std::string_view kText = "jium identity 1\n";
constexpr std::string_view kPrivate = "jium identity private 1 ";
constexpr std::string_view kPublic = "jium identity public 1 ";
constexpr std::size_t kPadded = 1024;
constexpr std::size_t kLongest = 1000;
static_assert(kIdentityBox == kPadded + crypto_box_SEALBYTES);

using Key = std::array<std::uint8_t, 32>;

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

std::string text_of_identity(const Identity& identity) {
  return std::string(kText) + identity.the_case.text() + '\n' + identity.name.reveal() + '\n' +
         identity.contact.reveal() + '\n';
}

Result<Key> key_in(std::string_view text, std::string_view header, const char* wrong) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  Key key{};
  if (!text.starts_with(header)) return fault(FaultKind::malformed, wrong);
  const auto bytes = from_hex(text.substr(header.size()));
  if (!bytes || bytes->size() != key.size()) return fault(FaultKind::malformed, wrong);
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

// The line up to the next break, which is taken off with it.
Result<std::string> next_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return fault(FaultKind::malformed, "the box holds something else");
  std::string line(text.substr(0, end));
  text.remove_prefix(end + 1);
  return line;
}

Result<Identity> read_identity(std::string_view text, CaseId the_case) {
  if (!text.starts_with(kText)) return fault(FaultKind::malformed, "the box holds something else");
  text.remove_prefix(kText.size());
  JIUM_TRY(const std::string id, next_line(text));
  JIUM_TRY(std::string name, next_line(text));
  JIUM_TRY(std::string contact, next_line(text));
  if (id != the_case.text())
    return fault(FaultKind::malformed, "the box was sealed for another case: somebody has exchanged it");
  return Identity{the_case, Secret(std::move(name)), Secret(std::move(contact))};
}

}  // namespace

Result<void> check(const Identity& identity) {
  for (const Secret<std::string>* part : {&identity.name, &identity.contact}) {
    if (!is_one_line(part->reveal()))
      return fault(FaultKind::malformed, "name and contact are a line each, without control characters");
    if (holds_resident_number(part->reveal())) {
      return fault(
          FaultKind::malformed,
          "that looks like a resident registration number: jium keeps none, not even sealed, so please "
          "leave it out");
    }
  }
  if (identity.name.reveal().empty() && identity.contact.reveal().empty())
    return fault(FaultKind::malformed, "there is neither a name nor a contact to seal");
  if (text_of_identity(identity).size() > kLongest)
    return fault(FaultKind::malformed, "name and contact together are too long: 900 bytes are enough");
  return {};
}

IdentityKeyPair make_identity_keys() {
  IdentityKeyPair keys;
  Key secret{};
  crypto_box_keypair(keys.open.data(), secret.data());
  keys.secret = Secret(secret);
  sodium_memzero(secret.data(), secret.size());
  return keys;
}

std::string write_private_key(const IdentityKeyPair& keys) {
  return std::string(kPrivate) + to_hex(keys.secret.reveal());
}

std::string write_public_key(const IdentityPublicKey& key) {
  return std::string(kPublic) + to_hex(key);
}

Result<IdentityKeyPair> read_private_key(std::string_view text) {
  JIUM_TRY(const Key secret,
           key_in(text, kPrivate, "this is not the private key that `jium identity make-key` made"));
  IdentityKeyPair keys;
  if (crypto_scalarmult_base(keys.open.data(), secret.data()) != 0)
    return fault(FaultKind::malformed, "this private key is damaged: use your copy of it");
  keys.secret = Secret(secret);
  return keys;
}

Result<IdentityPublicKey> read_public_key(std::string_view text) {
  if (text.starts_with(kPrivate)) {
    return fault(
        FaultKind::malformed,
        "this is the private key, which stays where it is: give the file beside it that ends in .pub");
  }
  return key_in(text, kPublic, "this is not the public key that `jium identity make-key` made");
}

std::string short_form(const IdentityPublicKey& key) {
  std::array<std::uint8_t, crypto_generichash_BYTES> sum{};
  crypto_generichash(sum.data(), sum.size(), key.data(), key.size(), nullptr, 0);
  const std::string hex = to_hex({sum.data(), 8});
  return hex.substr(0, 4) + ' ' + hex.substr(4, 4) + ' ' + hex.substr(8, 4) + ' ' + hex.substr(12, 4);
}

Result<Bytes> seal_identity(const Identity& identity, const IdentityPublicKey& to) {
  JIUM_CHECK(check(identity));
  JIUM_CHECK(check_public_key(to));
  std::string text = text_of_identity(identity);
  const std::size_t length = text.size();
  text.resize(kPadded);
  std::array<unsigned char, kPadded> padded{};
  std::copy(text.begin(), text.end(), padded.begin());
  std::size_t padded_length = 0;
  Bytes box(kIdentityBox);
  const bool sealed = sodium_pad(&padded_length, padded.data(), length, kPadded, padded.size()) == 0 &&
                      crypto_box_seal(box.data(), padded.data(), padded.size(), to.data()) == 0;
  sodium_memzero(padded.data(), padded.size());
  sodium_memzero(text.data(), text.size());
  if (!sealed) return fault(FaultKind::internal, "the identity could not be sealed");
  return box;
}

Result<Identity> open_identity(ByteView box, const IdentityKeyPair& keys, CaseId the_case) {
  JIUM_CHECK(check_box(box));
  std::array<unsigned char, kPadded> padded{};
  if (crypto_box_seal_open(padded.data(), box.data(), box.size(), keys.open.data(),
                           keys.secret.reveal().data()) != 0) {
    return fault(FaultKind::malformed,
                 "this key does not open the box: it was sealed to another key, or changed since");
  }
  std::size_t length = 0;
  Result<Identity> identity = fault(FaultKind::malformed, "the box holds something else");
  if (sodium_unpad(&length, padded.data(), padded.size(), kPadded) == 0)
    identity = read_identity(text_of({padded.data(), length}), the_case);
  sodium_memzero(padded.data(), padded.size());
  return identity;
}

Result<void> check_box(ByteView box) {
  if (box.size() == kIdentityBox) return {};
  return fault(
      FaultKind::malformed,
      "that is not a sealed identity: seal it with `jium identity seal`, where the survivor's words are");
}

Result<void> check_public_key(const IdentityPublicKey& key) {
  // Every product with a point of small order is zero, whatever the secret.
  const IdentityKeyPair some = make_identity_keys();
  Key shared{};
  if (crypto_scalarmult(shared.data(), some.secret.reveal().data(), key.data()) == 0) return {};
  return fault(FaultKind::malformed, "that is not a public key that anything can be sealed to");
}

}  // namespace jium::casework
