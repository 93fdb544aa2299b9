// Clocks that count working days. Holidays are dated data (data/rules/holidays/*.toml): of a year that is not
// there nothing is known, and whoever would have to count it is refused rather than told a guess.
//
// The day on which a notice is sent is not counted, and the clock ends with the end of the last working day,
// at the place: Regulation (EEC, Euratom) 1182/71, article 3; Korean Civil Act, articles 157, 159 and 161.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "jium/removal/time_zone.h"

namespace jium::removal {

struct HolidayYear {
  std::map<std::chrono::sys_days, std::string> days;  // name by day
  std::set<std::chrono::sys_days> unsure;             // nobody could say
};

class HolidayCalendar {
 public:
  // Malformed, naming the country and the field.
  [[nodiscard]] static Result<HolidayCalendar> parse(std::string_view toml);

  [[nodiscard]] const std::string& country() const { return country_; }
  [[nodiscard]] const TimeZone& zone() const { return zone_; }
  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] const std::string& checked_on() const { return checked_on_; }
  [[nodiscard]] std::vector<int> years() const;

  // Missing, in words that name the country and the year or the day, when it is not known.
  [[nodiscard]] Result<bool> is_working_day(std::chrono::sys_days day) const;
  // When `count` working days after `start` are over; count from 1 to 250.
  [[nodiscard]] Result<Instant> end_of_working_day(Instant start, int count) const;

 private:
  explicit HolidayCalendar(TimeZone zone) : zone_(std::move(zone)) {}
  std::string country_;
  TimeZone zone_;
  std::set<unsigned> weekend_;  // as weekday::c_encoding
  std::map<int, HolidayYear> years_;
  std::string source_, checked_on_;
};

class HolidayBook {
 public:
  // Malformed too when a country is there twice.
  [[nodiscard]] static Result<HolidayBook> parse(const std::vector<std::string_view>& tomls);
  // Nothing when there is none of this country.
  [[nodiscard]] std::shared_ptr<const HolidayCalendar> calendar(std::string_view country) const;
  [[nodiscard]] std::vector<std::string> countries() const;

 private:
  std::map<std::string, std::shared_ptr<const HolidayCalendar>, std::less<>> calendars_;
};

// Those that the binary carries.
[[nodiscard]] Result<HolidayBook> built_in_holidays();

}  // namespace jium::removal
