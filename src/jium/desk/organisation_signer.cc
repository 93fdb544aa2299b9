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

Result<std::vector<std::pair<std::string, std::string>>> signed_headers(
    const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
    const removal::Post& post) {
  JIUM_TRY(const SigningKey key, signer_of(desk, tx, request.organisation));
  const std::string target = target_of(post.action), idempotency_key = request.id.text();
  const SignatureHeaders made = sign_request(
      key,
      {.method = "POST", .target = target, .body = post.body.reveal(), .idempotency_key = idempotency_key},
      desk.clock.now());
  return std::vector<std::pair<std::string, std::string>>{{"Content-Digest", made.content_digest},
                                                          {"Signature-Input", made.signature_input},
                                                          {"Signature", made.signature},
                                                          {"Idempotency-Key", idempotency_key},
                                                          {"Jium-Signer", to_hex(key.public_key)}};
}

}  // namespace jium::desk
