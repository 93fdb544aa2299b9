#include "jium/casework/assignment.h"

#include <chrono>
#include <utility>

namespace jium::casework {
namespace {

constexpr Duration kLongest = std::chrono::days{366};

}  // namespace

bool holds(const Assignment& assignment, Instant now) {
  if (assignment.released_at || now < assignment.assigned_at) return false;
  return !assignment.until || now < *assignment.until;
}

Result<void> check(const Assignment& assignment) {
  if (!assignment.until) return {};
  if (*assignment.until <= assignment.assigned_at)
    return fault(FaultKind::malformed, "the assignment would end before it begins: give a later time");
  if (*assignment.until - assignment.assigned_at > kLongest) {
    return fault(FaultKind::malformed,
                 "an assignment with an end lasts a year at most: leave the end out, or assign anew then");
  }
  return {};
}

Result<void> release(Assignment& assignment, std::string by, Instant now) {
  if (!holds(assignment, now))
    return fault(FaultKind::conflict, "this person is not assigned to the case any more");
  assignment.released_at = now;
  assignment.released_by = std::move(by);
  return {};
}

}  // namespace jium::casework
