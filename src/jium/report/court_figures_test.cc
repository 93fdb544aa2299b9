#include "jium/report/court_figures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "jium/report/court_manifest.h"

namespace jium::report {
namespace {

Day drawn_day() {
  const int number = *rc::gen::inRange(0, 800);
  return day_of(Instant{std::chrono::sys_days{std::chrono::year{2024} / 2 / 27} + std::chrono::days{number}});
}

template <class T>
T drawn(std::initializer_list<T> of) {
  return *rc::gen::elementOf(std::vector<T>(of));
}

CourtRecords drawn_records() {
  using removal::SiteKind;
  CourtRecords records;
  const int places = *rc::gen::inRange(0, 30), requests = *rc::gen::inRange(0, 30);
  for (int i = 0; i < places; ++i) {
    CountedPlace place{.record = "p" + std::to_string(i),
                       .site = "s" + std::to_string(*rc::gen::inRange(0, 5)),
                       .site_kind = drawn({SiteKind::adult_site, SiteKind::archive, SiteKind::other}),
                       .country = drawn<std::string>({"KR", "US", "*"}),
                       .seen = drawn_day(),
                       .gone = {},
                       .returned = *rc::gen::arbitrary<bool>()};
    if (*rc::gen::arbitrary<bool>()) place.gone = drawn_day();
    records.places.push_back(place);
  }
  for (int i = 0; i < requests; ++i) {
    CountedRequest request{.record = "r" + std::to_string(i),
                           .site_kind = drawn({SiteKind::adult_site, SiteKind::host}),
                           .country = drawn<std::string>({"KR", "JP"}),
                           .sent = drawn_day(),
                           .done = {},
                           .verified = {},
                           .refused = *rc::gen::arbitrary<bool>(),
                           .false_claims = *rc::gen::inRange(0, 3)};
    if (*rc::gen::arbitrary<bool>()) request.verified = request.done = drawn_day();
    records.requests.push_back(request);
  }
  return records;
}

template <class Rows, class Number>
std::int64_t sum(const Rows& rows, Number number) {
  std::int64_t all = 0;
  for (const auto& row : rows) all += row.*number;
  return all;
}

RC_GTEST_PROP(CourtFigures, EachTableAddsUpToTheTotals, ()) {
  const CourtRecords records = drawn_records();
  const CourtFigures figures = count_figures(records, {});
  for (const auto& rows : {figures.by_kind, figures.by_country}) {
    RC_ASSERT(sum(rows, &Work::places) == figures.places);
    RC_ASSERT(sum(rows, &Work::returned) == figures.returned);
    RC_ASSERT(sum(rows, &Work::requested) == figures.requested);
    RC_ASSERT(sum(rows, &Work::done) == figures.done);
    RC_ASSERT(sum(rows, &Work::verified) == figures.verified);
    RC_ASSERT(sum(rows, &Work::refused) == figures.refused);
  }
  RC_ASSERT(sum(figures.months, &Month::found) == figures.places);
  RC_ASSERT(sum(figures.months, &Month::requested) == figures.requested);
  RC_ASSERT(sum(figures.months, &Month::verified) == figures.verified);
  RC_ASSERT(sum(figures.months, &Month::returned) == figures.returned);
}

RC_GTEST_PROP(CourtFigures, DoNotDependOnTheOrderOfTheRecords, ()) {
  CourtRecords records = drawn_records();
  const std::string before = figures_json(count_figures(records, {}));
  std::ranges::reverse(records.places);
  std::ranges::reverse(records.requests);
  RC_ASSERT(figures_json(count_figures(records, {})) == before);
}

RC_GTEST_PROP(CourtFigures, MonthsFollowOneAnotherWithoutAGap, ()) {
  const CourtFigures figures = count_figures(drawn_records(), {});
  for (std::size_t i = 1; i < figures.months.size(); ++i) {
    const auto at = [&](std::size_t n) {
      return std::stoi(figures.months[n].month.substr(0, 4)) * 12 +
             std::stoi(figures.months[n].month.substr(5));
    };
    RC_ASSERT(at(i) == at(i - 1) + 1);
  }
}

TEST(CourtFigures, ThePeriodCountsItsFirstAndItsLastDay) {
  CourtRecords records;
  records.places.resize(2);
  records.places[0].seen = "2024-02-28";
  records.places[1].seen = "2024-03-01";
  const CourtFigures figures = count_figures(records, {});
  EXPECT_EQ(figures.days, 3);
  EXPECT_EQ(*figures.first, "2024-02-28");
  EXPECT_EQ(*figures.last, "2024-03-01");
}

TEST(CourtFigures, AnUnknownCountryIsNoCountryAndStaysInTheTable) {
  CourtRecords records;
  records.places.resize(3);
  for (auto& place : records.places) place.seen = "2024-02-28";
  records.places[0].country = "*";
  records.places[1].country = records.places[2].country = "KR";
  const CourtFigures figures = count_figures(records, {});
  EXPECT_EQ(figures.countries, 1);
  ASSERT_EQ(figures.by_country.size(), 2U);
  EXPECT_EQ(figures.by_country[0].key, "KR");
  EXPECT_EQ(figures.by_country[1].key, "*");
}

TEST(CourtFigures, FootageThatNobodyHasDecidedStandsLast) {
  CourtRecords records;
  records.footage.resize(3);
  records.footage[2].legal_class = "synthetic";
  const CourtFigures figures = count_figures(records, {});
  ASSERT_EQ(figures.classes.size(), 2U);
  EXPECT_EQ(figures.classes[0].key, "synthetic");
  EXPECT_EQ(figures.classes[1].key, "");
  EXPECT_EQ(figures.classes[1].count, 2);
}

TEST(CourtFigures, ADayIsOneOfTheCalendar) {
  EXPECT_EQ(number_of("1970-01-02").value(), 1);
  for (const char* text : {"2025-02-29", "2025-13-01", "2025-1-1", "", "2025-01-01T", "20250101"})
    EXPECT_FALSE(number_of(text)) << text;
}

}  // namespace
}  // namespace jium::report
