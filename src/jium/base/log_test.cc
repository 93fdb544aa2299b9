#include "jium/base/log.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <type_traits>

#include "jium/base/secret.h"

namespace jium::log {
namespace {

struct FootageTag {
  static constexpr char letter = 'F';
};

// What a line may hold ...
static_assert(std::is_constructible_v<Field, Word, Word>);
static_assert(std::is_constructible_v<Field, Word, bool>);
static_assert(std::is_constructible_v<Field, Word, std::int64_t>);
static_assert(std::is_constructible_v<Field, Word, Id<FootageTag>>);
static_assert(std::is_constructible_v<Field, Word, FaultKind>);
// ... and what does not compile: text of the run time, whatever its type, and secrets.
static_assert(!std::is_constructible_v<Field, Word, std::string>);
static_assert(!std::is_constructible_v<Field, Word, std::string_view>);
static_assert(!std::is_constructible_v<Field, Word, const char*>);
static_assert(!std::is_constructible_v<Field, Word, char*>);
static_assert(!std::is_constructible_v<Field, Word, char>);
static_assert(!std::is_constructible_v<Field, Word, Secret<std::string>>);
static_assert(!std::is_constructible_v<Field, Word, Secret<int>>);
static_assert(!std::is_constructible_v<Field, Word, Fault>);
static_assert(!std::is_constructible_v<Word, std::string>);
static_assert(!std::is_constructible_v<Word, std::string_view>);
static_assert(!std::is_constructible_v<Word, const char*>);
static_assert(!std::is_constructible_v<Field, std::string, Word>);

std::string line_of(const std::function<void()>& write_one) {
  testing::internal::CaptureStderr();
  write_one();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, ALineIsOneJsonObjectOfFixedWordsNumbersAndIds) {
  const std::string line = line_of([] {
    info("letter_sent", {{"outcome", "accepted"},
                         {"tries", 3},
                         {"again", false},
                         {"took", Duration{std::chrono::seconds{2}}},
                         {"why", FaultKind::late},
                         {"footage", Id<FootageTag>(1)}});
  });
  const std::string start = "{\"at\":\"";
  ASSERT_EQ(line.substr(0, start.size()), start);
  EXPECT_EQ(
      line.substr(start.size() + 24),
      "\",\"level\":\"info\",\"event\":\"letter_sent\",\"outcome\":\"accepted\",\"tries\":3,\"again\":false,"
      "\"took\":2000,\"why\":\"late\",\"footage\":\"F-0000-0000-0001\"}\n");
  EXPECT_TRUE(parse_instant(line.substr(start.size(), 24)).has_value());
}

TEST(Log, ALiteralIsAWordAndNeverATruthValue) {
  EXPECT_EQ(Field("outcome", "accepted").value(), "\"accepted\"");
  EXPECT_EQ(Field("again", true).value(), "true");
}

TEST(Log, AWordCannotBreakOutOfItsQuotes) {
  EXPECT_EQ(Field("odd", "a\"b\\c\nd").value(), R"("a\"b\\c d")");
}

TEST(Log, WhatIsBelowTheLevelIsNotWritten) {
  set_level(Level::error);
  const std::string quiet = line_of([] { warning("nobody_reads_this"); });
  const std::string loud = line_of([] { error("somebody_reads_this"); });
  set_level(Level::info);
  EXPECT_EQ(quiet, "");
  EXPECT_NE(loud.find("\"level\":\"error\",\"event\":\"somebody_reads_this\"}"), std::string::npos);
}

}  // namespace
}  // namespace jium::log
