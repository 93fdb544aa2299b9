#include "jium/removal/korean_day.h"

namespace jium::removal {
namespace {

constexpr Duration kAheadOfUtc = std::chrono::hours{9};

}  // namespace

std::chrono::sys_days korean_day(Instant at) {
  return std::chrono::floor<std::chrono::days>(at + kAheadOfUtc);
}

Instant korean_midnight(std::chrono::sys_days day) {
  return Instant{day} - kAheadOfUtc;
}

}  // namespace jium::removal
