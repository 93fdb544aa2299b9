#include "jium/desk/web_authn.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <openssl/sha.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <memory>

namespace jium::desk {
namespace {

namespace json = boost::json;

constexpr unsigned kPresent = 0x01;   // UP, section 6.1
constexpr unsigned kVerified = 0x04;  // UV
constexpr std::size_t kFlagsAt = 32;  // after the hash of our id
constexpr std::size_t kCounterAt = 33;
constexpr std::size_t kHeaderBytes = 37;
constexpr unsigned kMore = 0xC0;      // AT and ED: a new credential, extensions
constexpr unsigned kAttested = 0x40;  // AT alone

using Digest = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

Digest sha256_of(ByteView bytes) {
  Digest digest{};
  SHA256(bytes.data(), bytes.size(), digest.data());
  return digest;
}

Fault refused(std::string_view why) {
  return fault(FaultKind::forbidden, "the passkey was not accepted: " + std::string(why));
}

struct FreeCredential {
  void operator()(fido_cred_t* one) const { fido_cred_free(&one); }
};
struct FreeAssertion {
  void operator()(fido_assert_t* one) const { fido_assert_free(&one); }
};
struct FreeEs256 {
  void operator()(es256_pk_t* one) const { es256_pk_free(&one); }
};
struct FreeEddsa {
  void operator()(eddsa_pk_t* one) const { eddsa_pk_free(&one); }
};

// Sections 7.1 (13 to 15) and 7.2 (15 to 17).
Result<void> check_header(const RelyingParty& party, ByteView data) {
  if (data.size() < kHeaderBytes || data.size() > kAuthenticatorDataMost)
    return refused("what the authenticator said has no possible length");
  const Digest ours = sha256_of(bytes_of(party.id));
  if (!std::equal(ours.begin(), ours.end(), data.begin())) return refused("it was made for another site");
  if ((data[kFlagsAt] & kPresent) == 0) return refused("nobody touched the authenticator");
  if ((data[kFlagsAt] & kVerified) == 0)
    return refused("the authenticator did not verify who you are: set a PIN or a fingerprint on it");
  return {};
}

// A COSE key as CTAP2 writes it (canonical CBOR): `head` and 32 bytes, and for ES256 once more.
bool is_cose_key(ByteView key) {
  constexpr std::array<std::uint8_t, 10> kEs256{0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32};
  constexpr std::array<std::uint8_t, 10> kEddsa{0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32};
  constexpr std::array<std::uint8_t, 3> kSecond{0x22, 0x58, 32};
  if (key.size() == kEddsa.size() + 32) return std::equal(kEddsa.begin(), kEddsa.end(), key.begin());
  return key.size() == kEs256.size() + 32 + kSecond.size() + 32 &&
         std::equal(kEs256.begin(), kEs256.end(), key.begin()) &&
         std::equal(kSecond.begin(), kSecond.end(), key.begin() + kEs256.size() + 32);
}

// libcbor makes room for as many members as a map says it has, so that nothing reaches it but what it is.
// Section 6.5.2: 16 bytes of the model, two of the id's length, the id, the key.
bool is_new_credential(ByteView data) {
  constexpr std::size_t kIdAt = kHeaderBytes + 18;
  if ((data[kFlagsAt] & kMore) != kAttested || data.size() < kIdAt) return false;
  const std::size_t id = static_cast<std::size_t>(data[kIdAt - 2]) << 8U | data[kIdAt - 1];
  return id <= data.size() - kIdAt && is_cose_key(data.subspan(kIdAt + id));
}

bool is_bare(ByteView data) {
  return data.size() == kHeaderBytes && (data[kFlagsAt] & kMore) == 0;
}

std::int64_t counter_in(ByteView data) {
  std::uint32_t counter = 0;
  for (const std::uint8_t byte : data.subspan(kCounterAt, 4)) counter = counter << 8U | byte;
  return counter;
}

std::optional<NewPasskey> read_as(store::PasskeyAlgorithm algorithm, ByteView client_data, ByteView data) {
  const std::unique_ptr<fido_cred_t, FreeCredential> credential(fido_cred_new());
  const int type = algorithm == store::PasskeyAlgorithm::es256 ? COSE_ES256 : COSE_EDDSA;
  const std::size_t key_bytes = algorithm == store::PasskeyAlgorithm::es256 ? 64 : 32;
  const Digest hash = sha256_of(client_data);
  const bool read = credential && fido_cred_set_type(credential.get(), type) == FIDO_OK &&
                    fido_cred_set_clientdata_hash(credential.get(), hash.data(), hash.size()) == FIDO_OK &&
                    fido_cred_set_authdata_raw(credential.get(), data.data(), data.size()) == FIDO_OK;
  if (!read || fido_cred_pubkey_len(credential.get()) != key_bytes || fido_cred_id_len(credential.get()) == 0)
    return std::nullopt;
  const unsigned char* key = fido_cred_pubkey_ptr(credential.get());
  const unsigned char* id = fido_cred_id_ptr(credential.get());
  return NewPasskey{Bytes(id, id + fido_cred_id_len(credential.get())), algorithm,
                    Bytes(key, key + key_bytes), counter_in(data)};
}

int verify(const store::Passkey& passkey, const fido_assert_t* assertion) {
  const Bytes& key = passkey.public_key;
  if (passkey.algorithm == store::PasskeyAlgorithm::es256) {
    const std::unique_ptr<es256_pk_t, FreeEs256> of(es256_pk_new());
    const bool read = of && es256_pk_from_ptr(of.get(), key.data(), key.size()) == FIDO_OK;
    return read ? fido_assert_verify(assertion, 0, COSE_ES256, of.get()) : FIDO_ERR_INVALID_ARGUMENT;
  }
  const std::unique_ptr<eddsa_pk_t, FreeEddsa> of(eddsa_pk_new());
  const bool read = of && eddsa_pk_from_ptr(of.get(), key.data(), key.size()) == FIDO_OK;
  return read ? fido_assert_verify(assertion, 0, COSE_EDDSA, of.get()) : FIDO_ERR_INVALID_ARGUMENT;
}

bool signature_is_right(const RelyingParty& party, const store::Passkey& passkey, const Assertion& said) {
  const std::unique_ptr<fido_assert_t, FreeAssertion> assertion(fido_assert_new());
  const Digest hash = sha256_of(said.client_data);
  fido_assert_t* const one = assertion.get();
  return one != nullptr && fido_assert_set_clientdata_hash(one, hash.data(), hash.size()) == FIDO_OK &&
         fido_assert_set_rp(one, party.id.c_str()) == FIDO_OK && fido_assert_set_count(one, 1) == FIDO_OK &&
         fido_assert_set_authdata_raw(one, 0, said.authenticator_data.data(),
                                      said.authenticator_data.size()) == FIDO_OK &&
         fido_assert_set_up(one, FIDO_OPT_TRUE) == FIDO_OK &&
         fido_assert_set_uv(one, FIDO_OPT_TRUE) == FIDO_OK &&
         fido_assert_set_sig(one, 0, said.signature.data(), said.signature.size()) == FIDO_OK &&
         verify(passkey, one) == FIDO_OK;
}

std::string member(const json::object& object, std::string_view name) {
  const json::value* found = object.if_contains(json::string_view(name.data(), name.size()));
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

bool is_host_letter(char one) {
  return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '.' || one == '-';
}

}  // namespace

Result<RelyingParty> relying_party(std::string_view origin) {
  const Fault wrong =
      fault(FaultKind::malformed,
            "an origin is https://HOST or https://HOST:PORT, or http://localhost:PORT on this "
            "machine: passkeys are bound to a host name, in small letters, and never to a number");
  const bool secure = origin.starts_with("https://");
  const std::string_view rest = origin.substr(std::min(origin.size(), std::size_t{secure ? 8U : 7U}));
  const auto colon = rest.find(':');
  const std::string_view host = rest.substr(0, colon);
  if (!secure && (!origin.starts_with("http://") || host != "localhost")) return wrong;
  if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_letter)) return wrong;
  if (host.back() >= '0' && host.back() <= '9') return wrong;  // an address
  if (colon != std::string_view::npos) {
    const std::string_view port = rest.substr(colon + 1);
    const bool digits =
        std::all_of(port.begin(), port.end(), [](char one) { return one >= '0' && one <= '9'; });
    if (port.empty() || port.size() > 5 || !digits) return wrong;
  }
  return RelyingParty{std::string(origin), std::string(host)};
}

