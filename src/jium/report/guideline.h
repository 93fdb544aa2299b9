// A sentencing guideline as dated data (data/guideline): the types of offence with their ranges, the factors
// that weigh for or against, and which figures of the records bear on each. What was not found is `unknown`
// and stays so: a range is shown as it stands in the table or not at all.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/base/result.h"

namespace jium::report {

// The columns of the guideline's table, in their order.
enum class Zone { mitigated, basic, aggravated, special_aggravated, several_offences, habitual };
BOOST_DESCRIBE_ENUM(Zone, mitigated, basic, aggravated, special_aggravated, several_offences, habitual)

// unknown: nobody has found it; none: the guideline has no such range.
enum class RangeState { known, unknown, none };
BOOST_DESCRIBE_ENUM(RangeState, known, unknown, none)
struct Range {
  RangeState state = RangeState::unknown;
  int from = 0, to = 0;  // months
  friend bool operator==(const Range&, const Range&) = default;
};
// "2y6m-6y", "10m-2y", "unknown", "none"; both ends are more than nothing, the first not above the second.
[[nodiscard]] Result<Range> parse_range(std::string_view text);
[[nodiscard]] std::string text_of(const Range& range);

struct OffenceType {
  std::string code, ko, en;
  std::map<Zone, Range> ranges;  // of every zone
};

enum class FactorSide { aggravating, mitigating };
BOOST_DESCRIBE_ENUM(FactorSide, aggravating, mitigating)

// What of the figures can bear on a factor (court_figures.h).
enum class Measure {
  victims,
  minors,
  footage,
  places,
  sites,
  countries,
  days,
  requested,
  verified,
  returned,
  live,
  identity_leaks,
  threatened
};
BOOST_DESCRIBE_ENUM(Measure, victims, minors, footage, places, sites, countries, days, requested, verified,
                    returned, live, identity_leaks, threatened)

struct Factor {
  std::string code, ko, en;
  FactorSide side = FactorSide::aggravating;
  bool special = false;           // a special factor of the guideline
  bool named_by_reports = false;  // in the press reports about the case of 2025
  std::vector<Measure> measures;  // none: no record of a centre bears on it
  std::string bars_ko, bars_en;   // when the claim may not be heard; may be empty
};

// A figure that others have published, shown as quoted.
struct QuotedFigure {
  std::string ko, en, value, source_ko, source_en;
};

struct Guideline {
  std::string id, ko, en;
  Instant in_force_from{};
  std::string source_ko, source_en, checked_on, caution_ko, caution_en;
  std::vector<OffenceType> types;
  std::vector<Factor> factors;
  std::vector<QuotedFigure> quoted;

  [[nodiscard]] const OffenceType* find(std::string_view code) const;
};

// Malformed, naming the field, when anything is missing, unknown, double or beyond belief.
[[nodiscard]] Result<Guideline> parse_guideline(std::string_view toml);
// That the binary carries, read once.
[[nodiscard]] Result<const Guideline*> built_in_guideline();
[[nodiscard]] std::string_view built_in_guideline_text();

}  // namespace jium::report
