#include "jium/desk/challenge.h"
#include "jium/desk/passkey_sign_in.h"
#include "jium/http/passkey_types.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/http/session_reply.h"

namespace jium::http {
namespace {

constexpr std::int64_t kEs256 = -7;
constexpr std::int64_t kEddsa = -8;

wire::PasskeyTask present(const desk::PasskeyTask& task) {
  return {task.party.id, task.challenge, "required", desk::kChallengeLife.count()};
}

template <class Ask>
Result<desk::Assertion> assertion_of(const Ask& ask) {
  desk::Assertion said;
  JIUM_TRY(said.credential, desk::from_base64url(ask.credential));
  JIUM_TRY(said.client_data, desk::from_base64url(ask.client_data));
  JIUM_TRY(said.authenticator_data, desk::from_base64url(ask.authenticator_data));
  JIUM_TRY(said.signature, desk::from_base64url(ask.signature));
  return said;
}

Result<Reply> begin_sign_in(const Call& call) {
  JIUM_TRY(const auto task, desk::begin_passkey_sign_in(call.desk, call.tx));
  return reply(200, present(task));
}

Result<Reply> sign_in_with_passkey(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::SignInPasskey>());
  JIUM_TRY(const auto said, assertion_of(ask));
  JIUM_TRY(const auto session, desk::sign_in_with_passkey(call.desk, call.tx, said, ask.role));
  JIUM_TRY(const desk::Role role, parse_enum<desk::Role>("role", session.key.role));
  call.by({session.key.id, session.key.organisation, role, session.key.person});
  call.about(session.key.id);
  return session_reply(call.request, session);
}

Result<Reply> begin_join(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::BeginJoin>());
  JIUM_TRY(const auto begun, desk::begin_passkey_join(call.desk, call.tx, ask.link));
  const registry::Person& person = begun.joining.person;
  return reply(200, wire::PasskeyJoining{person.id,
                                         person.name.reveal(),
                                         begun.joining.organisation,
                                         person.roles,
                                         {kEs256, kEddsa},
                                         present(begun.task)});
}

Result<Reply> join_with_passkey(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::JoinPasskey>());
  JIUM_TRY(Bytes client_data, desk::from_base64url(ask.client_data));
  JIUM_TRY(Bytes authenticator_data, desk::from_base64url(ask.authenticator_data));
  JIUM_TRY(const auto person, desk::join_with_passkey(call.desk, call.tx,
                                                      {Secret<std::string>(ask.link), std::move(client_data),
                                                       std::move(authenticator_data)}));
  call.by({{}, person.organisation, person.roles.front(), person.id});
  call.about(person.id);
  return reply(200, http::present(person));
}

Result<Reply> begin_step_up(const Call& call) {
  JIUM_TRY(const auto task, desk::begin_passkey_step_up(call.desk, call.tx, call.actor));
  return reply(200, present(task));
}

Result<Reply> step_up_with_passkey(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::StepUpPasskey>());
  JIUM_TRY(const auto said, assertion_of(ask));
  JIUM_TRY(const auto until, desk::step_up_with_passkey(call.desk, call.tx, call.actor, said));
  return reply(200, wire::SteppedUp{until});
}

}  // namespace

void add_passkey_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sign-in/passkey/begin",
                    .operation = "begin_passkey_sign_in",
                    .summary = "A challenge for a passkey to sign in with; nothing is kept of it.",
                    .gives = &schema_of<wire::PasskeyTask>,
                    .handle = &begin_sign_in});
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/sign-in/passkey",
       .operation = "sign_in_with_passkey",
       .summary = "What a passkey signed becomes a session (WebAuthn, user verification required).",
       .asks = &schema_of<wire::SignInPasskey>,
       .gives = &schema_of<wire::Session>,
       .takes_idempotency_key = false,
       .handle = &sign_in_with_passkey});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/join/passkey/begin",
                    .operation = "begin_passkey_join",
                    .summary = "Who is invited by this link, and a challenge for a new passkey.",
                    .asks = &schema_of<wire::BeginJoin>,
                    .gives = &schema_of<wire::PasskeyJoining>,
                    .handle = &begin_join});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/join/passkey",
                    .operation = "join_with_passkey",
                    .summary = "An invited person joins with a passkey (attestation none).",
                    .asks = &schema_of<wire::JoinPasskey>,
                    .gives = &schema_of<wire::Person>,
                    .takes_idempotency_key = false,
                    .handle = &join_with_passkey});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/step-up/passkey/begin",
                    .operation = "begin_passkey_step_up",
                    .summary = "A challenge for a passkey to step up with, for this session alone.",
                    .gives = &schema_of<wire::PasskeyTask>,
                    .handle = &begin_step_up});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/step-up/passkey",
                    .operation = "step_up_with_passkey",
                    .summary = "Proves anew with a passkey who is there: for five minutes.",
                    .asks = &schema_of<wire::StepUpPasskey>,
                    .gives = &schema_of<wire::SteppedUp>,
                    .takes_idempotency_key = false,
                    .handle = &step_up_with_passkey});
}

}  // namespace jium::http
