#include "jium/desk/change_person.h"

#include <algorithm>

#include "jium/store/organisations.h"
#include "jium/store/people.h"
#include "jium/store/person_views.h"

namespace jium::desk {
namespace {

using registry::Person;
using registry::PersonState;

// Of those who can sign in, besides this one.
Result<void> check_another_administers(store::Transaction& tx, const Person& person) {
  JIUM_TRY(const auto organisation, store::load_organisation(tx, person.organisation));
  const Role role = registry::administrator_of(organisation.kind);
  if (person.state != PersonState::active || !person.holds(role)) return {};
  JIUM_TRY(const auto people, store::people_of(tx, person.organisation));
  const bool another = std::any_of(people.begin(), people.end(), [&](const Person& other) {
    return other.id != person.id && other.state == PersonState::active && other.holds(role);
  });
  if (another) return {};
  return fault(FaultKind::conflict,
               "nobody else administers this organisation: let another administrator join first");
}

Result<void> end_sessions(const Desk& desk, store::Transaction& tx, const Person& person) {
  return store::revoke_all(tx, person.id, store::AccessKind::session, desk.clock.now());
}

}  // namespace

Result<Person> change_state(const Desk& desk, store::Transaction& tx, const Actor& actor,
                            registry::PersonId id, PersonState to) {
  JIUM_TRY(Person person, store::load_person(tx, actor.organisation, id));
  if (person.state == PersonState::invited && to == PersonState::active)
    return fault(FaultKind::conflict, "this person joins with their own link, nobody does it for them");
  JIUM_CHECK(registry::check_change(person.state, to));
  if (to != PersonState::active) JIUM_CHECK(check_another_administers(tx, person));
  const Instant now = desk.clock.now();
  person.state = to;
  person.suspended_at = to == PersonState::suspended ? std::optional<Instant>(now) : std::nullopt;
  if (to == PersonState::left) {
    person.left_at = now;
    JIUM_CHECK(store::revoke_all(tx, id, store::AccessKind::invitation, now));
    JIUM_CHECK(store::revoke_passkeys_of(tx, id, now));
    JIUM_CHECK(store::forget_console_of(tx, id));
    JIUM_CHECK(store::save(tx, person.organisation, {.person = id, .passphrase = {}, .code_secret = {}}));
  }
  JIUM_CHECK(end_sessions(desk, tx, person));
  JIUM_CHECK(store::update(tx, person));
  return person;
}

Result<Person> grant_role(const Desk& desk, store::Transaction& tx, const Actor& actor, registry::PersonId id,
                          Role role) {
  JIUM_TRY(const Person person, store::load_person(tx, actor.organisation, id));
  JIUM_TRY(const auto organisation, store::load_organisation(tx, actor.organisation));
  JIUM_CHECK(registry::check_role(organisation.kind, role));
  if (person.state == PersonState::left)
    return fault(FaultKind::conflict, "this person has left: invite them anew, as a new account");
  if (person.holds(role)) return fault(FaultKind::conflict, "this person holds that role already");
  JIUM_CHECK(store::grant_role(tx, id, role, actor.text(), desk.clock.now()));
  return store::load_person(tx, actor.organisation, id);
}

Result<Person> withdraw_role(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             registry::PersonId id, Role role) {
  JIUM_TRY(const Person person, store::load_person(tx, actor.organisation, id));
  JIUM_TRY(const auto organisation, store::load_organisation(tx, actor.organisation));
  if (role == registry::administrator_of(organisation.kind))
    JIUM_CHECK(check_another_administers(tx, person));
  JIUM_CHECK(store::withdraw_role(tx, id, role, actor.text(), desk.clock.now()));
  JIUM_CHECK(end_sessions(desk, tx, person));
  return store::load_person(tx, actor.organisation, id);
}

}  // namespace jium::desk
