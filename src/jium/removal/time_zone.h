// What the calendar says at a place: IANA time zones by ICU (unicode/timezone.h), as g++ 12 has no zone
// database of its own. Instants are UTC.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::removal {

class TimeZone {
 public:
  // "Asia/Seoul". Malformed when there is no such zone.
  [[nodiscard]] static Result<TimeZone> named(const std::string& name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::chrono::sys_days local_day(Instant at) const;
  // The first minute from which on the place never shows this day, or an earlier one, again. Where clocks are
  // set back across midnight the day is as long as it is.
  [[nodiscard]] Instant end_of(std::chrono::sys_days day) const;

 private:
  struct Rules;
  TimeZone(std::string name, std::shared_ptr<const Rules> rules);
  std::string name_;
  std::shared_ptr<const Rules> rules_;
};

}  // namespace jium::removal
