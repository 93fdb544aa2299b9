#include "jium/removal/watch.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;
using enum CheckOutcome;

Check check_at(Duration after_start, CheckOutcome outcome) {
  Check check;
  check.at = Instant{} + after_start;
  check.outcome = outcome;
  return check;
}

// Checks in order of time, some of them nearer to each other than the spacing.
rc::Gen<std::vector<Check>> any_checks() {
  const auto step =
      rc::gen::pair(rc::gen::inRange(0, 10),
                    rc::gen::weightedElement<CheckOutcome>({{6, gone}, {1, still_there}, {2, inconclusive}}));
  return rc::gen::map(rc::gen::container<std::vector<std::pair<int, CheckOutcome>>>(step),
                      [](const auto& steps) {
                        std::vector<Check> checks;
                        Duration at{};
                        for (const auto& [hours, outcome] : steps)
                          checks.push_back(check_at(at += std::chrono::hours{hours}, outcome));
                        return checks;
                      });
}

// The definition, without the loop's cleverness: the longest chain of `gone` after the last `still_there` in
// which each is at least the spacing after the one before.
int longest_chain(const std::vector<Check>& checks, Duration spacing) {
  std::vector<int> chain(checks.size(), 0);
  int longest = 0;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    if (checks[i].outcome == still_there) {
      std::fill(chain.begin(), chain.end(), 0);
      longest = 0;
    }
    if (checks[i].outcome != gone) continue;
    chain[i] = 1;
    for (std::size_t j = 0; j < i; ++j) {
      if (chain[j] > 0 && checks[i].at - checks[j].at >= spacing) chain[i] = std::max(chain[i], chain[j] + 1);
    }
    longest = std::max(longest, chain[i]);
  }
  return longest;
}

RC_GTEST_PROP(ProvesRemoval, IsTheLongestChainOfSpacedLooksSinceItWasLastThere, ()) {
  WatchPolicy policy;
  policy.agreeing_checks = *rc::gen::inRange(1, 5);
  const auto checks = *any_checks();
  const bool proves = proves_removal(checks, policy);
  RC_CLASSIFY(proves, "proved");
  RC_ASSERT(proves == (longest_chain(checks, policy.spacing) >= policy.agreeing_checks));
}

RC_GTEST_PROP(ProvesRemoval, InconclusiveLooksChangeNothing, ()) {
  const auto checks = *any_checks();
  auto without = checks;
  std::erase_if(without, [](const Check& check) { return check.outcome == inconclusive; });
  RC_ASSERT(proves_removal(checks, {}) == proves_removal(without, {}));
}

RC_GTEST_PROP(ProvesRemoval, NothingBeforeTheLastTimeItWasThereCounts, ()) {
  auto checks = *any_checks();
  const Instant last = checks.empty() ? Instant{} : checks.back().at;
  checks.push_back(check_at((last + 100h).time_since_epoch(), still_there));
  RC_ASSERT(!proves_removal(checks, {}));
  checks.push_back(check_at((last + 200h).time_since_epoch(), gone));
  checks.push_back(check_at((last + 300h).time_since_epoch(), gone));
  RC_ASSERT(!proves_removal(checks, {}));
}

TEST(ProvesRemoval, ThreeLooksSixHoursApartDo) {
  EXPECT_FALSE(proves_removal({}, {}));
  EXPECT_FALSE(proves_removal({check_at(0h, gone)}, {}));
  EXPECT_FALSE(proves_removal({check_at(0h, gone), check_at(6h, gone)}, {}));
  EXPECT_TRUE(proves_removal({check_at(0h, gone), check_at(6h, gone), check_at(12h, gone)}, {}));
}

TEST(ProvesRemoval, AMillisecondTooSoonIsNoFurtherLook) {
  EXPECT_FALSE(proves_removal({check_at(0h, gone), check_at(6h, gone), check_at(12h - 1ms, gone)}, {}));
}

TEST(ProvesRemoval, AHundredLooksInOneHourAreOne) {
  std::vector<Check> checks;
  for (int i = 0; i < 100; ++i) checks.push_back(check_at(std::chrono::seconds{36 * i}, gone));
  EXPECT_FALSE(proves_removal(checks, {}));
}

