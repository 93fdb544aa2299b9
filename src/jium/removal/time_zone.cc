#include "jium/removal/time_zone.h"

#include <unicode/timezone.h>

namespace jium::removal {

struct TimeZone::Rules {
  std::unique_ptr<icu::TimeZone> zone;
};

TimeZone::TimeZone(std::string name, std::shared_ptr<const Rules> rules)
    : name_(std::move(name)), rules_(std::move(rules)) {}

Result<TimeZone> TimeZone::named(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (zone == nullptr || *zone == icu::TimeZone::getUnknown() || name == "Etc/Unknown") {
    return fault(FaultKind::malformed, "there is no time zone of that name: give one as Asia/Seoul");
  }
  auto rules = std::make_shared<Rules>();
  rules->zone = std::move(zone);
  return TimeZone(name, std::move(rules));
}

std::chrono::sys_days TimeZone::local_day(Instant at) const {
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode failed = U_ZERO_ERROR;
  rules_->zone->getOffset(static_cast<UDate>(at.time_since_epoch().count()), 0, raw, saving, failed);
  // It fails for dates beyond the calendar only; those are nowhere near a clock of ours.
  const Duration offset = U_SUCCESS(failed) ? Duration{std::int64_t{raw} + saving} : Duration::zero();
  return std::chrono::floor<std::chrono::days>(at + offset);
}

Instant TimeZone::end_of(std::chrono::sys_days day) const {
  using std::chrono::hours;
  using std::chrono::minutes;
  // No place is further from UTC than 14 hours; from beyond, back to the last minute of the day.
  Instant at = Instant{day} + hours{24 + 15};
  while (local_day(at - minutes{1}) > day) at -= minutes{1};
  return at;
}

}  // namespace jium::removal
