#include "jium/registry/sharing.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::registry {
namespace {

constexpr OrganisationId kOwner{1};

Sharing any_sharing() {
  Sharing sharing;
  sharing.level = static_cast<SharingLevel>(*rc::gen::inRange(0, 4));
  if (sharing.level == SharingLevel::group)
    sharing.group = GroupId(static_cast<std::uint64_t>(*rc::gen::inRange(1, 4)));
  sharing.agencies = *rc::gen::arbitrary<bool>();
  return sharing;
}

Viewer any_viewer() {
  Viewer viewer;
  viewer.organisation = OrganisationId(static_cast<std::uint64_t>(*rc::gen::inRange(1, 4)));
  viewer.kind = static_cast<OrganisationKind>(*rc::gen::inRange(0, 8));
  for (std::uint64_t group = 1; group < 4; ++group) {
    if (*rc::gen::arbitrary<bool>()) viewer.groups.insert(GroupId(group));
  }
  return viewer;
}

RC_GTEST_PROP(Sharing, AChildNeverReachesFurtherThanItsParent, ()) {
  const Sharing parent = any_sharing(), child = any_sharing();
  const Viewer viewer = any_viewer();
  const Sharing both = narrower(parent, child);
  if (may_see(both, kOwner, viewer)) {
    RC_ASSERT(may_see(parent, kOwner, viewer));
    RC_ASSERT(may_see(child, kOwner, viewer));
  }
  RC_ASSERT(!reaches_platforms(both) || (reaches_platforms(parent) && reaches_platforms(child)));
  RC_ASSERT(narrower(child, parent) == both);
  RC_ASSERT(narrower(both, parent) == both);
  RC_ASSERT(narrower(parent, parent) == parent);
}

RC_GTEST_PROP(Sharing, WhatBothWouldShowIsShown, ()) {
  const Sharing parent = any_sharing(), child = any_sharing();
  const Viewer viewer = any_viewer();
  // But for two groups, whose common members are nobody's business.
  if (parent.group && child.group && parent.group != child.group) return;
  if (may_see(parent, kOwner, viewer) && may_see(child, kOwner, viewer))
    RC_ASSERT(may_see(narrower(parent, child), kOwner, viewer));
}

RC_GTEST_PROP(Sharing, NothingIsRaisedWithoutItsTermsAndAnythingIsLowered, ()) {
  const Sharing now = any_sharing();
  Sharing wanted = any_sharing();
  wanted.agencies = now.agencies;
  RaiseTerms terms;
  terms.consent_removal = *rc::gen::arbitrary<bool>();
  terms.consent_other_centres = *rc::gen::arbitrary<bool>();
  terms.has_legal_basis = *rc::gen::arbitrary<bool>();
  terms.basis_needs_consent = *rc::gen::arbitrary<bool>();
  terms.decided = *rc::gen::arbitrary<bool>();
  const bool lowers = narrower(now, wanted) == wanted || wanted.level == SharingLevel::own_centre;
  const bool to_platforms = wanted.level == SharingLevel::platforms;
  const bool consents =
      !terms.basis_needs_consent || (to_platforms ? terms.consent_removal : terms.consent_other_centres);
  const bool allowed = lowers || (terms.has_legal_basis && consents && (!to_platforms || terms.decided));
  RC_ASSERT(may_set(now, wanted, terms).has_value() == allowed);
}

TEST(Sharing, IsWithAgenciesAndNeverWithPlatformsOrAuditorsThemselves) {
  const Sharing all{SharingLevel::platforms, {}, true};
  const auto sees = [&](OrganisationKind kind) {
    return may_see(all, kOwner, {OrganisationId{2}, kind, {}});
  };
  EXPECT_TRUE(sees(OrganisationKind::centre));
  EXPECT_TRUE(sees(OrganisationKind::police));
  EXPECT_TRUE(sees(OrganisationKind::committee));
  EXPECT_TRUE(sees(OrganisationKind::monitor));
  EXPECT_FALSE(sees(OrganisationKind::platform));
  EXPECT_FALSE(sees(OrganisationKind::auditor));
  EXPECT_FALSE(sees(OrganisationKind::operations));
  EXPECT_FALSE(sees(OrganisationKind::foreign_partner));
}

TEST(Sharing, AGroupIsNamedForItsLevelAndForNoOther) {
  EXPECT_EQ(may_set({}, {SharingLevel::group, {}, true}, {}).fault().kind, FaultKind::malformed);
  EXPECT_EQ(may_set({}, {SharingLevel::all_agencies, GroupId{1}, true}, {}).fault().kind,
            FaultKind::malformed);
}

}  // namespace
}  // namespace jium::registry
