#include "jium/casework/retention.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "jium/embedded/retention_rules.h"

namespace jium::casework {
namespace {

constexpr std::array<std::string_view, 11> kFields{
    "id",        "record",           "in_force_from", "in_force_until", "keep",      "on_request",
    "when_over", "shortens_running", "article",       "source",         "checked_on"};

class RuleReader {
 public:
  RuleReader(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  [[nodiscard]] Fault wrong(std::string_view key, std::string_view what) const {
    return fault(FaultKind::malformed, name_ + ": " + std::string(key) + " " + std::string(what));
  }
  // A misspelt field is not passed over in silence.
  [[nodiscard]] Result<void> knows_every_field() const {
    for (const auto& [key, node] : table_) {
      if (std::find(kFields.begin(), kFields.end(), key.str()) == kFields.end())
        return wrong(key.str(), "is not a field of a rule");
    }
    return {};
  }
  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto value = table_[key].value<std::string>();
    if (!value || value->empty()) return wrong(key, "is missing");
    return *value;
  }
  template <DescribedEnum E>
  [[nodiscard]] Result<E> word(std::string_view key) const {
    JIUM_TRY(const std::string written, text(key));
    const auto parsed = parse_enum<E>(key, written);
    if (!parsed) return wrong(key, "is one of " + choices_of<E>());
    return *parsed;
  }
  [[nodiscard]] Result<Instant> day(std::string_view key) const {
    const auto date = table_[key].value<toml::date>();
    if (!date) return wrong(key, "must be a date, 2026-11-22");
    return Instant{std::chrono::sys_days{std::chrono::year{date->year} / date->month / date->day}};
  }
  [[nodiscard]] Result<std::optional<Instant>> maybe_day(std::string_view key) const {
    if (!table_.contains(key)) return std::optional<Instant>();
    JIUM_TRY(const Instant at, day(key));
    return std::optional<Instant>(at);
  }
  [[nodiscard]] Result<bool> flag(std::string_view key) const {
    const auto value = table_[key].value<bool>();
    if (!value) return wrong(key, "is true or false");
    return *value;
  }
  // "permanent", or whole years: "5y".
  [[nodiscard]] Result<std::optional<int>> years(std::string_view key) const {
    JIUM_TRY(const std::string written, text(key));
    if (written == "permanent") return std::optional<int>();
    const bool shaped =
        written.size() >= 2 && written.size() <= 4 && written.back() == 'y' &&
        std::all_of(written.begin(), written.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
    const int number = shaped ? std::stoi(written) : 0;
    if (number < 1) return wrong(key, "must be permanent, or whole years such as 5y");
    return std::optional<int>(number);
  }

 private:
  const toml::table& table_;
  std::string name_;
};

Result<RetentionRule> read_rule(const toml::table& table, std::size_t number) {
  RetentionRule rule;
  JIUM_TRY(rule.id, RuleReader(table, "rule number " + std::to_string(number)).text("id"));
  const RuleReader reader(table, "rule " + rule.id);
  JIUM_CHECK(reader.knows_every_field());
  JIUM_TRY(rule.record, reader.word<RecordClass>("record"));
  JIUM_TRY(rule.in_force_from, reader.day("in_force_from"));
  JIUM_TRY(rule.in_force_until, reader.maybe_day("in_force_until"));
  if (rule.in_force_until && *rule.in_force_until <= rule.in_force_from)
    return reader.wrong("in_force_until", "must come after in_force_from");
  JIUM_TRY(rule.years, reader.years("keep"));
  JIUM_TRY(rule.on_request, reader.word<OnRequest>("on_request"));
  JIUM_TRY(rule.when_over, reader.word<WhenOver>("when_over"));
  JIUM_TRY(rule.shortens_running, reader.flag("shortens_running"));
  JIUM_TRY(rule.article, reader.text("article"));
  JIUM_TRY(rule.source, reader.text("source"));
  JIUM_TRY(rule.checked_on, reader.text("checked_on"));
  return rule;
}

Result<void> check_all(const std::vector<RetentionRule>& rules) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool too_short =
        rules[i].record == RecordClass::audit && rules[i].years && *rules[i].years < kLeastLogYears;
    if (too_short)
      return fault(
          FaultKind::malformed,
          "rule " + rules[i].id + ": keep must be 2y or more, as entries of the log are kept two years");
    for (std::size_t j = 0; j < i; ++j) {
      if (rules[i].id == rules[j].id)
        return fault(FaultKind::malformed, "rule " + rules[i].id + ": id is there twice");
    }
  }
  for (const RecordClass record : {RecordClass::child_material, RecordClass::investigator_requested,
                                   RecordClass::other, RecordClass::audit}) {
    if (std::none_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule.record == record; }))
      return fault(FaultKind::malformed, "no rule is for " + std::string(to_text(record)));
  }
  return {};
}

