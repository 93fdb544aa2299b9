#include "jium/removal/watch_schedule.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "jium/embedded/watch_schedule.h"
#include "jium/removal/paced_steps_toml.h"

namespace jium::removal {
namespace {

constexpr PaceLimits kLimits{std::chrono::minutes{10}, std::chrono::days{366},
                             "looks every ten minutes at most, and once a year at least"};
constexpr std::array<std::string_view, 6> kFields{"id",       "in_force_from", "open",
                                                  "verified", "source",        "checked_on"};

using Plan = WatchSchedule::Plan;

Fault wrong(const std::string& where, std::string_view what) {
  return fault(FaultKind::malformed, where + " " + std::string(what));
}

Result<Plan> read_plan(const toml::table& table) {
  Plan plan;
  plan.id = table["id"].value_or(std::string());
  const std::string name = "schedule " + plan.id;
  if (plan.id.empty()) return wrong(name, "has no id");
  for (const auto& [key, node] : table) {
    if (std::find(kFields.begin(), kFields.end(), key.str()) == kFields.end())
      return wrong(name + ": " + std::string(key.str()), "is not a field of a schedule");
  }
  JIUM_TRY(plan.in_force_from, read_first_day(table, "in_force_from", name));
  for (const char* const key : {"source", "checked_on"}) {
    if (table[key].value_or(std::string()).empty()) return wrong(name + ": " + key, "is missing");
  }
  JIUM_TRY(plan.open, read_paced_steps(table, "open", name, kLimits));
  JIUM_TRY(plan.verified, read_paced_steps(table, "verified", name, kLimits));
  return plan;
}

}  // namespace

Result<WatchSchedule> WatchSchedule::parse(std::string_view text) {
  WatchSchedule schedule;
  try {
    const toml::table document = toml::parse(text);
    const toml::array* const plans = document["schedule"].as_array();
    if (plans == nullptr || plans->empty()) return fault(FaultKind::malformed, "no [[schedule]] in the file");
    for (const toml::node& node : *plans) {
      const toml::table* const table = node.as_table();
      if (table == nullptr) return fault(FaultKind::malformed, "every schedule is a table");
      JIUM_TRY(Plan plan, read_plan(*table));
      const bool in_order =
          schedule.plans_.empty() || schedule.plans_.back().in_force_from < plan.in_force_from;
      if (!in_order) return wrong("schedule " + plan.id, "is in force later than the one before it");
      schedule.plans_.push_back(std::move(plan));
    }
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the schedule, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
  return schedule;
}

const Plan& WatchSchedule::plan_at(Instant at) const {
  const auto later =
      std::find_if(plans_.rbegin(), plans_.rend(), [&](const Plan& p) { return p.in_force_from <= at; });
  return later == plans_.rend() ? plans_.front() : *later;
}

const WatchSchedule& built_in_watch_schedule() {
  static const WatchSchedule schedule = [] {
    auto read = WatchSchedule::parse(embedded::kWatchSchedule);
    if (!read) std::abort();  // data/watch/schedule.toml is tested
    return std::move(*read);
  }();
  return schedule;
}

}  // namespace jium::removal
