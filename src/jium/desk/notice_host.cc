#include "jium/desk/notice_host.h"

#include "jium/desk/climb_ladder.h"
#include "jium/store/directory.h"
#include "jium/store/suggestions.h"

namespace jium::desk {
namespace {

Result<void> unsettle(const Desk& desk, store::Transaction& tx, removal::Site site) {
  if (site.host_changed_at) return {};  // it is known, and waits
  site.host_changed_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, site));
  JIUM_TRY(const auto cases, store::cases_live_at(tx, site.organisation, site.id));
  for (const casework::CaseId the_case : cases) {
    JIUM_CHECK(
        raise_alarm(desk, tx, site.organisation, the_case, store::AlarmKind::host_changed, site.id.text()));
  }
  return climb_ladders_at(desk, tx, site.id);
}

}  // namespace

Result<void> note_peer(const Desk& desk, store::Transaction& tx, const registry::Sighting& sighting,
                       const registry::FetchEvidence& evidence) {
  if (evidence.redirects > 0 || evidence.peer.empty()) return {};
  JIUM_TRY(auto hosts, store::load_hosts(tx, sighting.organisation, sighting.site));
  const auto before = hosts;
  const bool is_new = removal::note_peer(hosts, sighting.address.host(), evidence.peer);
  if (hosts == before) return {};
  JIUM_CHECK(store::keep_hosts(tx, sighting.organisation, sighting.site, hosts));
  if (!is_new) return {};
  JIUM_TRY(auto site, store::load_site(tx, sighting.organisation, sighting.site));
  if (site.cdn) return {};  // which answers from wherever it likes
  return unsettle(desk, tx, std::move(site));
}

Result<void> note_network_holder(const Desk& desk, store::Transaction& tx,
                                 registry::OrganisationId organisation, registry::SiteId id,
                                 const std::string& holder) {
  JIUM_TRY(auto hosts, store::load_hosts(tx, organisation, id));
  const auto before = hosts;
  const bool is_another = removal::note_holder(hosts, holder);
  if (hosts == before) return {};
  JIUM_CHECK(store::keep_hosts(tx, organisation, id, hosts));
  if (!is_another) return {};
  JIUM_TRY(auto site, store::load_site(tx, organisation, id));
  return unsettle(desk, tx, std::move(site));
}

Result<removal::Site> settle_host(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  registry::SiteId id, std::optional<removal::OperatorId> host) {
  JIUM_TRY(auto site, store::load_site(tx, actor.organisation, id));
  if (removal::is_settled(site)) return fault(FaultKind::conflict, "no change of host waits for this site");
  if (host) {
    JIUM_CHECK(store::load_operator(tx, actor.organisation, *host));
    site.host = host;
  }
  site.host_changed_at.reset();
  JIUM_CHECK(store::update(tx, site));
  JIUM_CHECK(climb_ladders_at(desk, tx, id));
  return site;
}

}  // namespace jium::desk
