#include "jium/desk/share_footage.h"

#include <algorithm>
#include <set>

#include "jium/casework/resident_number.h"
#include "jium/desk/doer.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/reach.h"
#include "jium/store/child_sharing.h"
#include "jium/store/decisions.h"
#include "jium/store/directory.h"
#include "jium/store/organisations.h"

namespace jium::desk {

using casework::Event;
using registry::GroupId;
using registry::OrganisationId;

namespace {

constexpr std::size_t kMembers = 100;

Result<SeenGroup> seen(store::Transaction& tx, registry::Group group) {
  JIUM_TRY(auto members, store::members_of(tx, group.id));
  return SeenGroup{std::move(group), std::move(members)};
}

Result<void> must_have_joined(store::Transaction& tx, const Actor& actor,
                              const std::optional<GroupId>& group) {
  if (!group) return {};
  JIUM_TRY(const auto viewer, store::viewer_of(tx, actor.organisation));
  if (!viewer.groups.contains(*group)) return fault(FaultKind::missing, "no such group");
  return {};
}

Result<std::vector<SeenLabel>> labels_for(store::Transaction& tx, const registry::Sharing& parent,
                                          OrganisationId owner, const registry::Viewer& viewer,
                                          registry::FootageId id) {
  JIUM_TRY(const auto labels, store::labels_of(tx, id));
  std::vector<SeenLabel> seen;
  for (const registry::Label& label : labels) {
    JIUM_TRY(const auto own, store::sharing_of(tx, store::ChildKind::label, label.id.value()));
    if (!registry::may_see(registry::narrower(parent, own), owner, viewer)) continue;
    JIUM_TRY(const auto body, store::load_organisation(tx, label.organisation));
    seen.push_back({label, body.kind});
  }
  return seen;
}

Result<std::vector<SeenSighting>> sightings_for(store::Transaction& tx, const registry::Sharing& parent,
                                                OrganisationId owner, const registry::Viewer& viewer,
                                                registry::FootageId id) {
  constexpr std::size_t kMonth = 7;
  JIUM_TRY(const auto places, store::places_of(tx, id));
  std::vector<SeenSighting> seen;
  for (const store::SightingPlace& place : places) {
    JIUM_TRY(const auto own, store::sharing_of(tx, store::ChildKind::sighting, place.id.value()));
    if (!registry::may_see(registry::narrower(parent, own), owner, viewer)) continue;
    JIUM_TRY(const auto site, store::load_site(tx, owner, place.site));
    seen.push_back({site.kind, to_text(place.first_seen).substr(0, kMonth), place.state});
  }
  return seen;
}

Result<SeenFootage> show_anothers(store::Transaction& tx, const Actor& actor, store::FootageFile file) {
  const registry::FootageId id = file.stored.footage.id;
  const OrganisationId owner = file.stored.footage.organisation;
  JIUM_TRY(const auto viewer, store::viewer_of(tx, actor.organisation));
  const auto sharing = registry::sharing_in_force(file.life, file.consent);
  const bool withdrawn = !registry::may_match(file.stored.footage.state);
  if (withdrawn || !registry::may_see(sharing, owner, viewer))
    return fault(FaultKind::missing, "no such footage");
  SeenFootage seen{std::move(file), false, {}, {}};
  JIUM_TRY(seen.labels, labels_for(tx, sharing, owner, viewer, id));
  JIUM_TRY(seen.decisions, store::decisions_of(tx, id));
  JIUM_TRY(seen.sightings, sightings_for(tx, sharing, owner, viewer, id));
  return seen;
}

}  // namespace

Result<store::FootageFile> share_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         const ShareFootage& ask) {
  JIUM_CHECK(reach_footage_to_decide(desk, tx, actor, ask.footage));
  JIUM_TRY(auto file, store::load_file(tx, actor.organisation, ask.footage));
  JIUM_CHECK(must_have_joined(tx, actor, ask.group));
  JIUM_CHECK(registry::share(file.stored.footage, file.life, {ask.level, ask.group, true}, file.consent));
  JIUM_CHECK(store::update(tx, file.life));
  JIUM_CHECK(keep_feeds(desk, tx, file));
  JIUM_CHECK(
      write_history(desk, tx, file.stored.the_case, actor.text(), Event::footage_shared, ask.footage.text()));
  return file;
}

