// The committee's queue of block requests, and its reviewers' votes, many at once. A reviewer is shown what
// kind of place it is, what the footage is held to be and on what basis it is asked for: never a case, a
// centre or a survivor, and of the address what is shown to everybody (folded); the whole of it counts as a
// reveal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/reveal_address.h"
#include "jium/registry/label.h"
#include "jium/removal/block_request.h"
#include "jium/removal/operator.h"

namespace jium::desk {

struct QueuedBlockRequest {
  removal::BlockRequest request;
  std::string place;  // folded
  removal::SiteKind site_kind = removal::SiteKind::other;
  registry::FootageKind kind = registry::FootageKind::image;
  std::optional<registry::SchemeCode> legal_class;  // as decided, else as proposed
  bool decided = false;                             // the class is the committee's own
  Instant last_seen{};
  int votes = 0;
  bool voted = false;  // by the one who asks
};
inline constexpr int kBlockQueue = 500;
// What waits, the oldest first; at most kBlockQueue.
[[nodiscard]] Result<std::vector<QueuedBlockRequest>> block_queue(const Desk& desk, store::Transaction& tx,
                                                                  const Actor& actor);

struct VoteOnBlockRequest {
  removal::BlockRequestId request;
  removal::BlockVerdict verdict = removal::BlockVerdict::none;
};
struct CountedBlockVote {
  removal::BlockRequestId request;
  bool counted = false;
  std::string refusal;  // why not
  removal::BlockState state = removal::BlockState::filed;
  int votes = 0;   // that say the same
  int needed = 0;  // that must
};
inline constexpr std::size_t kBlockVotes = 500;
// All in one transaction. One that is missing, or that may not be voted on, is told beside its id and hinders
// no other. Malformed for none, for too many, and for one that is there twice.
[[nodiscard]] Result<std::vector<CountedBlockVote>> decide_block_requests(
    const Desk& desk, store::Transaction& tx, const Actor& actor,
    const std::vector<VoteOnBlockRequest>& votes);

// The whole address, for a reviewer: against their quota, and kept for the centre that asks to see.
[[nodiscard]] Result<RevealedAddress> reveal_blocked_address(const Desk& desk, store::Transaction& tx,
                                                             const Actor& actor, removal::BlockRequestId id);

}  // namespace jium::desk
