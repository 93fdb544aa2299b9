#include "jium/desk/keep_block_lists.h"

#include <algorithm>

#include "jium/exchange/block_page.h"
#include "jium/store/block_lists.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using registry::BlockAct;
using registry::BlockEntry;
using registry::BlockList;

Result<void> add(const Desk& desk, store::Transaction& tx, const BlockList& list, BlockEntry entry,
                 const removal::BlockRequest& request, store::DataKeyId key) {
  JIUM_TRY(const store::FeedEnd end, store::lock_block_list(tx, list.id));
  entry.seq = end.seq + 1;
  entry.at = std::chrono::floor<std::chrono::hours>(desk.clock.now());
  entry.digest = exchange::digest_of_entry(entry);
  return store::append(tx, list.id, entry, exchange::chain_after(end.chain, entry.digest), request.id, key);
}

}  // namespace

Result<void> keep_block_list(const Desk& desk, store::Transaction& tx, const BlockList& list,
                             const removal::BlockRequest& request) {
  const bool wanted = removal::is_blocked(request);
  JIUM_TRY(const auto live, store::live_block_entry(tx, list.id, request.id));
  if (wanted == live.has_value()) return {};
  BlockEntry entry;
  if (live) {
    JIUM_CHECK(store::empty_block_entry(tx, list.id, *live));
    entry.act = BlockAct::lifted;
    entry.entry = *live;
    // The provider's own key: it belongs to no case any more.
    return add(desk, tx, list, std::move(entry), request, store::DataKeyId(list.organisation.value()));
  }
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  entry.entry = registry::EntryId::random();
  entry.address = sighting.address;
  std::ranges::copy(random_bytes(entry.salt.size()), entry.salt.begin());
  return add(desk, tx, list, std::move(entry), request, store::DataKeyId(request.the_case.value()));
}

// Lists and their keys are the providers' own: they are kept in the house's name, whoever changed the
// request.
Result<void> keep_block_lists(const Desk& desk, store::Transaction& tx,
                              const removal::BlockRequest& request) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(const auto lists, store::all_block_lists(tx));
    for (const BlockList& list : lists) JIUM_CHECK(keep_block_list(desk, tx, list, request));
    return {};
  });
}

}  // namespace jium::desk
