// A survivor asks that everything about them be destroyed, and the rest of that matter (casework/erasure.h).
#pragma once

#include "jium/casework/erasure.h"
#include "jium/casework/retention.h"
#include "jium/desk/desk.h"

namespace jium::desk {

// For how long a case is kept now, and what keeps it from being destroyed at its survivor's word.
struct Keeping {
  casework::Term term;
  std::vector<casework::RecordClass> classes;
  std::vector<casework::LegalHold> holds;  // all of them, the lifted too
  bool on_hold = false;
  std::vector<std::string> hindrances;  // "hold", and the ids of rules that must be decided about
};
[[nodiscard]] Result<Keeping> keeping_of(const Desk& desk, store::Transaction& tx,
                                         const casework::Case& the_case);

// Recorded; and done at once when nothing is in the way. Asking again while one waits looks anew at what is
// in the way and changes nothing else.
[[nodiscard]] Result<casework::Erasure> ask_erasure(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, casework::CaseId id);

struct DecideErasure {
  casework::CaseId the_case;
  casework::Choice choice = casework::Choice::keep;
  std::string ground, told;
};
// A word about a request that waits; the second person's decides. Conflict for `destroy` while a legal hold
// is in force: it must be lifted first.
[[nodiscard]] Result<casework::Erasure> decide_erasure(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, const DecideErasure& ask);

// Erases the case now, whatever is in the way: callers have looked. Its counts go to the tally; what the
// audit log says about it and about all that hangs on it is forgotten there, and that it was erased is
// logged; its key is destroyed; the files are swept by a job.
[[nodiscard]] Result<void> erase_now(const Desk& desk, store::Transaction& tx, const casework::Case& the_case,
                                     casework::Erasure& erasure);

}  // namespace jium::desk
