#include "jium/desk/show_alarms.h"

#include <algorithm>

#include "jium/desk/reach.h"

namespace jium::desk {

Result<std::vector<store::Alarm>> alarms_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             bool unseen_only) {
  JIUM_TRY(auto alarms, store::alarms_of(tx, actor.organisation, unseen_only));
  if (actor.role == Role::centre_administrator) return alarms;
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  reach.narrow(alarms, [](const store::Alarm& one) { return one.the_case; });
  std::erase_if(alarms, [](const store::Alarm& one) { return one.kind == store::AlarmKind::decoy_touched; });
  return alarms;
}

Result<void> note_alarm_seen(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             store::AlarmId id) {
  JIUM_TRY(const auto alarms, alarms_for(desk, tx, actor, false));
  if (std::ranges::find(alarms, id, &store::Alarm::id) == alarms.end())
    return fault(FaultKind::missing, "no such alarm");
  return store::note_seen(tx, actor.organisation, id, desk.clock.now());
}

}  // namespace jium::desk
