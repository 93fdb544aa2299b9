#include "jium/report/guideline.h"

#include <gtest/gtest.h>

namespace jium::report {
namespace {

TEST(Guideline, TheOneInForceIsReadWithItsUnknownCells) {
  const auto built_in = built_in_guideline();
  ASSERT_TRUE(built_in) << built_in.fault().what;
  const Guideline& guideline = **built_in;
  ASSERT_EQ(guideline.types.size(), 4U);
  const OffenceType* production = guideline.find("production");
  ASSERT_NE(production, nullptr);
  EXPECT_EQ(production->ranges.at(Zone::several_offences), (Range{RangeState::known, 84, 29 * 12 + 3}));
  const OffenceType* distribution = guideline.find("distribution");
  ASSERT_NE(distribution, nullptr);
  EXPECT_EQ(distribution->ranges.at(Zone::mitigated).state, RangeState::unknown);
  EXPECT_EQ(distribution->ranges.at(Zone::habitual).state, RangeState::none);
  EXPECT_EQ(guideline.find("theft"), nullptr);
}

TEST(Guideline, TheFourFactorsOfTheReportsAreMarked) {
  int named = 0;
  for (const Factor& factor : built_in_guideline().value()->factors) named += factor.named_by_reports ? 1 : 0;
  EXPECT_EQ(named, 4);
}

TEST(Guideline, ARangeHasOneSpelling) {
  EXPECT_EQ(parse_range("2y6m-6y").value(), (Range{RangeState::known, 30, 72}));
  EXPECT_EQ(parse_range("10m-2y").value(), (Range{RangeState::known, 10, 24}));
  for (const char* text : {"2y6m-6y", "10m-2y", "7y-19y6m", "unknown", "none"})
    EXPECT_EQ(text_of(parse_range(text).value()), text);
  for (const char* text : {"", "6y", "6y-2y", "0y-2y", "12m-2y", "6m2y-9y", "2y2y-9y", "02y-9y", "-2y", "2y-",
                           "2y--6y", "51y-52y", "2y-6", "about 3y"})
    EXPECT_FALSE(parse_range(text)) << text;
}

TEST(Guideline, WhatIsMissingMisspeltOrDoubleIsNamed) {
  const std::string good(built_in_guideline_text());
  const auto without = [&](const std::string& word, const std::string& with) {
    std::string text = good;
    text.replace(text.find(word), word.size(), with);
    return parse_guideline(text);
  };
  EXPECT_FALSE(without("basic = \"5y-9y\"", ""));
  EXPECT_FALSE(without("basic = \"5y-9y\"", "basic = \"long\""));
  EXPECT_FALSE(without("code = \"possession\"", "code = \"production\""));
  EXPECT_FALSE(without("checked_on", "cheked_on"));
  EXPECT_FALSE(without("\"returned\", \"identity_leaks\"", "\"returned\", \"returned\""));
  EXPECT_FALSE(without("side = \"aggravating\"", "side = \"both\""));
  EXPECT_FALSE(parse_guideline("="));
  EXPECT_FALSE(parse_guideline(""));
}

}  // namespace
}  // namespace jium::report
