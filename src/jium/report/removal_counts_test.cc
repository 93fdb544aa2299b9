#include "jium/report/removal_counts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace jium::report {
namespace {

using removal::RemovalRequest;
using removal::RequestState;

constexpr Instant kSent{std::chrono::hours{1000}};

RemovalRequest request_in(RequestState state, int false_claims = 0) {
  RemovalRequest request;
  request.state = state;
  request.false_claims = false_claims;
  if (state != RequestState::drafted && state != RequestState::confirmed) request.sent_at = kSent;
  return request;
}

RemovalRequest verified_after(int hours) {
  RemovalRequest request = request_in(RequestState::verified);
  request.removed_at = kSent + std::chrono::hours{hours};
  request.verified_at = *request.removed_at + std::chrono::hours{12};
  return request;
}

RemovalCounts counts_of(const std::vector<RemovalRequest>& requests) {
  RemovalTally tally;
  tally.add_case(1, {}, requests);
  return tally.counts();
}

TEST(RemovalTally, NothingIsNothingAndHasNoMedian) {
  const RemovalCounts counts = RemovalTally().counts();
  EXPECT_EQ(counts.cases + counts.footage + counts.sightings + counts.requests + counts.removed, 0);
  EXPECT_FALSE(counts.median_hours_to_removal.has_value());
  EXPECT_FALSE(counts.longest_hours_to_removal.has_value());
}

TEST(RemovalTally, EveryStateIsCountedWhereItBelongs) {
  RemovalTally tally;
  tally.add_case(
      2, {},
      {request_in(RequestState::drafted), request_in(RequestState::confirmed), request_in(RequestState::sent),
       request_in(RequestState::acknowledged, 2), request_in(RequestState::removed), verified_after(5),
       request_in(RequestState::refused), request_in(RequestState::overdue, 1)});
  RemovalRequest seen_gone = request_in(RequestState::removed);
  seen_gone.removed_at = kSent + std::chrono::hours{1};
  tally.add_case(3, {}, {seen_gone});
  const RemovalCounts counts = tally.counts();
  EXPECT_EQ(counts.cases, 2);
  EXPECT_EQ(counts.footage, 5);
  EXPECT_EQ(counts.requests, 9);
  EXPECT_EQ(counts.sent, 7);
  EXPECT_EQ(counts.removed, 1);
  EXPECT_EQ(counts.awaiting_proof, 1) << "a word alone does not count";
  EXPECT_EQ(counts.refused, 1);
  EXPECT_EQ(counts.overdue, 1);
  EXPECT_EQ(counts.false_claims, 3);
}

TEST(RemovalTally, AWordIsNotARemoval) {
  RemovalRequest claimed = request_in(RequestState::removed);
  claimed.claimed_at = kSent;
  claimed.removed_at = kSent;
  const RemovalCounts counts = counts_of({claimed});
  EXPECT_EQ(counts.removed, 0);
  EXPECT_FALSE(counts.median_hours_to_removal.has_value());
}

TEST(RemovalTally, ARequestThatTheMailServerRefusedWasNotSent) {
  RemovalRequest bounced = request_in(RequestState::refused);
  bounced.sent_at.reset();
  EXPECT_EQ(counts_of({bounced}).sent, 0);
  EXPECT_EQ(counts_of({bounced}).refused, 1);
}

TEST(RemovalTally, TheMedianOfAnOddNumberIsTheMiddleAndOfAnEvenNumberTheMeanOfTwo) {
  EXPECT_DOUBLE_EQ(
      *counts_of({verified_after(9), verified_after(1), verified_after(2)}).median_hours_to_removal, 2.0);
  EXPECT_DOUBLE_EQ(*counts_of({verified_after(9), verified_after(1), verified_after(2), verified_after(5)})
                        .median_hours_to_removal,
                   3.5);
  EXPECT_DOUBLE_EQ(*counts_of({verified_after(4)}).median_hours_to_removal, 4.0);
  EXPECT_DOUBLE_EQ(*counts_of({verified_after(9), verified_after(1)}).longest_hours_to_removal, 9.0);
}

RC_GTEST_PROP(RemovalTally, HalfTheRemovalsAreOnEachSideOfTheMedian, ()) {
  const auto hours = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 500)));
  std::vector<RemovalRequest> requests;
  for (const int h : hours) requests.push_back(verified_after(h));
  const double median = *counts_of(requests).median_hours_to_removal;
  const auto below = std::count_if(hours.begin(), hours.end(), [&](int h) { return h < median; });
  const auto above = std::count_if(hours.begin(), hours.end(), [&](int h) { return h > median; });
  const auto half = static_cast<std::ptrdiff_t>(hours.size() / 2);
  RC_ASSERT(below <= half);
  RC_ASSERT(above <= half);
}

}  // namespace
}  // namespace jium::report
