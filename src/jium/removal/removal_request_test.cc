// Any order of verbs, with any times between them, against the table in the header.
#include "jium/removal/removal_request.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;
using enum RequestState;

enum class Verb {
  confirm,
  send,
  acknowledge,
  claim,
  refuse,
  see_gone,
  see_it_there,
  see_nothing,
  end_clock,
  take_back,
  word_gone  // an officer's, twice
};
BOOST_DESCRIBE_ENUM(Verb, confirm, send, acknowledge, claim, refuse, see_gone, see_it_there, see_nothing,
                    end_clock, take_back, word_gone)

struct Step {
  Verb verb = Verb::confirm;
  int hours = 0;  // before it
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << step.hours << "h " << to_text(step.verb);
}

constexpr bool is_look(Verb verb) {
  return verb == Verb::see_gone || verb == Verb::see_it_there || verb == Verb::see_nothing;
}
bool is_one_of(RequestState state, std::initializer_list<RequestState> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

Rule two_days() {
  Rule rule;
  rule.id = "two-days";
  rule.clock = 48h;
  return rule;
}

auto all_of(const RemovalRequest& r) {
  return std::tuple(r.state, r.false_claims, r.drafted_at, r.confirmed_at, r.sent_at, r.due_at,
                    r.acknowledged_at, r.claimed_at, r.removed_at, r.verified_at, r.refused_at,
                    r.gone_by_word_at);
}

// A request with what happened to it so far.
struct Life {
  RemovalRequest request;
  std::vector<Check> checks;
  std::vector<Check> proof;  // the checks there were when it was verified
  Instant now{};
  int confirmed = 0, sent = 0;
  int lies = 0;  // a claim was out and a look found it there
  bool claim_out = false;
  bool was_refused = false;
};

CheckOutcome outcome_of(Verb verb) {
  if (verb == Verb::see_gone) return CheckOutcome::gone;
  return verb == Verb::see_it_there ? CheckOutcome::still_there : CheckOutcome::inconclusive;
}

// True when the verb did something.
bool apply(Life& life, Verb verb) {
  RemovalRequest& request = life.request;
  switch (verb) {
    case Verb::confirm:
      return confirm(request, life.now).has_value();
    case Verb::send:
      return note_sent(request, two_days(), life.now).has_value();
    case Verb::acknowledge:
      return note_answer(request, Answer::acknowledged, life.now).has_value();
    case Verb::claim:
      return note_answer(request, Answer::removed, life.now).has_value();
    case Verb::refuse:
      return note_answer(request, Answer::refused, life.now).has_value();
    case Verb::end_clock:
      return note_time(request, life.now);
    case Verb::take_back:
      return take_back(request).has_value();
    case Verb::word_gone:
      return note_gone_by_word(request, life.now).has_value();
    case Verb::see_gone:
    case Verb::see_it_there:
    case Verb::see_nothing:
      break;
  }
  life.checks.push_back({life.now, outcome_of(verb), std::nullopt, std::nullopt});
  return note_check(request, life.checks, {}) != CheckMeaning::nothing_new;
}

bool proved(const Life& life) {
  return proves_removal(life.checks, {});
}

// The table of the header, written down a second time: where `verb` leads from `before`, or `before` itself.
RequestState expected(const RemovalRequest& before, Verb verb, const Life& after) {
  const bool waits = is_one_of(before.state, {sent, acknowledged});
  const bool open = waits || is_one_of(before.state, {overdue, removed});
  switch (verb) {
    case Verb::confirm:
      return before.state == drafted ? confirmed : before.state;
    case Verb::send:
      return before.state == confirmed ? sent : before.state;
    case Verb::acknowledge:
      return before.state == sent ? acknowledged : before.state;
    case Verb::claim:
      return open ? removed : before.state;
    case Verb::refuse:
      return open || before.state == confirmed ? refused : before.state;
    case Verb::see_gone:
      return !open ? before.state : proved(after) ? verified : removed;
    case Verb::see_it_there:
      return before.state != removed ? before.state : before.acknowledged_at ? acknowledged : sent;
    case Verb::see_nothing:
      return before.state;
    case Verb::take_back:
      return before.state == confirmed ? drafted : before.state;
    case Verb::word_gone:
      return open && before.claimed_at ? gone_by_word : before.state;
    case Verb::end_clock:
      return (waits || (before.state == removed && !before.removed_at)) && after.now >= *clock_end(before)
                 ? overdue
                 : before.state;
  }
  return before.state;
}

void follow(Life& life, const Step& step) {
  life.now += std::chrono::hours{step.hours};
  // Only what is watched is looked at (desk/record_check.h).
  if (is_look(step.verb) && !is_watched(life.request)) return;
  const RemovalRequest before = life.request;
  const bool did = apply(life, step.verb);
  life.confirmed += did && step.verb == Verb::confirm;
  life.confirmed -= did && step.verb == Verb::take_back;
  life.sent += did && step.verb == Verb::send;
  if (step.verb == Verb::see_it_there && is_one_of(before.state, {removed, overdue})) {
    life.lies += life.claim_out;
    life.claim_out = false;
  }
  if (before.state != verified && life.request.state == verified) life.proof = life.checks;
  if (step.verb == Verb::claim && did) life.claim_out = true;
  life.was_refused = life.was_refused || (step.verb == Verb::refuse && did);
  RC_ASSERT(life.request.state == expected(before, step.verb, life));
  if (!did && !is_look(step.verb)) RC_ASSERT(all_of(life.request) == all_of(before));
}

void check_promises(const Life& life) {
  const RemovalRequest& request = life.request;
  RC_ASSERT((request.state == verified) == request.verified_at.has_value());
  RC_ASSERT((request.state == gone_by_word) == request.gone_by_word_at.has_value());
  RC_ASSERT((request.state == refused) == life.was_refused);
  RC_ASSERT((life.confirmed <= 1 && life.sent <= 1));
  RC_ASSERT(request.sent_at.has_value() == (life.sent == 1));
  RC_ASSERT(request.false_claims == life.lies);
  RC_ASSERT((is_watched(request) == (life.sent == 1 && !life.was_refused)));
  RC_ASSERT(next_check_at(request, life.checks, {}).has_value() == is_watched(request));
  if (request.state != verified) return;
  // It was proved when it was verified, and it was removed when the row of looks that proves it began.
  const auto proof = life.proof;
  RC_ASSERT((proves_removal(proof, {}) && proof.back().at == request.verified_at));
  const auto last_there = std::find_if(proof.rbegin(), proof.rend(),
                                       [](const Check& c) { return c.outcome == CheckOutcome::still_there; });
  const auto first_gone = std::find_if(last_there.base(), proof.end(),
                                       [](const Check& c) { return c.outcome == CheckOutcome::gone; });
  RC_ASSERT(request.removed_at == first_gone->at);
}

rc::Gen<std::vector<Step>> any_life(bool with_looks) {
  const auto verb = with_looks
                        ? rc::gen::weightedElement<Verb>({{2, Verb::confirm},
                                                          {2, Verb::send},
                                                          {2, Verb::acknowledge},
                                                          {3, Verb::claim},
                                                          {1, Verb::refuse},
                                                          {12, Verb::see_gone},
                                                          {2, Verb::see_it_there},
                                                          {2, Verb::see_nothing},
                                                          {1, Verb::take_back},
                                                          {2, Verb::end_clock},
                                                          {1, Verb::word_gone}})
                        : rc::gen::element(Verb::confirm, Verb::send, Verb::acknowledge, Verb::claim,
                                           Verb::refuse, Verb::end_clock, Verb::take_back, Verb::word_gone);
  const auto step = rc::gen::map(rc::gen::pair(verb, rc::gen::inRange(0, 14)), [](const auto& pair) {
    return Step{pair.first, pair.second};
  });
  // Most lives begin well, so that their middle is reached.
  return rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::container<std::vector<Step>>(step)),
                      [](auto pair) {
                        auto& [begins_well, steps] = pair;
                        if (begins_well > 0)
                          steps.insert(steps.begin(), {Step{Verb::confirm, 0}, Step{Verb::send, 1}});
                        return steps;
                      });
}

