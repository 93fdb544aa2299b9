// A Feed: the ordered list of what one platform is told to compare with, and of what it must forget. Each
// recipient has a feed of its own: its entries have ids that no other recipient knows, some of them
// (canaries) match nothing and are in no other feed, so that a list that turns up somewhere names who let it
// out.
//
// Entries are numbered from 1 without gaps. `added` brings fingerprints, `withdrawn` takes an earlier entry
// back for ever; what an `added` entry held is then no longer told to anybody, and its place says `gone`.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "jium/registry/decision.h"

namespace jium::registry {

struct FeedTag {
  static constexpr char letter = 'Y';
  static constexpr std::string_view noun = "feed";
};
using FeedId = Id<FeedTag>;

struct EntryTag {
  static constexpr char letter = 'E';
  static constexpr std::string_view noun = "feed entry";
};
using EntryId = Id<EntryTag>;

enum class FeedAct { added, withdrawn, gone };
BOOST_DESCRIBE_ENUM(FeedAct, added, withdrawn, gone)

// What an `added` entry says. Never a case, a centre, a survivor or an address.
struct FeedItem {
  FootageKind kind = FootageKind::image;
  SchemeCode legal_class;
  DecidedBy decided_by = DecidedBy::committee;
  std::vector<fingerprint::Fingerprint> fingerprints;
};

using EntryDigest = std::array<std::uint8_t, 32>;
using EntrySalt = std::array<std::uint8_t, 16>;

struct FeedEntry {
  std::uint64_t seq = 0;
  FeedAct act = FeedAct::added;
  EntryId entry;
  Instant at{};                  // to the hour: minutes would tie the entries of two feeds together
  std::optional<FeedItem> item;  // of `added`
  EntrySalt salt{};              // of `added`: its digest, once it is gone, confirms no guess
  EntryDigest digest{};          // of what the entry says (exchange/feed_page.h), whoever may still read it
};

struct Feed {
  FeedId id;
  OrganisationId organisation;     // the platform
  bool accepts_on_device = false;  // takes what only survivors have registered
  Instant opened_at{};
  std::uint64_t last_seq = 0;
  EntryDigest chain{};  // after last_seq
  int items = 0;        // how many footages were ever added
  int canaries = 0;     // how many of its canaries it has been given
  std::uint64_t acknowledged_seq = 0;
  std::optional<Instant> acknowledged_at;
};

inline constexpr int kCanaries = 96;
// One canary goes out with every four footages, after one of the four that only the recipient's key tells: so
// it stands among real entries and in no place that could be counted.
inline constexpr int kItemsPerCanary = 4;

// Which block the feed's newest footage is in, from 0.
[[nodiscard]] constexpr int canary_block(int items) {
  return (items - 1) / kItemsPerCanary;
}
// Is a canary due after the feed's newest footage? `place`: 0 to 3, where this block's canary stands.
[[nodiscard]] constexpr bool canary_due(const Feed& feed, int place) {
  return feed.canaries < kCanaries && (feed.items - 1) % kItemsPerCanary == place;
}

// The chance that whoever lets out this share of a feed (0 to 1), drawn without knowing which entries are
// canaries, lets one of so many out too and is named by it. 96 canaries name whoever leaks a twentieth in 99
// of 100; a feed of fewer than 384 footages has fewer, and its operator is told the chance.
[[nodiscard]] double chance_of_naming(int canaries, double share);

// Conflict when it goes back or beyond what was sent.
[[nodiscard]] Result<void> acknowledge(Feed& feed, std::uint64_t seq, Instant at);

}  // namespace jium::registry
