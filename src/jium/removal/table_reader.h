// Reads the fields of one TOML table strictly: what is missing, of another type, unknown or double is told by
// its name. Of the dated data of this room (ladder_plan.cc, rule.cc); not for headers that others include.
#pragma once

#include <toml++/toml.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/result.h"

namespace jium::removal {

// A fault of one of its verbs is Malformed, names the table and the field, and says what stands there
// instead.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  [[nodiscard]] Fault wrong(std::string_view key, std::string_view what) const {
    return fault(FaultKind::malformed, name_ + ": " + std::string(key) + " " + std::string(what));
  }
  // A misspelt field is not passed over in silence.
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
  [[nodiscard]] Result<std::chrono::sys_days> day(std::string_view key) const {
    const auto date = table_[key].value<toml::date>();
    if (!date) return wrong(key, "must be a date, 2026-11-22");
    return std::chrono::sys_days{std::chrono::year{date->year} / date->month / date->day};
  }
  // Letters name clocks in hours. `most` in words too: "up to a year, ".
  [[nodiscard]] Result<Duration> whole_hours(std::string_view key, Duration most = Duration::max(),
                                             std::string_view limit = "") const {
    JIUM_TRY(const std::string written, text(key));
    const auto duration = parse_duration(written);
    if (!duration || *duration <= Duration::zero() || *duration > most ||
        *duration % std::chrono::hours{1} != Duration::zero())
      return wrong(key, "must be whole hours or days" + std::string(limit) + ", such as 48h or 7d");
    return *duration;
  }
  [[nodiscard]] Result<std::vector<std::string>> words(std::string_view key) const {
    std::vector<std::string> values;
    const toml::array* array = table_[key].as_array();
    if (array == nullptr) return wrong(key, "must be a list");
    for (const toml::node& node : *array) {
      const auto value = node.value<std::string>();
      if (!value || value->empty()) return wrong(key, "must be a list of words");
      if (std::ranges::find(values, *value) != values.end()) return wrong(key, "lists " + *value + " twice");
      values.push_back(*value);
    }
    return values;
  }
  template <DescribedEnum E>
  [[nodiscard]] Result<E> word(std::string_view key, const std::string& written) const {
    const auto parsed = parse_enum<E>(key, written);
    if (!parsed) return wrong(key, "is of " + choices_of<E>());
    return *parsed;
  }

  [[nodiscard]] const toml::table& table() const { return table_; }

 private:
  const toml::table& table_;
  std::string name_;
};

}  // namespace jium::removal
