#include "jium/desk/sign_in_person.h"

#include <algorithm>

#include "jium/desk/one_time_code.h"
#include "jium/desk/write_log.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

using registry::Person;
using registry::PersonState;

Fault refused() {
  return fault(FaultKind::forbidden,
               "the person, the passphrase or the code is not right, or it is too early to try again: wait "
               "for a new code and try once more; after several failures each wait is longer");
}

Result<bool> may_come_in(store::Transaction& tx, const Person& person) {
  JIUM_TRY(const auto organisation, store::load_organisation(tx, person.organisation));
  return person.state == PersonState::active && !organisation.suspended_at;
}

// Judges one attempt and keeps the count; true when it was right.
Result<bool> judge(const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
                   store::PersonProof proof, bool passphrase_right, std::string_view code) {
  const Instant now = desk.clock.now();
  if (proof.wait_until && now < *proof.wait_until) return false;
  const auto step = accepted_step(proof.code_secret.reveal(), code, now, proof.code_step);
  const bool right = passphrase_right && step.has_value();
  if (right) {
    proof.code_step = *step;
    proof.failures = 0;
    proof.wait_until.reset();
  } else {
    ++proof.failures;
    const Duration wait = wait_after(proof.failures);
    proof.wait_until = wait > Duration{0} ? std::optional<Instant>(now + wait) : std::nullopt;
  }
  JIUM_CHECK(store::save(tx, organisation, proof));
  return right;
}

// Of somebody who is known: their organisation sees it.
Result<void> log_refusal(const Desk& desk, store::Transaction& tx, const Person& person) {
  const Actor actor{
      {}, person.organisation, person.roles.empty() ? Role::auditor : person.roles.front(), person.id};
  return write_log(desk, tx, actor, audit::Act::sign_in_refused, person.id, audit::Outcome::refused);
}

}  // namespace

Result<void> log_stranger_refused(const Desk& desk, store::Transaction& tx) {
  const Instant now = desk.clock.now();
  const auto minute = std::chrono::floor<std::chrono::minutes>(now);
  JIUM_TRY(const bool first,
           store::spend(tx, "sign-in refused " + to_text(minute), minute + std::chrono::minutes{2}, now));
  if (!first) return {};
  return write_log_of_stranger(desk, tx, audit::Act::sign_in_refused, {}, audit::Outcome::refused);
}

Duration wait_after(int failures) {
  if (failures < kFreeFailures) return Duration{0};
  const int doublings = std::min(failures - kFreeFailures, 10);
  return std::min(kFirstWait * (1 << doublings), kLongestWait);
}

Result<Stretched> try_passphrase_of(const Desk& desk, store::Store& store, registry::PersonId person,
                                    std::string_view passphrase) {
  JIUM_TRY(const auto proof, store.read([&](store::Transaction& tx) { return store::proof_of(tx, person); }));
  return try_passphrase(desk.people.passphrase, proof ? proof->passphrase : Secret<std::string>(),
                        passphrase);
}

Result<Role> choose_role(const Person& person, std::optional<Role> wanted) {
  if (wanted && person.holds(*wanted)) return *wanted;
  if (wanted) return fault(FaultKind::forbidden, "you do not hold that role");
  if (person.roles.size() == 1) return person.roles.front();
  if (person.roles.empty())
    return fault(FaultKind::forbidden, "you hold no role: ask your administrator for one");
  std::string held;
  for (const Role role : person.roles) held += (held.empty() ? "" : ", ") + std::string(to_text(role));
  return fault(FaultKind::conflict,
               "you hold several roles: say under which one you work now (" + held + ")");
}

Result<Attempt<IssuedKey>> sign_in_with_passphrase(const Desk& desk, store::Transaction& tx,
                                                   const SignInPerson& ask, const Stretched& passphrase) {
  auto person = store::find_person(tx, ask.person);
  if (!person && person.fault().kind != FaultKind::missing) return Fault(std::move(person).fault());
  if (!person) {
    JIUM_CHECK(log_stranger_refused(desk, tx));
    return Attempt<IssuedKey>{refused()};
  }
  JIUM_TRY(auto proof, store::proof_of(tx, ask.person));
  JIUM_TRY(const bool welcome, may_come_in(tx, *person));
  if (!proof || proof->passphrase.reveal().empty() || !welcome) {
    JIUM_CHECK(log_stranger_refused(desk, tx));
    return Attempt<IssuedKey>{refused()};
  }
  const bool waits = proof->wait_until && desk.clock.now() < *proof->wait_until;
  // Changed since it was tried: whoever tried knew the old one.
  const bool right = passphrase.matches && passphrase.text == proof->passphrase;
  JIUM_TRY(const bool judged, judge(desk, tx, person->organisation, *std::move(proof), right, ask.code));
  if (!judged) {
    // What is tried during a wait is not judged: it says no more than a stranger's try.
    JIUM_CHECK(waits ? log_stranger_refused(desk, tx) : log_refusal(desk, tx, *person));
    return Attempt<IssuedKey>{refused()};
  }
  JIUM_TRY(const Role role, choose_role(*person, ask.role));
  JIUM_TRY(IssuedKey session, open_session(desk, tx, *person, role));
  return Attempt<IssuedKey>{std::move(session)};
}

Result<Attempt<Instant>> step_up_with_code(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           std::string_view code) {
  if (!actor.person)
    return fault(FaultKind::forbidden,
                 "a program cannot step up: an administrator issues a key that may reveal instead");
  JIUM_TRY(auto proof, store::proof_of(tx, *actor.person));
  if (!proof || proof->code_secret.reveal().empty())
    return fault(FaultKind::conflict, "you have no one-time codes: step up with your passkey");
  JIUM_TRY(const bool judged, judge(desk, tx, actor.organisation, *std::move(proof), true, code));
  if (!judged) return Attempt<Instant>{refused()};
  const Instant now = desk.clock.now();
  JIUM_CHECK(store::note_stepped_up(tx, actor.key, now));
  return Attempt<Instant>{now + kStepUpLife};
}

}  // namespace jium::desk
