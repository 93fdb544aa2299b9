#include "jium/removal/working_days.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "jium/embedded/holidays.h"
#include "jium/removal/operator.h"

namespace jium::removal {
namespace {

using std::chrono::sys_days;

constexpr int kMostWorkingDays = 250;
constexpr std::array<std::string_view, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};

int year_of(sys_days day) {
  return static_cast<int>(std::chrono::year_month_day{day}.year());
}

std::string text_of(sys_days day) {
  return to_text(Instant{day}).substr(0, 10);
}

class CalendarReader {
 public:
  CalendarReader(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  [[nodiscard]] Fault wrong(std::string_view key, std::string_view what) const {
    return fault(FaultKind::malformed, name_ + ": " + std::string(key) + " " + std::string(what));
  }

  template <std::size_t Size>
  [[nodiscard]] Result<void> knows_every_field(const std::array<std::string_view, Size>& fields) const {
    for (const auto& [key, node] : table_) {
      if (std::find(fields.begin(), fields.end(), key.str()) == fields.end())
        return wrong(key.str(), "is not a field here");
    }
    return {};
  }

  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto value = table_[key].value<std::string>();
    if (!value || value->empty()) return wrong(key, "is missing");
    return *value;
  }

  [[nodiscard]] Result<std::set<unsigned>> weekend() const {
    std::set<unsigned> days;
    if (const toml::array* array = table_["weekend"].as_array()) {
      for (const toml::node& node : *array) {
        const auto found =
            std::find(kWeekdays.begin(), kWeekdays.end(), node.value<std::string_view>().value_or(""));
        if (found == kWeekdays.end()) return wrong("weekend", "lists days as saturday");
        days.insert(static_cast<unsigned>(found - kWeekdays.begin()));
      }
    }
    if (days.empty() || days.size() > 3) return wrong("weekend", "lists one to three days");
    return days;
  }

  // {date, name} each, all of `year`; none twice.
  [[nodiscard]] Result<std::map<sys_days, std::string>> days(std::string_view key, int year) const {
    std::map<sys_days, std::string> days;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) return days;
    for (const toml::node& node : *array) {
      const toml::table* one = node.as_table();
      const auto date = one == nullptr ? std::nullopt : (*one)["date"].value<toml::date>();
      const auto name = one == nullptr ? std::nullopt : (*one)["name"].value<std::string>();
      if (!date || !name || name->empty() || one->size() != 2)
        return wrong(key, "are tables of a date and a name");
      const std::chrono::year_month_day day{std::chrono::year{date->year}, std::chrono::month{date->month},
                                            std::chrono::day{date->day}};
      if (!day.ok() || date->year != year) return wrong(key, "are days of the year " + std::to_string(year));
      if (!days.emplace(sys_days{day}, *name).second)
        return wrong(key, "lists " + text_of(sys_days{day}) + " twice");
    }
    return days;
  }

 private:
  const toml::table& table_;
  std::string name_;
};

Result<std::map<int, HolidayYear>> read_years(const toml::table& document, const std::string& country) {
  const toml::array* list = document["year"].as_array();
  std::map<int, HolidayYear> years;
  if (list != nullptr) {
    for (const toml::node& node : *list) {
      const toml::table* table = node.as_table();
      if (table == nullptr)
        return fault(FaultKind::malformed, "holidays of " + country + ": year is a table");
      const CalendarReader reader(*table, "holidays of " + country);
      JIUM_CHECK(reader.knows_every_field(std::array<std::string_view, 3>{"year", "days", "unsure"}));
      const auto number = (*table)["year"].value<std::int64_t>();
      if (!number || *number < 2000 || *number > 2199)
        return reader.wrong("year", "is a number such as 2026");
      const int year = static_cast<int>(*number);
      HolidayYear known;
      JIUM_TRY(known.days, reader.days("days", year));
      if (known.days.empty()) return reader.wrong("days", "of " + std::to_string(year) + " are missing");
      JIUM_TRY(const auto unsure, reader.days("unsure", year));
      for (const auto& [day, why] : unsure) known.unsure.insert(day);
      if (!years.emplace(year, std::move(known)).second)
        return reader.wrong("year", std::to_string(year) + " is there twice");
    }
  }
  if (years.empty()) return fault(FaultKind::malformed, "holidays of " + country + ": no [[year]]");
  return years;
}

}  // namespace

