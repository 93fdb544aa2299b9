#include "jium/casework/retention.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace jium::casework {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

Instant day(int y, unsigned m, unsigned d) {
  return Instant{sys_days{year{y} / m / d}};
}

RetentionRule rule(std::string id, RecordClass record, Instant from, std::optional<int> years) {
  RetentionRule made;
  made.id = std::move(id);
  made.record = record;
  made.in_force_from = from;
  made.years = years;
  return made;
}

Record closed(RecordClass record, Instant begun, Instant ended) {
  return {.classes = {record}, .begun = begun, .ended = ended};
}

TEST(Retention, TheRulesOfTheBinaryAreReadAndSayWhatTheLawSays) {
  const auto& book = built_in_retention();
  const Instant now = day(2026, 11, 22);
  const Instant ended = day(2026, 11, 1);
  const auto term = [&](RecordClass record) { return book.term_of(closed(record, ended, ended), now); };
  EXPECT_EQ(term(RecordClass::other).until, day(2031, 11, 1));
  EXPECT_EQ(term(RecordClass::other).on_request, OnRequest::destroy);
  EXPECT_EQ(term(RecordClass::other).when_over, WhenOver::destroy);
  EXPECT_EQ(term(RecordClass::investigator_requested).until, day(2036, 11, 1));
  EXPECT_EQ(term(RecordClass::investigator_requested).on_request, OnRequest::decide);
  EXPECT_FALSE(term(RecordClass::child_material).until.has_value()) << "permanent";
  EXPECT_EQ(term(RecordClass::child_material).rules, (std::vector<std::string>{"kr-child-material"}));
  EXPECT_EQ(term(RecordClass::audit).until, day(2031, 11, 1)) << "the longer of two";
  EXPECT_EQ(term(RecordClass::audit).rules, (std::vector<std::string>{"jium-audit", "kr-access-log"}));
}

TEST(Retention, ATermIsOverAtItsEndAndNotAMomentBefore) {
  const auto& book = built_in_retention();
  const Instant ended = day(2026, 11, 1) + std::chrono::hours{9};
  const auto record = closed(RecordClass::other, ended, ended);
  const Instant end = day(2031, 11, 1) + std::chrono::hours{9};
  EXPECT_FALSE(book.term_of(record, end - Duration{1}).over);
  EXPECT_TRUE(book.term_of(record, end).over);
  EXPECT_TRUE(book.term_of(record, end).rules.empty());
}

TEST(Retention, ACaseInUseAndWhatIsPermanentAreNeverOver) {
  const auto& book = built_in_retention();
  const Record in_use{.classes = {RecordClass::other}, .begun = day(2026, 11, 1), .ended = std::nullopt};
  const auto child = closed(RecordClass::child_material, day(2026, 11, 1), day(2026, 11, 2));
  EXPECT_FALSE(book.term_of(in_use, day(2126, 1, 1)).over);
  EXPECT_FALSE(book.term_of(child, day(2126, 1, 1)).over);
}

TEST(Retention, BeforeAnyRuleIsInForceNothingIsOverAndNothingHinders) {
  const auto record = closed(RecordClass::other, day(2010, 1, 1), day(2010, 1, 2));
  const auto term = built_in_retention().term_of(record, day(2026, 10, 1));
  EXPECT_FALSE(term.over) << "without a rule nothing is destroyed by itself";
  EXPECT_TRUE(term.rules.empty());
  EXPECT_EQ(term.when_over, WhenOver::ask);
  EXPECT_EQ(term.on_request, OnRequest::destroy);
}

