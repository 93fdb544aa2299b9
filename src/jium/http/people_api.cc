#include "jium/desk/change_person.h"
#include "jium/desk/invite_person.h"
#include "jium/desk/join.h"
#include "jium/desk/one_time_code.h"
#include "jium/desk/write_log.h"
#include "jium/http/present.h"
#include "jium/http/problem.h"
#include "jium/http/routes.h"
#include "jium/http/session_reply.h"
#include "jium/store/people.h"

namespace jium::http {
namespace {

using registry::PersonId;

// A refusal of an attempt is an answer: what it counted is kept.
template <class T, class Present>
Result<Reply> answer_of(const desk::Attempt<T>& attempt, Present present_good) {
  if (!attempt.result) return problem_reply(attempt.result.fault());
  return reply(200, present_good(*attempt.result));
}

Result<desk::Stretched> prepare_sign_in(const desk::Desk& desk, store::Store& store, const Request& request) {
  JIUM_TRY(const auto ask, wire::from_json<wire::SignInPassphrase>(request.body()));
  return desk::try_passphrase_of(desk, store, ask.person, ask.passphrase);
}

Result<Reply> sign_in_with_passphrase(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::SignInPassphrase>());
  JIUM_TRY(const auto attempt, desk::sign_in_with_passphrase(
                                   call.desk, call.tx, {ask.person, ask.code, ask.role}, call.stretched));
  if (attempt.result) {
    JIUM_TRY(const desk::Role role, parse_enum<desk::Role>("role", attempt.result->key.role));
    const store::AccessKey& key = attempt.result->key;
    call.by({key.id, key.organisation, role, key.person});
    call.about(key.id);
  }
  if (!attempt.result) return problem_reply(attempt.result.fault());
  return session_reply(call.request, *attempt.result);
}

Result<Reply> step_up(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::StepUp>());
  JIUM_TRY(const auto attempt, desk::step_up_with_code(call.desk, call.tx, call.actor, ask.code));
  if (!attempt.result) {
    JIUM_CHECK(desk::write_log(call.desk, call.tx, call.actor, audit::Act::stepped_up, call.actor.key,
                               audit::Outcome::refused));
  }
  return answer_of(attempt, [](Instant until) { return wire::SteppedUp{until}; });
}

Result<Reply> begin_join(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::BeginJoin>());
  JIUM_TRY(const auto joining, desk::begin_join(call.desk, call.tx, ask.link));
  const Bytes& secret = joining.code_secret.reveal();
  return reply(200, wire::Joining{joining.person.id, joining.person.name.reveal(), joining.organisation,
                                  joining.person.roles, desk::code_secret_text(secret),
                                  desk::otpauth_uri(secret, joining.person.id.text())});
}

Result<desk::Stretched> prepare_join(const desk::Desk& desk, store::Store& store, const Request& request) {
  JIUM_TRY(const auto ask, wire::from_json<wire::JoinPassphrase>(request.body()));
  return desk::stretch_for_join(desk, store, ask.link, ask.passphrase);
}

Result<Reply> join_with_passphrase(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::JoinPassphrase>());
  JIUM_TRY(Bytes secret, desk::parse_code_secret(ask.code_secret));
  JIUM_TRY(const auto person,
           desk::join_with_passphrase(
               call.desk, call.tx,
               {Secret<std::string>(ask.link), Secret<Bytes>(std::move(secret)), ask.code}, call.stretched));
  call.by({{}, person.organisation, person.roles.front(), person.id});
  call.about(person.id);
  return reply(200, present(person));
}

Reply invited_reply(const Call& call, const desk::Invited& invited) {
  call.about(invited.person.id);
  const wire::Person person = present(invited.person);
  const auto& ends = invited.link.key.expires_at;
  Reply told = reply(201, wire::InvitedPerson{person, invited.link.secret.reveal(), ends});
  told.kept_body = reply(201, wire::InvitedPerson{person, std::nullopt, ends}).body;
  return told;
}

Result<Reply> invite_person(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::InvitePerson>());
  JIUM_TRY(const auto invited,
           desk::invite_person(call.desk, call.tx, call.actor, {Secret<std::string>(ask.name), ask.roles}));
  return invited_reply(call, invited);
}

Result<Reply> invite_first_administrator(const Call& call) {
  JIUM_TRY(const auto organisation, call.request.id<registry::OrganisationId>("organisation"));
  JIUM_TRY(const auto ask, call.body<wire::InviteAdministrator>());
  JIUM_TRY(const auto invited, desk::invite_first_administrator(call.desk, call.tx, call.actor, organisation,
                                                                Secret<std::string>(ask.name)));
  return invited_reply(call, invited);
}

