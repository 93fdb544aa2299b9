// A platform appeals against an entry of its feed; the committee decides, as many reviewers as a decision
// takes.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/registry/appeal.h"

namespace jium::desk {

struct FileAppeal {
  registry::EntryId entry;
  registry::AppealCode code = registry::AppealCode::other;
  Secret<std::string> words;  // may be empty
};
// Missing: no such entry in the actor's feed. Malformed: over 500 bytes, or something like a resident
// registration number in it. Conflict: an appeal about this entry is open.
[[nodiscard]] Result<registry::Appeal> file_appeal(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, const FileAppeal& ask);

// A platform's own, newest first; for the committee, what is open, oldest first.
[[nodiscard]] Result<std::vector<registry::Appeal>> list_appeals(store::Transaction& tx, const Actor& actor);

struct DecideAppeal {
  registry::AppealId appeal;
  registry::AppealOutcome outcome = registry::AppealOutcome::upheld;
};
struct CountedAppeal {
  registry::Appeal appeal;
  int votes = 0;
  int needed = 0;
};
// Withdrawn: the footage leaves every feed by a decision of the committee, and every appeal about it is
// settled so.
[[nodiscard]] Result<CountedAppeal> decide_appeal(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, const DecideAppeal& ask);

}  // namespace jium::desk
