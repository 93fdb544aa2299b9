#include "jium/store/feed.h"

#include <algorithm>
#include <boost/describe.hpp>

#include "jium/store/fields.h"
#include "jium/store/fingerprint_text.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using registry::EntryDigest;
using registry::EntryId;
using registry::Feed;
using registry::FeedAct;
using registry::FeedEntry;
using registry::FeedId;
using registry::FeedItem;
using registry::FootageId;
using registry::OrganisationId;

constexpr std::string_view kFeedTable = "feed";
constexpr std::string_view kEntryTable = "feed_entry";
constexpr std::string_view kSigning = "signing_seed_sealed";
constexpr std::string_view kCanary = "canary_seed_sealed";
constexpr std::string_view kContent = "content_sealed";
constexpr std::string_view kFeed =
    "select id, organisation, accepts_on_device, opened_at, last_seq, items, canaries, acknowledged_seq,"
    " acknowledged_at, chain from feed";
constexpr std::string_view kEntry =
    "select id, data_key, seq, act, entry, entered_at, digest, chain, content_sealed from feed_entry";

// What is sealed of an entry.
struct ContentText {
  std::string kind, scheme, version, code, decided_by, fingerprints, salt;
};
BOOST_DESCRIBE_STRUCT(ContentText, (), (kind, scheme, version, code, decided_by, fingerprints, salt))

template <std::size_t Size>
Result<std::array<std::uint8_t, Size>> exactly(const Bytes& bytes) {
  std::array<std::uint8_t, Size> value{};
  if (bytes.size() != Size) return stored(Result<std::array<std::uint8_t, Size>>(Fault{}));
  std::ranges::copy(bytes, value.begin());
  return value;
}

Bytes bytes(const EntryDigest& digest) {
  return {digest.begin(), digest.end()};
}

Result<Feed> read_feed(Transaction&, const Row& row) {
  Fields in(row);
  Feed feed{.id = in.id<FeedId>(),
            .organisation = in.id<OrganisationId>(),
            .accepts_on_device = in.flag(),
            .opened_at = in.instant(),
            .last_seq = static_cast<std::uint64_t>(in.integer()),
            .items = in.number(),
            .canaries = in.number(),
            .acknowledged_seq = static_cast<std::uint64_t>(in.integer()),
            .acknowledged_at = in.maybe_instant()};
  JIUM_TRY(feed.chain, exactly<32>(row.blob(9)));
  return in.finish(feed);
}

std::string write_content(const FeedEntry& entry) {
  const FeedItem& item = *entry.item;
  return write_json(ContentText{.kind = std::string(to_text(item.kind)),
                                .scheme = item.legal_class.scheme,
                                .version = item.legal_class.version,
                                .code = item.legal_class.code,
                                .decided_by = std::string(to_text(item.decided_by)),
                                .fingerprints = write_fingerprints(item.fingerprints),
                                .salt = to_hex(entry.salt)});
}

Result<void> read_content(const std::string& text, FeedEntry& entry) {
  JIUM_TRY(const auto content, read_json<ContentText>(text));
  FeedItem item;
  JIUM_TRY(item.kind, stored(parse_enum<registry::FootageKind>("kind", content.kind)));
  item.legal_class = {content.scheme, content.version, content.code};
  JIUM_TRY(item.decided_by, stored(parse_enum<registry::DecidedBy>("word", content.decided_by)));
  JIUM_TRY(item.fingerprints, read_fingerprints(content.fingerprints));
  JIUM_TRY(const Bytes salt, stored(from_hex(content.salt)));
  JIUM_TRY(entry.salt, exactly<16>(salt));
  entry.item = std::move(item);
  return {};
}

struct ChainedEntry {
  FeedEntry entry;
  EntryDigest chain;
};

