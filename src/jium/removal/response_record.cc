#include "jium/removal/response_record.h"

#include <algorithm>
#include <cmath>

namespace jium::removal {

double hours_between(Instant from, Instant to) {
  return std::chrono::duration<double, std::ratio<3600>>(to - from).count();
}

std::optional<double> quantile_of(std::vector<double> values, double quantile) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const double at = quantile * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - std::floor(at)) * (values[above] - values[below]);
}

ResponseRecord response_record(const std::vector<RemovalRequest>& requests) {
  using enum RequestState;
  ResponseRecord record;
  std::vector<double> hours;
  for (const RemovalRequest& request : requests) {
    if (!request.sent_at) continue;
    ++record.sent;
    record.false_claims += request.false_claims;
    if (request.state == verified) {
      ++record.removed;
      if (request.removed_at) hours.push_back(hours_between(*request.sent_at, *request.removed_at));
    } else if (request.state == refused) {
      ++record.refused;
    } else if (request.state == overdue) {
      record.silent += !request.acknowledged_at && !request.claimed_at;
    } else {
      ++record.waiting;
    }
  }
  record.median_hours_to_removal = quantile_of(std::move(hours), 0.5);
  if (const auto ended = record.sent - record.waiting; ended > 0)
    record.share_removed = static_cast<double>(record.removed) / static_cast<double>(ended);
  return record;
}

}  // namespace jium::removal
