// Paced steps (paced_steps.h) as TOML has them:  [ { until = "48h", every = "1h" }, { every = "24h" } ]
#pragma once

#include <toml++/toml.h>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "jium/removal/paced_steps.h"

namespace jium::removal {

struct PaceLimits {
  Duration most_often{}, least_often{};
  std::string_view words;  // what a step beyond them is told
};

// Malformed, beginning with `name`, unless `key` of the table is a list of at least one step; steps grow in
// `until`, only the last has none, and each keeps to the limits.
[[nodiscard]] Result<std::vector<PacedStep>> read_paced_steps(const toml::table& table, std::string_view key,
                                                              const std::string& name,
                                                              const PaceLimits& limits);
// A duration in quotes above zero.
[[nodiscard]] Result<Duration> read_pause(const toml::table& table, std::string_view key,
                                          const std::string& where);
// Midnight UTC of the date that stands there. Malformed when none does.
[[nodiscard]] Result<Instant> read_first_day(const toml::table& table, std::string_view key,
                                             const std::string& name);

}  // namespace jium::removal
