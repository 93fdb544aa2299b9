#include "jium/removal/ladder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace jium::removal {
namespace {

using std::chrono::hours;
using enum Rung;

constexpr Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
constexpr Duration kMoment{1};

Plan adult() {
  return built_in_ladders().value().plan_by_id("adult-site-2026").value();
}
Plan any_place() {
  return built_in_ladders().value().plan_by_id("place-2026").value();
}

// Drafted, confirmed and sent, with this clock.
void send(Ladder& ladder, const Plan& plan, Rung rung, Instant at, Duration clock) {
  ASSERT_TRUE(note_drafted(ladder, plan, rung, at).has_value()) << to_text(rung);
  ASSERT_TRUE(note_confirmed(ladder, plan, rung, at).has_value());
  ASSERT_TRUE(note_running(ladder, rung, at + clock).has_value());
}

TEST(Ladder, BeginsWithTheSitesOperatorAndNobodyElse) {
  const Ladder ladder = begin_ladder(adult(), kStart);
  EXPECT_EQ(ready_steps(ladder, adult()), std::vector{site_operator});
  const auto next = next_action(ladder, adult(), kStart);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->what, NextWhat::draft);
  EXPECT_EQ(next->at, kStart);
}

TEST(Ladder, ADraftIsAnOfficersToConfirmAndTheyAreRemindedForAsLongAsItLies) {
  const Plan plan = adult();
  Ladder ladder = begin_ladder(plan, kStart);
  ASSERT_TRUE(note_drafted(ladder, plan, site_operator, kStart).has_value());
  EXPECT_EQ(next_action(ladder, plan, kStart)->what, NextWhat::confirm);
  EXPECT_EQ(next_action(ladder, plan, kStart)->at, kStart + plan.patience);
  EXPECT_TRUE(note_time(ladder, plan, kStart + plan.patience - kMoment).empty());
  EXPECT_EQ(note_time(ladder, plan, kStart + plan.patience).size(), 1U);
  EXPECT_EQ(next_action(ladder, plan, kStart)->at, kStart + 2 * plan.patience);
  // Whoever slept through ten of them is reminded once.
  EXPECT_EQ(note_time(ladder, plan, kStart + 10 * plan.patience).size(), 1U);
  EXPECT_EQ(next_action(ladder, plan, kStart)->at, kStart + 11 * plan.patience);
  EXPECT_EQ(ready_steps(ladder, plan), std::vector<Rung>{}) << "nobody is passed over in the meantime";
}

TEST(Ladder, TheNextStepsOpenAtTheInstantTheClockEndsAndBesideEachOther) {
  const Plan plan = adult();
  Ladder ladder = begin_ladder(plan, kStart);
  send(ladder, plan, site_operator, kStart, hours{24});
  EXPECT_TRUE(note_time(ladder, plan, kStart + hours{24} - kMoment).empty());
  EXPECT_TRUE(ready_steps(ladder, plan).empty());
  const auto passed = note_time(ladder, plan, kStart + hours{24});
  ASSERT_EQ(passed.size(), 1U);
  EXPECT_EQ(passed[0].what, TimePassed::clock_ended);
  EXPECT_EQ(ready_steps(ladder, plan), (std::vector{site_owner, host, cdn, search_engine, committee}));
  EXPECT_EQ(ladder.step(site_operator)->done_at, kStart + hours{24});
}

TEST(Ladder, ARefusalOpensTheNextStepAtOnce) {
  const Plan plan = any_place();
  Ladder ladder = begin_ladder(plan, kStart);
  send(ladder, plan, site_operator, kStart, hours{24});
  ASSERT_TRUE(note_ended(ladder, site_operator, StepEnd::refused, kStart + hours{1}).has_value());
  EXPECT_EQ(ready_steps(ladder, plan), std::vector{site_owner});
}

TEST(Ladder, AStepWithoutAKnownPartyIsPassedOverAndTriedAgainOnceContactsAreFound) {
  const Plan plan = any_place();
  Ladder ladder = begin_ladder(plan, kStart);
  send(ladder, plan, site_operator, kStart, hours{24});
  (void)note_time(ladder, plan, kStart + hours{24});
  ASSERT_TRUE(skip(ladder, site_owner, SkipReason::no_party, kStart + hours{24}).has_value());
  EXPECT_EQ(ready_steps(ladder, plan), (std::vector{host, cdn}));
  ASSERT_TRUE(skip(ladder, host, SkipReason::not_useful, kStart + hours{24}).has_value());
  ASSERT_TRUE(resume(ladder, plan, kStart + hours{25}).has_value());
  EXPECT_EQ(ready_steps(ladder, plan), std::vector{site_owner}) << "what an officer skipped stays skipped";
  const auto again = resume(ladder, plan, kStart + hours{26});
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.fault().kind, FaultKind::conflict);
}

