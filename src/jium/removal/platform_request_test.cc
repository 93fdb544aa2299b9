#include "jium/removal/platform_request.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::removal {
namespace {

using enum OfferState;

constexpr Instant kNow{std::chrono::hours{500'000}};

PlatformRequest served_one() {
  PlatformRequest request;
  request.state = served;
  request.served_at = kNow;
  return request;
}

OfferAnswer refusal() {
  return {refused, RefusalReason::not_ours, {}};
}

TEST(PlatformRequest, SaidAgainChangesNothing) {
  PlatformRequest request = served_one();
  EXPECT_TRUE(acknowledge(request, kNow).value());
  EXPECT_EQ(request.state, acknowledged);
  EXPECT_FALSE(acknowledge(request, kNow + std::chrono::hours{1}).value());
  EXPECT_EQ(request.acknowledged_at, kNow);
  EXPECT_TRUE(answer(request, refusal(), kNow).value());
  EXPECT_FALSE(answer(request, refusal(), kNow).value());
  EXPECT_FALSE(answer(request, {removed, std::nullopt, {}}, kNow)) << "it is refused already";
}

TEST(PlatformRequest, NothingIsAnsweredBeforeItWasShownOrAfterItWasTakenBack) {
  PlatformRequest request;
  EXPECT_FALSE(acknowledge(request, kNow));
  EXPECT_FALSE(answer(request, refusal(), kNow));
  EXPECT_FALSE(ask_more(request));
  request = served_one();
  take_back(request);
  EXPECT_FALSE(acknowledge(request, kNow));
  EXPECT_FALSE(answer(request, refusal(), kNow));
}

TEST(PlatformRequest, ARefusalHasAReasonAndARemovalHasNone) {
  PlatformRequest request = served_one();
  EXPECT_FALSE(answer(request, {refused, std::nullopt, {}}, kNow));
  EXPECT_FALSE(answer(request, {removed, RefusalReason::other, {}}, kNow));
  EXPECT_FALSE(answer(request, {acknowledged, std::nullopt, {}}, kNow));
  EXPECT_EQ(request.state, served);
}

TEST(PlatformLink, HoldsOnlyWhileBothSidesSaySo) {
  PlatformLink link;
  EXPECT_FALSE(link.in_force());
  ASSERT_TRUE(accept(link, "K-1", kNow));
  EXPECT_TRUE(link.in_force());
  EXPECT_FALSE(accept(link, "K-1", kNow));
  ASSERT_TRUE(end(link, "K-2", kNow));
  EXPECT_FALSE(link.in_force());
  EXPECT_FALSE(end(link, "K-2", kNow));
  EXPECT_FALSE(accept(link, "K-1", kNow));
}

RC_GTEST_PROP(PlatformRequests, EndOnceWhateverIsSaidInWhichOrder, (const std::vector<std::uint8_t>& steps)) {
  PlatformRequest request = served_one();
  std::optional<OfferState> ended;
  for (const std::uint8_t step : steps) {
    if (step % 4 == 0) (void)acknowledge(request, kNow);
    if (step % 4 == 1) (void)ask_more(request);
    if (step % 4 == 2) (void)answer(request, {removed, std::nullopt, {}}, kNow);
    if (step % 4 == 3) (void)answer(request, refusal(), kNow);
    if (ended) RC_ASSERT(request.state == *ended);
    if (request.state == removed || request.state == refused) ended = request.state;
    RC_ASSERT(request.answered_at.has_value() == ended.has_value());
  }
}

}  // namespace
}  // namespace jium::removal
