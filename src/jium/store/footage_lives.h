// The life of footage beyond its centre, its labels, and the groups it may be shared with. What other
// organisations see is found here and nowhere else; whether they may is registry/sharing.h's to say.
#pragma once

#include <functional>
#include <vector>

#include "jium/registry/footage_life.h"
#include "jium/store/footages.h"

namespace jium::store {

// Footage with all that decides who may know of it.
struct FootageFile {
  StoredFootage stored;
  registry::FootageLife life;
  registry::ConsentNow consent;  // the case's, as it is now
};

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::FootageLife& life);
// Everything but who registered it.
[[nodiscard]] Result<void> update(Transaction& tx, const registry::FootageLife& life);

// Of this organisation; Missing otherwise, in the words of load_footage().
[[nodiscard]] Result<FootageFile> load_file(Transaction& tx, registry::OrganisationId organisation,
                                            registry::FootageId id);
// Whoever's it is: for a reader whom the caller then holds to may_see(), for the committee's queue and for
// the feeds. Missing when there is none, and when it is forgotten.
[[nodiscard]] Result<FootageFile> load_any_file(Transaction& tx, registry::FootageId id);
[[nodiscard]] Result<std::vector<registry::FootageId>> awaiting_decision(Transaction& tx,
                                                                         int limit);  // oldest first
// What is set to reach platforms, the oldest decision first.
[[nodiscard]] Result<std::vector<registry::FootageId>> shared_to_platforms(Transaction& tx);

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Label& label);
[[nodiscard]] Result<std::vector<registry::Label>> labels_of(Transaction& tx,
                                                             registry::FootageId footage);  // oldest first

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Group& group,
                                  const std::vector<registry::GroupMember>& members);
// Missing unless the organisation is invited or a member.
[[nodiscard]] Result<registry::Group> load_group(Transaction& tx, registry::OrganisationId organisation,
                                                 registry::GroupId id);
[[nodiscard]] Result<std::vector<registry::Group>> groups_of(Transaction& tx,
                                                             registry::OrganisationId organisation);
[[nodiscard]] Result<std::vector<registry::GroupMember>> members_of(Transaction& tx, registry::GroupId id);
[[nodiscard]] Result<void> note_joined(Transaction& tx, registry::GroupId group,
                                       registry::OrganisationId organisation, Instant at);
// The organisation as one who looks: its kind and the groups that it has joined.
[[nodiscard]] Result<registry::Viewer> viewer_of(Transaction& tx, registry::OrganisationId organisation);

}  // namespace jium::store
