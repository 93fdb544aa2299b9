#include "jium/removal/watch_schedule.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <cstdlib>

#include "jium/embedded/watch_schedule.h"

namespace jium::removal {
namespace {

constexpr Duration kMostOften = std::chrono::minutes{10};
constexpr Duration kLeastOften = std::chrono::days{366};
constexpr std::array<std::string_view, 6> kFields{"id",       "in_force_from", "open",
                                                  "verified", "source",        "checked_on"};

using Step = WatchSchedule::Step;
using Plan = WatchSchedule::Plan;

Fault wrong(const std::string& where, std::string_view what) {
  return fault(FaultKind::malformed, where + " " + std::string(what));
}

Result<Duration> duration_of(const toml::table& table, std::string_view key, const std::string& where) {
  const auto text = table[key].value<std::string>();
  if (!text) return wrong(where, "is a duration in quotes, such as \"6h\"");
  const auto duration = parse_duration(*text);
  if (!duration || *duration <= Duration::zero()) return wrong(where, "is a duration, such as \"6h\"");
  return *duration;
}

Result<Step> read_step(const toml::table& table, bool is_last, const std::string& where) {
  Step step;
  for (const auto& [key, node] : table) {
    if (key.str() != "until" && key.str() != "every")
      return wrong(where, "has no other field than until and every");
  }
  JIUM_TRY(step.every, duration_of(table, "every", where + " every"));
  if (step.every < kMostOften || step.every > kLeastOften)
    return wrong(where, "looks every ten minutes at most, and once a year at least");
  if (is_last != !table.contains("until")) return wrong(where, "until stands in every step but the last");
  if (!is_last) {
    JIUM_TRY(step.until, duration_of(table, "until", where + " until"));
  }
  return step;
}

Result<std::vector<Step>> read_steps(const toml::table& plan, std::string_view key, const std::string& name) {
  const toml::array* const array = plan[key].as_array();
  const std::string where = name + ": " + std::string(key);
  if (array == nullptr || array->empty()) return wrong(where, "must list at least one step");
  std::vector<Step> steps;
  for (const toml::node& node : *array) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) return wrong(where, "is a list of { until, every }");
    JIUM_TRY(const Step step, read_step(*table, steps.size() + 1 == array->size(), where));
    if (!steps.empty() && step.until > Duration::zero() && step.until <= steps.back().until)
      return wrong(where, "grows in until");
    steps.push_back(step);
  }
  return steps;
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
  const auto day = table["in_force_from"].value<toml::date>();
  if (!day) return wrong(name + ": in_force_from", "must be a date, 2026-11-22");
  const auto date = std::chrono::year{day->year} / day->month / day->day;
  plan.in_force_from = Instant{std::chrono::sys_days{date}};
  for (const char* const key : {"source", "checked_on"}) {
    if (table[key].value_or(std::string()).empty()) return wrong(name + ": " + key, "is missing");
  }
  JIUM_TRY(plan.open, read_steps(table, "open", name));
  JIUM_TRY(plan.verified, read_steps(table, "verified", name));
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

Duration pause_after(const std::vector<Step>& steps, Duration age) {
  for (const Step& step : steps) {
    if (step.until == Duration::zero() || age < step.until) return step.every;
  }
  return steps.back().every;
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