RC_GTEST_PROP(RemovalRequest, AnyOrderOfVerbsFollowsTheTableAndKeepsThePromises, ()) {
  Life life;
  for (const Step& step : *any_life(true)) {
    follow(life, step);
    check_promises(life);
  }
  RC_TAG(std::string(to_text(life.request.state)));
}

RC_GTEST_PROP(RemovalRequest, WordsAloneNeverVerify, ()) {
  Life life;
  for (const Step& step : *any_life(false)) {
    follow(life, step);
    RC_ASSERT(life.request.state != verified);
    RC_ASSERT((!life.request.verified_at && !life.request.removed_at));
  }
}

RC_GTEST_PROP(RemovalRequest, NoWaitingRequestOutlivesItsClock, ()) {
  Life life;
  for (const Step& step : *any_life(true)) {
    follow(life, step);
    follow(life, {Verb::end_clock, 0});
    const bool waits = is_one_of(life.request.state, {sent, acknowledged});
    RC_ASSERT((!waits || life.now < *life.request.due_at));
  }
}

TEST(RemovalRequest, TheRandomLivesReachEveryState) {
  std::mt19937 random(7);
  std::set<RequestState> reached;
  for (int i = 0; i < 500; ++i) {
    Life life;
    for (int k = 0; k < 25; ++k) {
      follow(life, {static_cast<Verb>(std::uniform_int_distribution(0, 10)(random)),
                    std::uniform_int_distribution(0, 14)(random)});
      reached.insert(life.request.state);
    }
  }
  EXPECT_EQ(reached.size(), 9U);
}

