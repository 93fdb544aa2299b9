#include "jium/desk/plant_decoy.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "jium/desk/assign_case.h"
#include "jium/desk/count_work.h"
#include "jium/desk/person_fixture.h"
#include "jium/desk/reveal_address.h"
#include "jium/desk/show_alarms.h"
#include "jium/store/audit_log.h"
#include "jium/store/cases.h"

namespace jium::desk {
namespace {

using store::AlarmKind;
using testing::IsEmpty;
using testing::SizeIs;

class Decoys : public PersonFixture {
 protected:
  casework::CaseId plant(std::optional<registry::PersonId> for_whom = std::nullopt) {
    return must(write([&](auto& tx) {
      PlantDecoy ask;
      ask.pseudonym = Secret<std::string>("Well-known singer");
      ask.harm_types = {casework::HarmType::dissemination};
      ask.address = address("https://pics.host.example/1.jpg");
      ask.assigned_to = for_whom;
      return plant_decoy(desk, tx, head, ask);
    }));
  }
  Result<CaseView> open(const Actor& actor, casework::CaseId id) {
    return write([&](auto& tx) { return show_case(desk, tx, actor, id); });
  }
  std::vector<store::Alarm> alarms_of(const Actor& actor) {
    return must(read([&](auto& tx) { return alarms_for(desk, tx, actor, false); }));
  }
  Actor head = person(Role::centre_administrator);
  Actor anna = person();
};

TEST_F(Decoys, OpeningOneRaisesAnAlarmForTheAdministratorsAndForNobodyElse) {
  const auto id = plant(anna.person);
  EXPECT_THAT(alarms_of(head), IsEmpty()) << "planting and assigning is not opening";
  must(open(anna, id));
  ASSERT_THAT(alarms_of(head), SizeIs(1));
  EXPECT_EQ(alarms_of(head)[0].kind, AlarmKind::decoy_touched);
  EXPECT_EQ(alarms_of(head)[0].subject, anna.text());
  EXPECT_EQ(alarms_of(head)[0].the_case, id);
  EXPECT_THAT(alarms_of(anna), IsEmpty()) << "whoever touched it must not learn so";
  EXPECT_THAT(alarms_of(officer), IsEmpty());
  const auto alarm = alarms_of(head)[0].id;
  EXPECT_EQ(fault_of(write([&](auto& tx) { return note_alarm_seen(desk, tx, officer, alarm); })),
            FaultKind::missing);
}

TEST_F(Decoys, ARevealRaisesOneAndAProgramDoesToo) {
  const auto id = plant(anna.person);
  const auto sighting = must(open(officer, id)).sightings.at(0).id;
  EXPECT_THAT(alarms_of(head), SizeIs(1));
  must(
      write([&](auto& tx) { return reveal_address(desk, tx, anna, sighting, casework::RevealTask::court); }));
  EXPECT_THAT(alarms_of(head), SizeIs(2));
}

TEST_F(Decoys, ARealCaseRaisesNone) {
  plant(anna.person);
  const auto real = open_a_case();
  must(open(officer, real.id));
  EXPECT_THAT(alarms_of(head), IsEmpty());
}

TEST_F(Decoys, OfNobodyIsReachedByNobody) {
  const auto id = plant();
  EXPECT_EQ(fault_of(open(anna, id)), FaultKind::missing);
  EXPECT_THAT(alarms_of(head), IsEmpty());
}

TEST_F(Decoys, LooksLikeAnyOtherCase) {
  const auto id = plant(anna.person);
  const auto view = must(open(anna, id));
  EXPECT_THAT(view.footages, SizeIs(1));
  EXPECT_THAT(view.sightings, SizeIs(1));
  EXPECT_EQ(view.history.front().event, casework::Event::case_opened);
  for (const auto& entry : view.history) EXPECT_NE(entry.actor, head.text());
  const auto loads = must(read([&](auto& tx) { return case_loads(desk, tx, head); }));
  EXPECT_TRUE(loads.at(0).decoy) << "but the administrator knows";
}

TEST_F(Decoys, AreNeverCounted) {
  open_a_case();
  const auto counted = [&] {
    return must(read([&](auto& tx) { return count_work(desk, tx, officer, std::nullopt); }));
  };
  const auto before = counted();
  plant(anna.person);
  plant();
  EXPECT_EQ(counted().cases, before.cases);
  EXPECT_EQ(counted().footage, before.footage);
  EXPECT_EQ(counted().sightings, before.sightings);
}

}  // namespace
}  // namespace jium::desk