Result<Reply> invite_again(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<PersonId>("person"));
  JIUM_TRY(const auto invited, desk::invite_again(call.desk, call.tx, call.actor, id));
  return invited_reply(call, invited);
}

Result<Reply> list_people(const Call& call) {
  JIUM_TRY(const auto people, store::people_of(call.tx, call.actor.organisation));
  return reply(200, wire::People{present_all(people)});
}

Result<Reply> change_person(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<PersonId>("person"));
  JIUM_TRY(const auto ask, call.body<wire::ChangePerson>());
  JIUM_TRY(const auto person, desk::change_state(call.desk, call.tx, call.actor, id, ask.state));
  return reply(200, present(person));
}

Result<Reply> grant_role(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<PersonId>("person"));
  JIUM_TRY(const auto ask, call.body<wire::NameRole>());
  JIUM_TRY(const auto person, desk::grant_role(call.desk, call.tx, call.actor, id, ask.role));
  return reply(200, present(person));
}

Result<Reply> withdraw_role(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<PersonId>("person"));
  JIUM_TRY(const auto ask, call.body<wire::NameRole>());
  JIUM_TRY(const auto person, desk::withdraw_role(call.desk, call.tx, call.actor, id, ask.role));
  return reply(200, present(person));
}

void add_sign_in_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sign-in/passphrase",
                    .operation = "sign_in_with_passphrase",
                    .summary = "A person's passphrase and one-time code become a session.",
                    .asks = &schema_of<wire::SignInPassphrase>,
                    .gives = &schema_of<wire::Session>,
                    .takes_idempotency_key = false,
                    .prepare = &prepare_sign_in,
                    .handle = &sign_in_with_passphrase});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/step-up",
                    .operation = "step_up",
                    .summary = "Proves anew, within a session, who is there: for five minutes.",
                    .asks = &schema_of<wire::StepUp>,
                    .gives = &schema_of<wire::SteppedUp>,
                    .takes_idempotency_key = false,
                    .handle = &step_up});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/join/begin",
                    .operation = "begin_join",
                    .summary = "Who is invited by this link, and a secret for their one-time codes.",
                    .asks = &schema_of<wire::BeginJoin>,
                    .gives = &schema_of<wire::Joining>,
                    .handle = &begin_join});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/join/passphrase",
                    .operation = "join_with_passphrase",
                    .summary = "An invited person joins with a passphrase and one-time codes.",
                    .asks = &schema_of<wire::JoinPassphrase>,
                    .gives = &schema_of<wire::Person>,
                    .takes_idempotency_key = false,
                    .prepare = &prepare_join,
                    .handle = &join_with_passphrase});
}

void add_invitation_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/people",
                    .operation = "invite_person",
                    .summary = "Invites a person; the link is told in this answer and never again.",
                    .asks = &schema_of<wire::InvitePerson>,
                    .gives = &schema_of<wire::InvitedPerson>,
                    .success = {201},
                    .handle = &invite_person});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/people/{person}/invite",
                    .operation = "invite_again",
                    .summary = "A new link; whatever the person proved themselves with is void at once.",
                    .gives = &schema_of<wire::InvitedPerson>,
                    .success = {201},
                    .handle = &invite_again});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/organisations/{organisation}/people",
                    .operation = "invite_first_administrator",
                    .summary = "Invites the first administrator of an organisation.",
                    .asks = &schema_of<wire::InviteAdministrator>,
                    .gives = &schema_of<wire::InvitedPerson>,
                    .success = {201},
                    .handle = &invite_first_administrator});
}

}  // namespace

void add_people_routes(Routes& routes) {
  add_sign_in_routes(routes);
  add_invitation_routes(routes);
  routes.push_back({.method = "GET",
                    .path = "/api/v1/people",
                    .operation = "list_people",
                    .summary = "The people of the caller's organisation, those who have left too.",
                    .gives = &schema_of<wire::People>,
                    .handle = &list_people});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/people/{person}/state",
                    .operation = "change_person",
                    .summary = "Suspends a person, lets them in again, or has them leave; sessions end.",
                    .asks = &schema_of<wire::ChangePerson>,
                    .gives = &schema_of<wire::Person>,
                    .handle = &change_person});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/people/{person}/roles",
                    .operation = "grant_role",
                    .summary = "Grants a role.",
                    .asks = &schema_of<wire::NameRole>,
                    .gives = &schema_of<wire::Person>,
                    .handle = &grant_role});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/people/{person}/roles/withdraw",
                    .operation = "withdraw_role",
                    .summary = "Withdraws a role; sessions end.",
                    .asks = &schema_of<wire::NameRole>,
                    .gives = &schema_of<wire::Person>,
                    .handle = &withdraw_role});
}

}  // namespace jium::http