TEST(Retention, ALaterShorterRuleDoesNotShortenARunningTermUnlessItSaysSo) {
  const auto old = rule("old", RecordClass::other, day(2026, 10, 2), 5);
  auto later = rule("later", RecordClass::other, day(2028, 1, 1), 3);
  const auto record = closed(RecordClass::other, day(2027, 1, 1), day(2027, 6, 1));
  const Instant now = day(2028, 2, 1);
  EXPECT_EQ(RetentionBook({old, later}).term_of(record, now).until, day(2032, 6, 1));
  later.shortens_running = true;
  EXPECT_EQ(RetentionBook({old, later}).term_of(record, now).until, day(2030, 6, 1));
  EXPECT_EQ(RetentionBook({old, later}).term_of(record, day(2027, 12, 31)).until, day(2032, 6, 1))
      << "not before its day";
}

TEST(Retention, ARuleThatEndedRunsOnForWhatWasMadeUnderItAndNotForWhatCameAfter) {
  auto ended = rule("ended", RecordClass::other, day(2026, 10, 2), 10);
  ended.in_force_until = day(2028, 1, 1);
  const auto next = rule("next", RecordClass::other, day(2028, 1, 1), 2);
  const RetentionBook book({ended, next});
  const Instant now = day(2028, 3, 1);
  EXPECT_EQ(book.term_of(closed(RecordClass::other, day(2027, 12, 31), day(2028, 2, 1)), now).until,
            day(2038, 2, 1));
  EXPECT_EQ(book.term_of(closed(RecordClass::other, day(2028, 1, 1), day(2028, 2, 1)), now).until,
            day(2030, 2, 1));
}

TEST(Retention, TheTwentyNinthOfFebruaryIsNotCutShort) {
  EXPECT_EQ(years_after(day(2028, 2, 29), 5), day(2033, 3, 1));
  EXPECT_EQ(years_after(day(2028, 2, 29), 4), day(2032, 2, 29));
  EXPECT_EQ(years_after(day(2027, 12, 31) + Duration{1}, 1), day(2028, 12, 31) + Duration{1});
}

// ---- Properties, over books of rules that nobody would write ----

rc::Gen<Instant> some_day() {
  return rc::gen::map(rc::gen::inRange(0, 9000),
                      [](int days) { return day(2010, 1, 1) + std::chrono::days{days}; });
}

rc::Gen<RetentionRule> some_rule() {
  return rc::gen::exec([] {
    RetentionRule made = rule(
        "r", *rc::gen::elementOf(std::vector<RecordClass>{RecordClass::child_material, RecordClass::other}),
        *some_day(), std::nullopt);
    if (*rc::gen::inRange(0, 4) != 0) made.years = *rc::gen::inRange(1, 15);
    if (*rc::gen::arbitrary<bool>())
      made.in_force_until = made.in_force_from + std::chrono::days{*rc::gen::inRange(1, 3000)};
    made.shortens_running = *rc::gen::inRange(0, 5) == 0;
    made.on_request = *rc::gen::arbitrary<bool>() ? OnRequest::destroy : OnRequest::decide;
    made.when_over = *rc::gen::arbitrary<bool>() ? WhenOver::destroy : WhenOver::ask;
    return made;
  });
}

rc::Gen<Record> some_record() {
  return rc::gen::exec([] {
    Record record{.classes = {RecordClass::other}, .begun = *some_day(), .ended = std::nullopt};
    if (*rc::gen::arbitrary<bool>()) record.classes.push_back(RecordClass::child_material);
    if (*rc::gen::inRange(0, 5) != 0)
      record.ended = record.begun + std::chrono::days{*rc::gen::inRange(0, 3000)};
    return record;
  });
}

bool is_of(const Record& record, const RetentionRule& one) {
  return std::find(record.classes.begin(), record.classes.end(), one.record) != record.classes.end();
}

// Later or as late; "for ever" is later than any day.
bool not_shorter(const std::optional<Instant>& one, const std::optional<Instant>& other) {
  return !one || (other && *one >= *other);
}

