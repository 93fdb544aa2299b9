#include "jium/removal/rule.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace jium::removal {
namespace {

// One rule as TOML, with fields put in or taken out (an empty value takes it out).
std::string rule_text(const std::map<std::string, std::string>& changes = {}) {
  std::map<std::string, std::string> fields{
      {"id", "\"one\""},         {"jurisdictions", "[\"*\"]"},     {"in_force_from", "2020-01-01"},
      {"clock", "\"24h\""},      {"clock_kind", "\"own_target\""}, {"needs", "[\"item\", \"contact\"]"},
      {"title_ko", "\"법\""},    {"title_en", "\"Act\""},          {"basis_ko", "\"근거\""},
      {"basis_en", "\"Basis\""}, {"source", "\"law.example\""},    {"checked_on", "\"2026-11-21\""}};
  for (const auto& [name, value] : changes) fields[name] = value;
  std::string text = "[[rule]]\n";
  for (const auto& [name, value] : fields) {
    if (!value.empty()) text += name + " = " + value + "\n";
  }
  return text;
}

Instant day(int year, unsigned month, unsigned of_month) {
  return Instant{
      std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(of_month)}};
}

std::string why_malformed(const std::string& text) {
  const auto book = RuleBook::parse(text);
  if (book) return "it is well formed";
  EXPECT_EQ(book.fault().kind, FaultKind::malformed);
  return book.fault().what;
}

TEST(RuleBook, TheBuiltInRulesAreWellFormedAndComplete) {
  const auto book = built_in_rules();
  ASSERT_TRUE(book.has_value()) << book.fault().what;
  for (const Rule& rule : book->rules()) {
    EXPECT_TRUE(rule.clock >= std::chrono::hours{1} || rule.working_days > 0) << rule.id;
    EXPECT_FALSE(rule.needs.empty()) << rule.id;
    EXPECT_FALSE(rule.source.empty()) << rule.id;
    EXPECT_TRUE(parse_instant(rule.checked_on + "T00:00:00Z").has_value()) << rule.id;
    EXPECT_NE(rule.title(Language::ko), rule.title(Language::en)) << rule.id;
    EXPECT_NE(rule.basis(Language::ko), rule.basis(Language::en)) << rule.id;
  }
  EXPECT_TRUE(book->rule_by_id("us-take-it-down")->clock_is_statutory);
  EXPECT_FALSE(book->rule_by_id("kr-without-delay")->clock_is_statutory);
}

TEST(RuleBook, TheBuiltInRuleForAnOperatorIsThatOfItsJurisdictionAndDay) {
  const auto book = built_in_rules();
  ASSERT_TRUE(book.has_value());
  const Instant today = day(2026, 11, 22);
  EXPECT_EQ(book->rule_for("KR", today)->id, "kr-without-delay");
  EXPECT_EQ(book->rule_for("US", today)->id, "us-take-it-down");
  EXPECT_EQ(book->rule_for("DE", today)->id, "eu-dsa-16");
  EXPECT_EQ(book->rule_for("RU", today)->id, "elsewhere");
  EXPECT_EQ(book->rule_for("*", today)->id, "elsewhere");
  EXPECT_EQ(book->rule_for("US", day(2026, 5, 18))->id, "elsewhere") << "section 3 does not apply yet";
  EXPECT_EQ(book->rule_for("US", day(2026, 5, 19))->id, "us-take-it-down");
  EXPECT_EQ(book->rule_for("KR", day(2019, 1, 1)).fault().kind, FaultKind::missing);
}

TEST(RuleBook, EveryFieldIsNeededAndAFaultNamesTheRuleAndTheField) {
  ASSERT_TRUE(RuleBook::parse(rule_text()).has_value());
  for (const char* field : {"jurisdictions", "in_force_from", "clock", "clock_kind", "needs", "title_ko",
                            "title_en", "basis_ko", "basis_en", "source", "checked_on"}) {
    for (const char* value : {"", "\"\"", "[]", "{}"}) {
      const std::string why = why_malformed(rule_text({{field, value}}));
      EXPECT_EQ(why.find("rule one: " + std::string(field)), 0U) << field << " = " << value << ": " << why;
    }
  }
}

