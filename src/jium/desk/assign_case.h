// Who works on a case: assigned, handed over, taken back. The centre's administrator may, who sees which
// cases there are and how much work lies in them and nothing of what they are about; and whoever is assigned
// may, to a colleague. A program of the centre may for its whole organisation.
//
// All of it stands in the case's history.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/assignment.h"
#include "jium/desk/desk.h"
#include "jium/store/assignments.h"

namespace jium::desk {

struct AssignCase {
  casework::CaseId the_case;
  registry::PersonId to;
  std::optional<Instant> until;
};

// Conflict when the colleague is assigned already: to change the end, take it back and assign anew.
[[nodiscard]] Result<casework::Assignment> assign_case(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor, const AssignCase& ask);
// The colleague is assigned and the actor is not any more. Conflict for who is not assigned: there is nothing
// to hand over.
[[nodiscard]] Result<casework::Assignment> hand_over_case(const Desk& desk, store::Transaction& tx,
                                                          const Actor& actor, const AssignCase& ask);
// Conflict for the last one on an open case, unless the administrator takes it back: a case that nobody works
// on is forgotten in the other sense of the word.
[[nodiscard]] Result<casework::Assignment> release_case(const Desk& desk, store::Transaction& tx,
                                                        const Actor& actor, casework::CaseId id,
                                                        registry::PersonId person);

// Of the case, also those that are over; oldest first.
[[nodiscard]] Result<std::vector<casework::Assignment>> assignments(const Desk& desk, store::Transaction& tx,
                                                                    const Actor& actor, casework::CaseId id);

// For the administrator: every case of the centre, its load and who is assigned now. Newest first.
struct CaseLoad {
  store::CaseLoad load;
  std::vector<casework::Assignment> assigned;
  bool decoy = false;
};
[[nodiscard]] Result<std::vector<CaseLoad>> case_loads(const Desk& desk, store::Transaction& tx,
                                                       const Actor& actor);

// What the others and open_case stand on: no questions asked but whether it is well formed and new.
[[nodiscard]] Result<casework::Assignment> begin_assignment(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, casework::CaseId id,
                                                            registry::PersonId person,
                                                            std::optional<Instant> until);

}  // namespace jium::desk
