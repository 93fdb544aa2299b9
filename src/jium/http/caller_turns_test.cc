#include "jium/http/caller_turns.h"

#include <gtest/gtest.h>

namespace jium::http {
namespace {

using namespace std::chrono_literals;

const StrangerTurns::Moment kNoon{std::chrono::hours{12}};

desk::Actor program() {
  desk::Actor actor;
  actor.key = store::AccessKeyId::random();
  return actor;
}

TEST(CallersTurns, OfAMinuteAreInHandAndComeBackEvenly) {
  CallerTurns turns({.looks_per_minute = 3, .changes_per_minute = 1, .costly_per_minute = 1});
  const desk::Actor caller = program();
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(turns.take(caller, TurnKind::look, kNoon)) << i;
  EXPECT_EQ(turns.take(caller, TurnKind::look, kNoon), 20s);
  EXPECT_FALSE(turns.take(caller, TurnKind::look, kNoon + 20s));
}

TEST(CallersTurns, AreCountedByKind) {
  CallerTurns turns({.looks_per_minute = 1, .changes_per_minute = 1, .costly_per_minute = 1});
  const desk::Actor caller = program();
  for (const TurnKind kind : {TurnKind::look, TurnKind::change, TurnKind::costly}) {
    EXPECT_FALSE(turns.take(caller, kind, kNoon));
    EXPECT_TRUE(turns.take(caller, kind, kNoon));
  }
}

TEST(CallersTurns, AreNotTakenByAsking) {
  CallerTurns turns({.looks_per_minute = 1, .changes_per_minute = 1, .costly_per_minute = 1});
  const desk::Actor caller = program();
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(turns.wait_of(caller, TurnKind::look, kNoon));
  EXPECT_FALSE(turns.take(caller, TurnKind::look, kNoon));
  EXPECT_EQ(turns.wait_of(caller, TurnKind::look, kNoon), 60s);
}

TEST(CallersTurns, OfAPersonAreTheSameInEverySession) {
  CallerTurns turns({.looks_per_minute = 1, .changes_per_minute = 1, .costly_per_minute = 1});
  desk::Actor here = program(), there = program();
  here.person = there.person = registry::PersonId::random();
  EXPECT_FALSE(turns.take(here, TurnKind::look, kNoon));
  EXPECT_TRUE(turns.take(there, TurnKind::look, kNoon));
  EXPECT_FALSE(turns.take(program(), TurnKind::look, kNoon));
}

TEST(CallersTurns, AreNotCountedWhereThereIsNoLimit) {
  CallerTurns turns({});
  const desk::Actor caller = program();
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(turns.take(caller, TurnKind::costly, kNoon));
}

}  // namespace
}  // namespace jium::http
