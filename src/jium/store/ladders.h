// Ladders and their steps. What comes next, and when, stands beside them for lists; the ladder says it.
#pragma once

#include <optional>
#include <vector>

#include "jium/removal/ladder.h"
#include "jium/removal/removal_request.h"
#include "jium/store/list_page.h"
#include "jium/store/store.h"

namespace jium::store {

struct StoredLadder {
  removal::Ladder ladder;
  std::optional<removal::NextAction> next;  // as it was when the ladder was written
};

[[nodiscard]] Result<void> insert(Transaction& tx, const StoredLadder& ladder);
// With its steps; they are as many as when it was inserted.
[[nodiscard]] Result<void> update(Transaction& tx, const StoredLadder& ladder);
[[nodiscard]] Result<void> delete_ladder(Transaction& tx, removal::LadderId id);
[[nodiscard]] Result<StoredLadder> load_ladder(Transaction& tx, removal::LadderId id);
[[nodiscard]] Result<std::optional<StoredLadder>> ladder_of(Transaction& tx, registry::SightingId sighting);
// Those that have not ended, the earliest next action first.
[[nodiscard]] Result<std::vector<StoredLadder>> ladders_of(Transaction& tx,
                                                           registry::OrganisationId organisation,
                                                           const ListPage& page = {});
// Those of a site that have not ended.
[[nodiscard]] Result<std::vector<removal::LadderId>> ladders_at(Transaction& tx, registry::SiteId site);

}  // namespace jium::store
