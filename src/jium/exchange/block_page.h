// A page of an access provider's block list as it travels: signed, chained, without gaps, as a page of a
// platform's feed is (feed_page.h, whose digest of the chain it shares). docs/formats/block_list.md.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "jium/exchange/feed_page.h"
#include "jium/registry/block_list.h"

namespace jium::exchange {

struct BlockPage {
  registry::BlockListId list;
  std::uint64_t after = 0;
  EntryDigest chain_before{};
  std::vector<registry::BlockEntry> entries;  // after + 1, after + 2, ...
  std::uint64_t upto = 0;
  EntryDigest chain{};
  std::uint64_t newest = 0;  // the list's last entry: more pages follow while upto is less
  Instant issued_at{};
  std::string key;  // the public key, as a note's vkey
  Bytes signature;
};

inline constexpr std::size_t kBlockPageLimit = 1000;  // entries

// The text whose SHA-256 is the entry's digest; of `listed` and `lifted`.
[[nodiscard]] std::string text_of_entry(const registry::BlockEntry& entry);
[[nodiscard]] EntryDigest digest_of_entry(const registry::BlockEntry& entry);
[[nodiscard]] std::string statement_of(const BlockPage& page);
void sign(BlockPage& page, const audit::NoteSigner& signer);
[[nodiscard]] std::string key_name_of(registry::BlockListId list);

// Does the page hold together and is it signed with `key`? Malformed, saying what is wrong with it, when not.
[[nodiscard]] Result<void> check_page(const BlockPage& page, const audit::NoteKey& key);

[[nodiscard]] boost::json::object to_json(const registry::BlockEntry& entry);
[[nodiscard]] boost::json::object to_json(const BlockPage& page);
// Malformed for a missing, unknown or wrongly typed member. Says nothing about signature and chain.
[[nodiscard]] Result<registry::BlockEntry> read_block_entry(const boost::json::value& json);
[[nodiscard]] Result<BlockPage> read_block_page(const boost::json::value& json);

}  // namespace jium::exchange
