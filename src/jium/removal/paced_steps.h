// How often something is done, by how long ago it began: steps that follow one another, as dated data of the
// watch (watch_schedule.h) and of asking operators (polling_schedule.h) have them.
#pragma once

#include <vector>

#include "jium/base/clock.h"

namespace jium::removal {

struct PacedStep {
  Duration until{};  // since the beginning; the last step has none and says zero
  Duration every{};
};

// The step in which `age` lies.
[[nodiscard]] Duration pause_after(const std::vector<PacedStep>& steps, Duration age);

}  // namespace jium::removal
