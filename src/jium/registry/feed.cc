#include "jium/registry/feed.h"

#include <algorithm>
#include <cmath>

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

double chance_of_naming(int canaries, double share) {
  return 1.0 - std::pow(1.0 - std::clamp(share, 0.0, 1.0), canaries);
}

}  // namespace jium::registry
