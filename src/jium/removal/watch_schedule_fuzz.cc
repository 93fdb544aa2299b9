// A schedule that is understood has a pause for every age, and none that would press a site.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/removal/watch_schedule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const auto schedule = removal::WatchSchedule::parse(text_of({data, size}));
  if (!schedule) {
    if (schedule.fault().kind != FaultKind::malformed || schedule.fault().what.empty()) std::abort();
    return 0;
  }
  for (const auto& plan : schedule->plans()) {
    for (const Duration age :
         {Duration{0}, Duration{std::chrono::hours{5}}, Duration{std::chrono::days{5000}}}) {
      if (removal::pause_after(plan.open, age) < std::chrono::minutes{10}) std::abort();
      if (removal::pause_after(plan.verified, age) < std::chrono::minutes{10}) std::abort();
    }
  }
  return 0;
}
