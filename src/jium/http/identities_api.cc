#include <algorithm>

#include "jium/desk/keep_identity.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"

namespace jium::http {
namespace {

using casework::CaseId;

wire::IdentityKey present_key(const casework::PublishedIdentityKey& key) {
  return {key.id, to_hex(key.key), casework::short_form(key.key), key.published_at};
}

Result<Reply> publish_key(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::PublishIdentityKey>());
  JIUM_TRY(const Bytes bytes, from_hex(ask.key.text));
  casework::IdentityPublicKey key{};
  if (bytes.size() != key.size()) return fault(FaultKind::malformed, "a public key is 64 hexadecimal digits");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  JIUM_TRY(const auto published, desk::publish_identity_key(call.desk, call.tx, call.actor, key));
  call.about(call.actor.organisation);
  return reply(201, present_key(published));
}

Result<Reply> show_key(const Call& call) {
  JIUM_TRY(const auto key, desk::identity_key(call.tx, call.actor));
  return reply(200, present_key(key));
}

Result<Reply> keep_identity(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::KeepIdentity>());
  JIUM_TRY(Bytes box, from_hex(ask.box.text));
  JIUM_TRY(const auto kept, desk::keep_identity(call.desk, call.tx, call.actor, id, ask.key, std::move(box)));
  return reply(201, wire::KeptIdentity{kept.the_case, kept.key, kept.sealed_at});
}

Result<Reply> fetch_identity(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<CaseId>("case"));
  JIUM_TRY(const auto kept, desk::fetch_identity(call.desk, call.tx, call.actor, id));
  return reply(200,
               wire::IdentityBox{kept.the_case, kept.key, to_hex(kept.box), kept.sealed_by, kept.sealed_at});
}

}  // namespace

void add_identity_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/identity-keys",
                    .operation = "publish_identity_key",
                    .summary =
                        "The public key to which the centre's officers seal survivors' identities from "
                        "now on. The private one never comes here.",
                    .asks = &schema_of<wire::PublishIdentityKey>,
                    .gives = &schema_of<wire::IdentityKey>,
                    .success = {201},
                    .handle = &publish_key});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/identity-key",
                    .operation = "show_identity_key",
                    .summary = "The centre's own public key.",
                    .gives = &schema_of<wire::IdentityKey>,
                    .handle = &show_key});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/identity",
                    .operation = "keep_identity",
                    .summary = "Keeps a survivor's identity, sealed on the officer's machine: a box that the "
                               "server cannot open.",
                    .asks = &schema_of<wire::KeepIdentity>,
                    .gives = &schema_of<wire::KeptIdentity>,
                    .success = {201},
                    .handle = &keep_identity});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/cases/{case}/identity",
                    .operation = "fetch_identity",
                    .summary = "The sealed identity of a case, for who has the centre's private key.",
                    .gives = &schema_of<wire::IdentityBox>,
                    .handle = &fetch_identity});
}

}  // namespace jium::http
