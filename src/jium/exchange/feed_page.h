// A page of a platform's feed: signed, chained, without gaps (signed_page.h). docs/formats/feed.md.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "jium/exchange/signed_page.h"
#include "jium/registry/feed.h"

namespace jium::exchange {

// The text whose SHA-256 is the entry's digest; of `added` and `withdrawn`.
[[nodiscard]] std::string text_of_entry(const registry::FeedEntry& entry);
[[nodiscard]] EntryDigest digest_of_entry(const registry::FeedEntry& entry);
[[nodiscard]] std::string key_name_of(registry::FeedId feed);

[[nodiscard]] boost::json::object to_json(const registry::FeedEntry& entry);
// Malformed for a missing, unknown or wrongly typed member.
[[nodiscard]] Result<registry::FeedEntry> read_feed_entry(const boost::json::value& json);

// JSON of foreign bytes: at most eight levels deep.
[[nodiscard]] Result<boost::json::value> parse_feed_json(std::string_view text);

struct FeedKind {
  using Id = registry::FeedId;
  using Entry = registry::FeedEntry;
  static constexpr PageWords kWords{"jium-feed-page/1", "feed", "jium-feed/", "the feed"};
  static constexpr registry::FeedAct kGone = registry::FeedAct::gone;
  static constexpr std::size_t kLimit = 1000;
  static EntryDigest digest_of(const Entry& entry) { return digest_of_entry(entry); }
  static boost::json::object json_of(const Entry& entry) { return to_json(entry); }
  static Result<Entry> read(const boost::json::value& json) { return read_feed_entry(json); }
};
using FeedPage = SignedPage<FeedKind>;
inline constexpr std::size_t kFeedPageLimit = FeedKind::kLimit;
[[nodiscard]] inline Result<FeedPage> read_feed_page(const boost::json::value& json) {
  return read_page<FeedKind>(json);
}

}  // namespace jium::exchange
