#include "jium/desk/serve_feed.h"

#include <algorithm>

#include "jium/desk/feed_canary.h"
#include "jium/desk/keep_feeds.h"
#include "jium/store/organisations.h"
#include "jium/store/vigils.h"

namespace jium::desk {

using registry::Feed;

namespace {

Secret<store::FeedSeed> new_seed() {
  store::FeedSeed seed{};
  std::ranges::copy(random_bytes(seed.size()), seed.begin());
  return Secret<store::FeedSeed>(seed);
}

Result<FeedStanding> standing_of(store::Transaction& tx, Feed feed) {
  JIUM_TRY(const auto since, store::waiting_since(tx, feed));
  const std::uint64_t waiting = feed.last_seq - feed.acknowledged_seq;
  return FeedStanding{std::move(feed), waiting, since};
}

}  // namespace

Result<Feed> open_feed(const Desk& desk, store::Transaction& tx, const OpenFeed& ask) {
  JIUM_TRY(const auto platform, store::load_organisation(tx, ask.platform));
  if (platform.kind != registry::OrganisationKind::platform)
    return fault(FaultKind::malformed, "feeds are for platforms: this organisation is none");
  JIUM_TRY(const auto feeds, store::all_feeds(tx));
  const bool open =
      std::ranges::any_of(feeds, [&](const Feed& feed) { return feed.organisation == ask.platform; });
  if (open) return fault(FaultKind::conflict, "this platform has its feed already");
  Feed feed;
  feed.id = registry::FeedId::random();
  feed.organisation = ask.platform;
  feed.accepts_on_device = ask.accepts_on_device;
  feed.opened_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, feed, {new_seed(), new_seed()}));
  JIUM_TRY(const auto shared, store::shared_to_platforms(tx));
  for (const registry::FootageId id : shared) {
    auto file = store::load_any_file(tx, id);
    if (!file && file.fault().kind == FaultKind::missing) continue;  // forgotten
    if (!file) return Fault(std::move(file).fault());
    JIUM_CHECK(keep_feed(desk, tx, feed, *file));
  }
  return feed;
}

Result<std::vector<FeedStanding>> list_feeds(store::Transaction& tx) {
  JIUM_TRY(auto feeds, store::all_feeds(tx));
  std::vector<FeedStanding> list;
  for (Feed& feed : feeds) {
    JIUM_TRY(auto standing, standing_of(tx, std::move(feed)));
    list.push_back(std::move(standing));
  }
  return list;
}

Result<exchange::FeedPage> serve_feed(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      std::uint64_t after, int limit) {
  if (limit < 1 || static_cast<std::size_t>(limit) > exchange::kFeedPageLimit)
    return fault(FaultKind::malformed, "a page has 1 to 1,000 entries");
  JIUM_TRY(const Feed feed, store::feed_of(tx, actor.organisation));
  JIUM_CHECK(store::count_lookup(tx, actor.organisation, store::LookupKind::feed, desk.clock.now()));
  JIUM_TRY(auto stretch, store::stretch_of(tx, feed.id, after, limit));
  exchange::FeedPage page;
  page.list = feed.id;
  page.after = after;
  page.chain_before = stretch.chain_before;
  page.upto = after + stretch.entries.size();
  page.chain = stretch.chain;
  page.entries = std::move(stretch.entries);
  page.newest = std::max(feed.last_seq, page.upto);
  page.issued_at = desk.clock.now();
  JIUM_TRY(const auto seeds, store::seeds_of(tx, feed.id));
  JIUM_TRY(const auto signer,
           audit::NoteSigner::make(exchange::key_name_of(feed.id), audit::KeyUse::sign, seeds.signing));
  exchange::sign(page, signer);
  return page;
}

Result<FeedStanding> acknowledge_feed(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                      std::uint64_t seq) {
  JIUM_TRY(Feed feed, store::feed_of(tx, actor.organisation));
  JIUM_CHECK(registry::acknowledge(feed, seq, desk.clock.now()));
  JIUM_CHECK(store::note_acknowledged(tx, feed));
  return standing_of(tx, std::move(feed));
}

Result<std::vector<Feed>> trace_leak(store::Transaction& tx,
                                     const std::vector<fingerprint::Fingerprint>& leaked) {
  JIUM_TRY(auto feeds, store::all_feeds(tx));
  std::vector<Feed> sources;
  for (Feed& feed : feeds) {
    JIUM_TRY(const auto seeds, store::seeds_of(tx, feed.id));
    if (names_the_source(seeds.canary, leaked)) sources.push_back(std::move(feed));
  }
  return sources;
}

}  // namespace jium::desk
