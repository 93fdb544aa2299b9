// Korea is nine hours ahead of UTC all the year (Standard Time Act; no summer time since 1988), so that its
// dates need no rules of a zone. Instants are UTC.
#pragma once

#include <chrono>

#include "jium/base/clock.h"

namespace jium::removal {

// The day that it is in Korea.
[[nodiscard]] std::chrono::sys_days korean_day(Instant at);
// The moment with which that day begins there.
[[nodiscard]] Instant korean_midnight(std::chrono::sys_days day);

}  // namespace jium::removal
