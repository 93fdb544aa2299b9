// The statements, word for word, beside the code: golden/recovery_*.txt. JIUM_REFRESH=1 writes them anew.
#include "jium/report/recovery_statement.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace jium::report {
namespace {

using removal::CostKind;

Instant day(int year, unsigned month, unsigned day) {
  return Instant{
      std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}};
}

removal::CostEntry entry(CostKind kind, int minutes, Instant at, std::int64_t fee = 0,
                         const std::string& currency = "KRW") {
  removal::CostEntry made;
  made.kind = kind;
  made.minutes = minutes;
  made.at = at;
  made.fee = fee;
  made.currency = currency;
  return made;
}

RecoveryAsk ask(removal::Language language) {
  RecoveryAsk made{.centre = "Centre of the North",
                   .reference = "C-0000-0000-4711",
                   .language = language,
                   .written_at = day(2026, 11, 22),
                   .entries = {},
                   .per_hour = std::nullopt};
  made.entries = {entry(CostKind::request_prepared, 6, day(2025, 12, 30)),
                  entry(CostKind::request_prepared, 6, day(2026, 2, 1)),
                  entry(CostKind::request_prepared, 1200, day(2026, 2, 2)),
                  entry(CostKind::translated, 45, day(2026, 3, 1), 88'000),
                  entry(CostKind::other, 0, day(2026, 3, 2), 12'345, "USD")};
  return made;
}

RecoveryStatement made(const RecoveryAsk& asked) {
  return write_statement(asked, **removal::built_in_costs());
}

TEST(RecoveryStatement, BearsTheKoreanDay) {
  RecoveryAsk early = ask(removal::Language::en);
  early.written_at = day(2026, 11, 22) + std::chrono::hours{15};
  EXPECT_NE(made(early).text.find("Written on: 2026-11-23"), std::string::npos) << made(early).text;
  EXPECT_NE(made(early).text.find("To be paid by: 2026-12-23"), std::string::npos);
  early.written_at -= std::chrono::milliseconds{1};
  EXPECT_NE(made(early).text.find("Written on: 2026-11-22"), std::string::npos);
}

TEST(RecoveryStatement, EachActIsReckonedAtTheRateOfItsDay) {
  const auto statement = made(ask(removal::Language::en));
  ASSERT_EQ(statement.lines.size(), 3U);
  EXPECT_EQ(statement.lines[0].amount, 6 * 10'030 / 60);
  EXPECT_EQ(statement.lines[1].count, 2);
  EXPECT_EQ(statement.lines[1].amount, 1206 * 10'320 / 60);
  EXPECT_EQ(statement.lines[2].amount, 45 * 10'320 / 60);
  ASSERT_EQ(statement.total.size(), 2U);
  EXPECT_EQ(statement.total[0].amount, 1003 + 207'432 + 7740 + 88'000);
  EXPECT_EQ(statement.total[1].currency, "USD");
  EXPECT_EQ(statement.pay_by, day(2026, 12, 22));
}

TEST(RecoveryStatement, TheCentresOwnRateStandsForAllDays) {
  auto asked = ask(removal::Language::en);
  asked.per_hour = 30'000;
  const auto statement = made(asked);
  ASSERT_EQ(statement.lines.size(), 2U);
  EXPECT_EQ(statement.lines[0].amount, 1212 * 30'000 / 60);
  EXPECT_NE(statement.text.find("the centre's own rate"), std::string::npos);
}

TEST(RecoveryStatement, NothingDoneCostsNothing) {
  auto asked = ask(removal::Language::ko);
  asked.entries.clear();
  EXPECT_TRUE(made(asked).total.empty());
}

TEST(RecoveryStatement, IsAsItStandsBesideTheCode) {
  for (const auto language : {removal::Language::ko, removal::Language::en}) {
    const std::string path = std::string(JIUM_SOURCE_DIR "/src/jium/report/golden/recovery_") +
                             std::string(to_text(language)) + ".txt";
    const std::string text = made(ask(language)).text;
    if (std::getenv("JIUM_REFRESH") != nullptr) std::ofstream(path, std::ios::binary) << text;
    std::ifstream file(path, std::ios::binary);
    EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(file), {})) << "JIUM_REFRESH=1 writes it anew";
  }
}

}  // namespace
}  // namespace jium::report
