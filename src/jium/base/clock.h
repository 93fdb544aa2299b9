// Time is passed in. Rules take an Instant, verbs take a Clock, tests own a FakeClock and live through
// a month in a millisecond.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>

#include "jium/base/result.h"

namespace jium {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Duration>;

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

class FakeClock final : public Clock {
 public:
  explicit FakeClock(Instant start = Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}});
  [[nodiscard]] Instant now() const override { return Instant{Duration{at_.load()}}; }
  void tick(Duration by) { at_ += by.count(); }

 private:
  std::atomic<Duration::rep> at_;
};

// RFC 3339 in UTC with milliseconds: 2026-11-22T01:02:03.456Z.
[[nodiscard]] std::string to_text(Instant at);
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

// "90s", "15m", "6h", "7d", "250ms": a whole number and one unit.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);
[[nodiscard]] std::string to_text(Duration duration);

}  // namespace jium