Life out() {
  Life life;
  follow(life, {Verb::confirm, 0});
  follow(life, {Verb::send, 1});
  return life;
}

TEST(RemovalRequest, IsConfirmedOnceAndSentOnce) {
  Life life = out();
  const auto again = confirm(life.request, life.now);
  EXPECT_EQ(again.fault().kind, FaultKind::conflict);
  EXPECT_NE(again.fault().what.find("the request is sent"), std::string::npos);
  EXPECT_EQ(note_sent(life.request, two_days(), life.now).fault().kind, FaultKind::conflict);
  EXPECT_EQ(life.request.due_at, life.now + 48h);
}

TEST(RemovalRequest, ThreeSpacedLooksVerifyAndTheFirstIsWhenItWasRemoved) {
  Life life = out();
  follow(life, {Verb::claim, 1});
  follow(life, {Verb::see_gone, 0});
  const Instant first = life.now;
  EXPECT_EQ(life.request.state, removed);
  follow(life, {Verb::see_gone, 6});
  follow(life, {Verb::see_gone, 6});
  EXPECT_EQ(life.request.state, verified);
  EXPECT_EQ(life.request.removed_at, first);
  EXPECT_EQ(life.request.verified_at, life.now);
}

TEST(RemovalRequest, EachLieIsCountedOnce) {
  Life life = out();
  follow(life, {Verb::claim, 1});
  follow(life, {Verb::see_it_there, 1});
  EXPECT_EQ(life.request.false_claims, 1);
  follow(life, {Verb::see_it_there, 1});
  EXPECT_EQ(life.request.false_claims, 1) << "the same lie";
  follow(life, {Verb::claim, 1});
  follow(life, {Verb::claim, 1});
  follow(life, {Verb::see_it_there, 1});
  EXPECT_EQ(life.request.false_claims, 2);
}

TEST(RemovalRequest, WhatOnlySeemedGoneIsNoLie) {
  Life life = out();
  follow(life, {Verb::see_gone, 1});
  EXPECT_EQ(life.request.state, removed);
  follow(life, {Verb::see_it_there, 6});
  EXPECT_EQ(life.request.state, sent) << "the operator has not said a word";
  EXPECT_EQ(life.request.false_claims, 0);
  EXPECT_FALSE(life.request.removed_at.has_value());
}

TEST(RemovalRequest, ALieToldBeforeTheClockEndsDoesNotStopTheClock) {
  Life life = out();
  follow(life, {Verb::claim, 40});
  follow(life, {Verb::end_clock, 20});
  EXPECT_EQ(life.request.state, overdue) << "nothing has borne the word out";
  follow(life, {Verb::see_it_there, 0});
  EXPECT_EQ(life.request.state, overdue);
  EXPECT_EQ(life.request.false_claims, 1) << "the lie counts all the same";
}

TEST(RemovalRequest, AWordThatACheckBearsOutStopsTheClock) {
  Life life = out();
  follow(life, {Verb::claim, 1});
  follow(life, {Verb::see_gone, 1});
  follow(life, {Verb::end_clock, 100});
  EXPECT_EQ(life.request.state, removed);
}

TEST(RemovalRequest, AWordThatComesTooLateAndThatNothingBearsOutIsOverdueAgainADayLater) {
  Life life = out();
  follow(life, {Verb::end_clock, 48});
  ASSERT_EQ(life.request.state, overdue);
  follow(life, {Verb::claim, 100});
  ASSERT_EQ(life.request.state, removed);
  follow(life, {Verb::see_nothing, 6});
  follow(life, {Verb::end_clock, 17});
  EXPECT_EQ(life.request.state, removed) << "the word has its day";
  follow(life, {Verb::end_clock, 1});
  EXPECT_EQ(life.request.state, overdue);
}

