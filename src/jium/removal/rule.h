// Rules of law are dated data (data/rules/removal.toml), never code: on what basis an operator is asked,
// within which time it must answer, and what a valid notice must contain.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/removal/notice.h"
#include "jium/removal/operator.h"
#include "jium/removal/working_days.h"

namespace jium::removal {

// trusted_flagger: for centres that have that status (Regulation (EU) 2022/2065, article 22). terms: the
// operator's own terms of service; asked for by its id.
enum class RuleVariant { standard, trusted_flagger, terms };
BOOST_DESCRIBE_ENUM(RuleVariant, standard, trusted_flagger, terms)

struct Rule {
  std::string id;                          // "kr-without-delay"
  std::vector<std::string> jurisdictions;  // of operators; "*" for all the others
  Instant in_force_from{};  // the midnight that begins the day in Korea, of rules for KR; of others by UTC
  bool planned = false;     // law to come: listed, never applied, no date in force
  RuleVariant variant = RuleVariant::standard;
  Duration clock{};      // from sending to when the request is overdue, or zero ...
  int working_days = 0;  // ... when it counts these ...
  std::shared_ptr<const HolidayCalendar> calendar;  // ... by the holidays and the clocks of a country
  bool clock_is_statutory = false;                  // false: our own target, as the law names no time
  std::vector<Need> needs;                          // of a valid notice
  std::map<Language, std::string> titles;           // the statute; Korean and English always
  std::map<Language, std::string> bases;            // a sentence or two for the letter
  std::string source;                               // where the text was read
  std::string checked_on;                           // the day it was last checked

  // In English where there is none in this language.
  [[nodiscard]] const std::string& title(Language language) const;
  [[nodiscard]] const std::string& basis(Language language) const;
  // When the clock of a request that was sent at `sent` ends, to the minute or better. Missing when it counts
  // days that nobody knows of.
  [[nodiscard]] Result<Instant> due_after(Instant sent) const;
};

class RuleBook {
 public:
  // Malformed, naming the rule and the field, when anything is missing, unknown or double (two rules of one
  // variant for one jurisdiction from one day on), when a clock is not of whole hours or working days, or
  // when there is no rule for "*".
  [[nodiscard]] static Result<RuleBook> parse(std::string_view toml, const HolidayBook& holidays = {});

  // The rule in force at `at` for an operator of `jurisdiction`: the latest of the variant that names it,
  // else the standard one, else that of "*". Missing when no rule was in force yet.
  [[nodiscard]] Result<Rule> rule_for(std::string_view jurisdiction, Instant at,
                                      RuleVariant variant = RuleVariant::standard) const;
  [[nodiscard]] Result<Rule> rule_by_id(std::string_view id) const;
  // Those planned too.
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }

 private:
  std::vector<Rule> rules_;
};

// The rules that the binary carries, with its holidays.
[[nodiscard]] Result<RuleBook> built_in_rules();

}  // namespace jium::removal
