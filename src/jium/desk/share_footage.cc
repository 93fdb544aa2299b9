#include "jium/desk/share_footage.h"

#include <algorithm>
#include <set>

#include "jium/casework/resident_number.h"
#include "jium/desk/doer.h"
#include "jium/desk/keep_feeds.h"
#include "jium/desk/reach.h"
#include "jium/store/decisions.h"
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

}  // namespace

Result<store::FootageFile> share_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         const ShareFootage& ask) {
  JIUM_CHECK(reach_footage_to_decide(desk, tx, actor, ask.footage));
  JIUM_TRY(auto file, store::load_file(tx, actor.organisation, ask.footage));
  if (ask.group) {
    JIUM_TRY(const auto viewer, store::viewer_of(tx, actor.organisation));
    if (!viewer.groups.contains(*ask.group)) return fault(FaultKind::missing, "no such group");
  }
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
  const OrganisationId owner = file.stored.footage.organisation;
  if (owner != actor.organisation) {
    JIUM_TRY(const auto viewer, store::viewer_of(tx, actor.organisation));
    const auto sharing = registry::sharing_in_force(file.life, file.consent);
    const bool withdrawn = !registry::may_match(file.stored.footage.state);
    if (withdrawn || !registry::may_see(sharing, owner, viewer))
      return fault(FaultKind::missing, "no such footage");
    return SeenFootage{std::move(file), false, {}, {}};
  }
  JIUM_CHECK(reach_footage_to_decide(desk, tx, actor, id));
  SeenFootage own{std::move(file), true, {}, {}};
  JIUM_TRY(own.labels, store::labels_of(tx, id));
  JIUM_TRY(own.decisions, store::decisions_of(tx, id));
  return own;
}

Result<registry::Label> label_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      const LabelFootage& ask) {
  JIUM_TRY(const auto stored, reach_footage(desk, tx, actor, ask.footage));
  const Instant now = desk.clock.now();
  JIUM_CHECK(registry::SchemeBook::built_in().check(ask.what, registry::SchemeUse::label, now));
  registry::Label label{registry::LabelId::random(), ask.footage, actor.organisation, ask.what,
                        doer_of(actor).who,          now};
  JIUM_CHECK(store::insert(tx, label));
  JIUM_CHECK(
      write_history(desk, tx, stored.the_case, actor.text(), Event::footage_labelled, ask.footage.text()));
  return label;
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
