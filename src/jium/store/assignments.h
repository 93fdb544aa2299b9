// Who works on which case. Rows are added and ended, never deleted.
#pragma once

#include <optional>
#include <vector>

#include "jium/casework/assignment.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Assignment& assignment);
// Only what changes: when and by whom it was taken back.
[[nodiscard]] Result<void> update(Transaction& tx, const casework::Assignment& assignment);
// That of this person to this case which was not taken back, if there is one; its end may have come.
[[nodiscard]] Result<std::optional<casework::Assignment>> assignment_of(Transaction& tx,
                                                                        casework::CaseId the_case,
                                                                        registry::PersonId person);
// All, also those that are over; oldest first.
[[nodiscard]] Result<std::vector<casework::Assignment>> assignments_of_case(Transaction& tx,
                                                                            casework::CaseId the_case);
// Those of the organisation that were not taken back; oldest first.
[[nodiscard]] Result<std::vector<casework::Assignment>> open_assignments(
    Transaction& tx, registry::OrganisationId organisation);
// The cases to which the person is assigned at `now`.
[[nodiscard]] Result<std::vector<casework::CaseId>> assigned_cases(Transaction& tx,
                                                                   registry::OrganisationId organisation,
                                                                   registry::PersonId person, Instant now);

// How much work lies in a case, without anything of what it is about.
struct CaseLoad {
  casework::CaseId the_case;
  casework::CaseState state = casework::CaseState::opened;
  Instant opened_at{};
  std::int64_t footage = 0, live_sightings = 0, open_requests = 0;
};
// Newest first.
[[nodiscard]] Result<std::vector<CaseLoad>> case_loads(Transaction& tx,
                                                       registry::OrganisationId organisation);

}  // namespace jium::store
