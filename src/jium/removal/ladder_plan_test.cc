#include "jium/removal/ladder_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace jium::removal {
namespace {

constexpr Instant kToday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

std::string step(std::string_view rung, std::string_view letter, std::string_view clock,
                 std::string_view after = "[]") {
  return "[[plan.step]]\nrung = \"" + std::string(rung) + "\"\nletter = \"" + std::string(letter) +
         "\"\nclock = \"" + std::string(clock) + "\"\nafter = " + std::string(after) + "\n";
}

std::string plan(std::string_view steps, std::string_view id = "one", std::string_view kinds = "[\"*\"]",
                 std::string_view rest = "") {
  return "[[plan]]\nid = \"" + std::string(id) + "\"\nkinds = " + std::string(kinds) +
         "\nin_force_from = 2020-01-01\npatience = \"24h\"\nreview = \"30d\"\nsource = \"s\"\nchecked_on = "
         "\"2026-11-22\"\n" +
         std::string(rest) + std::string(steps);
}

const std::string kFirst = step("site_operator", "removal", "rule");

std::string why(const std::string& text) {
  const auto book = LadderBook::parse(text);
  return book ? "it is well formed" : book.fault().what;
}

TEST(LadderBook, TheBuiltInPlansAreWellFormedAndAskTheCommitteeNeitherFirstNorAlone) {
  const auto book = built_in_ladders();
  ASSERT_TRUE(book.has_value()) << book.fault().what;
  for (const Plan& one : book->plans()) {
    EXPECT_EQ(one.steps.front().rung, Rung::site_operator) << one.id;
    EXPECT_GT(one.steps.size(), 1U) << one.id;
    EXPECT_TRUE(parse_instant(one.checked_on + "T00:00:00Z").has_value()) << one.id;
    for (const PlanStep& other : one.steps) {
      const bool waits = std::ranges::find(other.after, Rung::committee) != other.after.end();
      EXPECT_FALSE(waits) << one.id << ": nothing waits for the committee";
    }
  }
}

TEST(LadderBook, ThePlanOfASiteIsThatOfItsKindAndDay) {
  const auto book = built_in_ladders().value();
  EXPECT_EQ(book.plan_for("adult_site", kToday)->id, "adult-site-2026");
  EXPECT_EQ(book.plan_for("web_hard", kToday)->id, "service-2026");
  EXPECT_EQ(book.plan_for("other", kToday)->id, "place-2026");
  EXPECT_EQ(book.plan_for("", kToday)->id, "place-2026");
  EXPECT_FALSE(book.plan_for("other", Instant{}).has_value()) << "before there was a duty to act";
}

TEST(LadderBook, ALaterPlanHoldsFromItsDayAndTheEarlierKeepsItsName) {
  std::string later = plan(kFirst, "two");
  later.replace(later.find("2020-01-01"), 10, "2026-12-01");
  const auto book = LadderBook::parse(plan(kFirst) + later).value();
  EXPECT_EQ(book.plan_for("x", kToday)->id, "one");
  EXPECT_EQ(book.plan_for("x", kToday + std::chrono::hours{24 * 9})->id, "two");
  EXPECT_TRUE(book.plan_by_id("one").has_value());
}

TEST(LadderBook, WhatCannotBeClimbedIsRefusedWithItsPlace) {
  EXPECT_EQ(why(plan(kFirst)), "it is well formed");
  EXPECT_EQ(why(plan("")), "plan one: step must be there at least once");
  EXPECT_EQ(why(plan(step("host", "take_down", "48h"))),
            "plan one, step number 1: rung of the first step is site_operator");
  EXPECT_EQ(why(plan(kFirst + kFirst)), "plan one, step number 2: rung is there twice");
  EXPECT_EQ(why(plan(kFirst + step("host", "take_down", "48h", "[\"cdn\"]"))),
            "plan one, step number 2: after names only steps that come before");
  EXPECT_EQ(why(plan(kFirst + step("host", "take_down", "48h", "[\"host\"]"))),
            "plan one, step number 2: after names only steps that come before");
  EXPECT_EQ(why(plan(kFirst + step("committee", "block", "rule"))),
            "plan one, step number 2: clock of the committee is in hours or days: no rule gives it one");
  EXPECT_EQ(why(plan(kFirst + step("committee", "removal", "7d"))),
            "plan one, step number 2: letter is block for the committee and for nobody else");
  EXPECT_EQ(why(plan(step("site_operator", "suspension", "48h"))),
            "plan one, step number 1: letter is nothing that can be asked of this rung");
  EXPECT_EQ(why(plan(kFirst + step("search_engine", "removal", "48h"))),
            "plan one, step number 2: letter is nothing that can be asked of this rung");
  EXPECT_EQ(why(plan(step("site_operator", "delisting", "rule"))), "it is well formed");
  EXPECT_EQ(why(plan(step("site_operator", "removal", "90m"))),
            "plan one, step number 1: clock must be whole hours or days up to a year, such as 48h or 7d");
  EXPECT_EQ(why(plan(kFirst, "one", "[\"*\"]", "patiense = \"1h\"\n")),
            "plan one: patiense is not a field here");
  EXPECT_EQ(why(plan(kFirst, "one", "[\"archive\"]")), "no plan names the kind *");
  EXPECT_EQ(why(plan(kFirst) + plan(kFirst)), "plan one: id is there twice");
  EXPECT_EQ(why(plan(kFirst) + plan(kFirst, "two")),
            "plan two: kinds lists *, and plan one does so from the same day");
  EXPECT_EQ(why("plan = 1"), "no [[plan]] in the ladder file");
}

}  // namespace
}  // namespace jium::removal
