#include "jium/report/removal_counts.h"

#include <algorithm>

namespace jium::report {
namespace {

double hours_between(Instant from, Instant to) {
  return std::chrono::duration<double, std::ratio<3600>>(to - from).count();
}

}  // namespace

void RemovalTally::add_case(std::size_t footage, const std::vector<registry::Sighting>& sightings,
                            const std::vector<removal::RemovalRequest>& requests) {
  using enum removal::RequestState;
  ++counts_.cases;
  counts_.footage += static_cast<std::int64_t>(footage);
  counts_.sightings += static_cast<std::int64_t>(sightings.size());
  counts_.recurrences += std::count_if(sightings.begin(), sightings.end(),
                                       [](const auto& s) { return s.recurrence_of.has_value(); });
  counts_.requests += static_cast<std::int64_t>(requests.size());
  for (const removal::RemovalRequest& request : requests) {
    counts_.sent += request.sent_at.has_value();
    counts_.removed += request.state == verified;
    counts_.gone_by_word += request.state == gone_by_word;
    counts_.awaiting_proof += request.state == removed && request.removed_at.has_value();
    counts_.refused += request.state == refused;
    counts_.overdue += request.state == overdue;
    counts_.false_claims += request.false_claims;
    if (request.state == verified && request.sent_at && request.removed_at)
      hours_.push_back(hours_between(*request.sent_at, *request.removed_at));
  }
}

void RemovalTally::add_forgotten(const RemovalCounts& forgotten) {
  counts_.cases += forgotten.cases;
  counts_.footage += forgotten.footage;
  counts_.sightings += forgotten.sightings;
  counts_.recurrences += forgotten.recurrences;
  counts_.requests += forgotten.requests;
  counts_.sent += forgotten.sent;
  counts_.removed += forgotten.removed;
  counts_.gone_by_word += forgotten.gone_by_word;
  counts_.awaiting_proof += forgotten.awaiting_proof;
  counts_.refused += forgotten.refused;
  counts_.overdue += forgotten.overdue;
  counts_.false_claims += forgotten.false_claims;
}

RemovalCounts RemovalTally::counts() const {
  RemovalCounts counts = counts_;
  if (hours_.empty()) return counts;
  std::vector<double> sorted = hours_;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t middle = sorted.size() / 2;
  counts.median_hours_to_removal =
      sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  counts.longest_hours_to_removal = sorted.back();
  return counts;
}

}  // namespace jium::report