// A later rule that says so takes the older one's place, for running terms too.
bool is_replaced(const RetentionRule& rule, const std::vector<RetentionRule>& rules, Instant now) {
  return std::any_of(rules.begin(), rules.end(), [&](const RetentionRule& later) {
    return later.shortens_running && later.record == rule.record &&
           later.in_force_from > rule.in_force_from && later.in_force_from <= now;
  });
}

bool reaches(const RetentionRule& rule, const Record& record, Instant now) {
  return std::find(record.classes.begin(), record.classes.end(), rule.record) != record.classes.end() &&
         rule.in_force_from <= now && (!rule.in_force_until || *rule.in_force_until > record.begun);
}

// The end that this rule sets; none: for ever, or not counting yet.
std::optional<Instant> end_by(const RetentionRule& rule, const Record& record) {
  if (!rule.years || !record.ended) return std::nullopt;
  return years_after(*record.ended, *rule.years);
}

bool ends_later(const std::optional<Instant>& one, const std::optional<Instant>& other) {
  if (!other) return false;
  return !one || *one > *other;
}

}  // namespace

Instant years_after(Instant from, int years) {
  const auto midnight = std::chrono::floor<std::chrono::days>(from);
  const std::chrono::year_month_day day{midnight};
  const std::chrono::year_month_day later = day + std::chrono::years{years};
  // A day that is not there is read as one after the last of its month.
  return Instant{std::chrono::sys_days{later}} + (from - midnight);
}

Result<RetentionBook> RetentionBook::parse(std::string_view text) {
  RetentionBook book;
  try {
    const toml::table document = toml::parse(text);
    const toml::array* rules = document["rule"].as_array();
    if (rules == nullptr) return fault(FaultKind::malformed, "no [[rule]] in the rule file");
    for (const toml::node& node : *rules) {
      const toml::table* table = node.as_table();
      if (table == nullptr) return fault(FaultKind::malformed, "every rule is a table");
      JIUM_TRY(RetentionRule rule, read_rule(*table, book.rules_.size() + 1));
      book.rules_.push_back(std::move(rule));
    }
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the rule file, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
  JIUM_CHECK(check_all(book.rules_));
  return book;
}

std::optional<Instant> RetentionBook::none_over_after(RecordClass record, Instant now) const {
  int longest = 0;
  for (const RetentionRule& rule : rules_) {
    const bool in_force = rule.in_force_from <= now && !rule.in_force_until;
    if (rule.record != record || !in_force || is_replaced(rule, rules_, now)) continue;
    if (!rule.years) return std::nullopt;
    longest = std::max(longest, *rule.years);
  }
  // A day more than that, as the calendar may move an end by one.
  return longest == 0 ? std::optional<Instant>() : years_after(now, -longest) + std::chrono::days{1};
}

Term RetentionBook::term_of(const Record& record, Instant now) const {
  Term term;
  std::vector<const RetentionRule*> demand;
  bool any = false;
  bool all_destroy = true;
  for (const RetentionRule& rule : rules_) {
    if (!reaches(rule, record, now) || is_replaced(rule, rules_, now)) continue;
    const auto end = end_by(rule, record);
    if (!any || ends_later(end, term.until)) term.until = end;
    any = true;
    all_destroy = all_destroy && rule.when_over == WhenOver::destroy;
    if (end && *end <= now) continue;
    demand.push_back(&rule);
    if (rule.on_request == OnRequest::decide) term.on_request = OnRequest::decide;
  }
  term.over = any && demand.empty();
  term.when_over = any && all_destroy ? WhenOver::destroy : WhenOver::ask;
  std::stable_sort(demand.begin(), demand.end(), [&](const RetentionRule* one, const RetentionRule* other) {
    return ends_later(end_by(*one, record), end_by(*other, record));
  });
  for (const RetentionRule* rule : demand) term.rules.push_back(rule->id);
  return term;
}

const RetentionBook& built_in_retention() {
  static const RetentionBook book = [] {
    auto parsed = RetentionBook::parse(embedded::kRetentionRules);
    if (!parsed) std::abort();  // what the binary carries is its own promise
    return *std::move(parsed);
  }();
  return book;
}

Record record_of(const Case& the_case, const std::vector<registry::FootageSource>& sources,
                 bool classed_as_child) {
  const auto has = [](const auto& list, auto value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  Record record{.classes = {}, .begun = the_case.opened_at, .ended = the_case.closed_at};
  const bool of_a_child = classed_as_child || has(the_case.harm_types, HarmType::child_exploitation) ||
                          (the_case.age_band == AgeBand::under_14 && !sources.empty());
  if (of_a_child) record.classes.push_back(RecordClass::child_material);
  if (has(sources, registry::FootageSource::police))
    record.classes.push_back(RecordClass::investigator_requested);
  if (record.classes.empty()) record.classes.push_back(RecordClass::other);
  return record;
}

}  // namespace jium::casework