RC_GTEST_PROP(RetentionRules, NeverShorterThanAnyRuleInForceDemands, ()) {
  auto rules = *rc::gen::container<std::vector<RetentionRule>>(some_rule());
  for (auto& one : rules) one.shortens_running = false;
  const Record record = *some_record();
  const Instant now = record.begun + std::chrono::days{*rc::gen::inRange(0, 6000)};
  const Term term = RetentionBook(rules).term_of(record, now);
  for (const RetentionRule& one : rules) {
    const bool in_force = one.in_force_from <= now && (!one.in_force_until || now < *one.in_force_until);
    if (!in_force || !is_of(record, one)) continue;
    const bool for_ever = !one.years || !record.ended;
    const bool long_enough =
        for_ever ? !term.until : not_shorter(term.until, years_after(*record.ended, *one.years));
    RC_ASSERT(long_enough);
    const bool demands_now = for_ever || now < years_after(*record.ended, *one.years);
    if (!demands_now) continue;
    RC_ASSERT(!term.over);
    RC_ASSERT(one.on_request == OnRequest::destroy || term.on_request == OnRequest::decide);
    RC_ASSERT(one.when_over == WhenOver::destroy || term.when_over == WhenOver::ask);
  }
}

RC_GTEST_PROP(RetentionRules, ALaterRuleThatDoesNotSaySoShortensNothing, ()) {
  auto rules = *rc::gen::container<std::vector<RetentionRule>>(some_rule());
  const Record record = *some_record();
  const Instant now = record.begun + std::chrono::days{*rc::gen::inRange(0, 6000)};
  const Term before = RetentionBook(rules).term_of(record, now);
  RC_PRE(before.until || !before.rules.empty());
  auto later = *some_rule();
  later.shortens_running = false;
  rules.push_back(later);
  const Term after = RetentionBook(rules).term_of(record, now);
  RC_ASSERT(not_shorter(after.until, before.until));
  RC_ASSERT(before.over || !after.over);
}

RC_GTEST_PROP(RetentionRules, WhatIsOverStaysOverAndWhatIsOverHasNoRuleThatDemandsIt, ()) {
  const auto rules = *rc::gen::container<std::vector<RetentionRule>>(some_rule());
  const Record record = *some_record();
  const Instant now = record.begun + std::chrono::days{*rc::gen::inRange(0, 6000)};
  const Term term = RetentionBook(rules).term_of(record, now);
  RC_ASSERT(!term.over || (term.rules.empty() && term.until && *term.until <= now && record.ended));
}

// ---- Classes of cases ----

Case a_case() {
  Case the_case;
  the_case.harm_types = {HarmType::dissemination};
  return the_case;
}

TEST(Retention, ACaseIsOfTheClassThatItsHarmItsFootageAndItsAgeBandSay) {
  using enum RecordClass;
  using registry::FootageSource;
  Case the_case = a_case();
  EXPECT_EQ(record_of(the_case, {FootageSource::officer}).classes, (std::vector{other}));
  EXPECT_EQ(record_of(the_case, {FootageSource::officer}, true).classes, (std::vector{child_material}));
  EXPECT_EQ(record_of(the_case, {FootageSource::officer, FootageSource::police}).classes,
            (std::vector{investigator_requested}));
  the_case.age_band = AgeBand::under_14;
  EXPECT_EQ(record_of(the_case, {}).classes, (std::vector{other})) << "there is no material";
  EXPECT_EQ(record_of(the_case, {FootageSource::officer}).classes, (std::vector{child_material}));
  the_case = a_case();
  the_case.harm_types.push_back(HarmType::child_exploitation);
  EXPECT_EQ(record_of(the_case, {FootageSource::police}).classes,
            (std::vector{child_material, investigator_requested}));
}

// ---- What a nightly job need not look at ----

// A book of two rules for the log, in force at `from`; of the second one, until.
RetentionBook log_rules(std::optional<int> one, std::optional<int> other, std::optional<Instant> until) {
  RetentionRule first;
  first.record = RecordClass::audit;
  first.years = one;
  RetentionRule second = first;
  second.years = other;
  second.in_force_until = until;
  return RetentionBook({first, second});
}

