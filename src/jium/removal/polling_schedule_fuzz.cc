// A schedule that is understood asks again later and not for ever.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/removal/polling_schedule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const auto schedule = removal::PollingSchedule::parse(text_of({data, size}));
  if (!schedule) {
    if (schedule.fault().kind != FaultKind::malformed || schedule.fault().what.empty()) std::abort();
    return 0;
  }
  const Instant taken = Instant{std::chrono::days{20'000}};
  for (const Duration age :
       {Duration{0}, Duration{std::chrono::hours{5}}, Duration{std::chrono::days{400}}}) {
    const auto next = schedule->next_after(taken, taken + age);
    if (next && *next < taken + age + std::chrono::minutes{1}) std::abort();
    if (age > Duration{std::chrono::days{366}} && next) std::abort();
  }
  return 0;
}
