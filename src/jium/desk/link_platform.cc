#include "jium/desk/link_platform.h"

#include "jium/store/directory.h"
#include "jium/store/organisations.h"
#include "jium/store/platforms.h"

namespace jium::desk {
namespace {

using removal::PlatformLink;

bool is_theirs(const PlatformLink& link, const Actor& actor) {
  if (actor.role == Role::system_administrator) return true;
  if (actor.role == Role::platform_engineer) return link.platform == actor.organisation;
  return link.organisation == actor.organisation;
}

Result<PlatformLink> reach_link(store::Transaction& tx, const Actor& actor, removal::LinkId id) {
  JIUM_TRY(const auto link, store::load_link(tx, id));
  if (!is_theirs(link, actor)) return fault(FaultKind::missing, "no such platform link");
  return link;
}

Result<ShownLink> shown(store::Transaction& tx, PlatformLink link) {
  JIUM_TRY(const auto centre, store::load_organisation(tx, link.organisation));
  JIUM_TRY(const auto platform, store::load_organisation(tx, link.platform));
  return ShownLink{std::move(link), centre.name, platform.name};
}

}  // namespace

Result<PlatformLink> name_platform(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                   removal::OperatorId site_operator, registry::OrganisationId platform) {
  JIUM_CHECK(store::load_operator(tx, actor.organisation, site_operator));
  return tx.for_the_house([&]() -> Result<PlatformLink> {
    const auto named = store::load_organisation(tx, platform);
    // The same words for an organisation of another kind: who else is here is nobody's business.
    if (!named || named->kind != registry::OrganisationKind::platform)
      return fault(FaultKind::missing,
                   "there is no such platform here: ask whoever runs jium for its number");
    JIUM_TRY(const auto open, store::open_links_of_operator(tx, actor.organisation, site_operator));
    if (!open.empty())
      return fault(FaultKind::conflict, "this operator is named as a platform already: " + open[0].id.text());
    PlatformLink link;
    link.id = removal::LinkId::random();
    link.organisation = actor.organisation;
    link.site_operator = site_operator;
    link.platform = platform;
    link.named_by = actor.text();
    link.named_at = desk.clock.now();
    JIUM_CHECK(store::insert(tx, link));
    return link;
  });
}

Result<std::vector<ShownLink>> list_links(store::Transaction& tx, const Actor& actor) {
  return tx.for_the_house([&]() -> Result<std::vector<ShownLink>> {
    JIUM_TRY(auto links, store::all_links(tx));
    std::vector<ShownLink> list;
    for (PlatformLink& link : links) {
      if (!is_theirs(link, actor)) continue;
      JIUM_TRY(auto one, shown(tx, std::move(link)));
      list.push_back(std::move(one));
    }
    return list;
  });
}

Result<ShownLink> accept_link(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              removal::LinkId id) {
  return tx.for_the_house([&]() -> Result<ShownLink> {
    JIUM_TRY(auto link, reach_link(tx, actor, id));
    JIUM_CHECK(removal::accept(link, actor.text(), desk.clock.now()));
    JIUM_CHECK(store::update(tx, link));
    return shown(tx, std::move(link));
  });
}

Result<ShownLink> end_link(const Desk& desk, store::Transaction& tx, const Actor& actor, removal::LinkId id) {
  return tx.for_the_house([&]() -> Result<ShownLink> {
    JIUM_TRY(auto link, reach_link(tx, actor, id));
    JIUM_CHECK(removal::end(link, actor.text(), desk.clock.now()));
    JIUM_CHECK(store::update(tx, link));
    return shown(tx, std::move(link));
  });
}

}  // namespace jium::desk
