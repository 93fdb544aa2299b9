#include "jium/linkage/handshake.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace jium::linkage {
namespace {

using registry::OrganisationId;
using std::chrono::days;
using std::chrono::hours;

const OrganisationId kIncheon(1), kSeoul(2), kBusan(3);
const Instant kStart{hours{24 * 365 * 56}};
const SharedFields kCounts{SharedField::removal_counts, SharedField::officer_contact};

CaseLink suggested() {
  return suggest({.organisation = kSeoul, .the_case = casework::CaseId(22)},
                 {.organisation = kIncheon, .the_case = casework::CaseId(11)}, 0.9, kStart)
      .value();
}
LinkTerms terms(SharedFields fields = kCounts) {
  return {LinkPurpose::court, kStart + days{90}, std::move(fields)};
}
CaseLink opened() {
  CaseLink link = suggested();
  EXPECT_TRUE(offer(link, kIncheon, terms(), kStart));
  EXPECT_TRUE(
      accept(link, kSeoul, {SharedField::removal_counts, SharedField::site_names}, {}, kStart + hours{1}));
  return link;
}

TEST(Handshake, SharesWhatBothTickedAndNothingBefore) {
  CaseLink link = suggested();
  EXPECT_TRUE(readable(link, kStart).empty());
  ASSERT_TRUE(offer(link, kIncheon, terms(), kStart));
  EXPECT_TRUE(readable(link, kStart).empty());
  EXPECT_EQ(accept(link, kIncheon, kCounts, {}, kStart).fault().kind, FaultKind::conflict)
      << "nobody says both yeses";
  ASSERT_TRUE(accept(link, kSeoul, {SharedField::removal_counts, SharedField::site_names}, {}, kStart));
  EXPECT_EQ(readable(link, kStart), SharedFields{SharedField::removal_counts});
}

TEST(Handshake, ShowsWhoItIsOnlyByThatOnesOwnWord) {
  CaseLink link = suggested();
  EXPECT_FALSE(knows_who(link, kIncheon, kStart));
  EXPECT_FALSE(knows_who(link, kSeoul, kStart));
  ASSERT_TRUE(offer(link, kIncheon, terms(), kStart));
  EXPECT_TRUE(knows_who(link, kSeoul, kStart));
  EXPECT_FALSE(knows_who(link, kIncheon, kStart)) << "Seoul has said nothing yet";
  EXPECT_FALSE(knows_who(link, kBusan, kStart));
  CaseLink other = link;
  ASSERT_TRUE(accept(link, kSeoul, kCounts, {}, kStart));
  EXPECT_TRUE(knows_who(link, kIncheon, kStart));
  ASSERT_TRUE(decline(other, kSeoul, DeclineReason::survivor_refuses, kStart));
  EXPECT_FALSE(knows_who(other, kIncheon, kStart)) << "who declines was never shown";
}

TEST(Handshake, EndsWithItsTime) {
  CaseLink link = opened();
  EXPECT_EQ(state_at(link, *link.until - Duration{1}), LinkState::opened);
  EXPECT_EQ(state_at(link, *link.until), LinkState::ended);
  EXPECT_TRUE(readable(link, *link.until).empty());
  CaseLink waiting = suggested();
  ASSERT_TRUE(offer(waiting, kIncheon, terms(), kStart));
  EXPECT_EQ(state_at(waiting, kStart + days{90}), LinkState::suggested);
  EXPECT_FALSE(knows_who(waiting, kSeoul, kStart + days{90}));
  EXPECT_EQ(accept(waiting, kSeoul, kCounts, {}, kStart + days{90}).fault().kind, FaultKind::conflict);
}

TEST(Handshake, TheSecondYesMayShortenAndNotLengthen) {
  CaseLink link = suggested();
  ASSERT_TRUE(offer(link, kIncheon, terms(), kStart));
  EXPECT_EQ(accept(link, kSeoul, kCounts, kStart + days{91}, kStart).fault().kind, FaultKind::malformed);
  ASSERT_TRUE(accept(link, kSeoul, kCounts, kStart + days{30}, kStart));
  EXPECT_EQ(link.until, kStart + days{30});
}

TEST(Handshake, IsTakenBackByEitherAtAnyMoment) {
  for (const auto who : {kIncheon, kSeoul}) {
    CaseLink link = opened();
    ASSERT_TRUE(revoke(link, who, kStart + hours{2}));
    EXPECT_TRUE(readable(link, kStart + hours{2}).empty());
    EXPECT_EQ(link.state, LinkState::ended);
    EXPECT_EQ(offer(link, who, terms(), kStart + hours{3}).fault().kind, FaultKind::conflict);
  }
  CaseLink waiting = suggested();
  ASSERT_TRUE(offer(waiting, kIncheon, terms(), kStart));
  EXPECT_EQ(revoke(waiting, kSeoul, kStart).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(revoke(waiting, kIncheon, kStart));
  EXPECT_EQ(waiting.state, LinkState::suggested);
  EXPECT_FALSE(knows_who(waiting, kSeoul, kStart));
}

TEST(Handshake, ADeclineIsTakenBackByWhoeverDeclined) {
  CaseLink link = suggested();
  ASSERT_TRUE(decline(link, kSeoul, DeclineReason::not_now, kStart));
  EXPECT_EQ(offer(link, kIncheon, terms(), kStart).fault().kind, FaultKind::conflict);
  EXPECT_EQ(decline(link, kIncheon, DeclineReason::not_now, kStart).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(offer(link, kSeoul, terms(), kStart));
  EXPECT_EQ(link.declined_for, std::nullopt);
  EXPECT_TRUE(accept(link, kIncheon, kCounts, {}, kStart).has_value());
}

TEST(Handshake, NeedsAnEndAndAField) {
  CaseLink link = suggested();
  EXPECT_EQ(offer(link, kIncheon, terms({}), kStart).fault().kind, FaultKind::malformed);
  EXPECT_EQ(offer(link, kIncheon, {LinkPurpose::court, kStart, kCounts}, kStart).fault().kind,
            FaultKind::malformed);
  EXPECT_EQ(offer(link, kIncheon, {LinkPurpose::court, kStart + days{367}, kCounts}, kStart).fault().kind,
            FaultKind::malformed);
  EXPECT_EQ(link.state, LinkState::suggested);
  EXPECT_FALSE(suggest({.organisation = kSeoul, .the_case = casework::CaseId(1)},
                       {.organisation = kSeoul, .the_case = casework::CaseId(2)}, 1, kStart));
}

TEST(Handshake, OnlyWhatIsSaidOfTheEvidenceTeaches) {
  EXPECT_TRUE(teaches(DeclineReason::not_the_same));
  EXPECT_TRUE(teaches(DeclineReason::too_common));
  EXPECT_FALSE(teaches(DeclineReason::survivor_refuses)) << "a survivor's no says nothing of a token";
  EXPECT_FALSE(teaches(DeclineReason::not_now));
  EXPECT_FALSE(teaches(DeclineReason::no_basis));
}

SharedFields drawn_fields() {
  SharedFields fields;
  for (int i = 0; i < 7; ++i) {
    if (*rc::gen::arbitrary<bool>()) fields.insert(static_cast<SharedField>(i));
  }
  return fields;
}

// Beside the link, in the plainest words: what each said last and whether it still stands.
struct Ledger {
  std::array<std::optional<SharedFields>, 2> yes{};
  void forget() { yes = {}; }
};

RC_GTEST_PROP(Handshake, NothingIsReadWithoutTwoStandingYeses, ()) {
  CaseLink link = suggested();
  Ledger ledger;
  Instant now = kStart;
  const std::array<OrganisationId, 3> who{kIncheon, kSeoul, kBusan};
  for (int step = 0; step < 25; ++step) {
    now += hours{*rc::gen::inRange(0, 24 * 20)};
    const bool was_over = link.until && *link.until <= now;
    if (was_over) ledger.forget();
    const auto actor = static_cast<std::size_t>(*rc::gen::inRange(0, 3));
    const OrganisationId by = who.at(actor);
    const SharedFields fields = drawn_fields();
    const Instant until = now + hours{*rc::gen::inRange(1, 24 * 60)};
    Result<void> done;
    const int what = *rc::gen::inRange(0, 6);
    const CaseLink before = link;
    if (what == 0) done = offer(link, by, {LinkPurpose::removal, until, fields}, now);
    if (what == 1) done = accept(link, by, fields, {}, now);
    if (what == 2) done = decline(link, by, DeclineReason::not_now, now);
    if (what == 3) done = revoke(link, by, now);
    if (what == 4) done = change_fields(link, by, fields, now);
    if (what == 5 && *rc::gen::inRange(0, 8) == 0)
      end(link, LinkEnd::consent_withdrawn, now), ledger.forget();
    if (what < 5 && actor == 2) {
      RC_ASSERT(!done.has_value());
      RC_ASSERT(done.fault().kind == FaultKind::missing);
    }
    if (!done) {
      RC_ASSERT(link.state == before.state);
      RC_ASSERT(link.sides[0].fields == before.sides[0].fields);
      RC_ASSERT(link.sides[1].fields == before.sides[1].fields);
      RC_ASSERT(link.until == before.until);
    } else {
      if (what == 0) ledger.forget(), ledger.yes.at(actor) = fields;
      if (what == 1 || what == 4) ledger.yes.at(actor) = fields;
      if (what == 2 || what == 3) ledger.forget();
    }
    SharedFields expected;
    if (ledger.yes[0] && ledger.yes[1]) {
      std::set_intersection(ledger.yes[0]->begin(), ledger.yes[0]->end(), ledger.yes[1]->begin(),
                            ledger.yes[1]->end(), std::inserter(expected, expected.end()));
    }
    RC_ASSERT(readable(link, now) == expected);
    RC_ASSERT(link.until.value_or(now) <= now + kLongestLink);
    // Nobody is named who has said nothing that stands.
    if (knows_who(link, kIncheon, now)) RC_ASSERT(ledger.yes[1].has_value());
    if (knows_who(link, kSeoul, now)) RC_ASSERT(ledger.yes[0].has_value());
    RC_ASSERT(!knows_who(link, kBusan, now));
  }
}

}  // namespace
}  // namespace jium::linkage
