#include "jium/desk/desk.h"

#include "jium/desk/write_log.h"
#include "jium/store/history.h"

namespace jium::desk {

Result<void> write_history(const Desk& desk, store::Transaction& tx, casework::CaseId the_case,
                           std::string actor, casework::Event event, std::string subject, std::string note) {
  return store::insert(tx, casework::HistoryEntry{the_case, desk.clock.now(), std::move(actor), event,
                                                  std::move(subject), Secret<std::string>(std::move(note))});
}

Result<void> raise_alarm(const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
                         std::optional<casework::CaseId> the_case, store::AlarmKind kind,
                         std::string subject) {
  const store::AlarmId id = store::AlarmId::random();
  JIUM_CHECK(store::insert(tx, store::Alarm{id, organisation, the_case, kind, std::move(subject),
                                            desk.clock.now(), std::nullopt}));
  return write_log_of_house(desk, tx, organisation, audit::Act::alarm_raised, id);
}

}  // namespace jium::desk
