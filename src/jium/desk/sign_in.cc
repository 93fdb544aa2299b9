#include "jium/desk/sign_in.h"

#include <algorithm>

#include "jium/desk/write_log.h"
#include "jium/store/organisations.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

constexpr Duration kUseNoted = std::chrono::minutes{1};
constexpr std::size_t kSigningKeyLength = 32;

Fault not_known() {
  return fault(FaultKind::forbidden, "this key is not known here, or it has ended");
}

Secret<std::string> new_secret(std::string_view prefix) {
  return Secret<std::string>(std::string(prefix) + to_hex(random_bytes(24)));
}

Result<IssuedKey> insert_key(store::Transaction& tx, store::AccessKey key, std::string_view prefix) {
  IssuedKey issued{std::move(key), new_secret(prefix)};
  JIUM_CHECK(store::insert(tx, issued.key, issued.secret.reveal()));
  return issued;
}

Result<registry::Organisation> operating_organisation(const Desk& desk, store::Transaction& tx) {
  JIUM_TRY(const auto all, store::all_organisations(tx));
  const auto found = std::find_if(all.begin(), all.end(), [](const registry::Organisation& o) {
    return o.kind == registry::OrganisationKind::operations;
  });
  if (found != all.end()) return *found;
  registry::Organisation made{registry::OrganisationId::random(), registry::OrganisationKind::operations,
                              "Operations", "", desk.clock.now()};
  JIUM_CHECK(store::insert(tx, made));
  return made;
}

store::AccessKey new_session(registry::OrganisationId organisation, std::string_view role, Instant now) {
  store::AccessKey session;
  session.id = store::AccessKeyId::random();
  session.organisation = organisation;
  session.kind = store::AccessKind::session;
  session.role = role;
  session.label = "session";
  session.created_at = now;
  session.expires_at = now + kSessionLife;
  session.last_used_at = now;
  return session;
}

// Asked anew at each request, so that what was withdrawn is refused from the next one on.
Result<bool> still_stands(store::Transaction& tx, const store::AccessKey& key, Role role) {
  JIUM_TRY(const registry::Organisation organisation, store::load_organisation(tx, key.organisation));
  if (organisation.suspended_at) return false;
  if (!key.person) return true;
  JIUM_TRY(const registry::Person person, store::find_person(tx, *key.person));
  return person.state == registry::PersonState::active && person.holds(role);
}

bool proved_anew(const store::AccessKey& key, Instant now) {
  if (key.kind == store::AccessKind::api_key) return key.may_reveal;
  if (!key.stepped_up_at) return false;
  const Duration since = now - *key.stepped_up_at;
  return since > -kUseNoted && since < kStepUpLife;
}

}  // namespace

bool has_ended(const store::AccessKey& key, Instant now) {
  if (key.revoked_at || (key.expires_at && *key.expires_at <= now)) return true;
  if (key.kind != store::AccessKind::session) return false;
  // Whoever sets the clock back would otherwise live longer: a session that was used later than now, or
  // opened later, has ended. The minute is what two machines of one installation may differ by.
  const Instant used = std::max(key.created_at, key.last_used_at.value_or(key.created_at));
  return now - used > kSessionIdle || used - now > kUseNoted;
}

Result<bool> word_still_stands(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  const auto key = store::load_access_key(tx, actor.organisation, actor.key);
  if (!key && key.fault().kind != FaultKind::missing) return key.fault();
  if (actor.person) {
    store::AccessKey theirs;
    theirs.organisation = actor.organisation;
    theirs.person = actor.person;
    auto stands = still_stands(tx, theirs, actor.role);
    if (!stands && stands.fault().kind == FaultKind::missing) return false;
    return stands;
  }
  if (!key || has_ended(*key, desk.clock.now()) || key->role != to_text(actor.role)) return false;
  return still_stands(tx, *key, actor.role);
}

Result<IssuedKey> issue_key(const Desk& desk, store::Transaction& tx, const IssueKey& ask) {
  JIUM_TRY(const registry::Organisation organisation, store::load_organisation(tx, ask.organisation));
  JIUM_CHECK(registry::check_role(organisation.kind, ask.role));
  if (ask.label.empty() || ask.label.size() > 80)
    return fault(FaultKind::malformed, "say in up to 80 bytes what the key is for");
  store::AccessKey key;
  key.id = store::AccessKeyId::random();
  key.organisation = ask.organisation;
  key.kind = store::AccessKind::api_key;
  key.role = to_text(ask.role);
  key.label = ask.label;
  key.created_at = desk.clock.now();
  if (ask.expires_at && *ask.expires_at <= key.created_at)
    return fault(FaultKind::malformed, "a key ends at an instant that is still to come");
  if (!ask.signing_key.empty() && ask.signing_key.size() != kSigningKeyLength)
    return fault(FaultKind::malformed, "a signing key is an Ed25519 public key: 64 hexadecimal digits");
  key.expires_at = ask.expires_at;
  key.may_reveal = ask.may_reveal;
  key.signing_key = ask.signing_key;
  return insert_key(tx, std::move(key), "jium_");
}

