#include "jium/desk/add_organisation.h"
#include "jium/desk/invite_person.h"
#include "jium/desk/sign_in.h"
#include "jium/desk/suspend_organisation.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/http/session_cookie.h"
#include "jium/http/session_reply.h"
#include "jium/store/batches.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"

namespace jium::http {
namespace {

using registry::OrganisationId;

Result<Reply> sign_in(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::SignIn>());
  JIUM_TRY(const auto issued, desk::sign_in(call.desk, call.tx, ask.link.text));
  JIUM_TRY(const desk::Role role, parse_enum<desk::Role>("role", issued.key.role));
  call.by({issued.key.id, issued.key.organisation, role});
  call.about(issued.key.id);
  return session_reply(call.request, issued);
}

// What the browser kept of the console goes with the session. Not "cookies": those of all that lies at the
// same registrable domain would go too (Clear Site Data, section 3.1), and they are not ours.
Result<Reply> sign_out(const Call& call) {
  JIUM_CHECK(desk::sign_out(call.desk, call.tx, call.actor));
  call.about(call.actor.key);
  Reply told = reply(200, wire::Nothing{});
  const RawRequest* raw = call.request.raw();
  if (raw != nullptr && !raw->cookie.empty()) {
    told.headers.emplace_back("Set-Cookie", ended_session_cookie());
    told.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  }
  return told;
}

Result<Reply> show_me(const Call& call) {
  JIUM_TRY(const auto organisation, store::load_organisation(call.tx, call.actor.organisation));
  wire::Me me{.key = call.actor.key,
              .role = call.actor.role,
              .organisation = present(organisation),
              .person = call.actor.person,
              .name = std::nullopt,
              .roles = {call.actor.role},
              .expires_at = std::nullopt,
              .proved_until = std::nullopt,
              .undo_window_ms = std::nullopt};
  JIUM_TRY(const auto key, store::load_access_key(call.tx, call.actor.organisation, call.actor.key));
  me.expires_at = key.expires_at;
  if (key.stepped_up_at) me.proved_until = *key.stepped_up_at + desk::kStepUpLife;
  if (!call.actor.person) return reply(200, me);
  JIUM_TRY(const auto person, store::load_person(call.tx, call.actor.organisation, *call.actor.person));
  me.name = person.name.reveal();
  me.roles = person.roles;
  JIUM_TRY(const auto window, store::undo_window_of(call.tx, person.id));
  if (window) me.undo_window_ms = window->count();
  return reply(200, me);
}

Result<Reply> add_organisation(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AddOrganisation>());
  JIUM_TRY(const auto added,
           desk::add_organisation(call.desk, call.tx, {ask.kind, ask.name, ask.mail.value_or("")}));
  call.about(added.id);
  return reply(201, present(added));
}

Result<Reply> list_organisations(const Call& call) {
  JIUM_TRY(const auto organisations, store::all_organisations(call.tx));
  return reply(200, wire::Organisations{present_all(organisations)});
}

Result<Reply> issue_key_of(const Call& call, OrganisationId organisation) {
  JIUM_TRY(const auto ask, call.body<wire::IssueKey>());
  if (ask.may_reveal.value_or(false) && !call.actor.proved_anew)
    return fault(
        FaultKind::forbidden,
        "a key that may reveal is issued only minutes after proving anew who you are: `jium step-up` "
        "(or sign in anew), then issue it");
  desk::IssueKey wanted{organisation, ask.role, ask.label, ask.expires_at, ask.may_reveal.value_or(false)};
  if (ask.signing_key) {
    JIUM_TRY(wanted.signing_key, from_hex(*ask.signing_key));
  }
  JIUM_TRY(const auto issued, desk::issue_key(call.desk, call.tx, wanted));
  call.about(issued.key.id);
  Reply told = reply(201, wire::IssuedKey{present(issued.key), issued.secret.reveal()});
  told.kept_body = reply(201, wire::IssuedKey{present(issued.key), std::nullopt}).body;
  return told;
}

Result<Reply> list_keys_of(const Call& call, OrganisationId organisation) {
  JIUM_TRY(const auto keys, store::api_keys_of(call.tx, organisation));
  return reply(200, wire::Keys{present_all(keys)});
}

Result<Reply> revoke_key_of(const Call& call, OrganisationId organisation) {
  JIUM_TRY(const auto key, call.request.id<store::AccessKeyId>("key"));
  JIUM_CHECK(desk::revoke_key(call.desk, call.tx, organisation, key));
  return reply(200, wire::Nothing{});
}

