// The figures of the yearly report (Central Digital Sex Crime Victim Support Centre, yearly support reports
// 2018 to 2024): people by kind of harm and age, items by kind of place, on request or pre-emptive, with
// identity data or without, at home or abroad; hours to removal and what was removed, by kind of place.
// Small cells are hidden (suppression.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/removal/operator.h"

namespace jium::report {

// Why there is deletion support: the person asked, or the law has the centre act without (Act on Prevention
// of Sexual Violence and Protection of Victims, article 7-3).
enum class SupportGround { unknown, on_request, pre_emptive };
BOOST_DESCRIBE_ENUM(SupportGround, unknown, on_request, pre_emptive)

enum class IdentityData { unknown, yes, no };
BOOST_DESCRIBE_ENUM(IdentityData, unknown, yes, no)

enum class Whereabouts { unknown, domestic, foreign };
BOOST_DESCRIBE_ENUM(Whereabouts, unknown, domestic, foreign)

struct StatisticsPerson {
  casework::AgeBand age_band = casework::AgeBand::unknown;
  std::vector<casework::HarmType> harm_types;
};

// A removal request that was sent.
struct StatisticsItem {
  removal::SiteKind site_kind = removal::SiteKind::other;
  SupportGround ground = SupportGround::unknown;
  IdentityData identity_data = IdentityData::unknown;
  Whereabouts where = Whereabouts::unknown;
  std::optional<double> hours;  // to removal; of those proved gone alone
  bool gone_by_word = false;    // by an officer's word: counted apart
};

struct StatisticsRow {
  std::string key;
  std::optional<std::int64_t> count;  // none: hidden
};
struct StatisticsTable {
  std::string name;
  std::optional<std::int64_t> total;  // of people or items; none: hidden
  std::vector<StatisticsRow> rows;    // of every key there is
};
struct OutcomeRow {
  std::string key;
  std::optional<std::int64_t> count, removed;  // none: hidden
  std::optional<double> median_hours, p90_hours;
};
struct Statistics {
  std::vector<StatisticsTable> tables;
  std::vector<OutcomeRow> outcomes;     // by kind of site
  std::optional<std::int64_t> removed;  // of all
  // By an officer's word, where jium cannot look, and in none of the columns of what is removed; none:
  // hidden.
  std::optional<std::int64_t> gone_by_word;
  std::optional<double> median_hours, p90_hours;
};

[[nodiscard]] Statistics make_statistics(const std::vector<StatisticsPerson>& people,
                                         const std::vector<StatisticsItem>& items);

// A row of a table a line; "<5" for what is hidden, nothing for what is not reckoned.
[[nodiscard]] std::vector<std::vector<std::string>> table_of(const Statistics& statistics);

}  // namespace jium::report
