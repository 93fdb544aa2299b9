#include "jium/removal/cost.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "jium/embedded/costs.h"
#include "jium/removal/korean_day.h"

namespace jium::removal {
namespace {

constexpr int kMostMinutes = 24 * 60;
constexpr std::int64_t kMostMoney = 1'000'000'000'000;

bool is_currency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Fault wrong(const std::string& where, std::string_view key, const char* what) {
  return fault(FaultKind::malformed, where + ": " + std::string(key) + " " + what);
}

template <std::size_t N>
Result<void> knows(const toml::table& table, const std::string& where,
                   const std::array<std::string_view, N>& fields) {
  for (const auto& [key, node] : table) {
    if (std::find(fields.begin(), fields.end(), key.str()) == fields.end())
      return wrong(where, key.str(), "is not a field here");
  }
  return {};
}

Result<std::string> text_at(const toml::table& table, const std::string& where, std::string_view key) {
  const auto value = table[key].value<std::string>();
  if (!value || value->empty()) return wrong(where, key, "is missing");
  return *value;
}

Result<std::int64_t> number_at(const toml::table& table, const std::string& where, std::string_view key,
                               std::int64_t most) {
  const auto value = table[key].value_exact<std::int64_t>();
  if (!value || *value < 1 || *value > most) return wrong(where, key, "must be a whole number above nothing");
  return *value;
}

Result<std::map<CostKind, int>> minutes_of(const toml::table& table, const std::string& where) {
  const toml::table* minutes = table["minutes"].as_table();
  if (minutes == nullptr) return wrong(where, "minutes", "are missing");
  std::map<CostKind, int> all;
  for (const auto& [key, node] : *minutes) {
    const auto kind = parse_enum<CostKind>("kind", key.str());
    if (!kind) return wrong(where, key.str(), "is no kind of act");
    JIUM_TRY(const auto number, number_at(*minutes, where, key.str(), kMostMinutes));
    all[*kind] = static_cast<int>(number);
  }
  if (all.size() != boost::mp11::mp_size<boost::describe::describe_enumerators<CostKind>>::value)
    return wrong(where, "minutes", "must name every kind of act");
  return all;
}

Result<CostRate> read_rate(const toml::table& table, const std::string& where) {
  constexpr std::array<std::string_view, 8> kFields{"in_force_from",  "currency",  "per_hour",
                                                    "minutes",        "source_ko", "source_en",
                                                    "minutes_source", "checked_on"};
  JIUM_CHECK(knows(table, where, kFields));
  CostRate rate;
  const auto date = table["in_force_from"].value<toml::date>();
  if (!date) return wrong(where, "in_force_from", "must be a date, 2026-11-22");
  const auto day = std::chrono::year{date->year} / date->month / date->day;
  if (!day.ok()) return wrong(where, "in_force_from", "must be a date that there is");
  rate.in_force_from = korean_midnight(std::chrono::sys_days{day});
  JIUM_TRY(rate.currency, text_at(table, where, "currency"));
  if (!is_currency(rate.currency)) return wrong(where, "currency", "must be three capital letters");
  JIUM_TRY(rate.per_hour, number_at(table, where, "per_hour", kMostMoney));
  JIUM_TRY(rate.minutes, minutes_of(table, where));
  JIUM_TRY(rate.source_ko, text_at(table, where, "source_ko"));
  JIUM_TRY(rate.source_en, text_at(table, where, "source_en"));
  JIUM_TRY(rate.minutes_source, text_at(table, where, "minutes_source"));
  JIUM_TRY(rate.checked_on, text_at(table, where, "checked_on"));
  return rate;
}

Result<CostNotice> read_notice(const toml::table& table) {
  const std::string where = "notice";
  constexpr std::array<std::string_view, 9> kFields{"title_ko",    "title_en",   "basis_ko",
                                                    "basis_en",    "minutes_ko", "minutes_en",
                                                    "days_to_pay", "source",     "checked_on"};
  JIUM_CHECK(knows(table, where, kFields));
  CostNotice notice;
  JIUM_TRY(notice.title_ko, text_at(table, where, "title_ko"));
  JIUM_TRY(notice.title_en, text_at(table, where, "title_en"));
  JIUM_TRY(notice.basis_ko, text_at(table, where, "basis_ko"));
  JIUM_TRY(notice.basis_en, text_at(table, where, "basis_en"));
  JIUM_TRY(notice.minutes_ko, text_at(table, where, "minutes_ko"));
  JIUM_TRY(notice.minutes_en, text_at(table, where, "minutes_en"));
  JIUM_TRY(const auto days, number_at(table, where, "days_to_pay", 3650));
  notice.days_to_pay = static_cast<int>(days);
  JIUM_TRY(notice.source, text_at(table, where, "source"));
  JIUM_TRY(notice.checked_on, text_at(table, where, "checked_on"));
  return notice;
}

}  // namespace

Result<void> check(const CostEntry& entry) {
  if (entry.minutes < 0 || entry.minutes > kMostMinutes)
    return fault(FaultKind::malformed, "one act takes no more than a day: 0 to 1440 minutes");
  if (entry.fee < 0 || entry.fee > kMostMoney) return fault(FaultKind::malformed, "a fee is nothing or more");
  if (!is_currency(entry.currency))
    return fault(FaultKind::malformed, "a currency is three capital letters, such as KRW");
  return {};
}

Result<CostBook> CostBook::parse(std::string_view text) {
  toml::table document;
  try {
    document = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed,
                 "the costs, line " + std::to_string(error.source().begin.line) + ": they are not TOML");
  }
  constexpr std::array<std::string_view, 2> kFields{"notice", "rate"};
  JIUM_CHECK(knows(document, "costs", kFields));
  CostBook book;
  const toml::table* notice = document["notice"].as_table();
  if (notice == nullptr) return wrong("costs", "notice", "is missing");
  JIUM_TRY(book.notice_, read_notice(*notice));
  const toml::array* rates = document["rate"].as_array();
  if (rates == nullptr || rates->empty()) return wrong("costs", "rate", "is missing");
  for (const toml::node& node : *rates) {
    const std::string where = "rate number " + std::to_string(book.rates_.size() + 1);
    const toml::table* table = node.as_table();
    if (table == nullptr) return wrong(where, "rate", "must be a table");
    JIUM_TRY(auto rate, read_rate(*table, where));
    if (!book.rates_.empty() && rate.in_force_from <= book.rates_.back().in_force_from)
      return wrong(where, "in_force_from", "must be later than that of the rate before");
    book.rates_.push_back(std::move(rate));
  }
  return book;
}

const CostRate& CostBook::rate_at(Instant at) const {
  const auto after = std::ranges::upper_bound(rates_, at, {}, &CostRate::in_force_from);
  return after == rates_.begin() ? rates_.front() : *std::prev(after);
}

Result<const CostBook*> built_in_costs() {
  static const Result<CostBook> book = CostBook::parse(embedded::kCosts);
  if (!book) return book.fault();
  return &*book;
}

}  // namespace jium::removal
