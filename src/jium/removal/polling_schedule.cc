#include "jium/removal/polling_schedule.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "jium/embedded/polling.h"
#include "jium/removal/paced_steps_toml.h"

namespace jium::removal {
namespace {

constexpr PaceLimits kLimits{std::chrono::minutes{1}, std::chrono::days{30},
                             "asks every minute at most, and once in 30 days at least"};
constexpr Duration kLongest = std::chrono::days{366}, kLongestWish = std::chrono::hours{24};
constexpr std::array<std::string_view, 6> kFields{"id",   "in_force_from", "steps",
                                                  "stop", "source",        "checked_on"};

using Plan = PollingSchedule::Plan;

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
  for (const char* const key : {"source", "checked_on"}) {
    if (table[key].value_or(std::string()).empty()) return wrong(name + ": " + key, "is missing");
  }
  JIUM_TRY(plan.in_force_from, read_first_day(table, "in_force_from", name));
  JIUM_TRY(plan.steps, read_paced_steps(table, "steps", name, kLimits));
  JIUM_TRY(plan.stop, read_pause(table, "stop", name + ": stop"));
  if (plan.stop > kLongest) return wrong(name + ": stop", "is a year at most");
  return plan;
}

}  // namespace

Result<PollingSchedule> PollingSchedule::parse(std::string_view text) {
  PollingSchedule schedule;
  try {
    const toml::table document = toml::parse(text);
    const toml::array* const plans = document["schedule"].as_array();
    if (plans == nullptr || plans->empty()) return fault(FaultKind::malformed, "no [[schedule]] in the file");
    for (const toml::node& node : *plans) {
      const toml::table* const table = node.as_table();
      if (table == nullptr) return fault(FaultKind::malformed, "every schedule is a table");
      JIUM_TRY(Plan plan, read_plan(*table));
      if (!schedule.plans_.empty() && schedule.plans_.back().in_force_from >= plan.in_force_from)
        return wrong("schedule " + plan.id, "is in force later than the one before it");
      schedule.plans_.push_back(std::move(plan));
    }
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the schedule, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
  return schedule;
}

std::optional<Instant> PollingSchedule::next_after(Instant taken_at, Instant now,
                                                   std::optional<Duration> wish) const {
  const auto later =
      std::find_if(plans_.rbegin(), plans_.rend(), [&](const Plan& p) { return p.in_force_from <= now; });
  const Plan& plan = later == plans_.rend() ? plans_.front() : *later;
  // A clock that was set back has everything young again, and nothing is asked sooner for it.
  const Duration age = std::max(Duration::zero(), now - taken_at);
  if (age >= plan.stop) return std::nullopt;
  const Duration pause = pause_after(plan.steps, age);
  return now + (wish ? std::max(pause, std::min(*wish, kLongestWish)) : pause);
}

const PollingSchedule& built_in_polling_schedule() {
  static const PollingSchedule schedule = [] {
    auto read = PollingSchedule::parse(embedded::kPolling);
    if (!read) std::abort();  // data/rules/polling.toml is tested
    return std::move(*read);
  }();
  return schedule;
}

}  // namespace jium::removal
