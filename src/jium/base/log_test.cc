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
    info("request", {{"method", "POST"},
                     {"route", -1},
                     {"status", 201},
                     {"key", Id<FootageTag>(1)},
                     {"took_ms", Duration{std::chrono::seconds{2}}}});
  });
  const std::string start = "{\"at\":\"";
  ASSERT_EQ(line.substr(0, start.size()), start);
  EXPECT_EQ(line.substr(start.size() + 24),
            "\",\"level\":\"info\",\"event\":\"request\",\"method\":\"POST\",\"route\":-1,\"status\":201,"
            "\"key\":\"F-0000-0000-0001\",\"took_ms\":2000}\n");
  EXPECT_TRUE(parse_instant(line.substr(start.size(), 24)).has_value());
}

TEST(Log, WritesNothingThatIsOutsideTheGrammar) {
  const auto outside = [](const std::function<void()>& write_one) {
    const std::string line = line_of(write_one);
    return line.ends_with("\"level\":\"error\",\"event\":\"line_outside_the_grammar\"}\n") &&
           line.find("4711") == std::string::npos;
  };
  EXPECT_TRUE(outside([] { info("never_heard_of", {{"status", 4711}}); }));
  EXPECT_TRUE(outside([] {
    info("request_refused", {{"status", 400}, {"size", 4711}});
  })) << "a field too many";
  EXPECT_TRUE(outside([] { info("request_refused"); })) << "a field too few";
  EXPECT_TRUE(outside([] { info("request_refused", {{"state", 4711}}); })) << "another field";
  EXPECT_TRUE(outside([] { info("request_refused", {{"status", "4711"}}); })) << "another type";
  EXPECT_TRUE(outside([] { error("request_refused", {{"status", 4711}}); })) << "another level";
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
  const std::string quiet = line_of([] { warning("too_many_connections"); });
  const std::string loud = line_of([] { error("connection_failed"); });
  set_level(Level::info);
  EXPECT_EQ(quiet, "");
  EXPECT_NE(loud.find("\"level\":\"error\",\"event\":\"connection_failed\"}"), std::string::npos);
}

}  // namespace
}  // namespace jium::log
