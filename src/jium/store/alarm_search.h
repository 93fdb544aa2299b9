// One alarm among very many: a big centre raises thousands a day, and these are asked for each draft, each
// reminder and each click, so that none of them reads a list.
#pragma once

#include "jium/store/alarms.h"

namespace jium::store {

[[nodiscard]] Result<Alarm> load_alarm(Transaction& tx, registry::OrganisationId organisation, AlarmId id);

// Has one of this kind been raised about the same record, seen or not?
[[nodiscard]] Result<bool> was_raised(Transaction& tx, registry::OrganisationId organisation, AlarmKind kind,
                                      std::string_view subject);

// Is there one, raised since then, that nobody has seen yet? `since`: when whatever it is about began; what
// was raised before is not looked at.
[[nodiscard]] Result<bool> has_unseen_since(Transaction& tx, registry::OrganisationId organisation,
                                            AlarmKind kind, std::string_view subject, Instant since);

}  // namespace jium::store