TEST(NoneOverAfter, IsWhatTheLongestRuleInForceStillKeepsEntirely) {
  const Instant now = day(2036, 11, 22);
  const auto bound = [&](const RetentionBook& book) { return book.none_over_after(RecordClass::audit, now); };
  EXPECT_EQ(bound(log_rules(2, 5, {})), day(2031, 11, 23));
  EXPECT_EQ(bound(log_rules(2, 5, day(2030, 1, 1))), day(2034, 11, 23)) << "what ended bounds nothing";
  EXPECT_EQ(bound(log_rules(2, {}, {})), std::nullopt) << "for ever";
  EXPECT_EQ(bound(RetentionBook(std::vector<RetentionRule>{})), std::nullopt);
}

RC_GTEST_PROP(NoneOverAfter, HoldsForWhateverRulesReachAnEntry, ()) {
  const auto years = [] { return *rc::gen::inRange(2, 12); };
  const Instant now = day(2040, 3, 1) + std::chrono::hours{24 * *rc::gen::inRange(0, 800)};
  const auto until = *rc::gen::arbitrary<bool>() ? std::optional(day(2030, 1, 1)) : std::nullopt;
  const RetentionBook book = log_rules(years(), years(), until);
  const Instant written = now - std::chrono::hours{24 * *rc::gen::inRange(0, 365 * 15)};
  const bool over = book.term_of({{RecordClass::audit}, written, written}, now).over;
  const auto bound = book.none_over_after(RecordClass::audit, now);
  RC_ASSERT(bound.has_value());
  RC_ASSERT(!over || written < *bound);
}

// ---- The file ----

std::string file_with(const std::string& keep, const std::string& more = "") {
  std::string text;
  for (const char* record : {"child_material", "investigator_requested", "other", "audit"}) {
    text += "[[rule]]\nid = \"" + std::string(record) + "\"\nrecord = \"" + record +
            "\"\nin_force_from = 2026-10-02\nkeep = \"" + keep +
            "\"\non_request = \"decide\"\nwhen_over = \"ask\"\nshortens_running = false\n"
            "article = \"a\"\nsource = \"s\"\nchecked_on = \"c\"\n" +
            more;
  }
  return text;
}

std::string why_refused(const std::string& text) {
  const auto parsed = RetentionBook::parse(text);
  return parsed ? "" : parsed.fault().what;
}

TEST(RetentionFile, IsRefusedWithTheRulesNameAndTheField) {
  EXPECT_EQ(why_refused(file_with("5y")), "");
  EXPECT_EQ(why_refused(file_with("permanent")), "");
  for (const char* keep :
       {"5", "y", "-5y", "5.5y", "0y", "5y5y", "20000y", "99999999999y", "for ever", " 5y"}) {
    EXPECT_NE(why_refused(file_with(keep)).find("keep must be"), std::string::npos) << keep;
  }
  EXPECT_NE(why_refused(file_with("5y", "kepe = 1\n")).find("rule child_material: kepe is not a field"),
            std::string::npos);
  EXPECT_NE(why_refused(file_with("5y", "in_force_until = 2026-10-02\n")).find("must come after"),
            std::string::npos);
  EXPECT_EQ(why_refused(file_with("5y", "in_force_until = 2026-10-03\n")), "");
  EXPECT_NE(why_refused(file_with("5y") + file_with("5y")).find("twice"), std::string::npos);
  std::string without = file_with("5y");
  without.erase(without.rfind("[[rule]]"));
  EXPECT_NE(why_refused(without).find("no rule is for audit"), std::string::npos);
  EXPECT_NE(why_refused(file_with("1y")).find("rule audit: keep must be 2y or more"), std::string::npos);
  EXPECT_EQ(why_refused(file_with("2y")), "");
  EXPECT_NE(why_refused("rule = 5").find("no [[rule]]"), std::string::npos);
  EXPECT_NE(why_refused("[[rule").find("line 1"), std::string::npos);
}

}  // namespace
}  // namespace jium::casework
