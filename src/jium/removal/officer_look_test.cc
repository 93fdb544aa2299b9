#include "jium/removal/officer_look.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::removal {
namespace {

using namespace std::chrono_literals;
using enum RequestState;

const Instant kClaimed{24h * 20'000};

// Sent, and the operator says that it is removed.
RemovalRequest claimed() {
  RemovalRequest request;
  request.state = removed;
  request.sent_at = kClaimed - 24h;
  request.due_at = kClaimed + 240h;
  request.acknowledged_at = request.claimed_at = kClaimed;
  return request;
}

std::vector<Check> checks(std::initializer_list<Duration> after, CheckOutcome outcome) {
  std::vector<Check> made;
  for (const Duration one : after) {
    Check check;
    check.at = kClaimed + one;
    check.outcome = outcome;
    check.reason = CheckReason::unseen;
    made.push_back(check);
  }
  return made;
}

OfficerLook look(Duration after, bool still_there) {
  OfficerLook one;
  one.at = kClaimed + after;
  one.still_there = still_there;
  one.means = LookMeans::as_member;
  return one;
}

TEST(AnOfficersLook, IsAskedForWhenTheOperatorSaysRemovedAndLooksShowNothing) {
  const auto unseen = checks({1h, 7h, 13h}, CheckOutcome::inconclusive);
  EXPECT_TRUE(needs_officers_look(claimed(), unseen, {}));
  RemovalRequest late = claimed();
  late.state = overdue;
  EXPECT_TRUE(needs_officers_look(late, unseen, {})) << "the word stands, though its clock has ended";
}

TEST(AnOfficersLook, IsNotAskedForBeforeEnoughLooksApartHaveShownNothing) {
  EXPECT_FALSE(needs_officers_look(claimed(), checks({1h, 7h}, CheckOutcome::inconclusive), {}));
  EXPECT_FALSE(needs_officers_look(claimed(), checks({1h, 2h, 3h, 4h}, CheckOutcome::inconclusive), {}))
      << "four within a few hours are one and a half";
  EXPECT_FALSE(needs_officers_look(claimed(), checks({-18h, -12h, -6h}, CheckOutcome::inconclusive), {}))
      << "what was not seen before the operator's word says nothing about it";
}

TEST(AnOfficersLook, IsNotAskedForWhereJiumSeesOrNobodySaidRemovedOrItIsOver) {
  auto seen = checks({1h, 7h, 13h}, CheckOutcome::inconclusive);
  seen.push_back(checks({19h}, CheckOutcome::gone).front());
  EXPECT_FALSE(needs_officers_look(claimed(), seen, {}));
  const auto unseen = checks({1h, 7h, 13h}, CheckOutcome::inconclusive);
  RemovalRequest silent = claimed();
  silent.state = sent;
  silent.claimed_at.reset();
  EXPECT_FALSE(needs_officers_look(silent, unseen, {}));
  for (const RequestState state : {refused, verified, gone_by_word}) {
    RemovalRequest over = claimed();
    over.state = state;
    EXPECT_FALSE(needs_officers_look(over, unseen, {})) << to_text(state);
  }
}

TEST(AnOfficersLook, ClosesAtTheSecondWordDaysLaterAndNeverAsVerified) {
  RemovalRequest request = claimed();
  EXPECT_EQ(note_officer_look(request, {look(1h, false)}).value(), OfficerLookMeaning::first_word);
  EXPECT_EQ(request.state, removed);
  EXPECT_EQ(note_officer_look(request, {look(1h, false), look(73h, false)}).value(),
            OfficerLookMeaning::gone_by_word);
  EXPECT_EQ(request.state, gone_by_word);
  EXPECT_EQ(request.gone_by_word_at, kClaimed + 73h);
  EXPECT_FALSE(request.verified_at || request.removed_at);
}

TEST(AnOfficersLook, ThatComesTooSoonIsRefusedAndSaysFromWhenItCounts) {
  const RemovalRequest request = claimed();
  const auto early = check(look(72h, false), request, {look(1h, false)}, kClaimed + 100h);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.fault().kind, FaultKind::conflict);
  EXPECT_NE(early.fault().what.find(to_text(kClaimed + 73h)), std::string::npos);
  EXPECT_TRUE(check(look(73h, false), request, {look(1h, false)}, kClaimed + 100h));
  EXPECT_TRUE(check(look(2h, true), request, {look(1h, false)}, kClaimed + 100h))
      << "that it is back is worth hearing at any time";
}

TEST(AnOfficersLook, IsOfAfterTheOperatorsWordAndNotOfTheFuture) {
  EXPECT_EQ(check(look(-1h, false), claimed(), {}, kClaimed + 1h).fault().kind, FaultKind::malformed);
  EXPECT_EQ(check(look(2h, false), claimed(), {}, kClaimed + 1h).fault().kind, FaultKind::malformed);
  EXPECT_EQ(check(look(1h, true), claimed(), {look(2h, false)}, kClaimed + 9h).fault().kind,
            FaultKind::malformed);
  RemovalRequest seen = claimed();
  seen.removed_at = kClaimed + 1h;
  EXPECT_EQ(check(look(2h, false), seen, {}, kClaimed + 9h).fault().kind, FaultKind::conflict)
      << "jium proves it by itself";
}

TEST(AnOfficersLook, ThatFindsItThereDisprovesTheOperatorAndBeginsAnew) {
  RemovalRequest request = claimed();
  std::vector<OfficerLook> looks{look(1h, false), look(80h, true)};
  EXPECT_EQ(note_officer_look(request, looks).value(), OfficerLookMeaning::still_there);
  EXPECT_EQ(request.state, acknowledged);
  EXPECT_EQ(request.false_claims, 1);
  ASSERT_TRUE(note_answer(request, Answer::removed, kClaimed + 90h));
  looks.push_back(look(91h, false));
  EXPECT_EQ(note_officer_look(request, looks).value(), OfficerLookMeaning::first_word)
      << "the word from before says nothing of this claim";
}

// However officers look and operators claim: it is closed by two words that it is gone, about one claim, days
// apart, with nothing else said between.
RC_GTEST_PROP(AnOfficersLook, ClosesByTwoWordsAboutOneClaimAndByNothingLess, ()) {
  RemovalRequest request = claimed();
  std::vector<OfficerLook> looks;
  Duration at{0};
  for (const auto& [hours, what] : *rc::gen::container<std::vector<std::pair<int, int>>>(
           rc::gen::pair(rc::gen::inRange(1, 60), rc::gen::inRange(0, 8)))) {
    at += std::chrono::hours{hours};
    if (what == 0) {
      (void)note_answer(request, Answer::removed, kClaimed + at);
      continue;
    }
    const OfficerLook one = look(at, what == 1);
    if (!check(one, request, looks, kClaimed + at)) continue;
    looks.push_back(one);
    const auto meaning = note_officer_look(request, looks);
    RC_ASSERT(meaning.has_value());
    RC_ASSERT((request.state == gone_by_word) == (*meaning == OfficerLookMeaning::gone_by_word));
    RC_ASSERT(!request.verified_at.has_value());
    if (request.state != gone_by_word) continue;
    const OfficerLook& first = looks[looks.size() - 2];
    RC_ASSERT((!first.still_there && first.at >= *request.claimed_at));
    RC_ASSERT(looks.back().at - first.at >= kBetweenOfficerLooks);
    return;
  }
}

}  // namespace
}  // namespace jium::removal
