// A page of a platform's feed as it travels: signed, chained, without gaps. docs/formats/feed.md.
//
// Each entry has a digest: SHA-256 of its text (text_of_entry, one spelling for each entry). The chain
// after entry n is SHA-256("jium-feed-chain/1\n" || chain before || digest of n); before the first entry it
// is 32 zero bytes. A page says where it begins (after, chain_before) and ends (upto, chain) and is signed as
// a whole: Ed25519 (RFC 8032) over the statement, as C2SP signed-note signs a note's text. Who holds the
// chain of what it has applied notices a page that was changed, left out, put elsewhere or served again.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "jium/audit/note_key.h"
#include "jium/registry/feed.h"

namespace jium::exchange {

using registry::EntryDigest;

struct FeedPage {
  registry::FeedId feed;
  std::uint64_t after = 0;
  EntryDigest chain_before{};
  std::vector<registry::FeedEntry> entries;  // after + 1, after + 2, ...
  std::uint64_t upto = 0;
  EntryDigest chain{};
  std::uint64_t newest = 0;  // the feed's last entry: more pages follow while upto is less
  Instant issued_at{};
  std::string key;  // the public key, as a note's vkey
  Bytes signature;
};

inline constexpr std::size_t kFeedPageLimit = 1000;  // entries

// The text whose SHA-256 is the entry's digest; of `added` and `withdrawn`.
[[nodiscard]] std::string text_of_entry(const registry::FeedEntry& entry);
[[nodiscard]] EntryDigest digest_of_entry(const registry::FeedEntry& entry);
[[nodiscard]] EntryDigest chain_after(const EntryDigest& before, const EntryDigest& digest);
// What is signed.
[[nodiscard]] std::string statement_of(const FeedPage& page);
void sign(FeedPage& page, const audit::NoteSigner& signer);
[[nodiscard]] std::string key_name_of(registry::FeedId feed);

// Does the page hold together and is it signed with `key`? Malformed, saying what is wrong with it, when not.
[[nodiscard]] Result<void> check_page(const FeedPage& page, const audit::NoteKey& key);

[[nodiscard]] boost::json::object to_json(const registry::FeedEntry& entry);
[[nodiscard]] boost::json::object to_json(const FeedPage& page);
// Malformed for a missing, unknown or wrongly typed member. Says nothing about signature and chain.
[[nodiscard]] Result<registry::FeedEntry> read_feed_entry(const boost::json::value& json);
[[nodiscard]] Result<FeedPage> read_feed_page(const boost::json::value& json);

// JSON of foreign bytes: at most eight levels deep.
[[nodiscard]] Result<boost::json::value> parse_feed_json(std::string_view text);

}  // namespace jium::exchange