Result<ChainedEntry> read_entry(Transaction& tx, const Row& row) {
  Fields in(row);
  ChainedEntry read;
  const auto id = in.id<EntryId>();
  const auto data_key = in.id<DataKeyId>();
  read.entry.seq = static_cast<std::uint64_t>(in.integer());
  read.entry.act = in.word<FeedAct>();
  read.entry.entry = in.id<EntryId>();
  read.entry.at = in.instant();
  JIUM_TRY(read.entry.digest, exactly<32>(row.blob(6)));
  JIUM_TRY(read.chain, exactly<32>(row.blob(7)));
  if (read.entry.act == FeedAct::added) {
    const auto key = tx.data_key(data_key);
    // The case is forgotten: what the entry said cannot be read any more, here as everywhere.
    if (!key && key.fault().kind == FaultKind::missing) {
      read.entry.act = FeedAct::gone;
    } else {
      if (!key) return key.fault();
      const SealedRow sealed{*key, kEntryTable, id.value()};
      JIUM_TRY(const std::string text, sealed.open(kContent, row.blob(8)));
      JIUM_CHECK(read_content(text, read.entry));
    }
  }
  return in.finish(std::move(read));
}

}  // namespace

Result<void> insert(Transaction& tx, const Feed& feed, const FeedSeeds& seeds) {
  JIUM_TRY(const DataKey key, tx.organisation_key(feed.organisation));
  const SealedRow sealed{key, kFeedTable, feed.id.value()};
  const auto seal = [&](std::string_view column, const Secret<FeedSeed>& seed) {
    return sealed.seal(column, text_of(seed.reveal()));
  };
  return tx.database().run(
      "insert into feed (id, organisation, data_key, signing_seed_sealed, canary_seed_sealed,"
      " accepts_on_device, opened_at, last_seq, chain, items, canaries, acknowledged_seq, acknowledged_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {feed.id, feed.organisation, key.id, seal(kSigning, seeds.signing), seal(kCanary, seeds.canary),
       feed.accepts_on_device, feed.opened_at, static_cast<std::int64_t>(feed.last_seq), bytes(feed.chain),
       feed.items, feed.canaries, static_cast<std::int64_t>(feed.acknowledged_seq), feed.acknowledged_at});
}

Result<std::vector<Feed>> all_feeds(Transaction& tx) {
  return all(tx, kFeed, "order by opened_at, id", {}, read_feed);
}

Result<Feed> feed_of(Transaction& tx, OrganisationId organisation) {
  return one(tx, kFeed, "where organisation = ?", {organisation},
             "no feed was opened for your organisation: ask whoever runs this registry", read_feed);
}

Result<FeedSeeds> seeds_of(Transaction& tx, FeedId feed) {
  return one(tx, "select data_key, signing_seed_sealed, canary_seed_sealed from feed", "where id = ?", {feed},
             "no such feed", [&](Transaction& inner, const Row& row) -> Result<FeedSeeds> {
               JIUM_TRY(const DataKey key, inner.data_key(row.id<DataKeyId>(0)));
               const SealedRow sealed{key, kFeedTable, feed.value()};
               const auto open = [&](std::string_view column, int at) -> Result<Secret<FeedSeed>> {
                 JIUM_TRY(const std::string text, sealed.open(column, row.blob(at)));
                 const ByteView seed = bytes_of(text);
                 JIUM_TRY(const auto exact, exactly<32>(Bytes(seed.begin(), seed.end())));
                 return Secret<FeedSeed>(exact);
               };
               JIUM_TRY(auto signing, open(kSigning, 1));
               JIUM_TRY(auto canary, open(kCanary, 2));
               return FeedSeeds{std::move(signing), std::move(canary)};
             });
}

Result<FeedEnd> lock_feed(Transaction& tx, FeedId feed) {
  JIUM_CHECK(change_one(tx, "update feed set last_seq = last_seq where id = ?", {feed}, "no such feed"));
  return one(tx, "select last_seq, chain from feed", "where id = ?", {feed}, "no such feed",
             [](Transaction&, const Row& row) -> Result<FeedEnd> {
               JIUM_TRY(const auto chain, exactly<32>(row.blob(1)));
               return FeedEnd{static_cast<std::uint64_t>(row.integer(0)), chain};
             });
}

