// How often an operator's own API is asked what has become of a request: dated data
// (data/rules/polling.toml).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/result.h"
#include "jium/removal/paced_steps.h"

namespace jium::removal {

class PollingSchedule {
 public:
  // Malformed, naming the plan and the field: nothing missing, unknown or double; nobody is asked more often
  // than every minute, or for longer than a year.
  [[nodiscard]] static Result<PollingSchedule> parse(std::string_view toml);

  // When to ask next about what was taken then, by the plan in force at `now`; nothing when it is no longer
  // asked about. `wish` is what the operator asked for (Retry-After): kept, up to a day.
  [[nodiscard]] std::optional<Instant> next_after(Instant taken_at, Instant now,
                                                  std::optional<Duration> wish = std::nullopt) const;

  struct Plan {
    std::string id;
    Instant in_force_from{};
    std::vector<PacedStep> steps;  // since the operator took the request
    Duration stop{};
  };
  [[nodiscard]] const std::vector<Plan>& plans() const { return plans_; }

 private:
  std::vector<Plan> plans_;  // at least one, in order
};

// What the binary carries.
[[nodiscard]] const PollingSchedule& built_in_polling_schedule();

}  // namespace jium::removal
