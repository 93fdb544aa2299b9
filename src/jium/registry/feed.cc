#include "jium/registry/feed.h"

namespace jium::registry {

Result<void> acknowledge(Feed& feed, std::uint64_t seq, Instant at) {
  if (seq > feed.last_seq)
    return fault(FaultKind::conflict, "the feed has not come so far: acknowledge what you have applied");
  if (seq < feed.acknowledged_seq)
    return fault(FaultKind::conflict, "more than that was acknowledged before: a feed is not un-applied");
  feed.acknowledged_seq = seq;
  feed.acknowledged_at = at;
  return {};
}

}  // namespace jium::registry
