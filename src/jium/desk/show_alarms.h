// The alarms that an actor is to see: for the centre's administrator all of the centre; for anybody else
// those of cases that they reach, and none that says that a decoy was touched: whoever touched it must not
// learn so.
#pragma once

#include <vector>

#include "jium/desk/desk.h"

namespace jium::desk {

[[nodiscard]] Result<std::vector<store::Alarm>> alarms_for(const Desk& desk, store::Transaction& tx,
                                                           const Actor& actor, bool unseen_only);
// Missing unless it is one of these.
[[nodiscard]] Result<void> note_alarm_seen(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           store::AlarmId id);

}  // namespace jium::desk
