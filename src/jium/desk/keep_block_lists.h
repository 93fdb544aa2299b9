// Brings every access provider's block list in line with what the committee decided about one block request:
// what is to be blocked and is not listed is added, what is listed and is not to be blocked any more is taken
// back with a tombstone. To be called in the transaction of whatever changed it.
#pragma once

#include "jium/desk/desk.h"
#include "jium/registry/block_list.h"
#include "jium/removal/block_request.h"

namespace jium::desk {

[[nodiscard]] Result<void> keep_block_lists(const Desk& desk, store::Transaction& tx,
                                            const removal::BlockRequest& request);
// Of one list.
[[nodiscard]] Result<void> keep_block_list(const Desk& desk, store::Transaction& tx,
                                           const registry::BlockList& list,
                                           const removal::BlockRequest& request);

}  // namespace jium::desk
