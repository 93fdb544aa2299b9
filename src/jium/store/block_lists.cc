#include "jium/store/block_lists.h"

#include <algorithm>
#include <boost/describe.hpp>

#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using registry::BlockAct;
using registry::BlockEntry;
using registry::BlockList;
using registry::BlockListId;
using registry::EntryDigest;
using registry::EntryId;
using registry::OrganisationId;

constexpr std::string_view kListTable = "block_list";
constexpr std::string_view kEntryTable = "block_entry";
constexpr std::string_view kSigning = "signing_seed_sealed";
constexpr std::string_view kContent = "content_sealed";
constexpr std::string_view kList =
    "select id, organisation, opened_at, last_seq, acknowledged_seq, acknowledged_at, chain from block_list";
constexpr std::string_view kEntry =
    "select id, data_key, seq, act, entry, entered_at, digest, chain, content_sealed from block_entry";
constexpr const char* kNoList = "no such block list";

// What is sealed of an entry.
struct BlockText {
  std::string address, salt;
};
BOOST_DESCRIBE_STRUCT(BlockText, (), (address, salt))

template <std::size_t Size>
Result<std::array<std::uint8_t, Size>> of_size(ByteView bytes) {
  std::array<std::uint8_t, Size> value{};
  if (bytes.size() != Size) return stored(Result<std::array<std::uint8_t, Size>>(Fault{}));
  std::ranges::copy(bytes, value.begin());
  return value;
}

Bytes blob_of(const EntryDigest& digest) {
  return {digest.begin(), digest.end()};
}

Result<BlockList> read_list(Transaction&, const Row& row) {
  Fields in(row);
  BlockList list{.id = in.id<BlockListId>(),
                 .organisation = in.id<OrganisationId>(),
                 .opened_at = in.instant(),
                 .last_seq = static_cast<std::uint64_t>(in.integer()),
                 .acknowledged_seq = static_cast<std::uint64_t>(in.integer()),
                 .acknowledged_at = in.maybe_instant()};
  JIUM_TRY(list.chain, of_size<32>(row.blob(6)));
  return in.finish(list);
}

struct ChainedBlockEntry {
  BlockEntry entry;
  EntryDigest chain{};
};

Result<ChainedBlockEntry> read_block_entry(Transaction& tx, const Row& row) {
  Fields in(row);
  ChainedBlockEntry read;
  const auto id = in.id<EntryId>();
  const auto data_key = in.id<DataKeyId>();
  read.entry.seq = static_cast<std::uint64_t>(in.integer());
  read.entry.act = in.word<BlockAct>();
  read.entry.entry = in.id<EntryId>();
  read.entry.at = in.instant();
  JIUM_TRY(read.entry.digest, of_size<32>(row.blob(6)));
  JIUM_TRY(read.chain, of_size<32>(row.blob(7)));
  if (read.entry.act != BlockAct::listed) return in.finish(std::move(read));
  const auto key = tx.data_key(data_key);
  // The case is forgotten: what the entry said cannot be read any more, here as everywhere.
  if (!key && key.fault().kind == FaultKind::missing) {
    read.entry.act = BlockAct::gone;
    return in.finish(std::move(read));
  }
  if (!key) return key.fault();
  JIUM_TRY(const std::string text, (SealedRow{*key, kEntryTable, id.value()}.open(kContent, row.blob(8))));
  JIUM_TRY(const auto content, read_json<BlockText>(text));
  JIUM_TRY(read.entry.address, stored(registry::WebAddress::parse(content.address)));
  JIUM_TRY(const Bytes salt, stored(from_hex(content.salt)));
  JIUM_TRY(read.entry.salt, of_size<16>(salt));
  return in.finish(std::move(read));
}

}  // namespace

Result<void> insert(Transaction& tx, const BlockList& list, const Secret<FeedSeed>& signing) {
  JIUM_TRY(const DataKey key, tx.organisation_key(list.organisation));
  const SealedRow sealed{key, kListTable, list.id.value()};
  return tx.database().run(
      "insert into block_list (id, organisation, data_key, signing_seed_sealed, opened_at, last_seq, chain,"
      " acknowledged_seq, acknowledged_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {list.id, list.organisation, key.id, sealed.seal(kSigning, text_of(signing.reveal())), list.opened_at,
       static_cast<std::int64_t>(list.last_seq), blob_of(list.chain),
       static_cast<std::int64_t>(list.acknowledged_seq), list.acknowledged_at});
}

Result<std::vector<BlockList>> all_block_lists(Transaction& tx) {
  return all(tx, kList, "order by opened_at, id", {}, read_list);
}

