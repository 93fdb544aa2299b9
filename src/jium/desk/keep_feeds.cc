#include "jium/desk/keep_feeds.h"

#include <algorithm>

#include "jium/desk/feed_canary.h"
#include "jium/exchange/feed_page.h"
#include "jium/store/appeals.h"
#include "jium/store/feed.h"

namespace jium::desk {

using registry::EntryId;
using registry::Feed;
using registry::FeedAct;
using registry::FeedEntry;
using registry::FeedItem;

namespace {

Result<void> append(const Desk& desk, store::Transaction& tx, Feed& feed, FeedEntry entry,
                    const store::EntrySource& source) {
  JIUM_TRY(const store::FeedEnd end, store::lock_feed(tx, feed.id));
  entry.seq = end.seq + 1;
  entry.at = std::chrono::floor<std::chrono::hours>(desk.clock.now());
  entry.digest = exchange::digest_of_entry(entry);
  const auto chain = exchange::chain_after(end.chain, entry.digest);
  JIUM_CHECK(store::append(tx, feed.id, entry, chain, source));
  feed.last_seq = entry.seq;
  feed.chain = chain;
  return {};
}

FeedEntry entry_of(FeedItem item) {
  FeedEntry entry;
  entry.act = FeedAct::added;
  entry.entry = EntryId::random();
  entry.item = std::move(item);
  std::ranges::copy(random_bytes(entry.salt.size()), entry.salt.begin());
  return entry;
}

// The platform's own key, for what belongs to no case.
store::DataKeyId own_key(const Feed& feed) {
  return store::DataKeyId(feed.organisation.value());
}

Result<void> take_back(const Desk& desk, store::Transaction& tx, Feed& feed, EntryId id,
                       registry::FootageId footage) {
  JIUM_CHECK(store::empty_entry(tx, feed.id, id));
  FeedEntry tombstone;
  tombstone.act = FeedAct::withdrawn;
  tombstone.entry = id;
  return append(desk, tx, feed, tombstone, {footage, std::nullopt, own_key(feed)});
}

Result<void> add(const Desk& desk, store::Transaction& tx, Feed& feed, const store::FootageFile& file) {
  const registry::Footage& footage = file.stored.footage;
  const FeedItem item{footage.kind, file.life.decision->legal_class, file.life.decision->by,
                      registry::for_peers(footage.fingerprints)};
  JIUM_TRY(const store::DataKeyId key, store::data_key_of(tx, footage.id));
  JIUM_CHECK(append(desk, tx, feed, entry_of(item), {footage.id, file.life.decision->id, key}));
  ++feed.items;
  JIUM_TRY(const store::FeedSeeds seeds, store::seeds_of(tx, feed.id));
  const int place = canary_place(seeds.canary, registry::canary_block(feed.items));
  if (registry::canary_due(feed, place)) {
    JIUM_CHECK(append(desk, tx, feed, entry_of(canary(seeds.canary, feed.canaries, item)),
                      {std::nullopt, std::nullopt, own_key(feed)}));
    ++feed.canaries;
  }
  return store::count_given(tx, feed);
}

// There is nothing left to review.
Result<void> close_appeals(const Desk& desk, store::Transaction& tx, registry::FootageId footage) {
  JIUM_TRY(auto appeals, store::open_appeals_about(tx, footage));
  for (registry::Appeal& appeal : appeals) {
    appeal.state = registry::AppealState::closed;
    appeal.decided_at = desk.clock.now();
    JIUM_CHECK(store::update(tx, appeal));
  }
  return {};
}

}  // namespace

Result<void> keep_feed(const Desk& desk, store::Transaction& tx, Feed& feed, const store::FootageFile& file) {
  const registry::Footage& footage = file.stored.footage;
  const bool wanted = registry::belongs_in_feed(footage, file.life, file.consent, feed.accepts_on_device);
  JIUM_TRY(auto live, store::live_entry(tx, feed.id, footage.id));
  // Another decision is another entry: its class may be another.
  const bool outdated = live && (!wanted || live->decision != file.life.decision->id);
  if (outdated) JIUM_CHECK(take_back(desk, tx, feed, live->entry, footage.id));
  if (wanted && (!live || outdated)) JIUM_CHECK(add(desk, tx, feed, file));
  return {};
}

// Feeds and their keys are the platforms' own: they are kept in the house's name, whoever changed the
// footage.
Result<void> keep_feeds(const Desk& desk, store::Transaction& tx, const store::FootageFile& file) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(auto feeds, store::all_feeds(tx));
    for (Feed& feed : feeds) JIUM_CHECK(keep_feed(desk, tx, feed, file));
    return {};
  });
}

Result<void> leave_feeds(const Desk& desk, store::Transaction& tx, registry::FootageId footage) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(auto feeds, store::all_feeds(tx));
    for (Feed& feed : feeds) {
      JIUM_TRY(const auto live, store::live_entry(tx, feed.id, footage));
      if (live) JIUM_CHECK(take_back(desk, tx, feed, live->entry, footage));
    }
    return close_appeals(desk, tx, footage);
  });
}

}  // namespace jium::desk
