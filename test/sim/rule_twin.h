// When a request's clock ends, reckoned a second time from the files of the rules and by another way than
// removal/rule.cc: slowly, minute by minute, with the C library's notion of what day it is where. A due date
// of the house that is another than this is wrong, or this is.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"

namespace jium::sim {

class RuleTwin {
 public:
  // The texts of data/rules/removal.toml and of data/rules/holidays, as the binary carries them. Throws when
  // they cannot be read.
  RuleTwin(std::string_view rules, const std::vector<std::string_view>& holidays);
  // Which rule an operator of `jurisdiction` is held to at `at`.
  [[nodiscard]] std::string rule_for(std::string_view jurisdiction, Instant at) const;
  [[nodiscard]] Instant due(const std::string& rule, Instant sent) const;

 private:
  struct Clockwork {
    std::vector<std::string> jurisdictions;
    Instant in_force_from{};
    bool is_standard = true;
    int minutes = 0;       // or, when these are none,
    int working_days = 0;  // by the calendar of
    std::string country;
  };
  struct Country {
    std::string zone;           // "Asia/Seoul"
    std::set<std::string> off;  // days, "2026-12-25"
    std::set<int> weekend;      // 0 = Sunday
  };
  void read_country(std::string_view text);
  [[nodiscard]] Instant end_of_working_days(const Clockwork& rule, Instant sent) const;

  std::map<std::string, Clockwork> rules_;
  std::map<std::string, Country> countries_;
};

}  // namespace jium::sim
