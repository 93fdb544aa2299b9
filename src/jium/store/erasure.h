// Erasures on record, and the erasing itself.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "jium/casework/erasure.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const casework::Erasure& erasure);
// Only what changes: state, what is in the way, decision and times.
[[nodiscard]] Result<void> update(Transaction& tx, const casework::Erasure& erasure);
[[nodiscard]] Result<std::vector<casework::Erasure>> erasures_of(
    Transaction& tx, registry::OrganisationId organisation);  // newest first
// The one about this case that waits to be decided.
[[nodiscard]] Result<std::optional<casework::Erasure>> waiting_erasure(Transaction& tx,
                                                                       casework::CaseId the_case);
// Files were swept (Store::sweep) after these were done.
[[nodiscard]] Result<void> note_swept(Transaction& tx, Instant at);

// Destroys the case's data key, deletes what stands in the clear about it, cancels its jobs, and has its
// footage leave whoever follows the feed of changes. What stays: the number of the case and of its footage,
// without any word about them, as the feed and the erasure name them. Answers kept for repeated requests of
// the organisation are emptied, since nobody can tell which of them say something of the case; and so are
// inspections of its places.
//
// The tables that it knows are `kDealtWith`; a test holds the list beside the schema.
[[nodiscard]] Result<void> erase_case(Transaction& tx, registry::OrganisationId organisation,
                                      casework::CaseId the_case, Instant at);

// A table that names a case, or what belongs to one, and that erase_case deals with.
struct DealtWith {
  std::string_view table;
  std::string_view how;  // deleted, emptied, or why it may stay
};
[[nodiscard]] const std::vector<DealtWith>& dealt_with();

}  // namespace jium::store
