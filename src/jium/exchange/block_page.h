// A page of an access provider's block list: signed, chained, without gaps (signed_page.h), by the same chain
// as a platform's feed. docs/formats/block_list.md.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "jium/exchange/signed_page.h"
#include "jium/registry/block_list.h"

namespace jium::exchange {

// The text whose SHA-256 is the entry's digest; of `listed` and `lifted`.
[[nodiscard]] std::string text_of_entry(const registry::BlockEntry& entry);
[[nodiscard]] EntryDigest digest_of_entry(const registry::BlockEntry& entry);
[[nodiscard]] std::string key_name_of(registry::BlockListId list);

[[nodiscard]] boost::json::object to_json(const registry::BlockEntry& entry);
// Malformed for a missing, unknown or wrongly typed member.
[[nodiscard]] Result<registry::BlockEntry> read_block_entry(const boost::json::value& json);

struct BlockKind {
  using Id = registry::BlockListId;
  using Entry = registry::BlockEntry;
  static constexpr PageWords kWords{"jium-block-page/1", "list", "jium-block-list/", "the block list"};
  static constexpr registry::BlockAct kGone = registry::BlockAct::gone;
  static constexpr std::size_t kLimit = 1000;
  static EntryDigest digest_of(const Entry& entry) { return digest_of_entry(entry); }
  static boost::json::object json_of(const Entry& entry) { return to_json(entry); }
  static Result<Entry> read(const boost::json::value& json) { return read_block_entry(json); }
};
using BlockPage = SignedPage<BlockKind>;
inline constexpr std::size_t kBlockPageLimit = BlockKind::kLimit;
[[nodiscard]] inline Result<BlockPage> read_block_page(const boost::json::value& json) {
  return read_page<BlockKind>(json);
}

}  // namespace jium::exchange
