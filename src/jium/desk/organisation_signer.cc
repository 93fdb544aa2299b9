#include "jium/desk/organisation_signer.h"

#include "jium/store/organisation_signers.h"

namespace jium::desk {
namespace {

// Path and query, as the request line has them.
std::string target_of(const registry::WebAddress& address) {
  const std::string& text = address.canonical().reveal();
  const auto host = text.find("://") + 3;
  const auto slash = text.find('/', host);
  return slash == std::string::npos ? "/" : text.substr(slash);
}

}  // namespace

Result<SigningKey> signer_of(const Desk& desk, store::Transaction& tx,
                             registry::OrganisationId organisation) {
  JIUM_TRY(const auto seed, store::signer_seed(tx, organisation));
  if (seed) return signing_key_of(seed->reveal());
  SigningKey made = make_signing_key();
  JIUM_CHECK(store::insert_signer(tx, organisation, made.seed, made.public_key, desk.clock.now()));
  return made;
}

Result<Headers> signed_call(const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
                            const registry::WebAddress& address, const std::string& body,
                            const std::string& idempotency_key) {
  JIUM_TRY(const SigningKey key, signer_of(desk, tx, organisation));
  const std::string target = target_of(address);
  const SignatureHeaders made = sign_request(key,
                                             {.method = body.empty() ? "GET" : "POST",
                                              .target = target,
                                              .body = body,
                                              .idempotency_key = idempotency_key},
                                             desk.clock.now());
  Headers headers{{"Content-Digest", made.content_digest},
                  {"Signature-Input", made.signature_input},
                  {"Signature", made.signature}};
  if (!idempotency_key.empty()) headers.emplace_back("Idempotency-Key", idempotency_key);
  headers.emplace_back("Jium-Signer", to_hex(key.public_key));
  return headers;
}

Result<Headers> signed_headers(const Desk& desk, store::Transaction& tx,
                               const removal::RemovalRequest& request, const removal::Post& post) {
  return signed_call(desk, tx, request.organisation, post.action, post.body.reveal(), request.id.text());
}

}  // namespace jium::desk
