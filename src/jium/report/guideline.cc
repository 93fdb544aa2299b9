#include "jium/report/guideline.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "jium/embedded/guidelines.h"

namespace jium::report {
namespace {

constexpr int kMostMonths = 12 * 50;
constexpr std::array kZones{Zone::mitigated,        Zone::basic,   Zone::aggravated, Zone::special_aggravated,
                            Zone::several_offences, Zone::habitual};

class TableReader {
 public:
  TableReader(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  [[nodiscard]] Fault wrong(std::string_view key, std::string_view what) const {
    return fault(FaultKind::malformed, name_ + ": " + std::string(key) + " " + std::string(what));
  }
  [[nodiscard]] Result<void> knows_only(std::span<const std::string_view> fields) const {
    for (const auto& [key, node] : table_) {
      if (std::ranges::find(fields, key.str()) == fields.end())
        return wrong(key.str(), "is not a field here");
    }
    return {};
  }
  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto value = table_[key].value<std::string>();
    if (!value || value->empty()) return wrong(key, "is missing");
    return *value;
  }
  [[nodiscard]] Result<std::string> maybe_text(std::string_view key) const {
    if (!table_.contains(key)) return std::string();
    return text(key);
  }
  [[nodiscard]] Result<bool> flag(std::string_view key) const {
    if (!table_.contains(key)) return false;
    const auto value = table_[key].value_exact<bool>();
    if (!value) return wrong(key, "must be true or false");
    return *value;
  }
  [[nodiscard]] Result<Instant> day(std::string_view key) const {
    const auto date = table_[key].value<toml::date>();
    if (!date) return wrong(key, "must be a date, 2026-11-22");
    const std::chrono::year_month_day day = std::chrono::year{date->year} / date->month / date->day;
    if (!day.ok()) return wrong(key, "must be a date, 2026-11-22");
    return Instant{std::chrono::sys_days{day}};
  }
  // Tables of [[key]]; none where the key is not there.
  [[nodiscard]] Result<std::vector<const toml::table*>> tables(std::string_view key) const {
    std::vector<const toml::table*> found;
    if (!table_.contains(key)) return found;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) return wrong(key, "must be a list of tables");
    for (const toml::node& node : *array) {
      if (node.as_table() == nullptr) return wrong(key, "must be a list of tables");
      found.push_back(node.as_table());
    }
    return found;
  }
  [[nodiscard]] Result<std::vector<Measure>> measures(std::string_view key) const {
    std::vector<Measure> found;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) return wrong(key, "must be a list, which may be empty");
    for (const toml::node& node : *array) {
      const auto written = node.value<std::string>();
      const auto measure = parse_enum<Measure>(key, written.value_or(""));
      if (!measure) return wrong(key, "is of " + choices_of<Measure>());
      if (std::ranges::find(found, *measure) != found.end()) return wrong(key, "names one twice");
      found.push_back(*measure);
    }
    return found;
  }

 private:
  const toml::table& table_;
  std::string name_;
};

// "2y6m" in months; nothing for another text.
std::optional<int> months_in(std::string_view text) {
  int months = 0;
  char before = ' ';
  while (!text.empty()) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr == text.data() + text.size() || number < 1 || number > 50)
      return std::nullopt;
    const char unit = *read.ptr;
    const bool year = unit == 'y' && before == ' ', month = unit == 'm' && before != 'm' && number < 12;
    if (text.front() == '0' || (!year && !month)) return std::nullopt;
    months += number * (year ? 12 : 1);
    before = unit;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()) + 1);
  }
  return months > 0 && months <= kMostMonths ? std::optional(months) : std::nullopt;
}

std::string months_text(int months) {
  std::string text;
  if (months >= 12) text += std::to_string(months / 12) + "y";
  if (months % 12 > 0) text += std::to_string(months % 12) + "m";
  return text;
}

Result<OffenceType> read_type(const toml::table& table) {
  static constexpr std::array<std::string_view, 9> kFields{
      "code",    "ko", "en", "mitigated", "basic", "aggravated", "special_aggravated", "several_offences",
      "habitual"};
  const TableReader reader(table, "a type of offence");
  JIUM_CHECK(reader.knows_only(kFields));
  OffenceType type;
  JIUM_TRY(type.code, reader.text("code"));
  JIUM_TRY(type.ko, reader.text("ko"));
  JIUM_TRY(type.en, reader.text("en"));
  for (const Zone zone : kZones) {
    JIUM_TRY(const std::string written, reader.text(to_text(zone)));
    const auto range = parse_range(written);
    if (!range) return reader.wrong(to_text(zone), "is no range of time");
    type.ranges[zone] = *range;
  }
  return type;
}

