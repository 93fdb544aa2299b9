#include "jium/base/clock.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace jium {

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

FakeClock::FakeClock(Instant start) : at_(start.time_since_epoch().count()) {}

std::string to_text(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

namespace {

// The number in text[from, from+length), or -1.
int number_at(std::string_view text, std::size_t from, std::size_t length) {
  if (from + length > text.size()) return -1;
  int value = 0;
  const char* first = text.data() + from;
  const auto [end, error] = std::from_chars(first, first + length, value);
  return error == std::errc{} && end == first + length && *first != '-' ? value : -1;
}

constexpr std::array<std::pair<std::string_view, Duration::rep>, 5> kUnits{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

}  // namespace

Result<Instant> parse_instant(std::string_view text) {
  const Fault wrong = fault(FaultKind::malformed, "a time is written as 2026-11-22T01:02:03Z (UTC)");
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text.back() != 'Z') {
    return wrong;
  }
  int millis = 0;
  if (text.size() > 20) {
    if (text.size() != 24 || text[19] != '.') return wrong;
    millis = number_at(text, 20, 3);
  }
  const int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  const int hour = number_at(text, 11, 2), minute = number_at(text, 14, 2), second = number_at(text, 17, 2);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 0 || month < 0 || day < 0 || !date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
      second < 0 || second > 59 || millis < 0) {
    return wrong;
  }
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second} + Duration{millis};
}

Result<Duration> parse_duration(std::string_view text) {
  Duration::rep count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const auto& [name, millis] : kUnits) {
    if (error == std::errc{} && unit == name && count >= 0 && count <= 1'000'000'000)
      return Duration{count * millis};
  }
  return fault(FaultKind::malformed, "a duration is a whole number and a unit: 250ms, 90s, 15m, 6h or 7d");
}

std::string to_text(Duration duration) {
  for (const auto& [name, millis] : kUnits) {
    if (duration.count() != 0 && duration.count() % millis == 0)
      return fmt::format("{}{}", duration.count() / millis, name);
  }
  return "0s";
}

}  // namespace jium
