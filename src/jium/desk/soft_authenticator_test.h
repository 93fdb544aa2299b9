// Test-only: an authenticator in software. It makes keys, says what a browser and an authenticator would say,
// and lets a test say something else in any one place.
#pragma once

#include <cbor.h>
#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <memory>

#include "jium/desk/challenge.h"
#include "jium/desk/web_authn.h"

namespace jium::desk {

// What is said, each part of which a test may falsify before it is signed.
struct Speech {
  std::string type;
  std::string origin = "https://desk.example";
  std::string rp_id = "desk.example";
  std::string challenge;
  std::string more;  // further members of the client data, with a comma before
  std::uint8_t flags = 0x05;
  std::uint32_t counter = 0;
};

class SoftAuthenticator {
 public:
  explicit SoftAuthenticator(store::PasskeyAlgorithm algorithm = store::PasskeyAlgorithm::es256)
      : algorithm_(algorithm),
        key_(algorithm == store::PasskeyAlgorithm::es256 ? EVP_EC_gen("P-256")
                                                         : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"),
             &EVP_PKEY_free) {}

  [[nodiscard]] const Bytes& credential() const { return credential_; }

  static Bytes client_data(const Speech& speech) {
    const std::string text = "{\"type\":\"" + speech.type + "\",\"challenge\":\"" + speech.challenge +
                             "\",\"origin\":\"" + speech.origin + "\"" + speech.more + "}";
    const ByteView bytes = bytes_of(text);
    return {bytes.begin(), bytes.end()};
  }

  // W3C WebAuthn Level 2, section 6.1, with attested credential data (6.5.1).
  [[nodiscard]] Bytes registration(const Speech& speech) const {
    Speech with_credential = speech;
    with_credential.flags |= 0x40;
    Bytes data = header(with_credential);
    data.insert(data.end(), 16, 0);  // no maker is named
    data.push_back(static_cast<std::uint8_t>(credential_.size() >> 8));
    data.push_back(static_cast<std::uint8_t>(credential_.size()));
    data.insert(data.end(), credential_.begin(), credential_.end());
    const Bytes key = cose_key();
    data.insert(data.end(), key.begin(), key.end());
    return data;
  }

  [[nodiscard]] Assertion assertion(const Speech& speech) const {
    Assertion said{credential_, client_data(speech), header(speech), {}};
    Bytes message = said.authenticator_data;
    Bytes hash(SHA256_DIGEST_LENGTH);
    SHA256(said.client_data.data(), said.client_data.size(), hash.data());
    message.insert(message.end(), hash.begin(), hash.end());
    said.signature = sign(message);
    return said;
  }

 private:
  static Bytes header(const Speech& speech) {
    Bytes data(SHA256_DIGEST_LENGTH);
    const ByteView id = bytes_of(speech.rp_id);
    SHA256(id.data(), id.size(), data.data());
    data.push_back(speech.flags);
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      data.push_back(static_cast<std::uint8_t>(speech.counter >> shift));
    return data;
  }

  [[nodiscard]] Bytes sign(const Bytes& message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const EVP_MD* digest = algorithm_ == store::PasskeyAlgorithm::es256 ? EVP_sha256() : nullptr;
    EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get());
    std::size_t length = 0;
    EVP_DigestSign(context.get(), nullptr, &length, message.data(), message.size());
    Bytes signature(length);
    EVP_DigestSign(context.get(), signature.data(), &length, message.data(), message.size());
    signature.resize(length);
    return signature;
  }

  static void put(cbor_item_t* map, int key, cbor_item_t* value) {
    cbor_item_t* const name = key < 0 ? cbor_move(cbor_build_negint8(static_cast<std::uint8_t>(-1 - key)))
                                      : cbor_move(cbor_build_uint8(static_cast<std::uint8_t>(key)));
    EXPECT_TRUE(cbor_map_add(map, {name, cbor_move(value)}));
  }

  // RFC 9053, sections 7.1.1 and 7.2.
  [[nodiscard]] Bytes cose_key() const {
    const bool es256 = algorithm_ == store::PasskeyAlgorithm::es256;
    cbor_item_t* map = cbor_new_definite_map(es256 ? 5 : 4);
    put(map, 1, cbor_build_uint8(es256 ? 2 : 1));
    put(map, 3, cbor_build_negint8(es256 ? 6 : 7));
    put(map, -1, cbor_build_uint8(es256 ? 1 : 6));
    std::size_t length = 0;
    if (es256) {
      Bytes point(65);
      EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                      &length);
      put(map, -2, cbor_build_bytestring(point.data() + 1, 32));
      put(map, -3, cbor_build_bytestring(point.data() + 33, 32));
    } else {
      Bytes raw(32);
      length = raw.size();
      EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &length);
      put(map, -2, cbor_build_bytestring(raw.data(), raw.size()));
    }
    Bytes written(256);
    written.resize(cbor_serialize(map, written.data(), written.size()));
    cbor_decref(&map);
    return written;
  }

  store::PasskeyAlgorithm algorithm_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  Bytes credential_ = random_bytes(32);
};

}  // namespace jium::desk
