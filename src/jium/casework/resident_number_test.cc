#include "jium/casework/resident_number.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/casework/case.h"

namespace jium::casework {
namespace {

std::string full_width(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      wide += "\xEF\xBC";
      wide += static_cast<char>(0x90 + (c - '0'));
    } else if (c == '-') {
      wide += "\xEF\xBC\x8D";
    } else {
      wide += c;
    }
  }
  return wide;
}

// All made up: a shape, not a person. `separator` stands between the day of birth and the rest.
std::string shaped(std::mt19937& random, std::string_view separator) {
  const auto pick = [&](unsigned from, unsigned to) {
    return std::uniform_int_distribution<unsigned>(from, to)(random);
  };
  return fmt::format("{:02}{:02}{:02}{}{}{:06}", pick(0, 99), pick(1, 12), pick(1, 31), separator, pick(1, 8),
                     pick(0, 999999));
}

TEST(ResidentNumber, TwoThousandOfThemAreCaughtHoweverTheyAreWritten) {
  const std::vector<std::string> separators{"-",
                                            "",
                                            " ",
                                            "  ",
                                            " - ",
                                            "--",
                                            "\t",
                                            "\xC2\xA0",
                                            "\xE3\x80\x80",
                                            "\xE2\x80\x90",
                                            "\xE2\x80\x93",
                                            "\xE2\x80\x94",
                                            "\xE2\x88\x92",
                                            "\xEF\xBC\x8D"};
  const std::vector<std::pair<std::string, std::string>> around{{"", ""},
                                                                {"주민번호는 ", "입니다"},
                                                                {"주민번호", "번"},
                                                                {"3 ", " 4"},
                                                                {"id:", ","},
                                                                {"(", ")"},
                                                                {"전화 010-1234-5678, ", " 끝"},
                                                                {"\n", "\n"},
                                                                {"12345-", " 12"},
                                                                {"2026-11-22 ", ""}};
  std::mt19937 random(20261122);
  for (int i = 0; i < 2000; ++i) {
    const auto& [before, after] = around[static_cast<std::size_t>(i) % around.size()];
    std::string number = shaped(random, separators[static_cast<std::size_t>(i / 7) % separators.size()]);
    if (i % 3 == 0) number = full_width(number);
    const std::string text = before + number + after;
    EXPECT_TRUE(holds_resident_number(text)) << text;
  }
}

TEST(ResidentNumber, OrdinaryNumbersAreLeftAlone) {
  for (const std::string_view text : {"010-1234-5678",
                                      "02-123-4567",
                                      "+82 10 1234 5678",
                                      "1366",
                                      "2026-11-22",
                                      "2026-11-22T01:02:03.456Z",
                                      "20261122-0001234",
                                      "900101",
                                      "1234567",
                                      "900101-123456",
                                      "900101-12345678",
                                      "1900101-1234567",
                                      "901301-1234567",
                                      "900132-1234567",
                                      "900100-1234567",
                                      "900001-1234567",
                                      "900101-0234567",
                                      "900101-9234567",
                                      "ORD-2026112200012345",
                                      "4111 1111 1111 1111",
                                      "192.0.2.7",
                                      "F-9001-0112-3456",
                                      "C-9001-0112-3456, R-7000-0000-0001",
                                      "900101/1234567",
                                      "900101, 1234567",
                                      "900101번 1234567",
                                      "",
                                      "-",
                                      "사건 3건, 삭제 1,283건"}) {
    EXPECT_FALSE(holds_resident_number(text)) << text;
    EXPECT_FALSE(holds_resident_number(full_width(text))) << text;
  }
}

RC_GTEST_PROP(ResidentNumber, NoIdOfJiumLooksLikeOne, ()) {
  const CaseId id(*rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << 60));
  RC_ASSERT(!holds_resident_number(id.text()));
}

RC_GTEST_PROP(ResidentNumber, NoMobileNumberLooksLikeOne, ()) {
  const auto digits = *rc::gen::inRange(0, 100'000'000);
  const std::string separator = *rc::gen::element<std::string>("-", "", " ", ".");
  const std::string text =
      fmt::format("010{}{:04}{}{:04}", separator, digits / 10'000, separator, digits % 10'000);
  RC_ASSERT(!holds_resident_number(text));
}

RC_GTEST_PROP(ResidentNumber, NoTimeLooksLikeOne, ()) {
  const Instant at{Duration{*rc::gen::inRange<Duration::rep>(0, 4'000'000'000'000)}};
  RC_ASSERT(!holds_resident_number(to_text(at)));
}

RC_GTEST_PROP(ResidentNumber, IsFoundBehindAnyTextThatDoesNotEndInADigit, (std::string text)) {
  RC_ASSERT(holds_resident_number(text + "x900101-1234567"));
}

}  // namespace
}  // namespace jium::casework
