// Block requests and the committee's votes on them.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/block_request.h"
#include "jium/store/store.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const removal::BlockRequest& request);
[[nodiscard]] Result<void> update(Transaction& tx, const removal::BlockRequest& request);
[[nodiscard]] Result<removal::BlockRequest> load_block_request(Transaction& tx, removal::BlockRequestId id);
// Of every organisation, for the committee: what waits for it, the oldest first.
[[nodiscard]] Result<std::vector<removal::BlockRequest>> filed_block_requests(Transaction& tx, int limit);
// What stands on the block list.
[[nodiscard]] Result<std::vector<removal::BlockRequest>> blocked_requests(Transaction& tx);
[[nodiscard]] Result<std::vector<removal::BlockRequest>> block_requests_of(
    Transaction& tx, registry::OrganisationId organisation);  // oldest first
[[nodiscard]] Result<std::vector<removal::BlockRequest>> block_requests_of_case(Transaction& tx,
                                                                                casework::CaseId the_case);
// The newest about a sighting.
[[nodiscard]] Result<std::optional<removal::BlockRequest>> block_request_about(Transaction& tx,
                                                                               registry::SightingId sighting);

[[nodiscard]] Result<void> insert(Transaction& tx, removal::BlockRequestId request,
                                  const removal::BlockVote& vote);
[[nodiscard]] Result<std::vector<removal::BlockVote>> votes_of(Transaction& tx,
                                                               removal::BlockRequestId request);

}  // namespace jium::store
