// Feeds are opened for platforms, served page by page, acknowledged, and, when a list turns up where it
// should not be, traced to the recipient who let it out.
#pragma once

#include <vector>

#include "jium/desk/desk.h"
#include "jium/exchange/feed_page.h"
#include "jium/registry/feed.h"

namespace jium::desk {

struct OpenFeed {
  registry::OrganisationId platform;
  bool accepts_on_device = false;  // takes what only survivors have registered
};
// Missing: no such organisation. Malformed: it is no platform. Conflict: it has a feed. What is decided and
// shared already comes first.
[[nodiscard]] Result<registry::Feed> open_feed(const Desk& desk, store::Transaction& tx, const OpenFeed& ask);

struct FeedStanding {
  registry::Feed feed;
  std::uint64_t waiting = 0;             // entries that were not acknowledged
  std::optional<Instant> waiting_since;  // when the oldest of them went out, to the hour
};
[[nodiscard]] Result<std::vector<FeedStanding>> list_feeds(store::Transaction& tx);

// Of the actor's own organisation: up to `limit` entries (1 to 1,000) after `after`, signed. That it was asked
// for is counted (store/vigils.h), so that the transaction is a writing one.
[[nodiscard]] Result<exchange::FeedPage> serve_feed(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, std::uint64_t after, int limit);
[[nodiscard]] Result<FeedStanding> acknowledge_feed(const Desk& desk, store::Transaction& tx,
                                                    const Actor& actor, std::uint64_t seq);

// The recipients whose canaries are among these.
[[nodiscard]] Result<std::vector<registry::Feed>> trace_leak(
    store::Transaction& tx, const std::vector<fingerprint::Fingerprint>& leaked);

}  // namespace jium::desk
