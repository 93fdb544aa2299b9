// Asking the committee to act about a sighting: drafted by the sighting's ladder, or filed at once by an
// officer or a police liaison. What is filed stands in the committee's queue in the same transaction, and its
// programs and screens are told (store/changes.h). It is never waited for: the other rungs go on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/block_request.h"

namespace jium::desk {

// By the ladder, on the legal basis on which its footage stands. The one that is there already, if it is
// open.
[[nodiscard]] Result<removal::BlockRequest> draft_block_request(const Desk& desk, store::Transaction& tx,
                                                                registry::OrganisationId organisation,
                                                                registry::SightingId sighting);

struct FileBlockRequest {
  registry::SightingId sighting;
  std::string legal_basis;  // a code of data/legal/bases.tsv; empty: that of the draft, or of the footage
};
// Files the ladder's draft, or a new one. Conflict when one is filed or granted, or without ground.
[[nodiscard]] Result<removal::BlockRequest> file_block_request(const Desk& desk, store::Transaction& tx,
                                                               const Actor& actor,
                                                               const FileBlockRequest& ask);
// By whoever asked. What was granted is lifted.
[[nodiscard]] Result<removal::BlockRequest> take_back_block_request(const Desk& desk, store::Transaction& tx,
                                                                    const Actor& actor,
                                                                    removal::BlockRequestId id);
// The draft that the ladder has made for this sighting, if there is one and it was not filed.
[[nodiscard]] Result<void> withdraw_block_draft(const Desk& desk, store::Transaction& tx,
                                                const std::string& by, registry::SightingId sighting);
// Of the actor's cases; oldest first.
[[nodiscard]] Result<std::vector<removal::BlockRequest>> list_block_requests(const Desk& desk,
                                                                             store::Transaction& tx,
                                                                             const Actor& actor);
// A look has just found this place gone, still: what was granted about it is lifted once that has stood for
// removal::kGoneStands, and its entries leave the block lists with a tombstone.
[[nodiscard]] Result<void> end_block_of_gone(const Desk& desk, store::Transaction& tx,
                                             const registry::Sighting& sighting);
// The case is being forgotten: whatever is open about it is taken back, and what stood on the block lists
// leaves them.
[[nodiscard]] Result<void> forget_block_requests(const Desk& desk, store::Transaction& tx,
                                                 casework::CaseId the_case);

// Without ground nobody is asked any more: consent to removal taken back, the case closed, the footage
// withdrawn. What is drafted or filed is lifted; what was granted about footage that is withdrawn too, since
// it stands on what was never so.
struct LostGround {
  casework::CaseId the_case;
  std::optional<registry::FootageId> withdrawn{};  // none: the whole case, as far as it is not decided
};
[[nodiscard]] Result<void> lift_without_ground(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               const LostGround& lost);

// Every committee of this house is told.
[[nodiscard]] Result<void> tell_committees(const Desk& desk, store::Transaction& tx,
                                           const removal::BlockRequest& request);

}  // namespace jium::desk
