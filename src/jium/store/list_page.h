// A page of a list that grows for years: what comes behind the place at which the one before ended, in the
// list's own order, which is a time and then a number. The place is named by both, so that a page goes on
// where it should even when the row itself has moved or gone meanwhile.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "jium/base/clock.h"
#include "jium/registry/person.h"

namespace jium::store {

struct ListPlace {
  std::int64_t at = std::numeric_limits<std::int64_t>::min();  // milliseconds, as Instant has them
  std::int64_t id = 0;
};

inline constexpr int kListPage = 200;  // when nobody says how many
inline constexpr int kLongestPage = 1000;

struct ListPage {
  ListPlace after{};  // as it is: from the beginning
  int limit = kListPage;
  // Only of the cases that this person is assigned to at `now` (and of none, where a row may belong to none);
  // nobody: the organisation's whole.
  std::optional<registry::PersonId> person{};
  Instant now{};
};

template <class SomeId>
[[nodiscard]] ListPlace place_of(Instant at, SomeId id) {
  return {at.time_since_epoch().count(), static_cast<std::int64_t>(id.value())};
}

// For a `where`: whether a row's case is one of the person's. Takes organisation, person, now, now.
inline constexpr const char* kAssignedCases =
    "(select assignment.the_case from assignment where assignment.organisation = ? and assignment.person = ?"
    " and assignment.released_at is null and assignment.assigned_at <= ?"
    " and (assignment.until is null or assignment.until > ?))";

}  // namespace jium::store
