// The block lists of access providers and their entries, kept as the feeds of platforms are (feed.h): numbers
// and the chain are given under the list's row.
#pragma once

#include <optional>
#include <vector>

#include "jium/registry/block_list.h"
#include "jium/removal/block_request.h"
#include "jium/store/feed.h"

namespace jium::store {

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::BlockList& list,
                                  const Secret<FeedSeed>& signing);
[[nodiscard]] Result<std::vector<registry::BlockList>> all_block_lists(Transaction& tx);  // oldest first
// Missing, in words for the provider, when it has none.
[[nodiscard]] Result<registry::BlockList> block_list_of(Transaction& tx, registry::OrganisationId provider);
[[nodiscard]] Result<Secret<FeedSeed>> signing_seed_of(Transaction& tx, registry::BlockListId list);

// Takes the list's row for this transaction.
[[nodiscard]] Result<FeedEnd> lock_block_list(Transaction& tx, registry::BlockListId list);
// Adds what comes next after lock_block_list(). `key`: of the case for `listed`, of the provider for
// `lifted`.
[[nodiscard]] Result<void> append(Transaction& tx, registry::BlockListId list,
                                  const registry::BlockEntry& entry, const registry::EntryDigest& chain,
                                  removal::BlockRequestId request, DataKeyId key);
// What a listed entry said is emptied; its digest stays.
[[nodiscard]] Result<void> empty_block_entry(Transaction& tx, registry::BlockListId list,
                                             registry::EntryId entry);
// The entry by which this list knows the block request now.
[[nodiscard]] Result<std::optional<registry::EntryId>> live_block_entry(Transaction& tx,
                                                                        registry::BlockListId list,
                                                                        removal::BlockRequestId request);

struct BlockStretch {
  registry::EntryDigest chain_before{};
  registry::EntryDigest chain{};
  std::vector<registry::BlockEntry> entries;
};
// Entries after `seq`, in order, and the chain at `seq`. Missing when the list has not come so far.
[[nodiscard]] Result<BlockStretch> block_stretch_of(Transaction& tx, registry::BlockListId list,
                                                    std::uint64_t seq, int limit);
[[nodiscard]] Result<void> note_acknowledged(Transaction& tx, const registry::BlockList& list);

}  // namespace jium::store