TEST(ProvesRemoval, WhereThereIsASecondVantageBothMustHaveSeenItTwice) {
  WatchPolicy policy;
  policy.vantages = 2;
  std::vector<Check> checks;
  const auto add = [&](Duration at, const char* vantage) {
    checks.push_back(check_at(at, gone));
    checks.back().vantage = vantage;
    return proves_removal(checks, policy);
  };
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(add(6h * i, "plain"));
  EXPECT_FALSE(add(60h, "abroad"));
  EXPECT_FALSE(add(61h, "abroad")) << "too soon after";
  EXPECT_FALSE(add(66h, "further")) << "each once";
  EXPECT_TRUE(add(66h, "abroad"));
  checks.push_back(check_at(72h, still_there));
  EXPECT_FALSE(proves_removal(checks, policy));
}

// Whatever the order and the vantages: nothing is proved without as many looks, as far apart, from as many
// vantages as the policy wants, since it was last there.
RC_GTEST_PROP(ProvesRemoval, NothingIsProvedWithoutTheEvidenceThatIsRequired, ()) {
  WatchPolicy policy;
  policy.agreeing_checks = *rc::gen::inRange(2, 5);
  policy.vantages = *rc::gen::inRange(1, 4);
  auto checks = *any_checks();
  for (Check& check : checks)
    check.vantage = *rc::gen::element(std::string("plain"), std::string("a"), std::string("b"));
  if (!proves_removal(checks, policy)) return;
  std::map<std::string, std::vector<Check>> since;
  std::vector<Check> all;
  for (const Check& check : checks) {
    if (check.outcome == still_there) {
      since.clear();
      all.clear();
    }
    since[check.vantage].push_back(check);
    all.push_back(check);
  }
  int vantages = 0;
  for (const auto& [name, looks] : since) vantages += longest_chain(looks, policy.spacing) >= 2 ? 1 : 0;
  RC_ASSERT(vantages >= policy.vantages);
  RC_ASSERT(longest_chain(all, policy.spacing) >= policy.agreeing_checks);
}

using enum CheckReason;

// Of a place where jium has seen the footage.
Seen page(int status = 200) {
  Seen seen;
  seen.status = status;
  seen.body = Seen::Body::page;
  seen.seen_here_before = true;
  seen.shows_media = true;
  return seen;
}

TEST(Judge, EachAnswerHasItsReason) {
  const auto with = [](Seen seen, auto change) {
    change(seen);
    return judge(seen);
  };
  const auto same = [](Seen&) {};
  using J = Judgement;
  EXPECT_EQ(with(page(404), same), (J{gone, not_found}));
  EXPECT_EQ(with(page(410), same), (J{gone, not_found}));
  EXPECT_EQ(with(page(), same), (J{gone, other_content}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.says_not_found = true; }), (J{gone, soft_not_found}));
  EXPECT_EQ(with(page(451), same), (J{inconclusive, geo_block}));
  EXPECT_EQ(with(page(401), same), (J{inconclusive, login_wall}));
  EXPECT_EQ(with(page(429), same), (J{inconclusive, bot_wall}));
  EXPECT_EQ(with(page(503), same), (J{inconclusive, server_fault}));
  for (const int status : {100, 300, 304, 400, 403, 405, 418})
    EXPECT_EQ(with(page(status), same), (J{inconclusive, refused})) << status;
  EXPECT_EQ(with(page(), [](Seen& s) { s.body = Seen::Body::none; }), (J{inconclusive, empty}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.body = Seen::Body::unread_media; }), (J{inconclusive, unread}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.body = Seen::Body::media; }), (J{gone, other_content}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.left_out = true; }), (J{inconclusive, unread}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.frames_or_players = true; }), (J{inconclusive, unseen}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.scripts = true; }), (J{inconclusive, unseen}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.scripts = s.says_not_found = true; }), (J{gone, soft_not_found}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.frames_or_players = s.says_not_found = true; }),
            (J{inconclusive, unseen}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.shows_media = false; }), (J{inconclusive, words_alone}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.shows_media = false, s.says_not_found = true; }),
            (J{gone, soft_not_found}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.led_away = true; }), (J{inconclusive, led_away}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.led_away = s.says_not_found = true; }), (J{gone, soft_not_found}));
  EXPECT_EQ(with(page(), [](Seen& s) { s.distance = 3; }), (J{still_there, matched}));
  EXPECT_EQ(with(page(404), [](Seen& s) { s.distance = 3, s.in_page = true; }), (J{still_there, moved}));
  EXPECT_EQ(with(page(404), [](Seen& s) { s.distance = 3, s.hint = true; }), (J{inconclusive, hint_only}));
  EXPECT_EQ(with(page(404), [](Seen& s) { s.our_failure = true; }), (J{inconclusive, unread}));
  EXPECT_EQ(with(page(404), [](Seen& s) { s.status.reset(); }), (J{inconclusive, no_answer}));
  EXPECT_EQ(with(page(404), [](Seen& s) { s.not_public = true; }), (J{inconclusive, not_public}));
}

