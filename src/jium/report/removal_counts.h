// Counts of removal work: what an officer reports and a survivor is told.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "jium/registry/sighting.h"
#include "jium/removal/removal_request.h"

namespace jium::report {

struct RemovalCounts {
  std::int64_t cases = 0;
  std::int64_t footage = 0;
  std::int64_t sightings = 0;
  std::int64_t recurrences = 0;     // sightings that follow an earlier one
  std::int64_t requests = 0;        // drafted or further
  std::int64_t sent = 0;            // letters that the operator's mail server took
  std::int64_t removed = 0;         // verified: proved gone
  std::int64_t gone_by_word = 0;    // by an officer's word, where jium cannot look; never in `removed`
  std::int64_t awaiting_proof = 0;  // seen to be gone, not proved yet
  std::int64_t refused = 0;
  std::int64_t overdue = 0;
  std::int64_t false_claims = 0;  // "removed" that a check disproved
  // From sending to the first of the looks that prove removal; over verified requests only.
  std::optional<double> median_hours_to_removal;
  std::optional<double> longest_hours_to_removal;
};

class RemovalTally {
 public:
  void add_case(std::size_t footage, const std::vector<registry::Sighting>& sightings,
                const std::vector<removal::RemovalRequest>& requests);
  // What cases that are erased by now counted for. Their hours are not kept: medians are of the others alone.
  void add_forgotten(const RemovalCounts& forgotten);
  [[nodiscard]] RemovalCounts counts() const;

 private:
  RemovalCounts counts_;
  std::vector<double> hours_;
};

}  // namespace jium::report