Result<BlockList> block_list_of(Transaction& tx, OrganisationId provider) {
  return one(tx, kList, "where organisation = ?", {provider},
             "no block list was opened for your organisation: ask whoever runs this registry", read_list);
}

Result<Secret<FeedSeed>> signing_seed_of(Transaction& tx, BlockListId list) {
  return one(tx, "select data_key, signing_seed_sealed from block_list", "where id = ?", {list}, kNoList,
             [&](Transaction& inner, const Row& row) -> Result<Secret<FeedSeed>> {
               JIUM_TRY(const DataKey key, inner.data_key(row.id<DataKeyId>(0)));
               const SealedRow sealed{key, kListTable, list.value()};
               JIUM_TRY(const std::string text, sealed.open(kSigning, row.blob(1)));
               JIUM_TRY(const auto seed, of_size<32>(bytes_of(text)));
               return Secret<FeedSeed>(seed);
             });
}

Result<FeedEnd> lock_block_list(Transaction& tx, BlockListId list) {
  JIUM_CHECK(change_one(tx, "update block_list set last_seq = last_seq where id = ?", {list}, kNoList));
  return one(tx, "select last_seq, chain from block_list", "where id = ?", {list}, kNoList,
             [](Transaction&, const Row& row) -> Result<FeedEnd> {
               JIUM_TRY(const auto chain, of_size<32>(row.blob(1)));
               return FeedEnd{static_cast<std::uint64_t>(row.integer(0)), chain};
             });
}

Result<void> append(Transaction& tx, BlockListId list, const BlockEntry& entry, const EntryDigest& chain,
                    removal::BlockRequestId request, DataKeyId key) {
  const auto id = EntryId::random();
  std::optional<Bytes> content;
  if (entry.address) {
    JIUM_TRY(const DataKey opened, tx.data_key(key));
    content = SealedRow{opened, kEntryTable, id.value()}.seal(
        kContent, write_json(BlockText{entry.address->canonical().reveal(), to_hex(entry.salt)}));
  }
  JIUM_CHECK(tx.database().run(
      "insert into block_entry (id, block_list, seq, act, entry, block_request, entered_at, digest, chain,"
      " data_key, content_sealed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {id, list, static_cast<std::int64_t>(entry.seq), to_text(entry.act), entry.entry, request, entry.at,
       blob_of(entry.digest), blob_of(chain), key, content}));
  return change_one(tx, "update block_list set last_seq = ?, chain = ? where id = ?",
                    {static_cast<std::int64_t>(entry.seq), blob_of(chain), list}, kNoList);
}

Result<void> empty_block_entry(Transaction& tx, BlockListId list, EntryId entry) {
  return change_one(
      tx,
      "update block_entry set act = 'gone', content_sealed = null where block_list = ? and entry "
      "= ? and act = 'listed'",
      {list, entry}, "no such entry in this block list");
}

Result<std::optional<EntryId>> live_block_entry(Transaction& tx, BlockListId list,
                                                removal::BlockRequestId request) {
  return first(tx, "select entry from block_entry",
               "where block_list = ? and block_request = ? and act = 'listed' order by seq desc limit 1",
               {list, request},
               [](Transaction&, const Row& row) -> Result<EntryId> { return row.id<EntryId>(0); });
}

Result<BlockStretch> block_stretch_of(Transaction& tx, BlockListId list, std::uint64_t seq, int limit) {
  BlockStretch stretch;
  if (seq > 0) {
    JIUM_TRY(stretch.chain_before,
             one(tx, "select chain from block_entry", "where block_list = ? and seq = ?",
                 {list, static_cast<std::int64_t>(seq)},
                 "this block list has not come so far: follow it from what you hold",
                 [](Transaction&, const Row& row) { return of_size<32>(row.blob(0)); }));
  }
  stretch.chain = stretch.chain_before;
  JIUM_TRY(auto entries, all(tx, kEntry, "where block_list = ? and seq > ? order by seq limit ?",
                             {list, static_cast<std::int64_t>(seq), limit}, read_block_entry));
  for (ChainedBlockEntry& one : entries) {
    stretch.chain = one.chain;
    stretch.entries.push_back(std::move(one.entry));
  }
  return stretch;
}

Result<void> note_acknowledged(Transaction& tx, const BlockList& list) {
  return change_one(tx, "update block_list set acknowledged_seq = ?, acknowledged_at = ? where id = ?",
                    {static_cast<std::int64_t>(list.acknowledged_seq), list.acknowledged_at, list.id},
                    kNoList);
}

}  // namespace jium::store