TEST(RuleBook, AWrongFieldIsNamedWithItsRule) {
  const std::vector<std::pair<std::string, std::string>> wrong{{"jurisdictions", "[\"*\", 3]"},
                                                               {"jurisdictions", "[\"*\", \"Korea\"]"},
                                                               {"jurisdictions", "[\"*\", \"KR\", \"KR\"]"},
                                                               {"jurisdictions", "\"KR\""},
                                                               {"in_force_from", "\"2020-01-01\""},
                                                               {"clock", "\"0h\""},
                                                               {"clock", "\"soon\""},
                                                               {"clock", "\"90m\""},
                                                               {"clock", "24"},
                                                               {"clock", "\"-24h\""},
                                                               {"clock_kind", "\"law\""},
                                                               {"title_en", "3"},
                                                               {"clock", "\"0 working days\""},
                                                               {"clock", "\"99 working days\""},
                                                               {"clock", "\"-1 working days\""},
                                                               {"calendar", "\"KR\""},
                                                               {"needs", "[\"item\", \"photograph\"]"},
                                                               {"needs", "[\"item\", \"item\"]"},
                                                               {"variant", "\"other\""},
                                                               {"status", "\"maybe\""},
                                                               {"title_ja", "\"\""},
                                                               {"clok", "\"24h\""}};
  for (const auto& [field, value] : wrong) {
    const std::string why = why_malformed(rule_text({{field, value}}));
    EXPECT_EQ(why.find("rule one: " + field), 0U) << field << " = " << value << ": " << why;
  }
}

TEST(RuleBook, ATrustedFlaggersRuleIsChosenWhereThereIsOneElseTheStandardOne) {
  const auto book = built_in_rules();
  const Instant today = day(2026, 11, 22);
  EXPECT_EQ(book->rule_for("DE", today, RuleVariant::trusted_flagger)->id, "eu-dsa-22");
  EXPECT_EQ(book->rule_for("DE", today)->id, "eu-dsa-16");
  EXPECT_EQ(book->rule_for("KR", today, RuleVariant::trusted_flagger)->id, "kr-without-delay");
  EXPECT_EQ(book->rule_for("RU", today, RuleVariant::trusted_flagger)->id, "elsewhere");
  EXPECT_EQ(book->rule_for("AU", today)->id, "au-online-safety");
  EXPECT_EQ(book->rule_for("JP", today, RuleVariant::terms)->id, "jp-terms");
}

TEST(RuleBook, LawThatIsPlannedIsListedAndNeverApplied) {
  const auto book = built_in_rules();
  EXPECT_TRUE(book->rule_by_id("gb-48h")->planned);
  EXPECT_NE(book->rule_by_id("gb-48h")->title(Language::en).find("planned, not in force"), std::string::npos);
  EXPECT_EQ(book->rule_for("GB", day(2099, 1, 1))->id, "elsewhere");
  const std::string planned =
      rule_text({{"id", "\"two\""}, {"status", "\"planned\""}, {"in_force_from", ""}});
  EXPECT_TRUE(RuleBook::parse(rule_text() + planned).has_value());
  EXPECT_NE(why_malformed(rule_text() + rule_text({{"id", "\"two\""}, {"status", "\"planned\""}}))
                .find("rule two: in_force_from"),
            std::string::npos);
  EXPECT_NE(why_malformed(planned).find("*"), std::string::npos) << "a plan is no rule for everywhere else";
}

TEST(RuleBook, AClockOfWorkingDaysNeedsACalendarThatIsKnown) {
  const auto holidays = built_in_holidays();
  const std::string clock = "\"3 working days\"";
  EXPECT_NE(why_malformed(rule_text({{"clock", clock}})).find("rule one: calendar"), std::string::npos);
  const std::string korean = rule_text({{"clock", clock}, {"calendar", "\"KR\""}});
  EXPECT_NE(why_malformed(korean).find("rule one: calendar"), std::string::npos);
  const auto book = RuleBook::parse(korean, *holidays);
  ASSERT_TRUE(book.has_value()) << book.fault().what;
  // Friday 20 November 2026, noon in Seoul: Monday, Tuesday, Wednesday, and its last minute.
  EXPECT_EQ(to_text(*book->rules()[0].due_after(*parse_instant("2026-11-20T03:00:00Z"))),
            "2026-11-25T15:00:00.000Z");
  EXPECT_EQ(book->rules()[0].due_after(*parse_instant("2031-11-20T03:00:00Z")).fault().kind,
            FaultKind::missing);
}

TEST(RuleBook, AnHourClockEndsAtTheSameMillisecond) {
  const auto book = built_in_rules();
  const Instant sent = *parse_instant("2026-03-28T23:59:59.999Z");
  EXPECT_EQ(*book->rule_by_id("us-take-it-down")->due_after(sent), sent + std::chrono::hours{48});
}