// Sections 7.1 (7 to 9) and 7.2 (11 to 13); crossOrigin is of Level 2, topOrigin of its successor.
Result<std::string> challenge_in(const RelyingParty& party, Ceremony ceremony, ByteView client_data) {
  if (client_data.size() > kClientDataMost) return refused("what the browser said is too long");
  json::error_code failed;
  const std::string_view text = text_of(client_data);
  const json::value said = json::parse(json::string_view(text.data(), text.size()), failed);
  if (failed || !said.is_object()) return refused("what the browser said is not JSON");
  const json::object& object = said.get_object();
  if (member(object, "type") != (ceremony == Ceremony::registration ? "webauthn.create" : "webauthn.get"))
    return refused("it was made for another purpose");
  if (member(object, "origin") != party.origin) return refused("it was made at another address");
  const json::value* crossed = object.if_contains("crossOrigin");
  const bool framed = (crossed != nullptr && crossed->is_bool() && crossed->get_bool()) ||
                      object.if_contains("topOrigin") != nullptr;
  if (framed) return refused("it was made within another site");
  return member(object, "challenge");
}

Result<NewPasskey> read_registration(const RelyingParty& party, ByteView client_data,
                                     ByteView authenticator_data) {
  JIUM_CHECK(check_header(party, authenticator_data));
  if (!is_new_credential(authenticator_data))
    return refused("its key is not one of the kinds that are taken here (ES256, EdDSA, no extensions)");
  for (const auto algorithm : {store::PasskeyAlgorithm::es256, store::PasskeyAlgorithm::eddsa}) {
    if (auto read = read_as(algorithm, client_data, authenticator_data)) return *std::move(read);
  }
  return refused("its key is not one of the kinds that are taken here (ES256, EdDSA)");
}

Result<std::int64_t> verify_assertion(const RelyingParty& party, const store::Passkey& passkey,
                                      const Assertion& assertion) {
  JIUM_CHECK(check_header(party, assertion.authenticator_data));
  if (!is_bare(assertion.authenticator_data)) return refused("it says more than it was asked");
  if (!signature_is_right(party, passkey, assertion)) return refused("its signature is not right");
  const std::int64_t counter = counter_in(assertion.authenticator_data);
  if ((counter != 0 || passkey.sign_count != 0) && counter <= passkey.sign_count)
    return refused("its counter went back, as a copied authenticator's would: tell your administrator");
  return counter;
}

}  // namespace jium::desk
