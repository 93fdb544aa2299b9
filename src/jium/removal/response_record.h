// How an operator, or a site, has answered removal requests so far: computed anew from the requests, never
// kept, so that it is always what the requests say.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "jium/removal/removal_request.h"

namespace jium::removal {

struct ResponseRecord {
  std::int64_t sent = 0;          // requests whose letter was taken; all others are shares of these
  std::int64_t removed = 0;       // verified: proved gone
  std::int64_t refused = 0;       // by the operator, after the letter was taken
  std::int64_t silent = 0;        // overdue, and never a word
  std::int64_t waiting = 0;       // neither removed nor refused, and the clock runs
  std::int64_t false_claims = 0;  // "removed" that a check disproved
  std::optional<double> median_hours_to_removal;  // from sending to the first look that proves it
  std::optional<double> share_removed;            // 0 to 1, of those that are no longer waiting

  friend bool operator==(const ResponseRecord&, const ResponseRecord&) = default;
};

[[nodiscard]] ResponseRecord response_record(const std::vector<RemovalRequest>& requests);

// The value below which a share of `quantile` of the sorted values lies, between two of them in proportion
// (Hyndman and Fan 1996, definition 7); nothing of none.
[[nodiscard]] std::optional<double> quantile_of(std::vector<double> values, double quantile);

[[nodiscard]] double hours_between(Instant from, Instant to);

}  // namespace jium::removal
