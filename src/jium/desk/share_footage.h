// Who shares in footage: its level, the groups it may be shared with, and what others then see of it.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/registry/sighting.h"
#include "jium/removal/operator.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {

struct ShareFootage {
  registry::FootageId footage;
  registry::SharingLevel level = registry::SharingLevel::own_centre;
  std::optional<registry::GroupId> group;
};
// Missing for a group that the organisation has not joined, like one that is not there.
[[nodiscard]] Result<store::FootageFile> share_footage(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, const ShareFootage& ask);

// As the actor may see it: everything of one's own, the kind, class and state of what others share, and
// Missing, in the same words, for all the rest.
// Of another's labels and sightings only what their own level lets through too; of a label what was said, by
// what kind of body and when; of a sighting on what kind of site, in which month, and whether it is gone.
struct SeenLabel {
  registry::Label label;
  registry::OrganisationKind by = registry::OrganisationKind::centre;
};
struct SeenSighting {
  std::optional<removal::SiteKind> kind;
  std::string month;  // "2026-11"
  registry::SightingState state = registry::SightingState::live;
};
struct SeenFootage {
  store::FootageFile file;
  bool own = false;
  std::vector<SeenLabel> labels;
  std::vector<registry::Decision> decisions;  // oldest first
  std::vector<SeenSighting> sightings{};      // of another's
};
[[nodiscard]] Result<SeenFootage> show_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               registry::FootageId id);

struct LabelFootage {
  registry::FootageId footage;
  registry::SchemeCode what;
  registry::SharingLevel level = registry::SharingLevel::platforms;  // of its own: as far as the footage
  std::optional<registry::GroupId> group{};
};
[[nodiscard]] Result<registry::Label> label_footage(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, const LabelFootage& ask);

struct ShareSighting {
  registry::SightingId sighting;
  registry::SharingLevel level = registry::SharingLevel::own_centre;
  std::optional<registry::GroupId> group;
};
// Missing for a group that the organisation has not joined. What reaches others is never more than of the
// footage.
[[nodiscard]] Result<registry::Sharing> share_sighting(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, const ShareSighting& ask);

struct SeenGroup {
  registry::Group group;
  std::vector<registry::GroupMember> members;
};
struct MakeGroup {
  std::string name;
  std::vector<registry::OrganisationId> invited;
};
// The maker's organisation has joined; the others are invited. Missing for an organisation that is not there.
[[nodiscard]] Result<SeenGroup> make_group(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           const MakeGroup& ask);
[[nodiscard]] Result<SeenGroup> join_group(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::GroupId id);
[[nodiscard]] Result<std::vector<SeenGroup>> list_groups(store::Transaction& tx, const Actor& actor);

}  // namespace jium::desk
