// Two workers, an officer and a mail server, in every order that there is (breadth first, up to a number of
// attempts): each worker may stop for any time or die before any of its steps, its lease may end at any
// moment, and the server's answer may get lost on either side of its taking the letter.
#include "jium/removal/letter_delivery.h"

#include <gtest/gtest.h>

#include <array>
#include <compare>
#include <deque>
#include <functional>
#include <set>
#include <vector>

#include "jium/removal/courier.h"

namespace jium::removal {
namespace {

constexpr int kMostClaims = 4;
constexpr int kMostDenials = 1;

enum class Phase { idle, claimed, begun, handed_over, answered, finishing };

struct Worker {
  Phase phase = Phase::idle;
  int claim = 0;
  int attempt = 0;
  DeliveryOutcome outcome = DeliveryOutcome::postponed;

  friend auto operator<=>(const Worker&, const Worker&) = default;
};

struct World {
  LetterState state = LetterState::queued;
  int attempt = 0;
  bool job = true;
  int claims = 0;        // of the job, so far
  int taken = 0;         // times that the mail server took the letter
  int denials = 0;       // "not delivered" though it was, or while a sender was still at it
  bool vouched = false;  // the officer said "delivered"
  std::array<Worker, 2> workers;

  friend auto operator<=>(const World&, const World&) = default;

