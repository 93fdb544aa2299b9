#include "jium/desk/own_proofs.h"

#include <algorithm>

#include "jium/desk/challenge.h"
#include "jium/desk/one_time_code.h"

namespace jium::desk {
namespace {

Result<registry::PersonId> person_of(const Actor& actor) {
  if (actor.person) return *actor.person;
  return fault(FaultKind::conflict,
               "a program proves itself with its key alone: an administrator issues and revokes those");
}

Fault no_such_passkey() {
  return fault(FaultKind::missing, "no such passkey");
}

Fault no_such_session() {
  return fault(FaultKind::missing, "no such session, or it has ended");
}

Result<store::PersonProof> stored_proof(store::Transaction& tx, registry::PersonId person) {
  JIUM_TRY(auto proof, store::proof_of(tx, person));
  if (proof) return *std::move(proof);
  return store::PersonProof{.person = person, .passphrase = {}, .code_secret = {}};
}

// Whoever had the old proof may be in with it.
Result<void> end_other_sessions(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto sessions, store::sessions_of(tx, *actor.person));
  for (const store::AccessKey& one : sessions) {
    if (one.id != actor.key) JIUM_CHECK(store::revoke(tx, one.id, desk.clock.now()));
  }
  return {};
}

}  // namespace

Result<OwnProofs> own_proofs(store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto person, person_of(actor));
  JIUM_TRY(const auto proof, stored_proof(tx, person));
  OwnProofs own{!proof.passphrase.reveal().empty(), !proof.code_secret.reveal().empty(), {}};
  JIUM_TRY(own.passkeys, store::passkeys_of(tx, person));
  std::erase_if(own.passkeys, [](const store::Passkey& one) { return one.revoked_at.has_value(); });
  return own;
}

Result<void> change_passphrase(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               const Stretched& passphrase) {
  JIUM_TRY(const auto person, person_of(actor));
  JIUM_TRY(auto proof, stored_proof(tx, person));
  if (proof.code_secret.reveal().empty())
    return fault(
        FaultKind::conflict,
        "a passphrase opens nothing without one-time codes: set those up first (`jium proof codes`)");
  proof.passphrase = passphrase.text;
  proof.failures = 0;
  proof.wait_until.reset();
  JIUM_CHECK(store::save(tx, actor.organisation, proof));
  return end_other_sessions(desk, tx, actor);
}

Result<Secret<Bytes>> begin_codes(const Actor& actor) {
  JIUM_CHECK(person_of(actor));
  return Secret<Bytes>(random_bytes(kCodeSecretBytes));
}

Result<void> change_codes(const Desk& desk, store::Transaction& tx, const Actor& actor,
                          const Secret<Bytes>& secret, std::string_view code) {
  JIUM_TRY(const auto person, person_of(actor));
  const auto step = accepted_step(secret.reveal(), code, desk.clock.now(), 0);
  if (!step)
    return fault(
        FaultKind::malformed,
        "the code is not one of this secret now: check that the app has the new secret and that both "
        "clocks are right, then send a new code");
  JIUM_TRY(auto proof, stored_proof(tx, person));
  proof.code_secret = secret;
  proof.code_step = *step;
  JIUM_CHECK(store::save(tx, actor.organisation, proof));
  return end_other_sessions(desk, tx, actor);
}

Result<PasskeyTask> begin_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_CHECK(person_of(actor));
  JIUM_TRY(RelyingParty party, relying_party(desk.people.origin));
  return PasskeyTask{std::move(party), make_challenge(desk, tx, ChallengeFor::add, actor.key.text())};
}

Result<store::Passkey> add_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   const AddPasskey& ask) {
  JIUM_TRY(const auto own, own_proofs(tx, actor));
  if (own.passkeys.size() >= kMostPasskeys)
    return fault(FaultKind::conflict, "you have ten passkeys already: remove one that you do not use");
  JIUM_TRY(const RelyingParty party, relying_party(desk.people.origin));
  JIUM_TRY(const std::string challenge, challenge_in(party, Ceremony::registration, ask.client_data));
  JIUM_CHECK(use_challenge(desk, tx, ChallengeFor::add, actor.key.text(), challenge));
  JIUM_TRY(NewPasskey made, read_registration(party, ask.client_data, ask.authenticator_data));
  store::Passkey passkey{.id = store::PasskeyId::random(),
                         .person = *actor.person,
                         .credential = std::move(made.credential),
                         .algorithm = made.algorithm,
                         .public_key = std::move(made.public_key),
                         .sign_count = made.sign_count,
                         .added_at = desk.clock.now(),
                         .last_used_at = std::nullopt,
                         .revoked_at = std::nullopt};
  JIUM_CHECK(store::insert(tx, passkey));
  return passkey;
}

Result<void> remove_passkey(const Desk& desk, store::Transaction& tx, const Actor& actor,
                            store::PasskeyId id) {
  if (!actor.person) return no_such_passkey();
  JIUM_TRY(const auto own, own_proofs(tx, actor));
  if (std::ranges::find(own.passkeys, id, &store::Passkey::id) == own.passkeys.end())
    return no_such_passkey();
  const bool another = own.passkeys.size() > 1 || (own.passphrase && own.codes);
  if (!another)
    return fault(FaultKind::conflict,
                 "this is the last proof with which you can sign in: add another passkey, or codes and a "
                 "passphrase, first");
  return store::revoke_passkey(tx, id, desk.clock.now());
}

Result<std::vector<store::AccessKey>> own_sessions(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor) {
  JIUM_TRY(const auto person, person_of(actor));
  JIUM_TRY(auto sessions, store::sessions_of(tx, person));
  std::erase_if(sessions, [&](const store::AccessKey& one) { return has_ended(one, desk.clock.now()); });
  return sessions;
}

Result<void> end_session(const Desk& desk, store::Transaction& tx, const Actor& actor,
                         store::AccessKeyId id) {
  if (!actor.person) return no_such_session();
  JIUM_TRY(const auto sessions, own_sessions(desk, tx, actor));
  if (std::ranges::find(sessions, id, &store::AccessKey::id) == sessions.end()) return no_such_session();
  return store::revoke(tx, id, desk.clock.now());
}

}  // namespace jium::desk
