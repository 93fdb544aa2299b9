#include "jium/removal/response_record.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "jium/removal/contact.h"

namespace jium::removal {
namespace {

using std::chrono::hours;

RemovalRequest request_in(RequestState state, int hours_to_removal = 0) {
  RemovalRequest request;
  request.state = state;
  request.sent_at = Instant{hours{100}};
  if (hours_to_removal > 0) request.removed_at = *request.sent_at + hours{hours_to_removal};
  return request;
}

TEST(ResponseRecord, CountsWhatWasSentAndHowItEnded) {
  using enum RequestState;
  std::vector<RemovalRequest> requests{
      request_in(verified, 2), request_in(verified, 4), request_in(verified, 90),
      request_in(refused),     request_in(overdue),     request_in(overdue),
      request_in(sent),        request_in(removed, 3),  request_in(acknowledged)};
  requests[5].acknowledged_at = Instant{hours{101}};
  requests[0].false_claims = 2;
  RemovalRequest drafted_only;
  drafted_only.false_claims = 5;
  requests.push_back(drafted_only);
  const ResponseRecord record = response_record(requests);
  EXPECT_EQ(record.sent, 9);
  EXPECT_EQ(record.removed, 3);
  EXPECT_EQ(record.refused, 1);
  EXPECT_EQ(record.silent, 1) << "whoever acknowledged is late and not silent";
  EXPECT_EQ(record.waiting, 3);
  EXPECT_EQ(record.false_claims, 2);
  EXPECT_DOUBLE_EQ(record.median_hours_to_removal.value(), 4);
  EXPECT_DOUBLE_EQ(record.share_removed.value(), 0.5);
}

TEST(ResponseRecord, NothingSentIsNoRecord) {
  EXPECT_EQ(response_record({RemovalRequest{}}), ResponseRecord{});
  EXPECT_FALSE(response_record({request_in(RequestState::sent)}).share_removed);
}

TEST(ResponseRecord, QuantilesLieBetweenTheirNeighbours) {
  EXPECT_FALSE(quantile_of({}, 0.5));
  EXPECT_DOUBLE_EQ(quantile_of({7}, 0.9).value(), 7);
  EXPECT_DOUBLE_EQ(quantile_of({4, 1, 3, 2}, 0.5).value(), 2.5);
  EXPECT_DOUBLE_EQ(quantile_of({10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110}, 0.9).value(), 100);
  rc::check("no quantile is outside the values, and they rise", [] {
    const auto whole = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000)));
    const std::vector<double> values(whole.begin(), whole.end());
    const double low = quantile_of(values, 0.5).value(), high = quantile_of(values, 0.9).value();
    RC_ASSERT(low <= high);
    RC_ASSERT(low >= *std::min_element(values.begin(), values.end()));
    RC_ASSERT(high <= *std::max_element(values.begin(), values.end()));
  });
}

TEST(Contact, AWordIsNotTakenBackBySilenceNorALastWordByAReceipt) {
  using enum ContactOutcome;
  const auto after = [](ContactOutcome before, ContactOutcome what) {
    Contact contact;
    contact.outcome = before;
    note_outcome(contact, what, Instant{hours{1}});
    return contact.outcome;
  };
  EXPECT_EQ(after(waiting, silent), silent);
  EXPECT_EQ(after(acknowledged, silent), acknowledged);
  EXPECT_EQ(after(removed, acknowledged), removed);
  EXPECT_EQ(after(refused, acknowledged), refused);
  EXPECT_EQ(after(silent, acknowledged), acknowledged);
  EXPECT_EQ(after(removed, refused), refused);
  EXPECT_EQ(after(waiting, undeliverable), undeliverable);
  Contact contact;
  note_outcome(contact, silent, Instant{hours{1}});
  note_outcome(contact, silent, Instant{hours{2}});
  EXPECT_EQ(contact.outcome_at, Instant{hours{1}}) << "the first time counts";
}

}  // namespace
}  // namespace jium::removal
