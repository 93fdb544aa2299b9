#include "jium/desk/challenge.h"
#include "jium/desk/one_time_code.h"
#include "jium/desk/own_proofs.h"
#include "jium/http/proof_types.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

wire::Passkey present(const store::Passkey& passkey) {
  return {passkey.id, passkey.added_at, passkey.last_used_at};
}

Result<Reply> show_proofs(const Call& call) {
  JIUM_TRY(const auto own, desk::own_proofs(call.tx, call.actor));
  wire::Proofs shown{own.passphrase, own.codes, {}};
  for (const store::Passkey& one : own.passkeys) shown.passkeys.push_back(present(one));
  return reply(200, shown);
}

Result<desk::Stretched> prepare_passphrase(const desk::Desk& desk, store::Store&, const Request& request) {
  JIUM_TRY(const auto ask, wire::from_json<wire::ChangePassphrase>(request.body()));
  JIUM_CHECK(desk::check_passphrase(ask.passphrase));
  JIUM_TRY(auto text, desk::stretch(desk.people.passphrase, ask.passphrase));
  return desk::Stretched{std::move(text), false};
}

Result<Reply> change_passphrase(const Call& call) {
  JIUM_CHECK(desk::change_passphrase(call.desk, call.tx, call.actor, call.stretched));
  call.about(*call.actor.person);
  return reply(200, wire::Nothing{});
}

Result<Reply> begin_codes(const Call& call) {
  JIUM_TRY(const auto secret, desk::begin_codes(call.actor));
  return reply(200, wire::NewCodes{desk::code_secret_text(secret.reveal()),
                                   desk::otpauth_uri(secret.reveal(), call.actor.person->text())});
}

Result<Reply> change_codes(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::ChangeCodes>());
  JIUM_TRY(Bytes secret, desk::parse_code_secret(ask.code_secret));
  JIUM_CHECK(
      desk::change_codes(call.desk, call.tx, call.actor, Secret<Bytes>(std::move(secret)), ask.code.text));
  call.about(*call.actor.person);
  return reply(200, wire::Nothing{});
}

Result<Reply> begin_passkey(const Call& call) {
  JIUM_TRY(const auto task, desk::begin_passkey(call.desk, call.tx, call.actor));
  return reply(200,
               wire::PasskeyTask{task.party.id, task.challenge, "required", desk::kChallengeLife.count()});
}

Result<Reply> add_passkey(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AddPasskey>());
  JIUM_TRY(Bytes client_data, desk::from_base64url(ask.client_data));
  JIUM_TRY(Bytes authenticator_data, desk::from_base64url(ask.authenticator_data));
  JIUM_TRY(const auto added, desk::add_passkey(call.desk, call.tx, call.actor,
                                               {std::move(client_data), std::move(authenticator_data)}));
  call.about(*call.actor.person);
  return reply(201, present(added));
}

Result<Reply> remove_passkey(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::PasskeyId>("passkey"));
  JIUM_CHECK(desk::remove_passkey(call.desk, call.tx, call.actor, id));
  call.about(*call.actor.person);
  return reply(200, wire::Nothing{});
}

Result<Reply> list_sessions(const Call& call) {
  JIUM_TRY(const auto sessions, desk::own_sessions(call.desk, call.tx, call.actor));
  wire::OwnSessions shown;
  for (const store::AccessKey& one : sessions)
    shown.sessions.push_back(
        {one.id, one.role, one.created_at, one.last_used_at, one.expires_at, one.id == call.actor.key});
  return reply(200, shown);
}

Result<Reply> end_session(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::AccessKeyId>("session"));
  JIUM_CHECK(desk::end_session(call.desk, call.tx, call.actor, id));
  return reply(200, wire::Nothing{});
}

void add_passkey_proof_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/passkeys/begin",
                    .operation = "begin_passkey",
                    .summary = "A challenge for one more passkey, for this session alone.",
                    .gives = &schema_of<wire::PasskeyTask>,
                    .handle = &begin_passkey});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/passkeys",
                    .operation = "add_passkey",
                    .summary = "Adds a passkey to those that a person signs in with (attestation none).",
                    .asks = &schema_of<wire::AddPasskey>,
                    .gives = &schema_of<wire::Passkey>,
                    .success = {201},
                    .takes_idempotency_key = false,
                    .handle = &add_passkey});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/passkeys/{passkey}/remove",
                    .operation = "remove_passkey",
                    .summary = "Removes a passkey, but never the last proof with which somebody can sign in.",
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &remove_passkey});
}

}  // namespace

void add_proof_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/me/proofs",
                    .operation = "show_proofs",
                    .summary = "What the caller proves who they are with.",
                    .gives = &schema_of<wire::Proofs>,
                    .handle = &show_proofs});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/passphrase",
                    .operation = "change_passphrase",
                    .summary = "A new passphrase; the person's other sessions end.",
                    .asks = &schema_of<wire::ChangePassphrase>,
                    .gives = &schema_of<wire::Nothing>,
                    .takes_idempotency_key = false,
                    .prepare = &prepare_passphrase,
                    .handle = &change_passphrase});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/codes/begin",
                    .operation = "begin_codes",
                    .summary = "A secret for one-time codes; nothing is kept of it yet.",
                    .gives = &schema_of<wire::NewCodes>,
                    .handle = &begin_codes});
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/me/codes",
       .operation = "change_codes",
       .summary = "A new secret for one-time codes, proved by one; the person's other sessions end.",
       .asks = &schema_of<wire::ChangeCodes>,
       .gives = &schema_of<wire::Nothing>,
       .takes_idempotency_key = false,
       .handle = &change_codes});
  add_passkey_proof_routes(routes);
  routes.push_back({.method = "GET",
                    .path = "/api/v1/me/sessions",
                    .operation = "list_sessions",
                    .summary = "The caller's own open sessions.",
                    .gives = &schema_of<wire::OwnSessions>,
                    .handle = &list_sessions});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/me/sessions/{session}/end",
                    .operation = "end_session",
                    .summary = "Ends one of the caller's own sessions.",
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &end_session});
}

}  // namespace jium::http
