#include "jium/desk/show_alarms.h"

#include "jium/desk/reach.h"
#include "jium/store/alarm_search.h"

namespace jium::desk {
namespace {

// That somebody touched a decoy is the administrator's to know, and so is what is about no case.
bool may_see(const store::Alarm& alarm, const Actor& actor) {
  return actor.role == Role::centre_administrator ||
         (alarm.kind != store::AlarmKind::decoy_touched && alarm.the_case.has_value());
}

}  // namespace

Result<std::vector<store::Alarm>> alarms_for(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             bool unseen_only) {
  JIUM_TRY(auto alarms, store::alarms_of(tx, actor.organisation, unseen_only));
  if (actor.role == Role::centre_administrator) return alarms;
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  std::erase_if(alarms, [&](const store::Alarm& one) { return !may_see(one, actor); });
  reach.narrow(alarms, [](const store::Alarm& one) { return *one.the_case; });
  return alarms;
}

Result<void> note_alarm_seen(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             store::AlarmId id) {
  JIUM_TRY(const auto alarm, store::load_alarm(tx, actor.organisation, id));
  if (!may_see(alarm, actor)) return fault(FaultKind::missing, "no such alarm");
  if (actor.role != Role::centre_administrator) {
    JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
    if (!reach.has(*alarm.the_case)) return fault(FaultKind::missing, "no such alarm");
  }
  return store::note_seen(tx, actor.organisation, id, desk.clock.now());
}

}  // namespace jium::desk
