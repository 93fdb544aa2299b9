#include "jium/report/statistics.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "jium/report/suppression.h"

namespace jium::report {
namespace {

using casework::AgeBand;
using casework::HarmType;
using removal::SiteKind;

StatisticsItem item(SiteKind kind, std::optional<double> hours = std::nullopt) {
  return {kind, SupportGround::on_request, IdentityData::no, Whereabouts::foreign, hours};
}

const StatisticsTable& table(const Statistics& made, const std::string& name) {
  return *std::ranges::find(made.tables, name, &StatisticsTable::name);
}
template <class Rows>
const auto& row(const Rows& rows, const std::string& key) {
  return *std::ranges::find_if(rows, [&](const auto& one) { return one.key == key; });
}

TEST(Statistics, CountsPeopleAndItems) {
  std::vector<StatisticsPerson> people(20, {AgeBand::teens, {HarmType::dissemination, HarmType::synthetic}});
  people.resize(30, {AgeBand::twenties, {HarmType::dissemination}});
  std::vector<StatisticsItem> items(12, item(SiteKind::adult_site, 10.0));
  items.resize(20, item(SiteKind::adult_site));
  items.resize(30, item(SiteKind::search_engine, 40.0));
  items.resize(36, item(SiteKind::search_engine));
  const Statistics made = make_statistics(people, items);
  EXPECT_EQ(table(made, "age_band").total, 30);
  EXPECT_EQ(row(table(made, "age_band").rows, "teens").count, 20);
  EXPECT_EQ(row(table(made, "age_band").rows, "fifties_and_over").count, 0);
  EXPECT_EQ(row(table(made, "harm_type").rows, "dissemination").count, 30);
  EXPECT_EQ(row(table(made, "harm_type").rows, "synthetic").count, 20);
  EXPECT_EQ(table(made, "site_kind").total, 36);
  EXPECT_EQ(row(table(made, "ground").rows, "on_request").count, 36);
  EXPECT_EQ(row(table(made, "whereabouts").rows, "foreign").count, 36);
  EXPECT_EQ(made.removed, 22);
  EXPECT_EQ(made.median_hours, 10.0);
  EXPECT_EQ(made.p90_hours, 40.0);
  const auto& adult = row(made.outcomes, "adult_site");
  EXPECT_EQ(adult.count, 20);
  EXPECT_EQ(adult.removed, 12);
  EXPECT_EQ(adult.median_hours, 10.0);
}

TEST(Statistics, FourPeopleAreNotTold) {
  const Statistics made = make_statistics(std::vector<StatisticsPerson>(4), {});
  EXPECT_FALSE(table(made, "age_band").total);
  EXPECT_FALSE(row(table(made, "age_band").rows, "unknown").count);
  EXPECT_FALSE(table(made, "harm_type").total);
  EXPECT_FALSE(made.removed);
}

TEST(Statistics, AHarmThatAllButAFewHaveIsHiddenToo) {
  std::vector<StatisticsPerson> people(20, {AgeBand::teens, {HarmType::dissemination}});
  people.resize(22, {AgeBand::teens, {HarmType::synthetic}});
  const Statistics made = make_statistics(people, {});
  EXPECT_FALSE(row(table(made, "harm_type").rows, "dissemination").count);
  EXPECT_FALSE(row(table(made, "harm_type").rows, "synthetic").count);
  EXPECT_EQ(row(table(made, "harm_type").rows, "other").count, 0);
}

TEST(Statistics, AsATableHiddenCellsSayThatTheyAreSmall) {
  std::vector<StatisticsItem> items(50, item(SiteKind::adult_site, 10.0));
  items.resize(53, item(SiteKind::archive));
  const auto rows = table_of(make_statistics({}, items));
  EXPECT_EQ(rows[0][0], "table");
  const auto archive = std::ranges::find_if(
      rows, [](const auto& one) { return one[0] == "site_kind" && one[1] == "archive"; });
  ASSERT_NE(archive, rows.end());
  EXPECT_EQ((*archive)[2], "<5");
}

TEST(Statistics, NoTableShowsOneToFourOrAllButOneOfThem) {
  rc::check("whatever the people and items", [] {
    std::vector<StatisticsPerson> people;
    for (const int band : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 7)))
      people.push_back({static_cast<AgeBand>(band), {static_cast<HarmType>(band)}});
    std::vector<StatisticsItem> items;
    for (const int kind : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 22))) {
      items.push_back(item(static_cast<SiteKind>(kind / 2)));
      items.back().ground = static_cast<SupportGround>(kind % 3);
      if (kind % 2 == 0) items.back().hours = kind;
    }
    const Statistics made = make_statistics(people, items);
    for (const StatisticsTable& one : made.tables) {
      RC_ASSERT(one.total.value_or(kSmallest) >= kSmallest);
      std::int64_t shown = 0, hidden = 0;
      for (const StatisticsRow& cell : one.rows) {
        hidden += !cell.count;
        shown += cell.count.value_or(0);
        const std::int64_t count = cell.count.value_or(0);
        RC_ASSERT((count == 0 || count >= kSmallest));
      }
      if (one.name == "harm_type" || !one.total) continue;
      RC_ASSERT((hidden == 0 || (hidden >= 2 && *one.total - shown >= kSmallest)));
    }
    for (const OutcomeRow& one : made.outcomes) {
      if (!one.removed) {
        RC_ASSERT((!one.median_hours && !one.p90_hours));
        continue;
      }
      RC_ASSERT(one.count.has_value());
      RC_ASSERT((*one.removed == 0 || *one.removed >= kSmallest));
      RC_ASSERT((*one.count == *one.removed || *one.count - *one.removed >= kSmallest));
    }
  });
}

}  // namespace
}  // namespace jium::report