TEST(Ladder, NothingIsDraftedWhileItStandsStill) {
  const Plan plan = adult();
  for (const auto hold : {LadderState::paused, LadderState::taken_over, LadderState::halted}) {
    Ladder ladder = begin_ladder(plan, kStart);
    const Instant until = kStart + hours{72};
    const auto held = hold == LadderState::paused ? pause(ladder, HoldReason::talks, kStart, until)
                      : hold == LadderState::taken_over
                          ? take_over(ladder, HoldReason::needs_a_person, kStart, until)
                          : halt(ladder, plan, kStart);
    ASSERT_TRUE(held.has_value());
    EXPECT_EQ(ladder.state, hold);
    EXPECT_TRUE(ready_steps(ladder, plan).empty());
    EXPECT_FALSE(note_drafted(ladder, plan, site_operator, kStart).has_value());
    ASSERT_TRUE(next_action(ladder, plan, kStart));
    EXPECT_GT(next_action(ladder, plan, kStart)->at, kStart);
    ASSERT_TRUE(resume(ladder, plan, kStart + hours{1}).has_value());
    EXPECT_EQ(ready_steps(ladder, plan), std::vector{site_operator});
  }
}

TEST(Ladder, APauseEndsByItselfAndTheHandOfAnOfficerDoesNot) {
  const Plan plan = adult();
  Ladder paused = begin_ladder(plan, kStart);
  ASSERT_TRUE(pause(paused, HoldReason::talks, kStart, kStart + hours{72}).has_value());
  EXPECT_TRUE(note_time(paused, plan, kStart + hours{72} - kMoment).empty());
  EXPECT_EQ(note_time(paused, plan, kStart + hours{72}).at(0).what, TimePassed::resumed);
  EXPECT_EQ(paused.state, LadderState::climbing);
  Ladder taken = begin_ladder(plan, kStart);
  ASSERT_TRUE(take_over(taken, HoldReason::talks, kStart, kStart + hours{72}).has_value());
  EXPECT_EQ(note_time(taken, plan, kStart + hours{72}).at(0).what, TimePassed::remind_hold);
  EXPECT_EQ(taken.state, LadderState::taken_over);
  EXPECT_GT(next_action(taken, plan, kStart)->at, kStart + hours{72});
}

TEST(Ladder, AHoldHasAReasonAndAnEndWithinHalfAYear) {
  const Plan plan = adult();
  Ladder ladder = begin_ladder(plan, kStart);
  EXPECT_FALSE(pause(ladder, HoldReason::talks, kStart, kStart).has_value());
  EXPECT_FALSE(pause(ladder, HoldReason::talks, kStart, kStart + kLongestHold + kMoment).has_value());
  EXPECT_FALSE(pause(ladder, HoldReason::host_changed, kStart, kStart + hours{1}).has_value());
  EXPECT_FALSE(take_over(ladder, HoldReason::host_changed, kStart, kStart + hours{1}).has_value());
  EXPECT_TRUE(pause(ladder, HoldReason::talks, kStart, kStart + kLongestHold).has_value());
  EXPECT_FALSE(pause(ladder, HoldReason::talks, kStart, kStart + hours{1}).has_value()) << "not twice";
}

TEST(Ladder, AtItsEndAnOfficerLooksAgainEverySoOften) {
  const Plan plan = adult();
  Ladder ladder = begin_ladder(plan, kStart);
  for (const PlanStep& step : plan.steps)
    ASSERT_TRUE(skip(ladder, step.rung, SkipReason::not_useful, kStart));
  settle(ladder, plan, kStart);
  EXPECT_EQ(ladder.state, LadderState::exhausted);
  EXPECT_EQ(next_action(ladder, plan, kStart)->at, kStart + plan.review);
  EXPECT_EQ(note_time(ladder, plan, kStart + plan.review).at(0).what, TimePassed::review);
  EXPECT_EQ(next_action(ladder, plan, kStart)->at, kStart + 2 * plan.review);
}

TEST(Ladder, WhatIsGoneEndsItForGood) {
  const Plan plan = adult();
  Ladder ladder = begin_ladder(plan, kStart);
  ASSERT_TRUE(confirm_ahead(ladder, {.key = "K", .at = kStart, .until = kStart + hours{1}}).has_value());
  end(ladder, LadderEnd::gone, kStart);
  EXPECT_FALSE(next_action(ladder, plan, kStart));
  EXPECT_FALSE(ladder.confirmed_ahead);
  end(ladder, LadderEnd::no_ground, kStart + hours{1});
  EXPECT_EQ(ladder.ended_for, LadderEnd::gone);
  EXPECT_FALSE(resume(ladder, plan, kStart).has_value());
  EXPECT_FALSE(halt(ladder, plan, kStart).has_value());
  EXPECT_FALSE(skip(ladder, host, SkipReason::not_useful, kStart).has_value());
  EXPECT_TRUE(note_time(ladder, plan, kStart + hours{9999}).empty());
}

