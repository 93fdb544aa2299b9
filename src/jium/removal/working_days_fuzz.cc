// A holiday file that is understood answers for every day of its years and for no other.
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/removal/working_days.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::removal;
  using namespace std::chrono;
  const auto calendar = HolidayCalendar::parse(jium::text_of({data, size}));
  if (!calendar) {
    hold(calendar.fault().kind == jium::FaultKind::malformed && !calendar.fault().what.empty());
    return 0;
  }
  hold(calendar->country().size() == 2 && !calendar->source().empty() && !calendar->years().empty());
  for (const int number : calendar->years()) {
    const sys_days first{year{number} / January / 1};
    const auto ends = calendar->end_of_working_day(jium::Instant{first}, 5);
    hold(!ends || *ends > jium::Instant{first});
  }
  const sys_days before{year{calendar->years().front() - 1} / December / 31};
  hold(calendar->is_working_day(before).has_value() == false);
  return 0;
}
