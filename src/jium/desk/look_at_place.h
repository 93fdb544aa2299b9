// A place that jium cannot see, and whose operator says that it is removed: an officer is asked to look by
// their own means, and their word counts as removal/officer_look.h says. What they saw there, in words, stays
// in the task, sealed; the history names that they looked and what they said.
#pragma once

#include "jium/desk/desk.h"
#include "jium/removal/task.h"

namespace jium::desk {

// After each round of looks. Opens the task, or none; the one that is open already is left as it is.
[[nodiscard]] Result<void> ask_officer_to_look(const Desk& desk, store::Transaction& tx,
                                               const removal::RemovalRequest& request,
                                               const std::vector<removal::Check>& checks);

// The task was done. A first word that it is gone opens the task for the second, days later.
[[nodiscard]] Result<void> take_officers_word(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              const removal::Task& task, const removal::SaidOfPlace& said);

}  // namespace jium::desk
