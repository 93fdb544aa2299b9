// The feeds of platforms and their entries. Numbers and the chain are given under the feed's row, so that
// several processes add in one order without gaps.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "jium/base/secret.h"
#include "jium/registry/feed.h"
#include "jium/store/store.h"

namespace jium::store {

using FeedSeed = std::array<std::uint8_t, 32>;

struct FeedSeeds {
  Secret<FeedSeed> signing;  // Ed25519
  Secret<FeedSeed> canary;   // of all its canaries
};

[[nodiscard]] Result<void> insert(Transaction& tx, const registry::Feed& feed, const FeedSeeds& seeds);
[[nodiscard]] Result<std::vector<registry::Feed>> all_feeds(Transaction& tx);  // oldest first
// Missing, in words for the platform, when it has none.
[[nodiscard]] Result<registry::Feed> feed_of(Transaction& tx, registry::OrganisationId organisation);
[[nodiscard]] Result<FeedSeeds> seeds_of(Transaction& tx, registry::FeedId feed);

// Takes the feed's row for this transaction: what was last added, and by what chain.
struct FeedEnd {
  std::uint64_t seq = 0;
  registry::EntryDigest chain{};
};
[[nodiscard]] Result<FeedEnd> lock_feed(Transaction& tx, registry::FeedId feed);

struct EntrySource {
  std::optional<registry::FootageId> footage;  // none: a canary
  std::optional<registry::DecisionId> decision;
  DataKeyId data_key;  // of the case; of the platform for a canary
};
// Adds what comes next after lock_feed(): entry.seq is the number after the last, `chain` the one after it.
[[nodiscard]] Result<void> append(Transaction& tx, registry::FeedId feed, const registry::FeedEntry& entry,
                                  const registry::EntryDigest& chain, const EntrySource& source);
[[nodiscard]] Result<void> count_given(Transaction& tx, const registry::Feed& feed);  // items and canaries
// What an added entry said is emptied; its digest stays.
[[nodiscard]] Result<void> empty_entry(Transaction& tx, registry::FeedId feed, registry::EntryId entry);

struct LiveEntry {
  registry::EntryId entry;
  std::optional<registry::DecisionId> decision;
};
// The entry by which this feed knows the footage now.
[[nodiscard]] Result<std::optional<LiveEntry>> live_entry(Transaction& tx, registry::FeedId feed,
                                                          registry::FootageId footage);
// Of an `added` entry that was not taken back: the footage behind it, none for a canary. Missing otherwise.
[[nodiscard]] Result<std::optional<registry::FootageId>> footage_of_entry(Transaction& tx,
                                                                          registry::FeedId feed,
                                                                          registry::EntryId entry);

// Entries after `seq`, in order, and the chain at `seq`. Missing when the feed has not come so far.
struct FeedStretch {
  registry::EntryDigest chain_before{};
  registry::EntryDigest chain{};
  std::vector<registry::FeedEntry> entries;
};
[[nodiscard]] Result<FeedStretch> stretch_of(Transaction& tx, registry::FeedId feed, std::uint64_t seq,
                                             int limit);
[[nodiscard]] Result<void> note_acknowledged(Transaction& tx, const registry::Feed& feed);
// When the first entry after what was acknowledged went out; nothing when all is acknowledged.
[[nodiscard]] Result<std::optional<Instant>> waiting_since(Transaction& tx, const registry::Feed& feed);

}  // namespace jium::store
