#include "jium/desk/join.h"

#include "jium/desk/invite_person.h"
#include "jium/desk/one_time_code.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

Fault no_such_invitation() {
  return fault(
      FaultKind::forbidden,
      "this invitation is not known, was used already or has ended: ask your administrator for a new "
      "one");
}

struct Open {
  store::AccessKey link;
  registry::Person person;
  registry::Organisation organisation;
};

Result<Open> open_invitation(const Desk& desk, store::Transaction& tx, std::string_view secret) {
  JIUM_TRY(const auto link, open_key(desk, tx, store::AccessKind::invitation, secret));
  if (!link || !link->person) return no_such_invitation();
  JIUM_TRY(registry::Person person, store::find_person(tx, *link->person));
  JIUM_TRY(registry::Organisation organisation, store::load_organisation(tx, link->organisation));
  // Whoever was left without a role meanwhile is not awaited any more.
  if (person.state != registry::PersonState::invited || person.roles.empty() || organisation.suspended_at)
    return no_such_invitation();
  return Open{*link, std::move(person), std::move(organisation)};
}

// Keys that were there before an organisation had an administrator of its own were issued by whoever runs the
// installation: they end when the first one joins, who issues those that are wanted.
Result<void> end_foreign_keys(store::Transaction& tx, const Open& open, Instant now) {
  if (open.organisation.kind == registry::OrganisationKind::operations) return {};
  if (!open.person.holds(registry::administrator_of(open.organisation.kind))) return {};
  JIUM_TRY(const bool own, has_own_administrator(tx, open.organisation));
  if (own) return {};
  return store::revoke_all(tx, open.organisation.id, store::AccessKind::api_key, now);
}

}  // namespace

Result<Joining> begin_join(const Desk& desk, store::Transaction& tx, std::string_view link) {
  JIUM_TRY(Open open, open_invitation(desk, tx, link));
  return Joining{std::move(open.person), std::move(open.organisation.name),
                 Secret<Bytes>(random_bytes(kCodeSecretBytes))};
}

Result<Stretched> stretch_for_join(const Desk& desk, store::Store& store, std::string_view link,
                                   std::string_view passphrase) {
  JIUM_CHECK(store.read([&](store::Transaction& tx) { return open_invitation(desk, tx, link); }));
  JIUM_CHECK(check_passphrase(passphrase));
  JIUM_TRY(Secret<std::string> text, stretch(desk.people.passphrase, passphrase));
  return Stretched{std::move(text), true};
}

Result<registry::Person> join_with_passphrase(const Desk& desk, store::Transaction& tx,
                                              const JoinWithPassphrase& ask, const Stretched& passphrase) {
  JIUM_TRY(const registry::Person person, finish_join(desk, tx, ask.link.reveal()));
  const auto step = accepted_step(ask.code_secret.reveal(), ask.code, desk.clock.now(), 0);
  if (!step)
    return fault(FaultKind::malformed,
                 "the code is not one of this secret now: check that the app has the secret of this "
                 "conversation and that both clocks are right, then send a new code");
  JIUM_CHECK(store::save(tx, person.organisation,
                         {.person = person.id,
                          .passphrase = passphrase.text,
                          .code_secret = ask.code_secret,
                          .code_step = *step,
                          .failures = 0,
                          .wait_until = std::nullopt}));
  return person;
}

Result<registry::Person> finish_join(const Desk& desk, store::Transaction& tx, std::string_view link) {
  JIUM_TRY(Open open, open_invitation(desk, tx, link));
  JIUM_CHECK(registry::check_change(open.person.state, registry::PersonState::active));
  const Instant now = desk.clock.now();
  JIUM_CHECK(end_foreign_keys(tx, open, now));
  JIUM_CHECK(store::revoke(tx, open.link.id, now));
  open.person.state = registry::PersonState::active;
  open.person.joined_at = now;
  JIUM_CHECK(store::update(tx, open.person));
  return open.person;
}

}  // namespace jium::desk
