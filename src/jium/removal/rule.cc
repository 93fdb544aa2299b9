#include "jium/removal/rule.h"

#include <algorithm>
#include <array>

#include "jium/embedded/removal_rules.h"
#include "jium/removal/korean_day.h"
#include "jium/removal/table_reader.h"

namespace jium::removal {
namespace {

constexpr std::array<std::string_view, 25> kFields{
    "id",       "jurisdictions", "in_force_from", "clock",      "clock_kind", "calendar", "needs",
    "variant",  "status",        "source",        "checked_on", "title_ko",   "title_en", "title_ja",
    "title_zh", "title_ru",      "title_es",      "title_vi",   "basis_ko",   "basis_en", "basis_ja",
    "basis_zh", "basis_ru",      "basis_es",      "basis_vi"};

constexpr std::string_view kWorkingDays = " working days";
constexpr int kMostWorkingDays = 60;

class RuleReader : public TableReader {
 public:
  using TableReader::TableReader;

  [[nodiscard]] Result<std::vector<std::string>> jurisdictions(std::string_view key) const {
    std::vector<std::string> values;
    if (const toml::array* array = table()[key].as_array()) {
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

  // In Korean and English always, in other languages where there is one.
  [[nodiscard]] Result<std::map<Language, std::string>> in_languages(std::string_view stem) const {
    std::map<Language, std::string> texts;
    for (const Language language :
         {Language::ko, Language::en, Language::ja, Language::zh, Language::ru, Language::es, Language::vi}) {
      const std::string key = std::string(stem) + "_" + std::string(to_text(language));
      const bool always = language == Language::ko || language == Language::en;
      if (!always && !table().contains(key)) continue;
      JIUM_TRY(texts[language], text(key));
    }
    return texts;
  }

  [[nodiscard]] Result<std::vector<Need>> needs(std::string_view key) const {
    std::vector<Need> needs;
    if (const toml::array* array = table()[key].as_array()) {
      for (const toml::node& node : *array) {
        const auto need = parse_enum<Need>("need", node.value<std::string>().value_or(""));
        if (!need) return wrong(key, "are words such as exact_address, signature");
        if (std::find(needs.begin(), needs.end(), *need) != needs.end()) return wrong(key, "names one twice");
        needs.push_back(*need);
      }
    }
    if (needs.empty()) return wrong(key, "must name at least one");
    return needs;
  }

  // The word of an optional field; `usual` where it is not there.
  [[nodiscard]] Result<std::string> word(std::string_view key, std::string_view usual) const {
    if (!table().contains(key)) return std::string(usual);
    return text(key);
  }

  // "3 working days": the number; nothing when the clock is of another form.
  [[nodiscard]] Result<int> working_days(std::string_view key) const {
    JIUM_TRY(const std::string written, text(key));
    if (!written.ends_with(kWorkingDays)) return 0;
    const std::string number = written.substr(0, written.size() - kWorkingDays.size());
    const bool digits =
        !number.empty() && number.size() <= 2 &&
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int days = digits ? std::stoi(number) : 0;
    if (days < 1 || days > kMostWorkingDays) return wrong(key, "counts from 1 to 60 working days");
    return days;
  }
};

Result<void> read_clock(const RuleReader& reader, const HolidayBook& holidays, bool has_calendar,
                        Rule& rule) {
  JIUM_TRY(rule.working_days, reader.working_days("clock"));
  if (rule.working_days == 0) {
    if (has_calendar) return reader.wrong("calendar", "is for clocks of working days only");
    JIUM_TRY(rule.clock, reader.whole_hours("clock"));
    return {};
  }
  JIUM_TRY(const std::string country, reader.text("calendar"));
  rule.calendar = holidays.calendar(country);
  if (rule.calendar == nullptr)
    return reader.wrong("calendar", "names a country whose holidays are not known");
  return {};
}

Result<Rule> read_rule(const toml::table& table, const HolidayBook& holidays, std::size_t number) {
  Rule rule;
  JIUM_TRY(rule.id, RuleReader(table, "rule number " + std::to_string(number)).text("id"));
  const RuleReader reader(table, "rule " + rule.id);
  JIUM_CHECK(reader.knows_only(kFields));
  JIUM_TRY(rule.jurisdictions, reader.jurisdictions("jurisdictions"));
  JIUM_TRY(const std::string status, reader.word("status", "in_force"));
  if (status != "in_force" && status != "planned") return reader.wrong("status", "is in_force or planned");
  rule.planned = status == "planned";
  if (rule.planned && table.contains("in_force_from"))
    return reader.wrong("in_force_from", "is not known of law that is planned");
  if (!rule.planned) {
    JIUM_TRY(const auto day, reader.day("in_force_from"));
    const bool is_korean = std::ranges::find(rule.jurisdictions, "KR") != rule.jurisdictions.end();
    rule.in_force_from = is_korean ? korean_midnight(day) : Instant{day};
  }
  JIUM_TRY(const std::string variant, reader.word("variant", "standard"));
  const auto known_variant = parse_enum<RuleVariant>("variant", variant);
  if (!known_variant) return reader.wrong("variant", "is standard, trusted_flagger or terms");
  rule.variant = *known_variant;
  JIUM_CHECK(read_clock(reader, holidays, table.contains("calendar"), rule));
  JIUM_TRY(const std::string kind, reader.text("clock_kind"));
  if (kind != "statutory" && kind != "own_target")
    return reader.wrong("clock_kind", "is statutory or own_target");
  rule.clock_is_statutory = kind == "statutory";
  JIUM_TRY(rule.needs, reader.needs("needs"));
  JIUM_TRY(rule.titles, reader.in_languages("title"));
  JIUM_TRY(rule.bases, reader.in_languages("basis"));
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
    if (other.in_force_from != rule.in_force_from || other.variant != rule.variant) continue;
    if (other.planned || rule.planned) continue;
    for (const std::string& jurisdiction : rule.jurisdictions) {
      if (!names(other, jurisdiction)) continue;
      return fault(FaultKind::malformed, "rule " + rule.id + ": jurisdictions lists " + jurisdiction +
                                             ", and rule " + other.id + " does so from the same day");
    }
  }
  return {};
}

}  // namespace

namespace {

const std::string& in_language(const std::map<Language, std::string>& texts, Language language) {
  static const std::string kNone;
  for (const Language one : {language, Language::en}) {
    if (const auto found = texts.find(one); found != texts.end()) return found->second;
  }
  return kNone;
}

}  // namespace

const std::string& Rule::title(Language language) const {
  return in_language(titles, language);
}

const std::string& Rule::basis(Language language) const {
  return in_language(bases, language);
}

Result<Instant> Rule::due_after(Instant sent) const {
  if (working_days == 0) return sent + clock;
  if (calendar == nullptr) return fault(FaultKind::internal, "a clock of working days has no calendar");
  return calendar->end_of_working_day(sent, working_days);
}

Result<RuleBook> RuleBook::parse(std::string_view text, const HolidayBook& holidays) {
  RuleBook book;
  try {
    const toml::table document = toml::parse(text);
    const toml::array* rules = document["rule"].as_array();
    if (rules == nullptr) return fault(FaultKind::malformed, "no [[rule]] in the rule file");
    for (const toml::node& node : *rules) {
      const toml::table* table = node.as_table();
      if (table == nullptr) return fault(FaultKind::malformed, "every rule is a table");
      JIUM_TRY(Rule rule, read_rule(*table, holidays, book.rules_.size() + 1));
      JIUM_CHECK(check_beside(rule, book.rules_));
      book.rules_.push_back(std::move(rule));
    }
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the rule file, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
  const bool has_default = std::any_of(book.rules_.begin(), book.rules_.end(), [](const Rule& r) {
    return !r.planned && r.variant == RuleVariant::standard && names(r, "*");
  });
  if (!has_default) return fault(FaultKind::malformed, "no rule names the jurisdiction *");
  return book;
}

Result<Rule> RuleBook::rule_for(std::string_view jurisdiction, Instant at, RuleVariant variant) const {
  const auto latest = [&](std::string_view place, RuleVariant of) {
    const Rule* best = nullptr;
    for (const Rule& rule : rules_) {
      const bool fits = !rule.planned && rule.variant == of && names(rule, place) && rule.in_force_from <= at;
      if (fits && (best == nullptr || rule.in_force_from > best->in_force_from)) best = &rule;
    }
    return best;
  };
  const Rule* found = latest(jurisdiction, variant);
  if (found == nullptr) found = latest(jurisdiction, RuleVariant::standard);
  if (found == nullptr) found = latest("*", RuleVariant::standard);
  if (found != nullptr) return *found;
  return fault(FaultKind::missing, "no removal rule was in force on that day");
}

Result<Rule> RuleBook::rule_by_id(std::string_view id) const {
  const auto found =
      std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  if (found == rules_.end()) return fault(FaultKind::missing, "no rule of that id");
  return *found;
}

Result<RuleBook> built_in_rules() {
  JIUM_TRY(const HolidayBook holidays, built_in_holidays());
  return RuleBook::parse(embedded::kRemovalRules, holidays);
}

}  // namespace jium::removal
