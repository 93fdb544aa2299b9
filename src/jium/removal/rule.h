// Rules of law are dated data (data/rules/removal.toml), never code: on what basis an operator is asked, and
// within which time it must answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/removal/operator.h"

namespace jium::removal {

struct Rule {
  std::string id;                          // "kr-without-delay"
  std::vector<std::string> jurisdictions;  // of operators; "*" for all the others
  Instant in_force_from{};
  Duration clock{};                 // from sending to when the request is overdue
  bool clock_is_statutory = false;  // false: our own target, as the law names no hours
  std::string title_ko, title_en;   // the statute
  std::string basis_ko, basis_en;   // a sentence or two for the letter
  std::string source;               // where the text was read
  std::string checked_on;           // the day it was last checked

  [[nodiscard]] const std::string& title(Language language) const {
    return language == Language::ko ? title_ko : title_en;
  }
  [[nodiscard]] const std::string& basis(Language language) const {
    return language == Language::ko ? basis_ko : basis_en;
  }
};

class RuleBook {
 public:
  // Malformed, naming the rule and the field, when anything is missing, unknown or double (two rules for one
  // jurisdiction from one day on), when a clock is not of whole hours, or when there is no rule for "*".
  [[nodiscard]] static Result<RuleBook> parse(std::string_view toml);

  // The rule in force at `at` for an operator of `jurisdiction`: the latest that names it, else that of "*".
  // Missing when no rule was in force yet.
  [[nodiscard]] Result<Rule> rule_for(std::string_view jurisdiction, Instant at) const;
  [[nodiscard]] Result<Rule> rule_by_id(std::string_view id) const;
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }

 private:
  std::vector<Rule> rules_;
};

// The rules that the binary carries.
[[nodiscard]] Result<RuleBook> built_in_rules();

}  // namespace jium::removal