TEST(Notice, SaysWhatToAddForEachThingThatLacks) {
  const auto rule = *built_in_rules()->rule_by_id("us-take-it-down");
  EXPECT_TRUE(check_notice(rule.needs, {rule.needs}).has_value());
  for (const Need need : rule.needs) {
    Notice notice{rule.needs};
    std::erase(notice.holds, need);
    EXPECT_EQ(lacking(rule.needs, notice), std::vector<Need>{need});
    EXPECT_EQ(check_notice(rule.needs, notice).fault().kind, FaultKind::conflict);
  }
  EXPECT_NE(check_notice({Need::signature}, {}).fault().what.find("who signs"), std::string::npos);
  EXPECT_TRUE(check_notice({}, {}).has_value());
}

TEST(RuleBook, ARuleWithoutAnIdIsNamedByItsPlace) {
  EXPECT_EQ(why_malformed(rule_text() + rule_text({{"id", ""}})), "rule number 2: id is missing");
}

TEST(RuleBook, TwoRulesCannotBeTheLawAtOnce) {
  const std::string first = rule_text();
  EXPECT_NE(why_malformed(first + rule_text({{"jurisdictions", "[\"KR\"]"}})).find("rule one: id"),
            std::string::npos);
  EXPECT_NE(why_malformed(first + rule_text({{"id", "\"two\""}})).find("rule two: jurisdictions"),
            std::string::npos);
  EXPECT_TRUE(
      RuleBook::parse(first + rule_text({{"id", "\"two\""}, {"in_force_from", "2020-01-02"}})).has_value());
}

TEST(RuleBook, ThereIsARuleForEverywhereElse) {
  EXPECT_NE(why_malformed(rule_text({{"jurisdictions", "[\"KR\"]"}})).find("*"), std::string::npos);
}

TEST(RuleBook, WhatIsNoTomlIsMalformedWithItsLine) {
  EXPECT_NE(why_malformed("[[rule]]\nid = \"one\"\nclock = = 3\n").find("line 3"), std::string::npos);
  EXPECT_NE(why_malformed("").find("[[rule]]"), std::string::npos);
  EXPECT_NE(why_malformed("rule = 3").find("[[rule]]"), std::string::npos);
  EXPECT_NE(why_malformed("rule = [3]").find("table"), std::string::npos);
  EXPECT_EQ(RuleBook::parse("\xFF\xFE").fault().kind, FaultKind::malformed);
}

TEST(RuleBook, AnUnknownIdIsMissing) {
  EXPECT_EQ(RuleBook::parse(rule_text())->rule_by_id("two").fault().kind, FaultKind::missing);
}

RC_GTEST_PROP(RuleBook, TheRuleOfADayIsTheLatestThatNamesThePlaceElseTheLatestForEverywhere, ()) {
  struct Dated {
    bool korean;
    unsigned day;
  };
  std::vector<Dated> dated;
  std::set<std::pair<bool, unsigned>> used;
  std::string text;
  const auto days = *rc::gen::container<std::vector<std::pair<bool, unsigned>>>(
      rc::gen::pair(rc::gen::arbitrary<bool>(), rc::gen::inRange(1U, 29U)));
  for (const auto& [korean, of_month] : days) {
    if (!used.insert({korean, of_month}).second) continue;
    text += rule_text(
        {{"id", "\"r" + std::to_string(dated.size()) + "\""},
         {"jurisdictions", korean ? "[\"KR\"]" : "[\"*\"]"},
         {"in_force_from", "2024-02-" + std::string(of_month < 10 ? "0" : "") + std::to_string(of_month)}});
    dated.push_back({korean, of_month});
  }
  const bool has_default = std::any_of(dated.begin(), dated.end(), [](const Dated& d) { return !d.korean; });
  RC_PRE(has_default);
  const auto book = RuleBook::parse(text);
  RC_ASSERT(book.has_value());
  const unsigned asked = *rc::gen::inRange(1U, 29U);
  std::string expected;
  unsigned best = 0;
  for (const bool korean : {true, false}) {
    for (std::size_t i = 0; i < dated.size(); ++i) {
      if (dated[i].korean != korean || dated[i].day > asked || dated[i].day <= best) continue;
      best = dated[i].day;
      expected = "r" + std::to_string(i);
    }
    if (best != 0) break;
  }
  const auto rule = book->rule_for("KR", day(2024, 2, asked));
  RC_ASSERT(rule.has_value() == (best != 0));
  if (rule) RC_ASSERT(rule->id == expected);
}

}  // namespace
}  // namespace jium::removal
