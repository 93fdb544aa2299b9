#include "jium/removal/paced_steps.h"

#include "jium/removal/paced_steps_toml.h"

namespace jium::removal {
namespace {

Fault wrong(const std::string& where, std::string_view what) {
  return fault(FaultKind::malformed, where + " " + std::string(what));
}

Result<PacedStep> read_step(const toml::table& table, bool is_last, const std::string& where,
                            const PaceLimits& limits) {
  PacedStep step;
  for (const auto& [key, node] : table) {
    if (key.str() != "until" && key.str() != "every")
      return wrong(where, "has no other field than until and every");
  }
  JIUM_TRY(step.every, read_pause(table, "every", where + " every"));
  if (step.every < limits.most_often || step.every > limits.least_often) return wrong(where, limits.words);
  if (is_last != !table.contains("until")) return wrong(where, "until stands in every step but the last");
  if (!is_last) {
    JIUM_TRY(step.until, read_pause(table, "until", where + " until"));
  }
  return step;
}

}  // namespace

Result<Duration> read_pause(const toml::table& table, std::string_view key, const std::string& where) {
  const auto text = table[key].value<std::string>();
  if (!text) return wrong(where, "is a duration in quotes, such as \"6h\"");
  const auto duration = parse_duration(*text);
  if (!duration || *duration <= Duration::zero()) return wrong(where, "is a duration, such as \"6h\"");
  return *duration;
}

Result<Instant> read_first_day(const toml::table& table, std::string_view key, const std::string& name) {
  const auto day = table[key].value<toml::date>();
  if (!day) return wrong(name + ": " + std::string(key), "must be a date, 2026-11-22");
  return Instant{std::chrono::sys_days{std::chrono::year{day->year} / day->month / day->day}};
}

Result<std::vector<PacedStep>> read_paced_steps(const toml::table& table, std::string_view key,
                                                const std::string& name, const PaceLimits& limits) {
  const toml::array* const array = table[key].as_array();
  const std::string where = name + ": " + std::string(key);
  if (array == nullptr || array->empty()) return wrong(where, "must list at least one step");
  std::vector<PacedStep> steps;
  for (const toml::node& node : *array) {
    const toml::table* const one = node.as_table();
    if (one == nullptr) return wrong(where, "is a list of { until, every }");
    JIUM_TRY(const PacedStep step, read_step(*one, steps.size() + 1 == array->size(), where, limits));
    if (!steps.empty() && step.until > Duration::zero() && step.until <= steps.back().until)
      return wrong(where, "grows in until");
    steps.push_back(step);
  }
  return steps;
}

Duration pause_after(const std::vector<PacedStep>& steps, Duration age) {
  for (const PacedStep& step : steps) {
    if (step.until == Duration::zero() || age < step.until) return step.every;
  }
  return steps.back().every;
}

}  // namespace jium::removal