Result<Factor> read_factor(const toml::table& table) {
  static constexpr std::array<std::string_view, 9> kFields{
      "code", "ko", "en", "side", "special", "named_by_reports", "measures", "bars_ko", "bars_en"};
  const TableReader reader(table, "a factor");
  JIUM_CHECK(reader.knows_only(kFields));
  Factor factor;
  JIUM_TRY(factor.code, reader.text("code"));
  JIUM_TRY(factor.ko, reader.text("ko"));
  JIUM_TRY(factor.en, reader.text("en"));
  JIUM_TRY(const std::string side, reader.text("side"));
  const auto parsed = parse_enum<FactorSide>("side", side);
  if (!parsed) return reader.wrong("side", "is of " + choices_of<FactorSide>());
  factor.side = *parsed;
  JIUM_TRY(factor.special, reader.flag("special"));
  JIUM_TRY(factor.named_by_reports, reader.flag("named_by_reports"));
  JIUM_TRY(factor.measures, reader.measures("measures"));
  JIUM_TRY(factor.bars_ko, reader.maybe_text("bars_ko"));
  JIUM_TRY(factor.bars_en, reader.maybe_text("bars_en"));
  return factor;
}

Result<QuotedFigure> read_quoted(const toml::table& table) {
  static constexpr std::array<std::string_view, 5> kFields{"ko", "en", "value", "source_ko", "source_en"};
  const TableReader reader(table, "a quoted figure");
  JIUM_CHECK(reader.knows_only(kFields));
  QuotedFigure quoted;
  JIUM_TRY(quoted.ko, reader.text("ko"));
  JIUM_TRY(quoted.en, reader.text("en"));
  JIUM_TRY(quoted.value, reader.text("value"));
  JIUM_TRY(quoted.source_ko, reader.text("source_ko"));
  JIUM_TRY(quoted.source_en, reader.text("source_en"));
  return quoted;
}

template <class Made, class Read, class Code>
Result<std::vector<Made>> read_all(const TableReader& reader, std::string_view key, Read read, Code code) {
  JIUM_TRY(const auto tables, reader.tables(key));
  std::vector<Made> made;
  for (const toml::table* table : tables) {
    JIUM_TRY(Made one, read(*table));
    if (std::ranges::any_of(made, [&](const Made& other) { return code(other) == code(one); }))
      return reader.wrong(key, "has " + code(one) + " twice");
    made.push_back(std::move(one));
  }
  if (made.empty()) return reader.wrong(key, "is missing");
  return made;
}

Result<Guideline> read_guideline(const toml::table& table) {
  static constexpr std::array<std::string_view, 12> kFields{
      "id",         "ko",   "en",     "in_force_from", "source_ko",  "source_en",
      "checked_on", "type", "factor", "caution_ko",    "caution_en", "quoted"};
  const TableReader reader(table, "the guideline");
  JIUM_CHECK(reader.knows_only(kFields));
  Guideline guideline;
  JIUM_TRY(guideline.id, reader.text("id"));
  JIUM_TRY(guideline.ko, reader.text("ko"));
  JIUM_TRY(guideline.en, reader.text("en"));
  JIUM_TRY(guideline.in_force_from, reader.day("in_force_from"));
  JIUM_TRY(guideline.source_ko, reader.text("source_ko"));
  JIUM_TRY(guideline.source_en, reader.text("source_en"));
  JIUM_TRY(guideline.checked_on, reader.text("checked_on"));
  JIUM_TRY(guideline.caution_ko, reader.text("caution_ko"));
  JIUM_TRY(guideline.caution_en, reader.text("caution_en"));
  JIUM_TRY(guideline.types,
           read_all<OffenceType>(reader, "type", read_type, [](const OffenceType& one) { return one.code; }));
  JIUM_TRY(guideline.factors,
           read_all<Factor>(reader, "factor", read_factor, [](const Factor& one) { return one.code; }));
  JIUM_TRY(guideline.quoted, read_all<QuotedFigure>(reader, "quoted", read_quoted,
                                                    [](const QuotedFigure& one) { return one.en; }));
  return guideline;
}

}  // namespace

Result<Range> parse_range(std::string_view text) {
  if (text == "unknown") return Range{RangeState::unknown};
  if (text == "none") return Range{RangeState::none};
  const auto dash = text.find('-');
  if (dash != std::string_view::npos) {
    const auto from = months_in(text.substr(0, dash)), to = months_in(text.substr(dash + 1));
    if (from && to && *from <= *to) return Range{RangeState::known, *from, *to};
  }
  return fault(FaultKind::malformed, "a range of time is 2y6m-6y, unknown or none");
}

std::string text_of(const Range& range) {
  if (range.state != RangeState::known) return std::string(to_text(range.state));
  return months_text(range.from) + "-" + months_text(range.to);
}

const OffenceType* Guideline::find(std::string_view code) const {
  const auto found = std::ranges::find(types, code, &OffenceType::code);
  return found == types.end() ? nullptr : &*found;
}

Result<Guideline> parse_guideline(std::string_view text) {
  try {
    return read_guideline(toml::parse(text));
  } catch (const toml::parse_error&) {
    return fault(FaultKind::malformed, "the guideline is not TOML");
  }
}

Result<const Guideline*> built_in_guideline() {
  static const Result<Guideline> built_in = parse_guideline(built_in_guideline_text());
  if (!built_in) return built_in.fault();
  return &*built_in;
}

std::string_view built_in_guideline_text() {
  return embedded::kChildExploitation;
}

}  // namespace jium::report
