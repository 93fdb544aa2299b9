// vPDQ's own two percentages (match/vpdq_comparison.h) beside jium's verdict, in the way HMA counts them:
// each different hash of quality 50 and more once, within 31 bits.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/vpdq_comparison.h"

namespace jium::cli {

// The frames that count; empty when there is no vPDQ among them.
[[nodiscard]] std::vector<match::Bits256> vpdq_frames_of(
    const std::vector<fingerprint::Fingerprint>& fingerprints);
// Nothing unless both have frames.
[[nodiscard]] std::optional<match::VpdqPercentages> vpdq_shares(const std::vector<match::Bits256>& query,
                                                                const std::vector<match::Bits256>& known);

// {"query_percent", "known_percent", "distance", "quality"}; per cent with two decimals.
[[nodiscard]] boost::json::object vpdq_json(const match::VpdqPercentages& shares);

}  // namespace jium::cli