TEST(Ladder, WhoConfirmsAheadDoesSoForAWhile) {
  Ladder ladder = begin_ladder(adult(), kStart);
  const auto until = [](Duration time) {
    return Confirmation{.key = "K", .at = kStart, .until = kStart + time};
  };
  EXPECT_FALSE(confirm_ahead(ladder, until(Duration::zero())).has_value());
  EXPECT_FALSE(confirm_ahead(ladder, until(kLongestConfirmation + kMoment)).has_value());
  EXPECT_TRUE(confirm_ahead(ladder, until(kLongestConfirmation)).has_value());
}

// A ladder under whatever order of verbs.
struct Climb {
  Plan plan;
  Ladder ladder;
  Instant now = kStart;
  std::multiset<Rung> drafted{};

  void check() const {
    const auto next = next_action(ladder, plan, now);
    RC_ASSERT(next.has_value() == (ladder.state != LadderState::ended));
    for (const Rung rung : drafted) RC_ASSERT(drafted.count(rung) == 1U);
    for (const LadderStep& step : ladder.steps) {
      if (step.ended_by == StepEnd::clock_ended) RC_ASSERT(step.done_at == step.due_at);
      if (step.state == StepState::running && ladder.state != LadderState::ended)
        RC_ASSERT(now < *step.due_at);
    }
  }
  void live() {
    (void)note_time(ladder, plan, now);
    for (const Rung rung : ready_steps(ladder, plan)) {
      const auto fate = *rc::gen::inRange(0, 4);
      if (fate == 0) {
        RC_ASSERT(skip(ladder, rung, SkipReason::no_party, now).has_value());
      } else if (fate == 1) {
        for (const Rung earlier : plan.step(rung)->after) {
          const StepState before = ladder.step(earlier)->state;
          RC_ASSERT(before == StepState::ended || before == StepState::skipped);
        }
        RC_ASSERT(note_drafted(ladder, plan, rung, now).has_value());
        drafted.insert(rung);
      }
    }
    settle(ladder, plan, now);
  }
  void act() {
    const auto rung = plan.steps.at(*rc::gen::inRange<std::size_t>(0, plan.steps.size())).rung;
    const Duration some{*rc::gen::inRange<Duration::rep>(1, 400'000'000)};
    switch (*rc::gen::inRange(0, 10)) {
      case 0:
        (void)note_confirmed(ladder, plan, rung, now);
        break;
      case 1:
        (void)note_running(ladder, rung, now + some);
        break;
      case 2:
        (void)note_ended(ladder, rung, StepEnd::refused, now);
        break;
      case 3:
        (void)skip(ladder, rung, SkipReason::not_useful, now);
        break;
      case 4:
        (void)pause(ladder, HoldReason::talks, now, now + some);
        break;
      case 5:
        (void)take_over(ladder, HoldReason::talks, now, now + some);
        break;
      case 6:
        (void)halt(ladder, plan, now);
        break;
      case 7:
        (void)resume(ladder, plan, now);
        break;
      case 8:
        if (*rc::gen::inRange(0, 20) == 0) end(ladder, LadderEnd::gone, now);
        break;
      default:
        now += some;
    }
  }
};

RC_GTEST_PROP(LadderProperty, NoneIsEverWithoutANextActionAndNoStepIsDoneTwiceOrTooEarly, ()) {
  const auto book = built_in_ladders().value();
  const auto& plan = book.plans().at(*rc::gen::inRange<std::size_t>(0, book.plans().size()));
  Climb climb{plan, begin_ladder(plan, kStart)};
  const int length = *rc::gen::inRange(1, 60);
  for (int i = 0; i < length; ++i) {
    climb.act();
    climb.live();
    climb.check();
  }
}

// Whoever does nothing but wake when the ladder asks for it brings it to its end, and never sees it ask for a
// time that is past.
RC_GTEST_PROP(LadderProperty, WakingWhenItAsksIsEnough, ()) {
  const auto book = built_in_ladders().value();
  const auto& plan = book.plans().at(*rc::gen::inRange<std::size_t>(0, book.plans().size()));
  Climb climb{plan, begin_ladder(plan, kStart)};
  for (int i = 0; i < 100 && climb.ladder.state != LadderState::exhausted; ++i) {
    for (const Rung rung : ready_steps(climb.ladder, plan)) {
      if (*rc::gen::arbitrary<bool>()) {
        RC_ASSERT(skip(climb.ladder, rung, SkipReason::no_party, climb.now).has_value());
        continue;
      }
      RC_ASSERT(note_drafted(climb.ladder, plan, rung, climb.now).has_value());
      RC_ASSERT(note_running(climb.ladder, rung, climb.now + hours{*rc::gen::inRange(1, 200)}).has_value());
    }
    settle(climb.ladder, plan, climb.now);
    const auto next = next_action(climb.ladder, plan, climb.now);
    RC_ASSERT(next && next->at >= climb.now);
    if (climb.ladder.state == LadderState::exhausted) break;
    climb.now = next->at;
    (void)note_time(climb.ladder, plan, climb.now);
  }
  RC_ASSERT(climb.ladder.state == LadderState::exhausted);
}

}  // namespace
}  // namespace jium::removal
