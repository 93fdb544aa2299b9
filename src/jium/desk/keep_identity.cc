#include "jium/desk/keep_identity.h"

#include <algorithm>

#include "jium/desk/reach.h"
#include "jium/store/holds.h"
#include "jium/store/identities.h"

namespace jium::desk {

using casework::PublishedIdentityKey;
using casework::SealedIdentity;

Result<PublishedIdentityKey> publish_identity_key(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor,
                                                  const casework::IdentityPublicKey& key) {
  JIUM_CHECK(casework::check_public_key(key));
  JIUM_TRY(const auto known, store::identity_keys_of(tx, actor.organisation));
  if (std::ranges::find(known, key, &PublishedIdentityKey::key) != known.end())
    return fault(FaultKind::conflict,
                 "this key was published already: make a new one with `jium identity make-key`");
  const PublishedIdentityKey published{.id = casework::IdentityKeyId::random(),
                                       .organisation = actor.organisation,
                                       .key = key,
                                       .published_by = actor.text(),
                                       .published_at = desk.clock.now()};
  JIUM_CHECK(store::insert(tx, published));
  return published;
}

Result<PublishedIdentityKey> identity_key(store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto known, store::identity_keys_of(tx, actor.organisation));
  if (known.empty()) {
    return fault(
        FaultKind::missing,
        "your centre has no identity key: its administrator makes one (`jium identity make-key`) and "
        "publishes it (`jium identity publish-key`)");
  }
  return known.front();
}

namespace {

// A new box takes the place of the old one, which a hold keeps.
Result<void> may_replace(const Desk& desk, store::Transaction& tx, casework::CaseId id) {
  JIUM_TRY(const auto before, store::identity_of(tx, id));
  if (!before) return {};
  JIUM_TRY(const auto holds, store::holds_of(tx, id));
  const bool held =
      std::ranges::any_of(holds, [&](const auto& hold) { return hold.holds(desk.clock.now()); });
  if (held)
    return fault(FaultKind::conflict, "the case is under a legal hold: the identity sealed in it stays");
  return {};
}

}  // namespace

Result<SealedIdentity> keep_identity(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     casework::CaseId id, casework::IdentityKeyId key, Bytes box) {
  JIUM_TRY(const auto the_case, reach_case(desk, tx, actor, id));
  if (the_case.state == casework::CaseState::closed || the_case.state == casework::CaseState::forgotten)
    return fault(FaultKind::conflict, "the case is " + std::string(to_text(the_case.state)));
  JIUM_CHECK(casework::check_box(box));
  JIUM_CHECK(may_replace(desk, tx, id));
  JIUM_TRY(const auto newest, identity_key(tx, actor));
  if (newest.id != key) {
    return fault(FaultKind::conflict,
                 "the centre's identity key is another one by now: seal again to " + newest.id.text());
  }
  const SealedIdentity identity{.the_case = id,
                                .organisation = actor.organisation,
                                .key = key,
                                .box = std::move(box),
                                .sealed_by = actor.text(),
                                .sealed_at = desk.clock.now()};
  JIUM_CHECK(store::keep(tx, identity));
  JIUM_CHECK(write_history(desk, tx, id, actor.text(), casework::Event::identity_sealed, key.text()));
  return identity;
}

Result<SealedIdentity> fetch_identity(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      casework::CaseId id) {
  JIUM_CHECK(reach_case(desk, tx, actor, id));
  JIUM_TRY(auto identity, store::identity_of(tx, id));
  if (!identity) return fault(FaultKind::missing, "no identity was sealed in this case");
  JIUM_CHECK(
      write_history(desk, tx, id, actor.text(), casework::Event::identity_opened, identity->key.text()));
  return std::move(*identity);
}

}  // namespace jium::desk
