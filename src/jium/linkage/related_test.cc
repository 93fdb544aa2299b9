#include "jium/linkage/related.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace jium::linkage {
namespace {

Evidence trace(TraceKind kind, Closeness closeness = Closeness::exact, Standing standing = {}) {
  return {Ground::trace, kind, closeness, Confidence::certain, standing, Instant{}};
}
Evidence footage(Ground ground) {
  return {ground, std::nullopt, Closeness::exact, Confidence::certain, {}, Instant{}};
}

TEST(Related, CasesOfTheSameFileAreStronglySo) {
  EXPECT_EQ(assess({footage(Ground::same_file)}).strength(), Strength::strong);
  EXPECT_EQ(assess({trace(TraceKind::payment_address)}).strength(), Strength::strong);
  EXPECT_FALSE(assess({footage(Ground::same_sound)}).is_shown()) << "a song is in many videos";
  EXPECT_FALSE(assess({trace(TraceKind::account_name, Closeness::sound)}).is_shown());
  EXPECT_FALSE(assess({trace(TraceKind::account_name, Closeness::spelling)}).is_shown());
  EXPECT_TRUE(assess({trace(TraceKind::handle, Closeness::spelling)}).is_shown());
  EXPECT_FALSE(assess({}).is_shown());
}

TEST(Related, WeakGroundsAddUpOnlyWhenTheyAreDifferent) {
  const auto sound = footage(Ground::same_sound);
  const auto name = trace(TraceKind::account_name, Closeness::spelling);
  EXPECT_TRUE(assess({sound, name}).is_shown());
  EXPECT_FALSE(assess({sound, sound, sound}).is_shown());
  EXPECT_FALSE(assess({name, name, trace(TraceKind::account_name, Closeness::sound)}).is_shown());
  EXPECT_EQ(assess({footage(Ground::same_file), footage(Ground::same_footage)}).counted.size(), 1U);
}

TEST(Related, ATokenThatStandsInTooManyCasesLinksNothing) {
  for (const auto kind : {TraceKind::phone, TraceKind::account_name, TraceKind::file_name}) {
    for (const auto closeness : {Closeness::exact, Closeness::spelling, Closeness::sound}) {
      const int cap = cap_of(kind, closeness);
      EXPECT_TRUE(worth_of(trace(kind, closeness, {.cases = cap})).has_value());
      const auto over = assess({trace(kind, closeness, {.cases = cap + 1})});
      EXPECT_EQ(over.worth, 0);
      EXPECT_TRUE(over.counted.empty());
      EXPECT_EQ(over.capped.size(), 1U);
    }
  }
}

TEST(Related, DeclinesTeachTheCap) {
  const auto after = [](int opened, int declined, int centres) {
    return worth_of(
        trace(TraceKind::account_name, Closeness::exact,
              {.cases = 5, .opened = opened, .declined = declined, .declining_centres = centres}));
  };
  EXPECT_LT(after(0, 1, 1).value(), after(0, 0, 0).value());
  EXPECT_GT(after(3, 1, 1).value(), after(0, 1, 1).value());
  EXPECT_FALSE(after(0, 3, 2).has_value());
  EXPECT_TRUE(after(0, 3, 1).has_value()) << "one centre alone takes nothing from the others";
  EXPECT_TRUE(after(3, 3, 2).has_value()) << "as many said yes";
  EXPECT_FALSE(after(2, 3, 2).has_value());
}

TEST(Related, IsExplainedByEachRule) {
  std::set<std::string> seen;
  for (const auto ground :
       {Ground::same_file, Ground::same_footage, Ground::shared_segment, Ground::same_sound})
    EXPECT_TRUE(seen.insert(explain(footage(ground))).second);
  for (int kind = 0; kind <= static_cast<int>(TraceKind::phrase); ++kind) {
    for (const auto closeness : {Closeness::exact, Closeness::spelling, Closeness::sound})
      EXPECT_TRUE(seen.insert(explain(trace(static_cast<TraceKind>(kind), closeness))).second);
  }
}

Evidence drawn() {
  const auto ground = *rc::gen::element(Ground::same_file, Ground::same_footage, Ground::shared_segment,
                                        Ground::same_sound, Ground::trace, Ground::trace, Ground::trace);
  Evidence made = footage(ground);
  made.since = Instant{Duration{*rc::gen::inRange(0, 1000)}};
  if (ground != Ground::trace) return made;
  made.kind = static_cast<TraceKind>(*rc::gen::inRange(0, 8));
  made.closeness = static_cast<Closeness>(*rc::gen::inRange(0, 3));
  made.weaker_confidence = static_cast<Confidence>(*rc::gen::inRange(0, 3));
  made.standing = {*rc::gen::inRange(2, 60), *rc::gen::inRange(0, 5), *rc::gen::inRange(0, 5),
                   *rc::gen::inRange(0, 3)};
  return made;
}

RC_GTEST_PROP(Related, MoreEvidenceNeverWeakens, ()) {
  std::vector<Evidence> all;
  double before = 0;
  for (int i = 0; i < 8; ++i) {
    all.push_back(drawn());
    const auto made = assess(all);
    RC_ASSERT(made.worth >= before - 1e-12);
    RC_ASSERT(made.worth >= 0 && made.worth <= 1);
    before = made.worth;
  }
}

RC_GTEST_PROP(Related, TheOrderOfTheEvidenceChangesNothing, ()) {
  std::vector<Evidence> all;
  for (int i = 0; i < 6; ++i) all.push_back(drawn());
  const auto made = assess(all);
  std::reverse(all.begin(), all.end());
  RC_ASSERT(std::abs(assess(all).worth - made.worth) < 1e-12);
  RC_ASSERT(assess(all).capped.size() == made.capped.size());
}

RC_GTEST_PROP(Related, ACloserOrSurerOrRarerTraceIsWorthNoLess, ()) {
  Evidence weaker = drawn();
  RC_PRE(weaker.ground == Ground::trace);
  Evidence stronger = weaker;
  const int what = *rc::gen::inRange(0, 4);
  if (what == 0) stronger.closeness = Closeness::exact;
  if (what == 1) stronger.weaker_confidence = Confidence::certain;
  if (what == 2) stronger.standing.cases = 2;
  if (what == 3) stronger.standing.opened += 1;
  RC_ASSERT(worth_of(stronger).value_or(0) >= worth_of(weaker).value_or(0) - 1e-12);
}

}  // namespace
}  // namespace jium::linkage
