#include "jium/removal/rule.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "jium/embedded/removal_rules.h"

namespace jium::removal {
namespace {

constexpr std::array<std::string_view, 11> kFields{"id",         "jurisdictions", "in_force_from", "clock",
                                                   "clock_kind", "title_ko",      "title_en",      "basis_ko",
                                                   "basis_en",   "source",        "checked_on"};

class RuleReader {
 public:
  RuleReader(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  [[nodiscard]] Fault wrong(std::string_view key, std::string_view what) const {
    return fault(FaultKind::malformed, name_ + ": " + std::string(key) + " " + std::string(what));
  }

  // A misspelt field is not passed over in silence.
  [[nodiscard]] Result<void> knows_every_field() const {
    for (const auto& [key, node] : table_) {
      const bool known = std::find(kFields.begin(), kFields.end(), key.str()) != kFields.end();
      if (!known) return wrong(key.str(), "is not a field of a rule");
    }
    return {};
  }

  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto value = table_[key].value<std::string>();
    if (!value || value->empty()) return wrong(key, "is missing");
    return *value;
  }

  [[nodiscard]] Result<std::vector<std::string>> jurisdictions(std::string_view key) const {
    std::vector<std::string> values;
    if (const toml::array* array = table_[key].as_array()) {
      for (const toml::node& node : *array) {
        const auto value = node.value<std::string>();
        if (!value || !is_jurisdiction(*value))
          return wrong(key, "are two capital letters each (KR, US, EU), or *");
        if (std::find(values.begin(), values.end(), *value) != values.end())
          return wrong(key, "lists " + *value + " twice");
        values.push_back(*value);
      }
    }
    if (values.empty()) return wrong(key, "must list at least one");
    return values;
  }

  [[nodiscard]] Result<Instant> day(std::string_view key) const {
    const auto date = table_[key].value<toml::date>();
    if (!date) return wrong(key, "must be a date, 2026-11-22");
    return Instant{std::chrono::sys_days{std::chrono::year{date->year} / date->month / date->day}};
  }

  // Letters name the clock in hours.
  [[nodiscard]] Result<Duration> whole_hours(std::string_view key) const {
    JIUM_TRY(const std::string written, text(key));
    const auto duration = parse_duration(written);
    if (!duration || *duration <= Duration::zero() || *duration % std::chrono::hours{1} != Duration::zero()) {
      return wrong(key, "must be whole hours or days, such as 48h or 2d");
    }
    return *duration;
  }

 private:
  const toml::table& table_;
  std::string name_;
};

Result<Rule> read_rule(const toml::table& table, std::size_t number) {
  Rule rule;
  JIUM_TRY(rule.id, RuleReader(table, "rule number " + std::to_string(number)).text("id"));
  const RuleReader reader(table, "rule " + rule.id);
  JIUM_CHECK(reader.knows_every_field());
  JIUM_TRY(rule.jurisdictions, reader.jurisdictions("jurisdictions"));
  JIUM_TRY(rule.in_force_from, reader.day("in_force_from"));
  JIUM_TRY(rule.clock, reader.whole_hours("clock"));
  JIUM_TRY(const std::string kind, reader.text("clock_kind"));
  if (kind != "statutory" && kind != "own_target")
    return reader.wrong("clock_kind", "is statutory or own_target");
  rule.clock_is_statutory = kind == "statutory";
  JIUM_TRY(rule.title_ko, reader.text("title_ko"));
  JIUM_TRY(rule.title_en, reader.text("title_en"));
  JIUM_TRY(rule.basis_ko, reader.text("basis_ko"));
  JIUM_TRY(rule.basis_en, reader.text("basis_en"));
  JIUM_TRY(rule.source, reader.text("source"));
  JIUM_TRY(rule.checked_on, reader.text("checked_on"));
  return rule;
}

bool names(const Rule& rule, std::string_view jurisdiction) {
  return std::find(rule.jurisdictions.begin(), rule.jurisdictions.end(), jurisdiction) !=
         rule.jurisdictions.end();
}

// Two rules for one jurisdiction from one day on: which of them is the law could not be said.
Result<void> check_beside(const Rule& rule, const std::vector<Rule>& others) {
  for (const Rule& other : others) {
    if (other.id == rule.id) return fault(FaultKind::malformed, "rule " + rule.id + ": id is there twice");
    if (other.in_force_from != rule.in_force_from) continue;
    for (const std::string& jurisdiction : rule.jurisdictions) {
      if (!names(other, jurisdiction)) continue;
      return fault(FaultKind::malformed, "rule " + rule.id + ": jurisdictions lists " + jurisdiction +
                                             ", and rule " + other.id + " does so from the same day");
    }
  }
  return {};
}

}  // namespace

Result<RuleBook> RuleBook::parse(std::string_view text) {
  RuleBook book;
  try {
    const toml::table document = toml::parse(text);
    const toml::array* rules = document["rule"].as_array();
    if (rules == nullptr) return fault(FaultKind::malformed, "no [[rule]] in the rule file");
    for (const toml::node& node : *rules) {
      const toml::table* table = node.as_table();
      if (table == nullptr) return fault(FaultKind::malformed, "every rule is a table");
      JIUM_TRY(Rule rule, read_rule(*table, book.rules_.size() + 1));
      JIUM_CHECK(check_beside(rule, book.rules_));
      book.rules_.push_back(std::move(rule));
    }
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the rule file, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
  const bool has_default =
      std::any_of(book.rules_.begin(), book.rules_.end(), [](const Rule& r) { return names(r, "*"); });
  if (!has_default) return fault(FaultKind::malformed, "no rule names the jurisdiction *");
  return book;
}

Result<Rule> RuleBook::rule_for(std::string_view jurisdiction, Instant at) const {
  for (const std::string_view wanted : {jurisdiction, std::string_view("*")}) {
    const Rule* best = nullptr;
    for (const Rule& rule : rules_) {
      const bool fits = names(rule, wanted) && rule.in_force_from <= at;
      if (fits && (best == nullptr || rule.in_force_from > best->in_force_from)) best = &rule;
    }
    if (best != nullptr) return *best;
  }
  return fault(FaultKind::missing, "no removal rule was in force on that day");
}

Result<Rule> RuleBook::rule_by_id(std::string_view id) const {
  const auto found =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  if (found == rules_.end()) return fault(FaultKind::missing, "no rule of that id");
  return *found;
}

Result<RuleBook> built_in_rules() {
  return RuleBook::parse(embedded::kRemovalRules);
}

}  // namespace jium::removal
