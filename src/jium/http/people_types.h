// People, their keys and their organisations.
#pragma once

#include "jium/desk/actor.h"
#include "jium/http/wire.h"

namespace jium::http::wire {

struct SignIn {
  Exact link;  // the secret of a one-time link: what stands after the '#'
};
JIUM_WIRE_ASK(SignIn, (link))

struct Session {
  std::optional<std::string> session;  // the secret to send as a bearer token; null when it is in the cookie
  std::string role;
  registry::OrganisationId organisation;
  std::optional<registry::PersonId> person;
  std::optional<Instant> expires_at;
};
JIUM_WIRE_VIEW(Session, (session, role, organisation, person, expires_at))

struct SignInPassphrase {
  registry::PersonId person;
  Exact passphrase;
  Exact code;                      // of the authenticator app
  std::optional<desk::Role> role;  // for those who hold several
};
JIUM_WIRE_ASK(SignInPassphrase, (person, passphrase, code, role))

struct BeginJoin {
  Exact link;  // the secret of an invitation: what stands after the '#'
};
JIUM_WIRE_ASK(BeginJoin, (link))

struct Joining {
  registry::PersonId person;
  std::string name;
  std::string organisation;
  std::vector<desk::Role> roles;
  std::string code_secret;  // base 32; to be sent back with a code of it
  std::string otpauth;      // the same, as an authenticator app takes it
};
JIUM_WIRE_VIEW(Joining, (person, name, organisation, roles, code_secret, otpauth))

struct JoinPassphrase {
  Exact link;
  Exact passphrase;
  Exact code_secret;
  Exact code;
};
JIUM_WIRE_ASK(JoinPassphrase, (link, passphrase, code_secret, code))

struct StepUp {
  Exact code;
};
JIUM_WIRE_ASK(StepUp, (code))

struct SteppedUp {
  Instant until{};
};
JIUM_WIRE_VIEW(SteppedUp, (until))

struct InvitePerson {
  std::string name;
  std::vector<desk::Role> roles;
};
JIUM_WIRE_ASK(InvitePerson, (name, roles))

struct InviteAdministrator {
  std::string name;
};
JIUM_WIRE_ASK(InviteAdministrator, (name))

struct Person {
  registry::PersonId id;
  std::string name;
  registry::PersonState state{};
  std::vector<desk::Role> roles;
  Instant invited_at{};
  std::optional<Instant> joined_at, suspended_at, left_at;
};
JIUM_WIRE_VIEW(Person, (id, name, state, roles, invited_at, joined_at, suspended_at, left_at))

struct People {
  std::vector<Person> people;
};
JIUM_WIRE_VIEW(People, (people))

struct InvitedPerson {
  Person person;
  std::optional<std::string> link;  // told once: a repeated request is not told again
  std::optional<Instant> expires_at;
};
JIUM_WIRE_VIEW(InvitedPerson, (person, link, expires_at))

struct ChangePerson {
  registry::PersonState state{};
};
JIUM_WIRE_ASK(ChangePerson, (state))

struct NameRole {
  desk::Role role{};
};
JIUM_WIRE_ASK(NameRole, (role))

struct SuspendOrganisation {
  bool suspended = true;
};
JIUM_WIRE_ASK(SuspendOrganisation, (suspended))

struct AddOrganisation {
  registry::OrganisationKind kind{};
  std::string name;
  std::optional<std::string> mail;
};
JIUM_WIRE_ASK(AddOrganisation, (kind, name, mail))

struct Organisation {
  registry::OrganisationId id;
  registry::OrganisationKind kind{};
  std::string name;
  std::string mail;
  Instant added_at{};
  std::optional<Instant> suspended_at;
};
JIUM_WIRE_VIEW(Organisation, (id, kind, name, mail, added_at, suspended_at))

struct Organisations {
  std::vector<Organisation> organisations;
};
JIUM_WIRE_VIEW(Organisations, (organisations))

struct Me {
  store::AccessKeyId key;
  desk::Role role{};
  Organisation organisation;
  std::optional<registry::PersonId> person;
  std::optional<std::string> name;  // of the person
  std::vector<desk::Role> roles;    // that the person holds; of a program its one
  std::optional<Instant> expires_at;
  std::optional<Instant> proved_until;         // of a session: what a step-up lets through ends then
  std::optional<std::int64_t> undo_window_ms;  // the person's own, where they have set one
};
JIUM_WIRE_VIEW(Me, (key, role, organisation, person, name, roles, expires_at, proved_until, undo_window_ms))

struct IssueKey {
  desk::Role role{};
  std::string label;
  std::optional<Instant> expires_at;
  std::optional<bool> may_reveal;    // routes that ask a person to step up let this key in
  std::optional<Exact> signing_key;  // Ed25519, hexadecimal: each request must then be signed
};
JIUM_WIRE_ASK(IssueKey, (role, label, expires_at, may_reveal, signing_key))

struct Key {
  store::AccessKeyId id;
  std::string role;
  std::string label;
  Instant created_at{};
  std::optional<Instant> expires_at, last_used_at, revoked_at;
  bool may_reveal = false;
  bool signed_requests = false;  // each request with it must be signed
};
JIUM_WIRE_VIEW(Key, (id, role, label, created_at, expires_at, last_used_at, revoked_at, may_reveal,
                     signed_requests))

struct Keys {
  std::vector<Key> keys;
};
JIUM_WIRE_VIEW(Keys, (keys))

struct IssuedKey {
  Key key;
  std::optional<std::string> secret;  // told once: a repeated request is not told again
};
JIUM_WIRE_VIEW(IssuedKey, (key, secret))

}  // namespace jium::http::wire
