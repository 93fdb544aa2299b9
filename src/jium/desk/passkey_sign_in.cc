#include "jium/desk/passkey_sign_in.h"

#include "jium/desk/challenge.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

Fault not_known() {
  return fault(
      FaultKind::forbidden,
      "this passkey does not open anything here: ask your administrator, who can make you a new link");
}

Result<PasskeyTask> begin(const Desk& desk, store::Transaction& tx, ChallengeFor purpose,
                          std::string_view whom) {
  JIUM_TRY(RelyingParty party, relying_party(desk.people.origin));
  return PasskeyTask{std::move(party), make_challenge(desk, tx, purpose, whom)};
}

// The passkey that says so, with its counter moved on.
Result<store::Passkey> accept(const Desk& desk, store::Transaction& tx, ChallengeFor purpose,
                              std::string_view whom, const Assertion& assertion) {
  JIUM_TRY(const RelyingParty party, relying_party(desk.people.origin));
  JIUM_TRY(const std::string challenge, challenge_in(party, Ceremony::assertion, assertion.client_data));
  JIUM_CHECK(use_challenge(desk, tx, purpose, whom, challenge));
  JIUM_TRY(const auto passkey, store::find_passkey(tx, assertion.credential));
  if (!passkey || passkey->revoked_at) return not_known();
  JIUM_TRY(const std::int64_t counter, verify_assertion(party, *passkey, assertion));
  JIUM_CHECK(store::note_used(tx, passkey->id, counter, desk.clock.now()));
  return *passkey;
}

Fault for_people() {
  return fault(FaultKind::conflict,
               "a program cannot step up: an administrator issues a key that may reveal instead");
}

}  // namespace

Result<PasskeyTask> begin_passkey_sign_in(const Desk& desk, store::Transaction& tx) {
  return begin(desk, tx, ChallengeFor::sign_in, "");
}

Result<IssuedKey> sign_in_with_passkey(const Desk& desk, store::Transaction& tx, const Assertion& assertion,
                                       std::optional<Role> wanted) {
  JIUM_TRY(const store::Passkey passkey, accept(desk, tx, ChallengeFor::sign_in, "", assertion));
  JIUM_TRY(const registry::Person person, store::find_person(tx, passkey.person));
  JIUM_TRY(const auto organisation, store::load_organisation(tx, person.organisation));
  if (person.state != registry::PersonState::active || organisation.suspended_at) return not_known();
  JIUM_TRY(const Role role, choose_role(person, wanted));
  return open_session(desk, tx, person, role);
}

Result<PasskeyJoining> begin_passkey_join(const Desk& desk, store::Transaction& tx, std::string_view link) {
  JIUM_TRY(Joining joining, begin_join(desk, tx, link));
  JIUM_TRY(PasskeyTask task, begin(desk, tx, ChallengeFor::join, link));
  return PasskeyJoining{std::move(joining), std::move(task)};
}

Result<registry::Person> join_with_passkey(const Desk& desk, store::Transaction& tx,
                                           const JoinWithPasskey& ask) {
  JIUM_TRY(const registry::Person person, finish_join(desk, tx, ask.link.reveal()));
  JIUM_TRY(const RelyingParty party, relying_party(desk.people.origin));
  JIUM_TRY(const std::string challenge, challenge_in(party, Ceremony::registration, ask.client_data));
  JIUM_CHECK(use_challenge(desk, tx, ChallengeFor::join, ask.link.reveal(), challenge));
  JIUM_TRY(NewPasskey made, read_registration(party, ask.client_data, ask.authenticator_data));
  JIUM_CHECK(store::insert(tx, store::Passkey{.id = store::PasskeyId::random(),
                                              .person = person.id,
                                              .credential = std::move(made.credential),
                                              .algorithm = made.algorithm,
                                              .public_key = std::move(made.public_key),
                                              .sign_count = made.sign_count,
                                              .added_at = desk.clock.now(),
                                              .last_used_at = std::nullopt,
                                              .revoked_at = std::nullopt}));
  return person;
}

Result<PasskeyTask> begin_passkey_step_up(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  if (!actor.person) return for_people();
  return begin(desk, tx, ChallengeFor::step_up, actor.key.text());
}

Result<Instant> step_up_with_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     const Assertion& assertion) {
  if (!actor.person) return for_people();
  JIUM_TRY(const store::Passkey passkey,
           accept(desk, tx, ChallengeFor::step_up, actor.key.text(), assertion));
  if (passkey.person != *actor.person) return not_known();
  const Instant now = desk.clock.now();
  JIUM_CHECK(store::note_stepped_up(tx, actor.key, now));
  return now + kStepUpLife;
}

}  // namespace jium::desk
