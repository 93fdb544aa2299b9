#include "jium/casework/outcome.h"

#include <gtest/gtest.h>

namespace jium::casework {
namespace {

Outcome good() {
  Outcome outcome;
  outcome.cases = {CaseId::random()};
  outcome.charge = "distribution of exploitation material";
  outcome.demand = 60;
  outcome.sentence = 36;
  outcome.suspended = 48;
  outcome.range_from = 30;
  outcome.range_to = 72;
  outcome.decided_on = "2026-11-20";
  return outcome;
}

template <class Change>
bool refused(Change change) {
  Outcome outcome = good();
  change(outcome);
  return !check(outcome);
}

TEST(Outcome, AWholeOneIsTaken) {
  EXPECT_TRUE(check(good()));
  EXPECT_FALSE(refused([](Outcome& o) { o.suspended = 60; }));
  EXPECT_FALSE(refused([](Outcome& o) { o.range_to = 30; }));
  EXPECT_FALSE(refused([](Outcome& o) { o.demand.reset(); }));
}

TEST(Outcome, WhatCannotBeIsRefused) {
  EXPECT_TRUE(refused([](Outcome& o) { o.cases.clear(); }));
  EXPECT_TRUE(refused([](Outcome& o) { o.cases.push_back(o.cases.front()); }));
  EXPECT_TRUE(refused([](Outcome& o) { o.charge.clear(); }));
  EXPECT_TRUE(refused([](Outcome& o) { o.charge = std::string(301, 'x'); }));
  EXPECT_TRUE(refused([](Outcome& o) { o.charge = "of 900101-1234568"; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.sentence = 0; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.demand = 601; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.range_to.reset(); }));
  EXPECT_TRUE(refused([](Outcome& o) { o.range_to = 29; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.suspended = 61; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.sentence.reset(); })) << "a suspension of nothing";
  EXPECT_TRUE(refused([](Outcome& o) { o.judgement = Judgement::acquittal; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.decided_on = "2026-02-30"; }));
  EXPECT_TRUE(refused([](Outcome& o) { o.decided_on = "yesterday"; }));
}

}  // namespace
}  // namespace jium::casework
