#include "sim/rule_twin.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <stdexcept>

namespace jium::sim {
namespace {

constexpr std::array<std::string_view, 7> kWeek{"sunday",   "monday", "tuesday", "wednesday",
                                                "thursday", "friday", "saturday"};

// The C library knows one zone at a time, for the whole process.
class InZone {
 public:
  explicit InZone(const std::string& zone) {
    const char* const before = std::getenv("TZ");
    if (before != nullptr) before_ = before;
    ::setenv("TZ", zone.c_str(), 1);
    ::tzset();
  }
  ~InZone() {
    if (before_) {
      ::setenv("TZ", before_->c_str(), 1);
    } else {
      ::unsetenv("TZ");
    }
    ::tzset();
  }
  InZone(const InZone&) = delete;
  InZone& operator=(const InZone&) = delete;

 private:
  std::optional<std::string> before_;
};

int minutes_of(const std::string& clock) {
  const int number = std::stoi(clock);
  switch (clock.back()) {
    case 'm':
      return number;
    case 'h':
      return number * 60;
    case 'd':
      return number * 60 * 24;
    default:
      throw std::runtime_error("the twin does not know the clock " + clock);
  }
}

}  // namespace

RuleTwin::RuleTwin(std::string_view rules, const std::vector<std::string_view>& holidays) {
  const toml::table file = toml::parse(rules);
  for (const toml::node& node : *file["rule"].as_array()) {
    const toml::table& rule = *node.as_table();
    if (rule["status"].value_or(std::string()) == "planned") continue;
    Clockwork clockwork;
    clockwork.is_standard = rule["variant"].value_or(std::string("standard")) == "standard";
    const toml::date from = *rule["in_force_from"].value<toml::date>();
    clockwork.in_force_from = std::chrono::sys_days{std::chrono::year{from.year} / from.month / from.day};
    // A Korean day begins when it is three in the afternoon of the day before by UTC.
    if (std::find(clockwork.jurisdictions.begin(), clockwork.jurisdictions.end(), "KR") !=
        clockwork.jurisdictions.end())
      clockwork.in_force_from -= std::chrono::hours{9};
    const auto clock = *rule["clock"].value<std::string>();
    if (clock.find("working") == std::string::npos) {
      clockwork.minutes = minutes_of(clock);
    } else {
      clockwork.working_days = std::stoi(clock);
      clockwork.country = *rule["calendar"].value<std::string>();
    }
    for (const toml::node& word : *rule["jurisdictions"].as_array())
      clockwork.jurisdictions.push_back(*word.value<std::string>());
    rules_[*rule["id"].value<std::string>()] = clockwork;
  }
  for (const std::string_view text : holidays) read_country(text);
}

void RuleTwin::read_country(std::string_view text) {
  const toml::table file = toml::parse(text);
  Country country;
  country.zone = *file["zone"].value<std::string>();
  for (const toml::node& day : *file["weekend"].as_array()) {
    const auto at = std::find(kWeek.begin(), kWeek.end(), *day.value<std::string>());
    country.weekend.insert(static_cast<int>(at - kWeek.begin()));
  }
  for (const toml::node& year : *file["year"].as_array()) {
    for (const toml::node& day : *(*year.as_table())["days"].as_array()) {
      const toml::date date = *(*day.as_table())["date"].value<toml::date>();
      country.off.insert(fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    }
  }
  countries_[*file["country"].value<std::string>()] = country;
}

std::string RuleTwin::rule_for(std::string_view jurisdiction, Instant at) const {
  for (const std::string_view wanted : {jurisdiction, std::string_view("*")}) {
    std::string best;
    Instant since{};
    for (const auto& [id, rule] : rules_) {
      const bool names =
          std::find(rule.jurisdictions.begin(), rule.jurisdictions.end(), wanted) != rule.jurisdictions.end();
      if (!names || rule.in_force_from > at || (!best.empty() && rule.in_force_from < since)) continue;
      best = id;
      since = rule.in_force_from;
    }
    if (!best.empty()) return best;
  }
  return {};
}

Instant RuleTwin::due(const std::string& id, Instant sent) const {
  const Clockwork& rule = rules_.at(id);
  if (rule.working_days > 0) return end_of_working_days(rule, sent);
  Instant at = sent;
  for (int left = rule.minutes; left > 0; --left) at += std::chrono::minutes{1};
  return at;
}

// The day of sending does not count; each minute of the days after it is asked what day it is there.
Instant RuleTwin::end_of_working_days(const Clockwork& rule, Instant sent) const {
  const Country& country = countries_.at(rule.country);
  const auto day_at = [&](Instant at) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    std::tm there{};
    ::localtime_r(&seconds, &there);
    return std::pair(there.tm_wday,
                     fmt::format("{:04}-{:02}-{:02}", there.tm_year + 1900, there.tm_mon + 1, there.tm_mday));
  };
  const InZone here(country.zone);
  Instant at = std::chrono::floor<std::chrono::minutes>(sent);
  auto day = day_at(at);
  for (int left = rule.working_days; left >= 0;) {
    at += std::chrono::minutes{1};
    const auto now = day_at(at);
    if (now == day) continue;
    day = now;
    if (left == 0) return at;  // the last one is over
    if (!country.weekend.contains(day.first) && !country.off.contains(day.second)) --left;
  }
  return at;
}

}  // namespace jium::sim
