#include "jium/removal/cost.h"

#include <gtest/gtest.h>

#include "jium/embedded/costs.h"

namespace jium::removal {
namespace {

Instant day(int year, unsigned month, unsigned day) {
  return Instant{
      std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}};
}

TEST(CostBook, HasTheRateOfEachDay) {
  const CostBook& book = **built_in_costs();
  EXPECT_EQ(book.rate_at(day(2025, 12, 31)).per_hour, 10'030);
  EXPECT_EQ(book.rate_at(day(2026, 1, 1)).per_hour, 10'320);
  EXPECT_EQ(book.rate_at(day(2030, 1, 1)).per_hour, 10'320);
  EXPECT_EQ(book.rate_at(day(2019, 1, 1)).per_hour, 10'030) << "the first, for what lies before";
  EXPECT_EQ(book.notice().days_to_pay, 30);
}

TEST(CostBook, AFigureThatIsMissingUnknownOrOutOfOrderIsMalformed) {
  const std::string good(embedded::kCosts);
  const auto with = [&](const std::string& what, const std::string& by) {
    std::string text = good;
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return CostBook::parse(text.replace(at, what.size(), by));
  };
  EXPECT_TRUE(CostBook::parse(good).has_value());
  EXPECT_FALSE(with("per_hour = 10030", "").has_value());
  EXPECT_FALSE(with("per_hour = 10030", "per_hour = 0").has_value());
  EXPECT_FALSE(with("per_hour = 10030", "per_hour = 10030\nper_day = 1").has_value());
  EXPECT_FALSE(with("translated = 30, ", "").has_value());
  EXPECT_FALSE(with("translated = 30", "sung = 30").has_value());
  EXPECT_FALSE(with("in_force_from = 2026-01-01", "in_force_from = 2025-01-01").has_value());
  EXPECT_FALSE(with("currency = \"KRW\"", "currency = \"won\"").has_value());
  EXPECT_FALSE(with("days_to_pay = 30", "days_to_pay = \"soon\"").has_value());
  EXPECT_FALSE(CostBook::parse("").has_value());
  EXPECT_FALSE(CostBook::parse("[notice").has_value());
}

TEST(CostEntry, IsOfADayAtMostAndInSomeCurrency) {
  CostEntry entry;
  entry.currency = "KRW";
  entry.minutes = 1440;
  EXPECT_TRUE(check(entry).has_value());
  entry.minutes = 1441;
  EXPECT_FALSE(check(entry).has_value());
  entry.minutes = -1;
  EXPECT_FALSE(check(entry).has_value());
  entry.minutes = 0;
  entry.fee = -1;
  EXPECT_FALSE(check(entry).has_value());
  entry.fee = 0;
  entry.currency = "krw";
  EXPECT_FALSE(check(entry).has_value());
}

}  // namespace
}  // namespace jium::removal
