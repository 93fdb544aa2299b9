#include "jium/desk/report_sighting.h"

#include <map>

#include "jium/desk/inspect_place.h"
#include "jium/store/vigils.h"

namespace jium::desk {

Result<void> report_sighting(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const ReportSighting& ask) {
  std::vector<KnownElsewhere> shared;
  JIUM_CHECK(desk.known.find(tx, actor.organisation, ask.fingerprints, &shared));
  std::map<registry::OrganisationId, std::set<registry::FootageId>> by_owner;
  for (const KnownElsewhere& one : shared) by_owner[one.owner].insert(one.footage);
  for (const auto& [owner, footages] : by_owner) {
    JIUM_CHECK(store::count_lookup(tx, owner, store::LookupKind::report, desk.clock.now()));
    JIUM_TRY(const auto recorded,
             record_sighting(desk, tx,
                             {owner, actor.text(), ask.address, ask.fingerprints, std::nullopt, footages}));
    if (recorded && !recorded->was_live)
      JIUM_CHECK(look_at_reported(desk, tx, owner, actor.text(), ask.address));
  }
  return {};
}

}  // namespace jium::desk