// A picture that is sent to those alone who come from the right page; a board that answers 404 to whoever is
// not a member.
TEST(Judge, NothingIsGoneFromWhereJiumNeverSawIt) {
  for (const int status : {200, 404, 410}) {
    for (const auto body : {Seen::Body::page, Seen::Body::media}) {
      Seen seen = page(status);
      seen.body = body;
      EXPECT_EQ(judge(seen).outcome, gone) << status;
      seen.seen_here_before = false;
      EXPECT_EQ(judge(seen), (Judgement{inconclusive, unseen})) << status;
      seen.says_not_found = true;
      EXPECT_EQ(judge(seen), (Judgement{inconclusive, unseen})) << status;
      seen.distance = 3;
      EXPECT_EQ(judge(seen).outcome, still_there) << status;
    }
  }
}

TEST(Judge, AWallProvesNothingWhateverItsStatus) {
  for (const CheckReason wall :
       {login_wall, age_gate, geo_block, consent_page, bot_wall, server_fault, parked_domain}) {
    for (const int status : {200, 403, 404, 410}) {
      Seen seen = page(status);
      seen.wall = wall;
      seen.says_not_found = true;
      EXPECT_EQ(judge(seen), (Judgement{inconclusive, wall})) << status;
    }
  }
}

RC_GTEST_PROP(Judge, NothingIsGoneThatMightNotHaveBeenSeen, ()) {
  Seen seen;
  if (*rc::gen::arbitrary<bool>())
    seen.status = *rc::gen::element(200, 204, 206, 301, 403, 404, 410, 451, 500);
  seen.not_public = *rc::gen::weightedElement<bool>({{9, false}, {1, true}});
  seen.our_failure = *rc::gen::weightedElement<bool>({{9, false}, {1, true}});
  if (*rc::gen::weightedElement<bool>({{4, false}, {1, true}})) seen.distance = *rc::gen::inRange(0, 32);
  seen.hint = seen.distance && *rc::gen::arbitrary<bool>();
  seen.body =
      *rc::gen::element(Seen::Body::none, Seen::Body::media, Seen::Body::unread_media, Seen::Body::page);
  if (*rc::gen::weightedElement<bool>({{4, false}, {1, true}})) seen.wall = login_wall;
  for (bool* const flag : {&seen.says_not_found, &seen.left_out, &seen.scripts, &seen.frames_or_players,
                           &seen.seen_here_before, &seen.led_away, &seen.shows_media})
    *flag = *rc::gen::arbitrary<bool>();
  const Judgement judgement = judge(seen);
  RC_CLASSIFY(judgement.outcome == gone, "gone");
  if (judgement.outcome != gone) return;
  RC_ASSERT(seen.status && !seen.not_public && !seen.our_failure && !seen.distance && !seen.wall);
  RC_ASSERT(seen.seen_here_before);
  if (*seen.status == 404 || *seen.status == 410) return;
  RC_ASSERT((*seen.status == 200 || *seen.status == 203) && !seen.left_out);
  RC_ASSERT(seen.body == Seen::Body::media || seen.body == Seen::Body::page);
  if (seen.body == Seen::Body::page)
    RC_ASSERT(!seen.frames_or_players && (!seen.scripts || seen.says_not_found));
  if (seen.body == Seen::Body::page && !seen.says_not_found) RC_ASSERT(seen.shows_media && !seen.led_away);
}

TEST(NoteCloaking, WhatOneVantageIsShownOverrulesTheOthers) {
  std::vector<Check> round{check_at(0h, gone), check_at(0h, still_there), check_at(0h, inconclusive)};
  note_cloaking(round);
  EXPECT_EQ(round[0].outcome, inconclusive);
  EXPECT_EQ(round[0].reason, cloaked);
  EXPECT_EQ(round[1].outcome, still_there);
  EXPECT_NE(round[2].reason, cloaked);
  std::vector<Check> agreed{check_at(0h, gone), check_at(0h, inconclusive)};
  note_cloaking(agreed);
  EXPECT_EQ(agreed[0].outcome, gone);
}

}  // namespace
}  // namespace jium::removal