Result<void> revoke_key(const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
                        store::AccessKeyId id) {
  JIUM_TRY(const store::AccessKey key, store::load_access_key(tx, organisation, id));
  if (key.revoked_at) return fault(FaultKind::conflict, "this key is revoked already");
  return store::revoke(tx, id, desk.clock.now());
}

Result<IssuedKey> make_sign_in_link(const Desk& desk, store::Transaction& tx) {
  JIUM_TRY(const registry::Organisation organisation, operating_organisation(desk, tx));
  // A link that was made and lost opens nothing once there is another.
  JIUM_CHECK(store::revoke_all(tx, organisation.id, store::AccessKind::sign_in_link, desk.clock.now()));
  store::AccessKey key;
  key.id = store::AccessKeyId::random();
  key.organisation = organisation.id;
  key.kind = store::AccessKind::sign_in_link;
  key.role = to_text(Role::system_administrator);
  key.label = "one-time sign-in";
  key.created_at = desk.clock.now();
  key.expires_at = key.created_at + kLinkLife;
  // Nobody is signed in who could have asked: it was whoever is at the machine.
  JIUM_CHECK(write_log_of_house(desk, tx, organisation.id, audit::Act::key_issued, key.id));
  return insert_key(tx, std::move(key), "once_");
}

Result<bool> needs_first_administrator(store::Transaction& tx) {
  JIUM_TRY(const bool any, store::any_access_key(tx, to_text(Role::system_administrator)));
  return !any;
}

Result<IssuedKey> make_invitation(const Desk& desk, store::Transaction& tx, const registry::Person& person) {
  store::AccessKey key;
  key.id = store::AccessKeyId::random();
  key.organisation = person.organisation;
  key.kind = store::AccessKind::invitation;
  key.role = to_text(person.roles.front());
  key.label = "invitation";
  key.created_at = desk.clock.now();
  key.expires_at = key.created_at + kInvitationLife;
  key.person = person.id;
  return insert_key(tx, std::move(key), "join_");
}

Result<IssuedKey> open_session(const Desk& desk, store::Transaction& tx, const registry::Person& person,
                               Role role) {
  store::AccessKey session = new_session(person.organisation, to_text(role), desk.clock.now());
  session.person = person.id;
  return insert_key(tx, std::move(session), "sess_");
}

Result<std::optional<store::AccessKey>> open_key(const Desk& desk, store::Transaction& tx,
                                                 store::AccessKind kind, std::string_view secret) {
  auto key = store::find_by_secret(tx, secret);
  if (!key && key.fault().kind != FaultKind::missing) return Fault(std::move(key).fault());
  if (!key || key->kind != kind || has_ended(*key, desk.clock.now()))
    return std::optional<store::AccessKey>();
  return std::optional<store::AccessKey>(*std::move(key));
}

Result<IssuedKey> sign_in(const Desk& desk, store::Transaction& tx, std::string_view link_secret) {
  JIUM_TRY(const auto link, open_key(desk, tx, store::AccessKind::sign_in_link, link_secret));
  if (!link) {
    return fault(FaultKind::forbidden,
                 "this sign-in link is not known, was used already or has ended: make a new one with `jium "
                 "sign-in-link`");
  }
  const Instant now = desk.clock.now();
  JIUM_CHECK(store::revoke(tx, link->id, now));
  store::AccessKey session = new_session(link->organisation, link->role, now);
  session.stepped_up_at = now;  // the link was the proof
  return insert_key(tx, std::move(session), "sess_");
}

Result<void> sign_out(const Desk& desk, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const store::AccessKey key, store::load_access_key(tx, actor.organisation, actor.key));
  if (key.kind != store::AccessKind::session)
    return fault(FaultKind::conflict, "an API key has no session to end: revoke it instead");
  return store::revoke(tx, key.id, desk.clock.now());
}

Result<Recognised> recognise(const Desk& desk, store::Transaction& tx, std::string_view secret) {
  const Instant now = desk.clock.now();
  auto key = store::find_by_secret(tx, secret);
  if (!key && key.fault().kind != FaultKind::missing) return Fault(std::move(key).fault());
  if (!key) return not_known();
  const bool opens = key->kind == store::AccessKind::session || key->kind == store::AccessKind::api_key;
  if (!opens || has_ended(*key, now)) return not_known();
  JIUM_TRY(const Role role, parse_enum<Role>("role", key->role));
  JIUM_TRY(const bool stands, still_stands(tx, *key, role));
  if (!stands) return not_known();
  const bool lately = key->last_used_at && now - *key->last_used_at < kUseNoted;
  return Recognised{Actor{key->id, key->organisation, role, key->person, proved_anew(*key, now)}, lately,
                    key->signing_key};
}

}  // namespace jium::desk
