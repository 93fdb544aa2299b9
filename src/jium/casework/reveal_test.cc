#include "jium/casework/reveal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::casework {
namespace {

registry::Sighting sighting(registry::SightingState state = registry::SightingState::live) {
  return {.id = registry::SightingId::random(),
          .organisation = {},
          .footage = {},
          .site = {},
          .address = registry::WebAddress::parse("https://host.example/1.jpg").value(),
          .state = state,
          .recognition = {},
          .recurrence_of = std::nullopt,
          .first_seen = {},
          .last_seen = {},
          .gone_at = std::nullopt,
          .evidence = std::nullopt};
}

Case agreed_to(Consent consent, CaseState state = CaseState::active) {
  Case the_case;
  the_case.consent = consent;
  the_case.state = state;
  return the_case;
}

constexpr Consent kNothing{};
constexpr Consent kRemoval{.removal = true, .police = false, .other_centres = false};
constexpr Consent kPolice{.removal = false, .police = true, .other_centres = false};

bool may(RevealTask task, const Case& the_case, bool has_request = false,
         registry::SightingState state = registry::SightingState::live) {
  const auto allowed = may_reveal(task, the_case, sighting(state), has_request);
  EXPECT_TRUE(allowed || allowed.fault().kind == FaultKind::conflict);
  return allowed.has_value();
}

TEST(Reveal, ToSendARequestNeedsConsentALiveSightingAndAnOpenCase) {
  EXPECT_TRUE(may(RevealTask::send_request, agreed_to(kRemoval)));
  EXPECT_FALSE(may(RevealTask::send_request, agreed_to(kPolice)));
  EXPECT_FALSE(may(RevealTask::send_request, agreed_to(kRemoval, CaseState::closed)));
  EXPECT_FALSE(may(RevealTask::send_request, agreed_to(kRemoval), true, registry::SightingState::gone));
}

TEST(Reveal, ToCheckAPlaceNeedsConsentAndAGonePlaceCanBeChecked) {
  EXPECT_TRUE(may(RevealTask::check_place, agreed_to(kRemoval), false, registry::SightingState::gone));
  EXPECT_FALSE(may(RevealTask::check_place, agreed_to(kPolice)));
}

TEST(Reveal, ToAnswerAnOperatorNeedsARequest) {
  EXPECT_TRUE(may(RevealTask::answer_operator, agreed_to(kRemoval), true));
  EXPECT_FALSE(may(RevealTask::answer_operator, agreed_to(kRemoval), false));
}

TEST(Reveal, ForThePoliceNeedsThatConsentAndNoOther) {
  EXPECT_TRUE(may(RevealTask::police_referral, agreed_to(kPolice)));
  EXPECT_FALSE(may(RevealTask::police_referral,
                   agreed_to({.removal = true, .police = false, .other_centres = true}), true));
}

TEST(Reveal, ForACourtNeedsNothing) {
  EXPECT_TRUE(
      may(RevealTask::court, agreed_to(kNothing, CaseState::closed), false, registry::SightingState::gone));
}

TEST(Reveal, ADayIsThatOfKorea) {
  const auto at = [](std::string_view text) { return parse_instant(text).value(); };
  EXPECT_EQ(korean_day(at("2026-11-22T14:59:59.999Z")), "2026-11-22");
  EXPECT_EQ(korean_day(at("2026-11-22T15:00:00Z")), "2026-11-23");
  EXPECT_EQ(next_korean_day(at("2026-11-22T14:59:59.999Z")), "2026-11-23 00:00 (Korean time)");
  EXPECT_EQ(next_korean_day(at("2026-11-22T15:00:00Z")), "2026-11-24 00:00 (Korean time)");
  EXPECT_EQ(next_korean_day(at("2026-12-31T15:00:00Z")), "2027-01-02 00:00 (Korean time)");
}

RC_GTEST_PROP(Reveal, ADayLastsTwentyFourHoursAndTheNextBeginsWhenItEnds, ()) {
  const Instant now{Duration{*rc::gen::inRange<Duration::rep>(0, 4'000'000'000'000)}};
  RC_ASSERT(korean_day(now) != korean_day(now + std::chrono::hours{24}));
  RC_ASSERT(next_korean_day(now).starts_with(korean_day(now + std::chrono::hours{24})));
}

}  // namespace
}  // namespace jium::casework
