// How often a place is looked at, by how long ago that began: dated data (data/watch/schedule.toml).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/result.h"
#include "jium/removal/paced_steps.h"

namespace jium::removal {

class WatchSchedule {
 public:
  using Step = PacedStep;
  struct Plan {
    std::string id;
    Instant in_force_from{};
    std::vector<Step> open;      // since the request was sent
    std::vector<Step> verified;  // since removal was proved
  };

  // Malformed, naming the plan and the field: nothing missing, unknown or double; steps grow in `until`, only
  // the last has none, and none looks more often than every ten minutes or less often than once a year.
  [[nodiscard]] static Result<WatchSchedule> parse(std::string_view toml);

  // The plan in force at `at`: the latest that has begun, else the first.
  [[nodiscard]] const Plan& plan_at(Instant at) const;
  [[nodiscard]] const std::vector<Plan>& plans() const { return plans_; }

 private:
  std::vector<Plan> plans_;  // at least one, in order
};

// What the binary carries.
[[nodiscard]] const WatchSchedule& built_in_watch_schedule();

}  // namespace jium::removal