Result<void> append(Transaction& tx, FeedId feed, const FeedEntry& entry, const EntryDigest& chain,
                    const EntrySource& source) {
  const auto id = EntryId::random();
  std::optional<Bytes> content;
  if (entry.item) {
    JIUM_TRY(const DataKey key, tx.data_key(source.data_key));
    content = SealedRow{key, kEntryTable, id.value()}.seal(kContent, write_content(entry));
  }
  JIUM_CHECK(tx.database().run(
      "insert into feed_entry (id, feed, seq, act, entry, footage, decision, entered_at, digest, chain, "
      "data_key,"
      " content_sealed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {id, feed, static_cast<std::int64_t>(entry.seq), to_text(entry.act), entry.entry, source.footage,
       source.decision, entry.at, bytes(entry.digest), bytes(chain), source.data_key, content}));
  return change_one(tx, "update feed set last_seq = ?, chain = ? where id = ?",
                    {static_cast<std::int64_t>(entry.seq), bytes(chain), feed}, "no such feed");
}

Result<void> count_given(Transaction& tx, const Feed& feed) {
  return change_one(tx, "update feed set items = ?, canaries = ? where id = ?",
                    {feed.items, feed.canaries, feed.id}, "no such feed");
}

Result<void> empty_entry(Transaction& tx, FeedId feed, EntryId entry) {
  return change_one(tx,
                    "update feed_entry set act = 'gone', content_sealed = null where feed = ? and entry = ? "
                    "and act = 'added'",
                    {feed, entry}, "no such entry in this feed");
}

Result<std::optional<LiveEntry>> live_entry(Transaction& tx, FeedId feed, FootageId footage) {
  return first(tx, "select entry, decision from feed_entry",
               "where feed = ? and footage = ? and act = 'added' order by seq desc limit 1", {feed, footage},
               [](Transaction&, const Row& row) -> Result<LiveEntry> {
                 return LiveEntry{row.id<EntryId>(0), row.maybe_id<registry::DecisionId>(1)};
               });
}

Result<std::optional<FootageId>> footage_of_entry(Transaction& tx, FeedId feed, EntryId entry) {
  return one(tx, "select footage from feed_entry", "where feed = ? and entry = ? and act = 'added'",
             {feed, entry}, "no such entry in your feed, or it was withdrawn",
             [](Transaction&, const Row& row) -> Result<std::optional<FootageId>> {
               return row.maybe_id<FootageId>(0);
             });
}

Result<FeedStretch> stretch_of(Transaction& tx, FeedId feed, std::uint64_t seq, int limit) {
  FeedStretch stretch;
  if (seq > 0) {
    JIUM_TRY(stretch.chain_before,
             one(tx, "select chain from feed_entry", "where feed = ? and seq = ?",
                 {feed, static_cast<std::int64_t>(seq)},
                 "this feed has not come so far: follow it from what you hold",
                 [](Transaction&, const Row& row) { return exactly<32>(row.blob(0)); }));
  }
  stretch.chain = stretch.chain_before;
  JIUM_TRY(auto entries, all(tx, kEntry, "where feed = ? and seq > ? order by seq limit ?",
                             {feed, static_cast<std::int64_t>(seq), limit}, read_entry));
  for (ChainedEntry& one : entries) {
    stretch.chain = one.chain;
    stretch.entries.push_back(std::move(one.entry));
  }
  return stretch;
}

Result<void> note_acknowledged(Transaction& tx, const Feed& feed) {
  return change_one(tx, "update feed set acknowledged_seq = ?, acknowledged_at = ? where id = ?",
                    {static_cast<std::int64_t>(feed.acknowledged_seq), feed.acknowledged_at, feed.id},
                    "no such feed");
}

Result<std::optional<Instant>> waiting_since(Transaction& tx, const Feed& feed) {
  return first(tx, "select entered_at from feed_entry", "where feed = ? and seq = ?",
               {feed.id, static_cast<std::int64_t>(feed.acknowledged_seq + 1)},
               [](Transaction&, const Row& row) -> Result<Instant> { return row.instant(0); });
}

}  // namespace jium::store