// By the system administrator, while an organisation has no administrator of its own.
Result<Reply> issue_key(const Call& call) {
  JIUM_TRY(const auto organisation, call.request.id<OrganisationId>("organisation"));
  JIUM_CHECK(desk::check_still_ours(call.tx, organisation));
  return issue_key_of(call, organisation);
}

Result<Reply> list_keys(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<OrganisationId>("organisation"));
  JIUM_TRY(const auto organisation, store::load_organisation(call.tx, id));
  return list_keys_of(call, organisation.id);
}

Result<Reply> revoke_key(const Call& call) {
  JIUM_TRY(const auto organisation, call.request.id<OrganisationId>("organisation"));
  JIUM_CHECK(desk::check_still_ours(call.tx, organisation));
  return revoke_key_of(call, organisation);
}

Result<Reply> issue_own_key(const Call& call) {
  return issue_key_of(call, call.actor.organisation);
}

Result<Reply> list_own_keys(const Call& call) {
  return list_keys_of(call, call.actor.organisation);
}

Result<Reply> revoke_own_key(const Call& call) {
  return revoke_key_of(call, call.actor.organisation);
}

Result<Reply> suspend_organisation(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<OrganisationId>("organisation"));
  JIUM_TRY(const auto ask, call.body<wire::SuspendOrganisation>());
  JIUM_TRY(const auto organisation, desk::suspend_organisation(call.desk, call.tx, id, ask.suspended));
  return reply(200, present(organisation));
}

void add_session_routes(Routes& routes) {
  // No idempotency keys here: before the one there is no sender whose keys could be kept, after the other
  // none to whom an answer could be given again.
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sign-in",
                    .operation = "sign_in",
                    .summary = "A one-time sign-in link becomes a session.",
                    .asks = &schema_of<wire::SignIn>,
                    .gives = &schema_of<wire::Session>,
                    .takes_idempotency_key = false,
                    .handle = &sign_in});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/sign-out",
                    .operation = "sign_out",
                    .summary = "Ends the session that asks.",
                    .gives = &schema_of<wire::Nothing>,
                    .takes_idempotency_key = false,
                    .handle = &sign_out});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/me",
                    .operation = "show_me",
                    .summary = "Who is asking.",
                    .gives = &schema_of<wire::Me>,
                    .handle = &show_me});
}

void add_own_key_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/keys",
                    .operation = "issue_own_key",
                    .summary = "Makes an API key of the caller's organisation; its secret is told in this "
                               "answer and never again.",
                    .asks = &schema_of<wire::IssueKey>,
                    .gives = &schema_of<wire::IssuedKey>,
                    .success = {201},
                    .handle = &issue_own_key});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/keys",
                    .operation = "list_own_keys",
                    .summary = "The API keys of the caller's organisation, without their secrets.",
                    .gives = &schema_of<wire::Keys>,
                    .handle = &list_own_keys});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/keys/{key}/revoke",
                    .operation = "revoke_own_key",
                    .summary = "Ends a key of the caller's organisation at once and for ever.",
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &revoke_own_key});
}

}  // namespace

void add_access_routes(Routes& routes) {
  add_session_routes(routes);
  add_own_key_routes(routes);
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/organisations/{organisation}/suspension",
       .operation = "suspend_organisation",
       .summary = "Shuts an organisation out, or lets it in again: its people, keys and sessions.",
       .asks = &schema_of<wire::SuspendOrganisation>,
       .gives = &schema_of<wire::Organisation>,
       .handle = &suspend_organisation});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/organisations",
                    .operation = "add_organisation",
                    .summary = "Adds an organisation; none registers itself.",
                    .asks = &schema_of<wire::AddOrganisation>,
                    .gives = &schema_of<wire::Organisation>,
                    .success = {201},
                    .handle = &add_organisation});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/organisations",
                    .operation = "list_organisations",
                    .summary = "All organisations, the oldest first.",
                    .gives = &schema_of<wire::Organisations>,
                    .handle = &list_organisations});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/organisations/{organisation}/keys",
                    .operation = "issue_key",
                    .summary = "Makes an API key; its secret is told in this answer and never again: a "
                               "repeated request gets null in its place.",
                    .asks = &schema_of<wire::IssueKey>,
                    .gives = &schema_of<wire::IssuedKey>,
                    .success = {201},
                    .handle = &issue_key});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/organisations/{organisation}/keys",
                    .operation = "list_keys",
                    .summary = "The API keys of an organisation, without their secrets.",
                    .gives = &schema_of<wire::Keys>,
                    .handle = &list_keys});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/organisations/{organisation}/keys/{key}/revoke",
                    .operation = "revoke_key",
                    .summary = "Ends a key at once and for ever.",
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &revoke_key});
}

}  // namespace jium::http
