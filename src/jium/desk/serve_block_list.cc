#include "jium/desk/serve_block_list.h"

#include <algorithm>

#include "jium/desk/keep_block_lists.h"
#include "jium/store/block_lists.h"
#include "jium/store/block_requests.h"
#include "jium/store/organisations.h"

namespace jium::desk {
namespace {

Result<audit::NoteSigner> signer_of(store::Transaction& tx, registry::BlockListId list) {
  JIUM_TRY(const auto seed, store::signing_seed_of(tx, list));
  return audit::NoteSigner::make(exchange::key_name_of(list), audit::KeyUse::sign, seed);
}

}  // namespace

using registry::BlockList;

Result<BlockList> open_block_list(const Desk& desk, store::Transaction& tx,
                                  registry::OrganisationId provider) {
  JIUM_TRY(const auto organisation, store::load_organisation(tx, provider));
  if (organisation.kind != registry::OrganisationKind::platform)
    return fault(FaultKind::malformed,
                 "block lists are for access providers, which are platforms here: this "
                 "organisation is of another kind");
  JIUM_TRY(const auto lists, store::all_block_lists(tx));
  const bool open =
      std::ranges::any_of(lists, [&](const BlockList& one) { return one.organisation == provider; });
  if (open) return fault(FaultKind::conflict, "this provider has its block list already");
  BlockList list;
  list.id = registry::BlockListId::random();
  list.organisation = provider;
  list.opened_at = desk.clock.now();
  store::FeedSeed seed{};
  std::ranges::copy(random_bytes(seed.size()), seed.begin());
  JIUM_CHECK(store::insert(tx, list, Secret<store::FeedSeed>(seed)));
  JIUM_TRY(const auto blocked, store::blocked_requests(tx));
  for (const removal::BlockRequest& request : blocked) JIUM_CHECK(keep_block_list(desk, tx, list, request));
  return store::block_list_of(tx, provider);
}

Result<std::string> key_of_block_list(store::Transaction& tx, registry::BlockListId list) {
  JIUM_TRY(const auto signer, signer_of(tx, list));
  return signer.key().text();
}

Result<std::vector<BlockList>> list_block_lists(store::Transaction& tx) {
  return store::all_block_lists(tx);
}

Result<exchange::BlockPage> serve_block_list(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             std::uint64_t after, int limit) {
  if (limit < 1 || static_cast<std::size_t>(limit) > exchange::kBlockPageLimit)
    return fault(FaultKind::malformed, "a page has 1 to 1,000 entries");
  JIUM_TRY(const BlockList list, store::block_list_of(tx, actor.organisation));
  JIUM_TRY(auto stretch, store::block_stretch_of(tx, list.id, after, limit));
  exchange::BlockPage page;
  page.list = list.id;
  page.after = after;
  page.chain_before = stretch.chain_before;
  page.upto = after + stretch.entries.size();
  page.chain = stretch.chain;
  page.entries = std::move(stretch.entries);
  page.newest = std::max(list.last_seq, page.upto);
  page.issued_at = desk.clock.now();
  JIUM_TRY(const auto signer, signer_of(tx, list.id));
  exchange::sign(page, signer);
  return page;
}

Result<BlockList> acknowledge_block_list(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         std::uint64_t seq) {
  JIUM_TRY(BlockList list, store::block_list_of(tx, actor.organisation));
  if (seq > list.last_seq)
    return fault(FaultKind::conflict,
                 "the block list has not come so far: acknowledge what you have applied");
  if (seq < list.acknowledged_seq)
    return fault(FaultKind::conflict, "you have acknowledged more than this already");
  list.acknowledged_seq = seq;
  list.acknowledged_at = desk.clock.now();
  JIUM_CHECK(store::note_acknowledged(tx, list));
  return list;
}

}  // namespace jium::desk
