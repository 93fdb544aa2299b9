#include "jium/linkage/series_group.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace jium::linkage {
namespace {

using casework::CaseId;
using registry::OrganisationId;
using std::chrono::days;
const OrganisationId kIncheon(1), kSeoul(2), kBusan(3), kCentral(4);
const Instant kStart{days{365 * 56}};

// Each centre has one case, of ten times its number.
CaseId case_of(OrganisationId centre) {
  return CaseId(centre.value() * 10);
}
CaseLink opened(OrganisationId one, OrganisationId other) {
  CaseLink link = suggest({.organisation = one, .the_case = case_of(one)},
                          {.organisation = other, .the_case = case_of(other)}, 0.9, kStart)
                      .value();
  const SharedFields fields{SharedField::removal_counts};
  EXPECT_TRUE(offer(link, one, {LinkPurpose::court, kStart + days{100}, fields}, kStart));
  EXPECT_TRUE(accept(link, other, fields, {}, kStart));
  return link;
}
SeriesGroup pair() {
  SeriesGroup group = begin_group(opened(kIncheon, kSeoul), kIncheon, kStart).value();
  EXPECT_TRUE(agree(group, case_of(kSeoul), kSeoul, kStart));
  return group;
}

TEST(SeriesGroup, BeginsWithAnOpenedLinkAndTheOthersYes) {
  CaseLink link = opened(kIncheon, kSeoul);
  SeriesGroup group = begin_group(link, kIncheon, kStart).value();
  EXPECT_EQ(group.members(), std::set{kIncheon});
  EXPECT_EQ(agree(group, case_of(kSeoul), kBusan, kStart).fault().kind, FaultKind::missing);
  EXPECT_TRUE(agree(group, case_of(kSeoul), kSeoul, kStart).has_value());
  EXPECT_EQ(group.members(), (std::set{kIncheon, kSeoul}));
  ASSERT_TRUE(revoke(link, kSeoul, kStart));
  EXPECT_EQ(begin_group(link, kIncheon, kStart).fault().kind, FaultKind::conflict);
  EXPECT_EQ(begin_group(opened(kIncheon, kSeoul), kBusan, kStart).fault().kind, FaultKind::missing);
}

TEST(SeriesGroup, AThirdComesInByEverybodysYes) {
  SeriesGroup group = pair();
  ASSERT_TRUE(propose(group, opened(kSeoul, kBusan), kSeoul, kStart));
  EXPECT_EQ(propose(group, opened(kSeoul, kBusan), kSeoul, kStart).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(agree(group, case_of(kBusan), kBusan, kStart));
  EXPECT_FALSE(group.members().contains(kBusan)) << "Incheon has no link with Busan and has not said yes";
  ASSERT_TRUE(agree(group, case_of(kBusan), kIncheon, kStart));
  EXPECT_TRUE(group.members().contains(kBusan));
  EXPECT_EQ(propose(group, opened(kIncheon, kCentral), kCentral, kStart).fault().kind, FaultKind::missing);
  EXPECT_EQ(propose(group, opened(kBusan, kCentral), kSeoul, kStart).fault().kind, FaultKind::missing);
}

TEST(SeriesGroup, WhoIsInBringsFurtherCasesOfItsOwnAndNobodyElses) {
  SeriesGroup group = pair();
  const CaseId further(11);
  EXPECT_EQ(bring(group, further, kBusan, kStart).fault().kind, FaultKind::missing);
  ASSERT_TRUE(bring(group, further, kIncheon, kStart));
  EXPECT_TRUE(group.seats.back().is_in());
  EXPECT_EQ(group.seats.back().organisation, kIncheon);
  EXPECT_EQ(bring(group, further, kIncheon, kStart).fault().kind, FaultKind::conflict);
  EXPECT_EQ(bring(group, case_of(kSeoul), kIncheon, kStart).fault().kind, FaultKind::conflict)
      << "another centre's";
}

TEST(SeriesGroup, ACaseIsTakenOutByItselfAndNobodyWaitsForItsCentreAnyMore) {
  SeriesGroup group = pair();
  ASSERT_TRUE(propose(group, opened(kSeoul, kBusan), kSeoul, kStart));
  ASSERT_TRUE(agree(group, case_of(kBusan), kBusan, kStart));
  EXPECT_FALSE(take_out(group, CaseId(99), kStart));
  EXPECT_FALSE(group.members().contains(kBusan));
  EXPECT_TRUE(take_out(group, case_of(kIncheon), kStart));
  EXPECT_EQ(group.members(), (std::set{kSeoul, kBusan})) << "Incheon's yes is not needed any more";
  EXPECT_FALSE(take_out(group, case_of(kIncheon), kStart));
}

TEST(SeriesGroup, ANoIsEnough) {
  SeriesGroup group = pair();
  ASSERT_TRUE(propose(group, opened(kSeoul, kBusan), kSeoul, kStart));
  ASSERT_TRUE(refuse(group, case_of(kBusan), kIncheon, kStart));
  EXPECT_EQ(agree(group, case_of(kBusan), kBusan, kStart).fault().kind, FaultKind::missing);
  EXPECT_FALSE(group.members().contains(kBusan));
  EXPECT_TRUE(propose(group, opened(kSeoul, kBusan), kSeoul, kStart).has_value()) << "it can be asked again";
}

TEST(SeriesGroup, SaysWhatLeavingChanges) {
  SeriesGroup group = pair();
  const auto what = consequences_of_leaving(group, kSeoul, {kIncheon, kSeoul}).value();
  EXPECT_EQ(what.own_cases, std::vector{case_of(kSeoul)});
  EXPECT_EQ(what.left_behind, std::set{kIncheon});
  EXPECT_TRUE(what.group_ends);
  EXPECT_TRUE(what.joint_counts_change);
  EXPECT_FALSE(consequences_of_leaving(group, kSeoul, {kIncheon}).value().joint_counts_change);
  EXPECT_EQ(consequences_of_leaving(group, kBusan, {}).fault().kind, FaultKind::missing);
  ASSERT_TRUE(leave(group, kSeoul, kStart));
  EXPECT_EQ(group.members(), std::set{kIncheon});
  EXPECT_EQ(leave(group, kSeoul, kStart).fault().kind, FaultKind::missing);
}

TEST(SeriesGroup, WhoLeavesTakesItsProposalsAlongAndWaitsForNobody) {
  SeriesGroup group = pair();
  ASSERT_TRUE(propose(group, opened(kSeoul, kBusan), kSeoul, kStart));
  ASSERT_TRUE(propose(group, opened(kIncheon, kCentral), kIncheon, kStart));
  ASSERT_TRUE(agree(group, case_of(kCentral), kCentral, kStart));
  ASSERT_TRUE(leave(group, kSeoul, kStart));
  EXPECT_EQ(group.members(), (std::set{kIncheon, kCentral})) << "Seoul's yes is not needed any more";
  EXPECT_EQ(agree(group, case_of(kBusan), kBusan, kStart).fault().kind, FaultKind::missing);
}

// Whoever is in has said yes to each who came later, and each who came later said yes themselves.
RC_GTEST_PROP(SeriesGroup, NobodyIsInWithoutAYesOfAllWhoWereIn, ()) {
  SeriesGroup group = pair();
  std::map<std::pair<CaseId, OrganisationId>, bool> said;
  const std::array<OrganisationId, 4> who{kIncheon, kSeoul, kBusan, kCentral};
  for (int step = 0; step < 30; ++step) {
    const auto by = who.at(static_cast<std::size_t>(*rc::gen::inRange(0, 4)));
    const auto about = who.at(static_cast<std::size_t>(*rc::gen::inRange(0, 4)));
    const auto before = group.members();
    const int what = *rc::gen::inRange(0, 8);
    if (what < 2 && by != about && propose(group, opened(by, about), by, kStart)) {
      for (const auto one : who) said[{case_of(about), one}] = one == by;
    }
    if (what >= 2 && what < 6 && agree(group, case_of(about), by, kStart)) said[{case_of(about), by}] = true;
    if (what == 6) (void)refuse(group, case_of(about), by, kStart);
    if (what == 7 && *rc::gen::inRange(0, 3) == 0) (void)leave(group, by, kStart);
    const auto after = group.members();
    for (const auto one : after) {
      if (before.contains(one)) continue;
      RC_ASSERT((said[{case_of(one), one}]));
      for (const auto other : after) {
        if (before.contains(other)) RC_ASSERT((said[{case_of(one), other}]));
      }
    }
  }
}

}  // namespace
}  // namespace jium::linkage
