// Block lists are opened for access providers, served page by page to the provider's own programs, and
// acknowledged.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/exchange/block_page.h"
#include "jium/registry/block_list.h"

namespace jium::desk {

// A provider is an organisation of the kind `platform` for which a list was opened: that is its scope.
// Missing: no such organisation. Malformed: it is of another kind. Conflict: it has a list. What is blocked
// already comes first.
[[nodiscard]] Result<registry::BlockList> open_block_list(const Desk& desk, store::Transaction& tx,
                                                          registry::OrganisationId provider);
[[nodiscard]] Result<std::vector<registry::BlockList>> list_block_lists(store::Transaction& tx);
// With which its pages are signed, as a note's vkey: to be told to the provider by another way than the
// pages, which prove nothing by a key that they bring along.
[[nodiscard]] Result<std::string> key_of_block_list(store::Transaction& tx, registry::BlockListId list);
// Of the actor's own organisation: up to `limit` entries (1 to 1,000) after `after`, signed.
[[nodiscard]] Result<exchange::BlockPage> serve_block_list(const Desk& desk, store::Transaction& tx,
                                                           const Actor& actor, std::uint64_t after,
                                                           int limit);
[[nodiscard]] Result<registry::BlockList> acknowledge_block_list(const Desk& desk, store::Transaction& tx,
                                                                 const Actor& actor, std::uint64_t seq);

}  // namespace jium::desk
