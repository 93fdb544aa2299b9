#include "jium/desk/known_footage.h"

namespace jium::desk {

Result<void> KnownFootage::follow(store::Transaction& tx) {
  const std::lock_guard lock(following_);
  JIUM_TRY(seq_, store::footage_changed_since(tx, seq_, [&](const registry::Footage& footage) {
             if (registry::may_match(footage.state)) {
               catalogue_.put(footage.id.value(), footage.fingerprints);
             } else {
               catalogue_.remove(footage.id.value());
             }
           }));
  return {};
}

Result<std::vector<KnownMatch>> KnownFootage::find(
    store::Transaction& tx, registry::OrganisationId organisation,
    const std::vector<fingerprint::Fingerprint>& fingerprints) {
  JIUM_CHECK(follow(tx));
  std::vector<KnownMatch> known;
  for (const match::Match& match : catalogue_.find(fingerprints)) {
    auto stored = store::load_footage(tx, organisation, registry::FootageId(match.item));
    if (!stored && stored.fault().kind == FaultKind::missing) continue;  // another organisation's
    if (!stored) return Fault(std::move(stored).fault());
    // A reader with an older view of the store than another follower must not see what that one has yet to
    // learn.
    if (!registry::may_match(stored->footage.state)) continue;
    known.push_back({std::move(*stored), match});
  }
  return known;
}

}  // namespace jium::desk
