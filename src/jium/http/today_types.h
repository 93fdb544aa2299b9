// The first page of an officer's day.
#pragma once

#include "jium/desk/show_today.h"
#include "jium/http/wire.h"

namespace jium::http::wire {

struct DueWork {
  desk::DueKind kind{};
  std::int64_t count = 0;
  std::optional<Instant> oldest;
  std::string action;  // of the abilities of each of the records
  std::string list;    // the route that lists them
};
JIUM_WIRE_VIEW(DueWork, (kind, count, oldest, action, list))

// Addresses that were shown in full, and how many may be in a day; in Korea the day ends at midnight.
struct Dose {
  int revealed = 0, per_day = 0;
  Instant day_ends_at{};
};
JIUM_WIRE_VIEW(Dose, (revealed, per_day, day_ends_at))

struct Today {
  Instant at{};
  Instant since{};                      // what came back is counted from then on
  std::optional<Instant> signed_in_at;  // of this session
  std::vector<DueWork> due;
  Dose dose;
};
JIUM_WIRE_VIEW(Today, (at, since, signed_in_at, due, dose))

}  // namespace jium::http::wire
