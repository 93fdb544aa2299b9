#include "jium/report/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "jium/removal/response_record.h"
#include "jium/report/suppression.h"

namespace jium::report {
namespace {

using removal::SiteKind;

template <DescribedEnum E>
std::map<E, std::int64_t> nothing_of_each() {
  std::map<E, std::int64_t> counts;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { counts[d.value] = 0; });
  return counts;
}

// Cells that add up to the total.
template <DescribedEnum E>
StatisticsTable table_from(const std::string& name, const std::map<E, std::int64_t>& counts) {
  std::vector<std::int64_t> cells;
  for (const auto& [key, count] : counts) cells.push_back(count);
  const auto hidden = hidden_cells(cells);
  const std::int64_t total = std::accumulate(cells.begin(), cells.end(), std::int64_t{0});
  StatisticsTable table{name, std::nullopt, {}};
  if (total >= kSmallest) table.total = total;
  std::size_t at = 0;
  for (const auto& [key, count] : counts) {
    StatisticsRow row{std::string(to_text(key)), std::nullopt};
    if (!hidden[at++]) row.count = count;
    table.rows.push_back(std::move(row));
  }
  return table;
}

template <DescribedEnum E, class Of>
StatisticsTable by(const std::string& name, const std::vector<StatisticsItem>& items, Of of) {
  auto counts = nothing_of_each<E>();
  for (const StatisticsItem& item : items) ++counts[of(item)];
  return table_from(name, counts);
}

// A person may have come to several kinds of harm: each kind is a table of its own, of those who have and
// those who have not, beside the number of people.
StatisticsTable by_harm(const std::vector<StatisticsPerson>& people) {
  auto counts = nothing_of_each<casework::HarmType>();
  for (const StatisticsPerson& person : people) {
    for (const casework::HarmType type : person.harm_types) ++counts[type];
  }
  const auto all = static_cast<std::int64_t>(people.size());
  StatisticsTable table{"harm_type", std::nullopt, {}};
  if (all >= kSmallest) table.total = all;
  for (const auto& [key, count] : counts) {
    StatisticsRow row{std::string(to_text(key)), std::nullopt};
    const bool is_hidden =
        all < kSmallest || (count > 0 && count < kSmallest) || (all > count && all - count < kSmallest);
    if (!is_hidden) row.count = count;
    table.rows.push_back(std::move(row));
  }
  return table;
}

struct Outcomes {
  std::map<SiteKind, PartCell> cells;
  std::map<SiteKind, std::vector<double>> hours;
  std::vector<double> all_hours;
};

Outcomes outcomes_of(const std::vector<StatisticsItem>& items) {
  Outcomes all;
  for (const auto& [kind, none] : nothing_of_each<SiteKind>()) all.cells[kind] = {};
  for (const StatisticsItem& item : items) {
    PartCell& cell = all.cells[item.site_kind];
    ++cell.count;
    if (!item.hours) continue;
    ++cell.part;
    all.hours[item.site_kind].push_back(*item.hours);
    all.all_hours.push_back(*item.hours);
  }
  return all;
}

void add_outcomes(Statistics& made, const std::vector<StatisticsItem>& items) {
  const Outcomes all = outcomes_of(items);
  std::vector<PartCell> cells;
  std::vector<std::int64_t> counts;
  PartCell sum;
  for (const auto& [kind, cell] : all.cells) {
    cells.push_back(cell);
    counts.push_back(cell.count);
    sum.count += cell.count;
    sum.part += cell.part;
  }
  const auto rows_hidden = hidden_cells(counts);
  const auto parts_hidden = hidden_parts(cells, rows_hidden);
  const bool is_told = sum.part >= kSmallest && (sum.count == sum.part || sum.count - sum.part >= kSmallest);
  std::size_t at = 0;
  for (const auto& [kind, cell] : all.cells) {
    OutcomeRow row{std::string(to_text(kind)), std::nullopt, std::nullopt, std::nullopt, std::nullopt};
    if (!rows_hidden[at]) row.count = cell.count;
    if (!parts_hidden[at] && is_told) row.removed = cell.part;
    const auto hours = all.hours.find(kind);
    if (row.removed && hours != all.hours.end() && cell.part >= kSmallest) {
      row.median_hours = removal::quantile_of(hours->second, 0.5);
      row.p90_hours = removal::quantile_of(hours->second, 0.9);
    }
    made.outcomes.push_back(std::move(row));
    ++at;
  }
  if (!is_told) return;
  made.removed = sum.part;
  made.median_hours = removal::quantile_of(all.all_hours, 0.5);
  made.p90_hours = removal::quantile_of(all.all_hours, 0.9);
}

// A cell like any other, and so is what is neither removed nor gone by a word, which would follow from it.
void add_gone_by_word(Statistics& made, const std::vector<StatisticsItem>& items) {
  std::int64_t gone = 0, removed = 0;
  for (const StatisticsItem& item : items) {
    gone += item.gone_by_word ? 1 : 0;
    removed += item.hours ? 1 : 0;
  }
  const std::int64_t rest = static_cast<std::int64_t>(items.size()) - removed - gone;
  const auto is_small = [](std::int64_t count) { return count > 0 && count < kSmallest; };
  if (!is_small(gone) && !is_small(rest)) made.gone_by_word = gone;
}

std::string cell_of(const std::optional<std::int64_t>& count) {
  return count ? std::to_string(*count) : "<" + std::to_string(kSmallest);
}

std::string cell_of(const std::optional<double>& hours) {
  return hours ? fmt::format("{:.1f}", *hours) : std::string();
}

}  // namespace

Statistics make_statistics(const std::vector<StatisticsPerson>& people,
                           const std::vector<StatisticsItem>& items) {
  Statistics made;
  auto ages = nothing_of_each<casework::AgeBand>();
  for (const StatisticsPerson& person : people) ++ages[person.age_band];
  made.tables.push_back(by_harm(people));
  made.tables.push_back(table_from("age_band", ages));
  made.tables.push_back(by<SiteKind>("site_kind", items, [](const auto& one) { return one.site_kind; }));
  made.tables.push_back(by<SupportGround>("ground", items, [](const auto& one) { return one.ground; }));
  made.tables.push_back(
      by<IdentityData>("identity_data", items, [](const auto& one) { return one.identity_data; }));
  made.tables.push_back(by<Whereabouts>("whereabouts", items, [](const auto& one) { return one.where; }));
  add_outcomes(made, items);
  add_gone_by_word(made, items);
  return made;
}

std::vector<std::vector<std::string>> table_of(const Statistics& statistics) {
  std::vector<std::vector<std::string>> rows{
      {"table", "key", "count", "removed", "median_hours", "p90_hours"}};
  for (const StatisticsTable& table : statistics.tables) {
    rows.push_back({table.name, "all", cell_of(table.total), "", "", ""});
    for (const auto& [key, count] : table.rows) rows.push_back({table.name, key, cell_of(count), "", "", ""});
  }
  rows.push_back({"outcome", "all", "", cell_of(statistics.removed), cell_of(statistics.median_hours),
                  cell_of(statistics.p90_hours)});
  for (const OutcomeRow& row : statistics.outcomes) {
    rows.push_back({"outcome", row.key, cell_of(row.count), cell_of(row.removed), cell_of(row.median_hours),
                    cell_of(row.p90_hours)});
  }
  rows.push_back({"gone_by_word", "all", cell_of(statistics.gone_by_word), "", "", ""});
  return rows;
}

}  // namespace jium::report
