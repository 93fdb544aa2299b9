// A child record never shows more than its parent, and never more than its own level: labels, decisions and
// sightings of footage that is shared. The nine access faults of MISP in 2026 (CVE-2026-56424, 85533, 85538,
// 94394, 95683, 95685, 95697, 95805, 112178) were a rule written down anew in each place: a child served
// under its parent's level, a check for one level only, a misspelt word in a table. Each has its case here.
#include <gmock/gmock.h>

#include "jium/desk/decide_footage.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/share_footage.h"
#include "jium/store/child_sharing.h"

namespace jium::desk {
namespace {

using registry::SharingLevel;
using testing::IsEmpty;
using testing::SizeIs;

class ChildSharing : public DeskFixture {
 protected:
  ChildSharing() {
    the_case = must(write([&](auto& tx) {
                 OpenCase ask;
                 ask.pseudonym = Secret<std::string>("Blue heron");
                 ask.harm_types = {casework::HarmType::dissemination};
                 ask.consent = {.removal = true, .police = true, .other_centres = true};
                 return open_case(desk, tx, officer, ask);
               })).id;
    footage = register_one(the_case, {pdq(0), sha256(1)}).id;
    must(write([&](auto& tx) {
      return submit_footage(
          desk, tx, officer, footage,
          {"kr-svpa-7-3-request", {"kr-illegal-footage", "2020-12-10", "illegally_filmed"}});
    }));
    sighting = see("https://pics.host.example/a/1.jpg", {sha256(1)}).value().sighting.id;
    share(SharingLevel::all_agencies);
  }

  void share(SharingLevel level, std::optional<registry::GroupId> group = {}) {
    must(write([&](auto& tx) { return share_footage(desk, tx, officer, {footage, level, group}); }));
  }
  Result<registry::Sharing> set(SharingLevel level, std::optional<registry::GroupId> group = {}) {
    return write([&](auto& tx) { return share_sighting(desk, tx, officer, {sighting, level, group}); });
  }
  Result<registry::Label> label(SharingLevel level, std::optional<registry::GroupId> group = {},
                                const Actor* by = nullptr) {
    return write([&](auto& tx) {
      return label_footage(desk, tx, by == nullptr ? officer : *by,
                           {footage, {"iwf-category", "2026-11", "A"}, level, group});
    });
  }
  registry::GroupId group_with(const std::vector<registry::OrganisationId>& invited) {
    const Actor head{store::AccessKeyId::random(), officer.organisation, Role::centre_administrator};
    return must(write([&](auto& tx) { return make_group(desk, tx, head, {"Region", invited}); })).group.id;
  }
  void join(const Actor& actor, registry::GroupId group) {
    must(write([&](auto& tx) { return join_group(desk, tx, actor, group); }));
  }
  Result<SeenFootage> show(const Actor& actor) {
    return read([&](auto& tx) { return show_footage(desk, tx, actor, footage); });
  }
  SeenFootage seen() { return must(show(stranger)); }

  casework::CaseId the_case;
  registry::FootageId footage;
  registry::SightingId sighting;
};

TEST_F(ChildSharing, OthersSeeWhatWasSaidAndDecidedAndWhereInKindOnly) {
  must(label(SharingLevel::platforms));
  const auto shown = seen();
  ASSERT_THAT(shown.labels, SizeIs(1));
  EXPECT_EQ(shown.labels[0].label.what.code, "A");
  EXPECT_EQ(shown.labels[0].by, registry::OrganisationKind::centre);
  ASSERT_THAT(shown.sightings, SizeIs(1));
  EXPECT_EQ(shown.sightings[0].month, to_text(clock.now()).substr(0, 7));
  EXPECT_EQ(shown.sightings[0].state, registry::SightingState::live);
  const auto own = must(show(officer));
  EXPECT_THAT(own.labels, SizeIs(1));
  EXPECT_THAT(own.sightings, IsEmpty()) << "its own are read by their own routes";
}

TEST_F(ChildSharing, AChildThatIsItsCentresOwnIsNotServedUnderItsParentsLevel) {
  must(set(SharingLevel::own_centre));
  must(label(SharingLevel::own_centre));
  EXPECT_THAT(seen().sightings, IsEmpty());
  EXPECT_THAT(seen().labels, IsEmpty());
  must(set(SharingLevel::platforms));
  EXPECT_THAT(seen().sightings, SizeIs(1));
}

TEST_F(ChildSharing, AChildThatAllowsMoreThanItsParentShowsNoMore) {
  must(set(SharingLevel::platforms));
  must(label(SharingLevel::platforms));
  for (const SharingLevel level : {SharingLevel::own_centre}) {
    share(level);
    EXPECT_EQ(fault_of(show(stranger)), FaultKind::missing);
  }
  const auto circle = group_with({});
  share(SharingLevel::group, circle);
  EXPECT_EQ(fault_of(show(stranger)), FaultKind::missing);
}

TEST_F(ChildSharing, AChildOfAGroupIsForItsMembersAloneWhateverItsParentAllows) {
  const auto circle = group_with({stranger.organisation});
  must(set(SharingLevel::group, circle));
  must(label(SharingLevel::group, circle));
  EXPECT_THAT(seen().sightings, IsEmpty()) << "invited, not joined";
  join(stranger, circle);
  EXPECT_THAT(seen().sightings, SizeIs(1));
  EXPECT_THAT(seen().labels, SizeIs(1));
}

TEST_F(ChildSharing, TwoGroupsHaveNobodyInCommonButTheOwner) {
  const auto one = group_with({stranger.organisation});
  const auto other = group_with({stranger.organisation});
  join(stranger, one);
  share(SharingLevel::group, one);
  must(set(SharingLevel::group, other));
  EXPECT_THAT(seen().sightings, IsEmpty());
  join(stranger, other);
  EXPECT_THAT(seen().sightings, IsEmpty()) << "narrower() of two groups is the owner alone, as written down";
}

TEST_F(ChildSharing, ConsentWithdrawnAndFootageWithdrawnTakeTheChildrenWithThem) {
  must(set(SharingLevel::platforms));
  must(write([&](auto& tx) -> Result<void> {
    return tx.database().run("update case_file set consent_other_centres = 0 where id = ?", {the_case});
  }));
  EXPECT_EQ(fault_of(show(stranger)), FaultKind::missing);
}

TEST_F(ChildSharing, OfAnotherCentresFootageNothingIsSetOrLabelled) {
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return share_sighting(desk, tx, stranger, {sighting, SharingLevel::platforms, {}});
            })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(label(SharingLevel::platforms, {}, &stranger)), FaultKind::missing);
}

TEST_F(ChildSharing, AGroupIsNamedForTheLevelGroupAloneAndMustBeJoined) {
  const auto circle = group_with({});
  EXPECT_EQ(fault_of(set(SharingLevel::group)), FaultKind::malformed);
  EXPECT_EQ(fault_of(set(SharingLevel::all_agencies, circle)), FaultKind::malformed);
  EXPECT_EQ(fault_of(set(SharingLevel::group, registry::GroupId::random())), FaultKind::missing);
  EXPECT_EQ(fault_of(label(SharingLevel::group)), FaultKind::malformed);
  must(set(SharingLevel::group, circle));
}

TEST_F(ChildSharing, AWordThatIsNotALevelStopsTheReadingAndLetsNobodyIn) {
  must(set(SharingLevel::own_centre));
  must(
      write([&](auto& tx) { return tx.database().script("update child_sharing set level = 'own_center'"); }));
  EXPECT_FALSE(show(stranger)) << "an unknown word is no permission";
}

}  // namespace
}  // namespace jium::desk