Result<SeenFootage> show_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 registry::FootageId id) {
  JIUM_TRY(auto file, store::load_any_file(tx, id));
  if (file.stored.footage.organisation != actor.organisation)
    return show_anothers(tx, actor, std::move(file));
  JIUM_CHECK(reach_footage_to_decide(desk, tx, actor, id));
  SeenFootage own{std::move(file), true, {}, {}};
  JIUM_TRY(const auto labels, store::labels_of(tx, id));
  for (const registry::Label& label : labels) own.labels.push_back({label});
  JIUM_TRY(own.decisions, store::decisions_of(tx, id));
  return own;
}

Result<registry::Label> label_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      const LabelFootage& ask) {
  JIUM_TRY(const auto stored, reach_footage(desk, tx, actor, ask.footage));
  const Instant now = desk.clock.now();
  JIUM_CHECK(registry::SchemeBook::built_in().check(ask.what, registry::SchemeUse::label, now));
  const registry::Sharing sharing{ask.level, ask.group, true};
  JIUM_CHECK(registry::check(sharing));
  JIUM_CHECK(must_have_joined(tx, actor, ask.group));
  registry::Label label{registry::LabelId::random(), ask.footage, actor.organisation, ask.what,
                        doer_of(actor).who,          now};
  JIUM_CHECK(store::insert(tx, label));
  if (ask.level != registry::SharingLevel::platforms)
    JIUM_CHECK(store::set_sharing(tx, store::ChildKind::label, label.id.value(), ask.footage, sharing));
  JIUM_CHECK(
      write_history(desk, tx, stored.the_case, actor.text(), Event::footage_labelled, ask.footage.text()));
  return label;
}

Result<registry::Sharing> share_sighting(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         const ShareSighting& ask) {
  JIUM_TRY(const auto reached, reach_sighting(desk, tx, actor, ask.sighting));
  const registry::Sharing sharing{ask.level, ask.group, true};
  JIUM_CHECK(registry::check(sharing));
  JIUM_CHECK(must_have_joined(tx, actor, ask.group));
  JIUM_CHECK(store::set_sharing(tx, store::ChildKind::sighting, ask.sighting.value(),
                                reached.sighting.footage, sharing));
  JIUM_CHECK(write_history(desk, tx, reached.the_case, actor.text(), Event::footage_shared,
                           ask.sighting.text(), std::string(to_text(ask.level))));
  return sharing;
}

Result<SeenGroup> make_group(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const MakeGroup& ask) {
  const Instant now = desk.clock.now();
  registry::Group group{GroupId::random(), ask.name, actor.organisation, now};
  JIUM_CHECK(registry::check(group));
  if (casework::holds_resident_number(ask.name))
    return fault(FaultKind::malformed, "a group's name holds no resident registration number");
  std::set<OrganisationId> invited(ask.invited.begin(), ask.invited.end());
  invited.erase(actor.organisation);
  if (invited.size() >= kMembers) return fault(FaultKind::malformed, "at most 100 organisations in a group");
  std::vector<registry::GroupMember> members{{actor.organisation, now, now}};
  for (const OrganisationId id : invited) {
    JIUM_CHECK(store::load_organisation(tx, id));
    members.push_back({id, now, std::nullopt});
  }
  JIUM_CHECK(store::insert(tx, group, members));
  return seen(tx, std::move(group));
}

Result<SeenGroup> join_group(const Desk& desk, store::Transaction& tx, const Actor& actor, GroupId id) {
  JIUM_TRY(auto group, store::load_group(tx, actor.organisation, id));
  JIUM_TRY(const auto viewer, store::viewer_of(tx, actor.organisation));
  if (!viewer.groups.contains(id))
    JIUM_CHECK(store::note_joined(tx, id, actor.organisation, desk.clock.now()));
  return seen(tx, std::move(group));
}

Result<std::vector<SeenGroup>> list_groups(store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(auto groups, store::groups_of(tx, actor.organisation));
  std::vector<SeenGroup> list;
  for (auto& group : groups) {
    JIUM_TRY(auto one, seen(tx, std::move(group)));
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace jium::desk
