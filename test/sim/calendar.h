// The centre's week: Monday to Friday, nine to six in Seoul, which keeps no summer time (UTC+9 all year).
#pragma once

#include "jium/base/clock.h"

namespace jium::sim {

inline constexpr Duration kSeoul = std::chrono::hours{9};
inline constexpr Duration kOfficersTurn = std::chrono::minutes{30};

[[nodiscard]] inline bool is_office_hour(Instant at) {
  const auto there = at + kSeoul;
  const auto day = std::chrono::floor<std::chrono::days>(there);
  const std::chrono::weekday weekday{std::chrono::sys_days{day}};
  const auto hour = there - day;
  const bool is_weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  return !is_weekend && hour >= std::chrono::hours{9} && hour < std::chrono::hours{18};
}

}  // namespace jium::sim