TEST(RemovalRequest, TheClockEndsAtItsHourAndNotBefore) {
  Life life = out();
  EXPECT_FALSE(note_time(life.request, *life.request.due_at - 1ms));
  EXPECT_TRUE(note_time(life.request, *life.request.due_at));
  EXPECT_FALSE(note_time(life.request, *life.request.due_at)) << "once";
}

TEST(RemovalRequest, AnAcknowledgementThatComesTooLateIsNotedAndNoMore) {
  Life life = out();
  follow(life, {Verb::end_clock, 48});
  ASSERT_TRUE(note_answer(life.request, Answer::acknowledged, life.now).has_value());
  EXPECT_EQ(life.request.state, overdue);
  EXPECT_EQ(life.request.acknowledged_at, life.now);
}

TEST(RemovalRequest, ARefusalIsTheEndOfARequest) {
  Life life = out();
  follow(life, {Verb::refuse, 1});
  const Instant refused_at = life.now;
  for (const Answer answer : {Answer::acknowledged, Answer::removed, Answer::refused}) {
    const auto answered = note_answer(life.request, answer, life.now + 1h);
    ASSERT_FALSE(answered.has_value());
    EXPECT_NE(answered.fault().what.find("draft a new one"), std::string::npos);
  }
  EXPECT_EQ(life.request.refused_at, refused_at);
  EXPECT_EQ(next_check_at(life.request, {}, {}), std::nullopt);
}

TEST(RemovalRequest, AMailServersRefusalComesBeforeItIsSent) {
  Life life;
  follow(life, {Verb::refuse, 0});
  EXPECT_EQ(life.request.state, drafted);
  follow(life, {Verb::confirm, 0});
  follow(life, {Verb::refuse, 0});
  EXPECT_EQ(life.request.state, refused);
  EXPECT_FALSE(is_watched(life.request));
}

TEST(NextCheckAt, APlaceIsPatrolledProvedAndWatchedAfterwards) {
  WatchPolicy policy;
  policy.patrol = 24h;
  policy.afterwatch = 168h;
  policy.jitter_percent = 0;
  Life life = out();
  EXPECT_EQ(next_check_at(life.request, {}, policy), life.now + 24h);
  follow(life, {Verb::see_it_there, 5});
  EXPECT_EQ(next_check_at(life.request, life.checks, policy), life.now + 24h);
  follow(life, {Verb::claim, 3});
  EXPECT_EQ(next_check_at(life.request, life.checks, policy), life.now) << "a claim is looked at at once";
  for (int i = 0; i < 3; ++i) {
    follow(life, {Verb::see_gone, 6});
    EXPECT_EQ(next_check_at(life.request, life.checks, policy),
              life.now + (i < 2 ? Duration{6h} : Duration{168h}));
  }
}

TEST(NextCheckAt, WithoutASettingTheScheduleSays) {
  WatchPolicy policy;
  policy.jitter_percent = 0;
  Life life = out();
  EXPECT_EQ(next_check_at(life.request, {}, policy), life.now + 1h) << "hourly while it is new";
  follow(life, {Verb::see_it_there, 100});
  EXPECT_EQ(next_check_at(life.request, life.checks, policy), life.now + 6h);
  follow(life, {Verb::see_it_there, 24 * 30});
  EXPECT_EQ(next_check_at(life.request, life.checks, policy), life.now + 24h);
}

// A thousand requests that were sent in one minute do not come back in one minute.
TEST(NextCheckAt, JitterIsTheSameAgainAndSpreads) {
  std::set<Instant> times;
  for (int i = 0; i < 1000; ++i) {
    Life life = out();
    life.request.id = RequestId(static_cast<std::uint64_t>(i) + 1);
    life.request.sent_at = Instant{};
    const auto next = next_check_at(life.request, {}, {});
    EXPECT_EQ(next, next_check_at(life.request, {}, {}));
    EXPECT_GE(*next, Instant{} + 1h);
    EXPECT_LE(*next, Instant{} + 72min);
    times.insert(*next);
  }
  EXPECT_GT(times.size(), 950U);
  EXPECT_GT(*times.rbegin() - *times.begin(), 11min);
}

}  // namespace
}  // namespace jium::removal
