// Checks of a place, and what they prove together. One look proves little: sites lie, cloak and fail. Gone
// means several looks, apart in time, that agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/registry/fetcher.h"
#include "jium/registry/sighting.h"

namespace jium::removal {

enum class CheckOutcome {
  still_there,   // the bytes there match the footage
  gone,          // the place answers that there is nothing, or something that does not match
  inconclusive,  // no answer, a server's fault, a refusal to show: says nothing either way
};
BOOST_DESCRIBE_ENUM(CheckOutcome, still_there, gone, inconclusive)

struct Check {
  Instant at{};
  CheckOutcome outcome = CheckOutcome::inconclusive;
  std::optional<int> distance;                      // of PDQ, when it is still there
  std::optional<registry::FetchEvidence> evidence;  // none when nothing answered
};

struct WatchPolicy {
  int agreeing_checks = 3;                     // so many `gone` in a row prove removal ...
  Duration spacing = std::chrono::hours{6};    // ... if each is at least so long after the one before
  Duration patrol = std::chrono::hours{24};    // how often a place is looked at while nothing is claimed
  Duration afterwatch = std::chrono::days{7};  // how often a verified place is looked at again
};

// What an answer without matching bytes means. 404, 410 and 451 and any 2xx say that it is gone; 401, 403,
// 429, 5xx and everything else say nothing.
[[nodiscard]] CheckOutcome outcome_without_match(int status);

// Do the latest checks prove that it is gone? Inconclusive ones neither count nor break the row; a
// `still_there` breaks it; two that are closer than the spacing count as one. `checks` in order of time.
[[nodiscard]] bool proves_removal(const std::vector<Check>& checks, const WatchPolicy& policy);

}  // namespace jium::removal
