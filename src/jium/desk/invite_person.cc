#include "jium/desk/invite_person.h"

#include <algorithm>

#include "jium/casework/resident_number.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

Result<void> check_invitation(const registry::Organisation& organisation, const InvitePerson& ask) {
  JIUM_CHECK(registry::check_name(ask.name.reveal()));
  if (casework::holds_resident_number(ask.name.reveal()))
    return fault(FaultKind::malformed,
                 "the name looks as if a resident registration number stood in it: jium keeps none, please "
                 "write the name alone");
  if (ask.roles.empty()) return fault(FaultKind::malformed, "say at least one role");
  for (const Role role : ask.roles) {
    JIUM_CHECK(registry::check_role(organisation.kind, role));
    if (std::count(ask.roles.begin(), ask.roles.end(), role) > 1)
      return fault(FaultKind::malformed, "say each role once");
  }
  return {};
}

Result<Invited> invite(const Desk& desk, store::Transaction& tx, const Actor& actor,
                       const registry::Organisation& organisation, const InvitePerson& ask) {
  JIUM_CHECK(check_invitation(organisation, ask));
  registry::Person person{.id = registry::PersonId::random(),
                          .organisation = organisation.id,
                          .name = ask.name,
                          .roles = ask.roles,
                          .invited_at = desk.clock.now()};
  std::sort(person.roles.begin(), person.roles.end());
  JIUM_CHECK(store::insert(tx, person, actor.text()));
  JIUM_TRY(IssuedKey link, make_invitation(desk, tx, person));
  return Invited{std::move(person), std::move(link)};
}

}  // namespace

Result<bool> has_own_administrator(store::Transaction& tx, const registry::Organisation& organisation) {
  JIUM_TRY(const auto people, store::people_of(tx, organisation.id));
  const Role role = registry::administrator_of(organisation.kind);
  return std::any_of(people.begin(), people.end(), [&](const registry::Person& person) {
    const bool joined =
        person.state == registry::PersonState::active || person.state == registry::PersonState::suspended;
    return joined && person.holds(role);
  });
}

Result<void> check_still_ours(store::Transaction& tx, registry::OrganisationId id) {
  JIUM_TRY(const registry::Organisation organisation, store::load_organisation(tx, id));
  if (organisation.kind == registry::OrganisationKind::operations) return {};
  JIUM_TRY(const bool own, has_own_administrator(tx, organisation));
  if (!own) return {};
  return fault(FaultKind::conflict,
               "this organisation has administrators of its own: people and keys are theirs to manage");
}

Result<Invited> invite_person(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              const InvitePerson& ask) {
  JIUM_TRY(const registry::Organisation organisation, store::load_organisation(tx, actor.organisation));
  return invite(desk, tx, actor, organisation, ask);
}

Result<Invited> invite_first_administrator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::OrganisationId id, const Secret<std::string>& name) {
  JIUM_TRY(const registry::Organisation organisation, store::load_organisation(tx, id));
  if (organisation.kind == registry::OrganisationKind::operations)
    return fault(FaultKind::conflict, "invite people of the operating organisation as its own administrator");
  JIUM_CHECK(check_still_ours(tx, id));
  // Nobody has joined: whoever was invited before was invited in error, or their link is lost.
  JIUM_CHECK(store::revoke_all(tx, id, store::AccessKind::invitation, desk.clock.now()));
  return invite(desk, tx, actor, organisation, {name, {registry::administrator_of(organisation.kind)}});
}

Result<Invited> invite_again(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             registry::PersonId id) {
  JIUM_TRY(registry::Person person, store::load_person(tx, actor.organisation, id));
  if (person.state == registry::PersonState::left || person.state == registry::PersonState::suspended)
    return fault(FaultKind::conflict,
                 "this person is suspended or has left: a new link is for those who are to come in");
  if (person.roles.empty()) return fault(FaultKind::conflict, "this person holds no role: grant one first");
  if (actor.person == person.id)
    return fault(FaultKind::conflict,
                 "you are in: another administrator makes you a new link if you lose your "
                 "authenticator");
  const Instant now = desk.clock.now();
  JIUM_CHECK(store::revoke_all(tx, id, store::AccessKind::session, now));
  JIUM_CHECK(store::revoke_all(tx, id, store::AccessKind::invitation, now));
  JIUM_CHECK(store::revoke_passkeys_of(tx, id, now));
  JIUM_CHECK(store::save(tx, person.organisation, {.person = id, .passphrase = {}, .code_secret = {}}));
  person.state = registry::PersonState::invited;
  JIUM_CHECK(store::update(tx, person));
  JIUM_TRY(IssuedKey link, make_invitation(desk, tx, person));
  return Invited{std::move(person), std::move(link)};
}

}  // namespace jium::desk