  [[nodiscard]] LetterDelivery letter() const { return {state, attempt, std::nullopt}; }
  void keep(const LetterDelivery& letter) {
    state = letter.state;
    attempt = letter.attempt;
  }
};

// Whether the sender asks before it sends the end mark, as it must.
enum class Sender { careful, careless };

Result<void> settle(LetterDelivery& letter, const Worker& worker) {
  switch (worker.outcome) {
    case DeliveryOutcome::accepted:
      return note_delivered(letter, worker.attempt, Instant{});
    case DeliveryOutcome::refused:
      return note_refused(letter, worker.attempt, Instant{});
    case DeliveryOutcome::postponed:
      return note_postponed(letter, worker.attempt);
    case DeliveryOutcome::unknown:
      return doubt(letter, worker.attempt);
  }
  return {};
}

World begin_step(World world, std::size_t who) {
  Worker& worker = world.workers[who];
  LetterDelivery letter = world.letter();
  worker.phase = Phase::finishing;
  if (letter.state == LetterState::handed_over) {
    (void)doubt(letter, letter.attempt);
  } else if (const auto attempt = begin(letter)) {
    worker.attempt = *attempt;
    worker.phase = Phase::begun;
  }
  world.keep(letter);
  return world;
}

World answer(World world, std::size_t who, DeliveryOutcome outcome, bool taken) {
  world.workers[who].phase = Phase::answered;
  world.workers[who].outcome = outcome;
  world.taken += taken;
  return world;
}

World hand_over_step(World world, std::size_t who, Sender sender) {
  LetterDelivery letter = world.letter();
  const bool may = hand_over(letter, world.workers[who].attempt).has_value();
  world.keep(letter);
  if (!may && sender == Sender::careful) return answer(world, who, DeliveryOutcome::postponed, false);
  world.workers[who].phase = Phase::handed_over;
  return world;
}

World settle_step(World world, std::size_t who) {
  Worker& worker = world.workers[who];
  LetterDelivery letter = world.letter();
  const bool settled = settle(letter, worker).has_value();
  world.keep(letter);
  const bool again = !settled || worker.outcome == DeliveryOutcome::postponed;
  worker.phase = again ? Phase::idle : Phase::finishing;
  return world;
}

World finish_step(World world, std::size_t who) {
  // A job is finished only by whoever still holds it.
  if (world.claims == world.workers[who].claim) world.job = false;
  world.workers[who] = {};
  return world;
}

std::vector<World> steps_of_worker(const World& world, std::size_t who, Sender sender) {
  switch (world.workers[who].phase) {
    case Phase::idle: {
      if (!world.job) return {};
      World next = world;
      next.workers[who] = {Phase::claimed, ++next.claims, 0, DeliveryOutcome::postponed};
      return {next};
    }
    case Phase::claimed:
      return {begin_step(world, who)};
    case Phase::begun:
      return {answer(world, who, DeliveryOutcome::postponed, false),
              answer(world, who, DeliveryOutcome::refused, false), hand_over_step(world, who, sender)};
    case Phase::handed_over:
      return {answer(world, who, DeliveryOutcome::accepted, true),
              answer(world, who, DeliveryOutcome::refused, false),
              answer(world, who, DeliveryOutcome::postponed, false),
              answer(world, who, DeliveryOutcome::unknown, false),
              answer(world, who, DeliveryOutcome::unknown, true)};
    case Phase::answered:
      return {settle_step(world, who)};
    case Phase::finishing:
      return {finish_step(world, who)};
  }
  return {};
}

bool somebody_is_at_it(const World& world) {
  for (const Worker& worker : world.workers) {
    if (worker.phase == Phase::handed_over) return true;
  }
  return false;
}

std::vector<World> steps_of_officer(const World& world) {
  std::vector<World> next;
  for (const bool was_delivered : {true, false}) {
    World after = world;
    LetterDelivery letter = world.letter();
    if (!settle_doubt(letter, was_delivered, Instant{})) continue;
    after.keep(letter);
    after.vouched = was_delivered;
    if (!was_delivered) {
      after.job = true;
      ++after.claims;  // scheduled anew: nobody holds it
      after.denials += world.taken > 0 || somebody_is_at_it(world);
    }
    next.push_back(after);
  }
  return next;
}

std::vector<World> steps_of(const World& world, Sender sender) {
  std::vector<World> next = steps_of_officer(world);
  for (std::size_t who = 0; who < world.workers.size(); ++who) {
    for (World& after : steps_of_worker(world, who, sender)) next.push_back(after);
    if (world.workers[who].phase == Phase::idle) continue;
    World dead = world;
    dead.workers[who] = {};
    next.push_back(dead);
  }
  std::erase_if(next, [](const World& w) { return w.claims > kMostClaims || w.denials > kMostDenials; });
  return next;
}

// Every world that can come about, each handed to `visit` once.
std::size_t explore(Sender sender, const std::function<void(const World&)>& visit) {
  std::set<World> seen{World{}};
  std::deque<World> open{World{}};
  while (!open.empty()) {
    const World world = open.front();
    open.pop_front();
    visit(world);
    for (const World& next : steps_of(world, sender)) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return seen.size();
}

bool is_settled(LetterState state) {
  return state == LetterState::delivered || state == LetterState::refused ||
         state == LetterState::unconfirmed;
}

// Everybody dies; then one worker alone, with a server that takes letters, does what is to be done.
World left_to_one_worker(World world) {
  world.workers = {};
  for (int i = 0; i < 20 && (world.job || world.workers[0].phase != Phase::idle); ++i) {
    const bool begun = world.workers[0].phase == Phase::begun;
    const auto next = steps_of_worker(world, 0, Sender::careful);
    world = begun ? next.back() : next.front();
  }
  return world;
}

TEST(LetterDelivery, IsAtMostOnceUnlessAnOfficerDeniedItWrongly) {
  std::size_t doubled = 0;
  const std::size_t worlds = explore(Sender::careful, [&](const World& world) {
    doubled += world.taken > 1 + world.denials;
    EXPECT_TRUE(world.state != LetterState::delivered || world.taken > 0 || world.vouched);
    EXPECT_TRUE(world.state != LetterState::refused || world.taken == 0 || world.denials > 0);
  });
  EXPECT_EQ(doubled, 0U);
  EXPECT_GT(worlds, 10'000U);
  RecordProperty("worlds", static_cast<int>(worlds));
}

TEST(LetterDelivery, NoLetterIsEverStuck) {
  std::set<LetterState> ends;
  explore(Sender::careful, [&](const World& world) {
    EXPECT_TRUE(is_settled(world.state) || world.job) << to_text(world.state) << " without a job";
    const World end = left_to_one_worker(world);
    EXPECT_TRUE(is_settled(end.state)) << to_text(end.state);
    EXPECT_FALSE(end.job);
    ends.insert(end.state);
  });
  EXPECT_EQ(ends.size(), 3U) << "every end is reached";
}

TEST(LetterDelivery, WithoutTheHandOverTheSameModelFindsDoubledLetters) {
  std::size_t doubled = 0;
  explore(Sender::careless, [&](const World& world) { doubled += world.taken > 1 + world.denials; });
  EXPECT_GT(doubled, 0U);
}

TEST(LetterDelivery, ASenderThatWasOvertakenCanDoNothingMore) {
  LetterDelivery letter;
  const int slow = *begin(letter);
  const int quick = *begin(letter);
  for (const auto& refused :
       {hand_over(letter, slow), note_delivered(letter, slow, Instant{}),
        note_refused(letter, slow, Instant{}), note_postponed(letter, slow), doubt(letter, slow)}) {
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.fault().kind, FaultKind::late);
  }
  EXPECT_EQ(letter.state, LetterState::sending);
  EXPECT_TRUE(hand_over(letter, quick).has_value());
}

TEST(LetterDelivery, TheServersLateAnswerEndsTheDoubt) {
  for (const bool taken : {true, false}) {
    LetterDelivery letter;
    const int attempt = *begin(letter);
    ASSERT_TRUE(hand_over(letter, attempt).has_value());
    ASSERT_TRUE(doubt(letter, attempt).has_value());
    const Instant at{Duration{5}};
    ASSERT_TRUE(
        (taken ? note_delivered(letter, attempt, at) : note_refused(letter, attempt, at)).has_value());
    EXPECT_EQ(letter.state, taken ? LetterState::delivered : LetterState::refused);
    EXPECT_EQ(letter.settled_at, at);
  }
}

TEST(LetterDelivery, WhatIsSettledCannotBeginAgain) {
  for (const LetterState state :
       {LetterState::handed_over, LetterState::delivered, LetterState::refused, LetterState::unconfirmed}) {
    LetterDelivery letter{state, 1, std::nullopt};
    EXPECT_EQ(begin(letter).fault().kind, FaultKind::conflict) << to_text(state);
    EXPECT_EQ(letter.attempt, 1);
  }
}

}  // namespace
}  // namespace jium::removal
