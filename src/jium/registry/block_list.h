// A block list: the ordered list of addresses to which one access provider has to block access, by decision
// of the committee, and of those that it must let through again. Made like a platform's feed (feed.h): each
// provider has one of its own, with entry ids that no other knows; entries are numbered from 1 without gaps;
// what is lifted leaves a tombstone, and its place says `gone` from then on and no more what it said.
//
// It is the one list in jium that holds addresses: it is sealed at rest under the key of the case that each
// stands for, and given to no program but the subscribed provider's.
#pragma once

#include <optional>

#include "jium/registry/feed.h"
#include "jium/registry/web_address.h"

namespace jium::registry {

struct BlockListTag {
  static constexpr char letter = 'Y';
  static constexpr std::string_view noun = "block list";
};
using BlockListId = Id<BlockListTag>;

enum class BlockAct { listed, lifted, gone };
BOOST_DESCRIBE_ENUM(BlockAct, listed, lifted, gone)

struct BlockEntry {
  std::uint64_t seq = 0;
  BlockAct act = BlockAct::listed;
  EntryId entry;
  Instant at{};                       // to the hour, as in a platform's feed
  std::optional<WebAddress> address;  // of `listed`
  EntrySalt salt{};                   // of `listed`: its digest, once it is gone, confirms no guess
  EntryDigest digest{};               // of what the entry says (exchange/block_page.h)
};

struct BlockList {
  BlockListId id;
  OrganisationId organisation;  // the provider
  Instant opened_at{};
  std::uint64_t last_seq = 0;
  EntryDigest chain{};  // after last_seq
  std::uint64_t acknowledged_seq = 0;
  std::optional<Instant> acknowledged_at;
};

}  // namespace jium::registry