Result<HolidayCalendar> HolidayCalendar::parse(std::string_view text) {
  try {
    const toml::table document = toml::parse(text);
    JIUM_TRY(const std::string country, CalendarReader(document, "holidays").text("country"));
    if (!is_jurisdiction(country) || country == "*")
      return fault(FaultKind::malformed, "holidays: country is two capital letters");
    const CalendarReader reader(document, "holidays of " + country);
    JIUM_CHECK(reader.knows_every_field(
        std::array<std::string_view, 6>{"country", "zone", "weekend", "source", "checked_on", "year"}));
    JIUM_TRY(const std::string zone_name, reader.text("zone"));
    auto zone = TimeZone::named(zone_name);
    if (!zone) return reader.wrong("zone", "is no time zone");
    HolidayCalendar calendar(*std::move(zone));
    calendar.country_ = country;
    JIUM_TRY(calendar.weekend_, reader.weekend());
    JIUM_TRY(calendar.source_, reader.text("source"));
    JIUM_TRY(calendar.checked_on_, reader.text("checked_on"));
    JIUM_TRY(calendar.years_, read_years(document, country));
    return calendar;
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the holiday file, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
}

std::vector<int> HolidayCalendar::years() const {
  std::vector<int> years;
  for (const auto& [year, known] : years_) years.push_back(year);
  return years;
}

Result<bool> HolidayCalendar::is_working_day(sys_days day) const {
  const auto known = years_.find(year_of(day));
  if (known == years_.end()) {
    return fault(FaultKind::missing, "the holidays of " + country_ + " in " + std::to_string(year_of(day)) +
                                         " are not known to this version of jium, and a date is not guessed: "
                                         "add the year to its holiday file, or ask under another rule");
  }
  if (weekend_.contains(std::chrono::weekday{day}.c_encoding())) return false;
  if (known->second.unsure.contains(day)) {
    return fault(FaultKind::missing, "whether " + text_of(day) + " is a working day in " + country_ +
                                         " could not be found out, and a date is not guessed: correct its "
                                         "holiday file, or ask under another rule");
  }
  return !known->second.days.contains(day);
}

Result<Instant> HolidayCalendar::end_of_working_day(Instant start, int count) const {
  if (count < 1 || count > kMostWorkingDays)
    return fault(FaultKind::malformed, "a clock counts from 1 to 250 working days");
  sys_days day = zone_.local_day(start);
  for (int left = count; left > 0;) {
    day += std::chrono::days{1};
    JIUM_TRY(const bool counts, is_working_day(day));
    if (counts) --left;
  }
  return zone_.end_of(day);
}

Result<HolidayBook> HolidayBook::parse(const std::vector<std::string_view>& tomls) {
  HolidayBook book;
  for (const std::string_view text : tomls) {
    JIUM_TRY(auto calendar, HolidayCalendar::parse(text));
    const std::string country = calendar.country();
    const auto shared = std::make_shared<const HolidayCalendar>(std::move(calendar));
    if (!book.calendars_.emplace(country, shared).second)
      return fault(FaultKind::malformed, "holidays of " + country + ": there twice");
  }
  return book;
}

std::shared_ptr<const HolidayCalendar> HolidayBook::calendar(std::string_view country) const {
  const auto found = calendars_.find(country);
  return found == calendars_.end() ? nullptr : found->second;
}

std::vector<std::string> HolidayBook::countries() const {
  std::vector<std::string> names;
  for (const auto& [name, calendar] : calendars_) names.push_back(name);
  return names;
}

Result<HolidayBook> built_in_holidays() {
  return HolidayBook::parse({embedded::kHolidaysKr, embedded::kHolidaysUs, embedded::kHolidaysAu,
                             embedded::kHolidaysDe, embedded::kHolidaysJp});
}

}  // namespace jium::removal
