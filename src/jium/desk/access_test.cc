// Who reaches what: people by assignment, programs for their organisation, and addresses for a task.
#include <gmock/gmock.h>

#include "jium/desk/assign_case.h"
#include "jium/desk/count_work.h"
#include "jium/desk/find_case.h"
#include "jium/desk/inspect_place.h"
#include "jium/desk/person_fixture.h"
#include "jium/desk/reveal_address.h"
#include "jium/desk/show_alarms.h"
#include "jium/store/assignments.h"
#include "jium/store/quotas.h"

namespace jium::desk {
namespace {

using casework::Event;
using casework::RevealTask;
using std::chrono::hours;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Access : public PersonFixture {
 protected:
  casework::Case opened_by(const Actor& actor, const std::string& pseudonym = "Blue heron") {
    return must(write([&](auto& tx) {
      OpenCase ask;
      ask.pseudonym = Secret<std::string>(pseudonym);
      ask.harm_types = {casework::HarmType::dissemination};
      ask.consent = {.removal = true, .police = false, .other_centres = false};
      return open_case(desk, tx, actor, ask);
    }));
  }
  Result<casework::Assignment> assign(const Actor& by, casework::CaseId id, const Actor& to,
                                      std::optional<Instant> until = std::nullopt) {
    return write([&](auto& tx) { return assign_case(desk, tx, by, {id, *to.person, until}); });
  }
  Result<casework::Assignment> hand_over(const Actor& by, casework::CaseId id, const Actor& to) {
    return write([&](auto& tx) { return hand_over_case(desk, tx, by, {id, *to.person, std::nullopt}); });
  }
  Result<casework::Assignment> release(const Actor& by, casework::CaseId id, const Actor& from) {
    return write([&](auto& tx) { return release_case(desk, tx, by, id, *from.person); });
  }
  bool reaches(const Actor& actor, casework::CaseId id) {
    const auto view = read([&](auto& tx) { return show_case(desk, tx, actor, id); });
    EXPECT_TRUE(view || view.fault().what == "no such case");
    return view.has_value();
  }
  std::vector<Event> events_of(casework::CaseId id) {
    std::vector<Event> events;
    for (const auto& entry : must(read([&](auto& tx) { return show_case(desk, tx, officer, id); })).history)
      events.push_back(entry.event);
    return events;
  }
  registry::SightingId seen_in(casework::CaseId id, std::uint8_t digest = 7) {
    register_one(id, {sha256(digest)});
    return see("https://pics.host.example/" + std::to_string(digest) + ".jpg", {sha256(digest)})
        .value()
        .sighting.id;
  }
  Result<RevealedAddress> reveal(const Actor& actor, registry::SightingId id,
                                 RevealTask task = RevealTask::check_place) {
    return write([&](auto& tx) { return reveal_address(desk, tx, actor, id, task); });
  }

  Actor anna = person(), boris = person(Role::counsellor);
  Actor head = person(Role::centre_administrator);
};

TEST_F(Access, WhoOpensACaseReachesItAndAColleagueDoesNot) {
  const auto the_case = opened_by(anna);
  EXPECT_TRUE(reaches(anna, the_case.id));
  EXPECT_FALSE(reaches(boris, the_case.id));
  EXPECT_FALSE(reaches(head, the_case.id)) << "the administrator sees how much work there is, and not what";
  EXPECT_TRUE(reaches(officer, the_case.id)) << "a program acts for its whole organisation";
  EXPECT_FALSE(reaches(stranger, the_case.id));
}

TEST_F(Access, AnAssignmentLetsInUntilItsEndAndNotAMomentLonger) {
  const auto the_case = opened_by(anna);
  must(assign(anna, the_case.id, boris, clock.now() + hours{2}));
  EXPECT_TRUE(reaches(boris, the_case.id));
  clock.tick(hours{2} - Duration{1});
  EXPECT_TRUE(reaches(boris, the_case.id));
  clock.tick(Duration{1});
  EXPECT_FALSE(reaches(boris, the_case.id));
  must(assign(anna, the_case.id, boris));
  EXPECT_TRUE(reaches(boris, the_case.id)) << "whose time was over is assigned anew";
}

TEST_F(Access, AHandOverMovesTheCaseAndIsWrittenDown) {
  const auto the_case = opened_by(anna);
  must(hand_over(anna, the_case.id, boris));
  EXPECT_FALSE(reaches(anna, the_case.id));
  EXPECT_TRUE(reaches(boris, the_case.id));
  EXPECT_THAT(events_of(the_case.id), ElementsAre(Event::case_opened, Event::case_assigned,
                                                  Event::case_assigned, Event::case_handed_over));
  EXPECT_EQ(fault_of(hand_over(anna, the_case.id, boris)), FaultKind::missing);
  EXPECT_EQ(fault_of(hand_over(boris, the_case.id, boris)), FaultKind::conflict);
}

TEST_F(Access, TheLastOneHandsOverAndOnlyTheAdministratorTakesBack) {
  const auto the_case = opened_by(anna);
  EXPECT_EQ(fault_of(release(anna, the_case.id, anna)), FaultKind::conflict);
  must(assign(anna, the_case.id, boris));
  must(release(anna, the_case.id, anna));
  EXPECT_FALSE(reaches(anna, the_case.id));
  must(release(head, the_case.id, boris));
  EXPECT_FALSE(reaches(boris, the_case.id));
  EXPECT_EQ(fault_of(release(head, the_case.id, boris)), FaultKind::missing);
}

TEST_F(Access, NobodyGivesAwayWhatTheyDoNotHave) {
  const auto the_case = opened_by(anna);
  EXPECT_EQ(fault_of(assign(boris, the_case.id, boris)), FaultKind::missing);
  EXPECT_EQ(fault_of(release(boris, the_case.id, anna)), FaultKind::missing);
  Actor head_elsewhere = head;
  head_elsewhere.organisation = stranger.organisation;
  EXPECT_EQ(fault_of(assign(head_elsewhere, the_case.id, boris)), FaultKind::missing);
  EXPECT_EQ(fault_of(assign(anna, the_case.id, anna)), FaultKind::conflict) << "is assigned already";
}

TEST_F(Access, ACaseIsGivenOnlyToWhoWorksOnCases) {
  const auto the_case = opened_by(anna);
  EXPECT_EQ(fault_of(assign(anna, the_case.id, head)), FaultKind::conflict);
  Actor unknown = boris;
  unknown.person = registry::PersonId::random();
  EXPECT_EQ(fault_of(assign(anna, the_case.id, unknown)), FaultKind::missing);
  EXPECT_EQ(fault_of(hand_over(anna, the_case.id, unknown)), FaultKind::missing);
}

TEST_F(Access, AnAssignmentInAnotherOrganisationIsNone) {
  const auto the_case = opened_by(anna);
  Actor moved = anna;
  moved.organisation = stranger.organisation;
  EXPECT_FALSE(reaches(moved, the_case.id));
}

TEST_F(Access, WhatBelongsToACaseIsReachedWithIt) {
  const auto the_case = opened_by(anna);
  const auto footage = register_one(the_case.id, {sha256(7)});
  const auto sighting = see("https://pics.host.example/7.jpg", {sha256(7)}).value().sighting;
  name_operator("pics.host.example");
  const auto request = must(draft(sighting.id));
  const auto each = [&](const Actor& actor) -> std::vector<FaultKind> {
    const auto in = [&](auto work) {
      const auto done = write([&](auto& tx) -> Result<int> {
        JIUM_CHECK(work(tx));
        return fault(FaultKind::late, "reached, and nothing is kept");
      });
      return done.fault().kind;
    };
    return {in([&](auto& tx) { return reach_footage(desk, tx, actor, footage.id); }),
            in([&](auto& tx) { return withdraw_footage(desk, tx, actor, footage.id); }),
            in([&](auto& tx) { return reach_sighting(desk, tx, actor, sighting.id); }),
            in([&](auto& tx) { return show_request(desk, tx, actor, request.id); }),
            in([&](auto& tx) { return letter_for(desk, tx, actor, request.id); }),
            in([&](auto& tx) { return confirm_request(desk, tx, actor, request.id); }),
            in([&](auto& tx) { return reveal_address(desk, tx, actor, sighting.id, RevealTask::court); }),
            in([&](auto& tx) { return count_work(desk, tx, actor, the_case.id); }),
            in([&](auto& tx) {
              return register_footage(
                  desk, tx, actor,
                  {the_case.id, registry::FootageKind::image, registry::FootageSource::officer, {sha256(9)}});
            })};
  };
  EXPECT_THAT(each(anna), testing::Each(FaultKind::late));
  EXPECT_THAT(each(officer), testing::Each(FaultKind::late));
  EXPECT_THAT(each(boris), testing::Each(FaultKind::missing));
  EXPECT_EQ(fault_of(write([&](auto& tx) { return request_removal(desk, tx, boris, sighting.id); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return request_removal(desk, tx, anna, sighting.id); })),
            FaultKind::conflict);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return record_answer(desk, tx, boris, {request.id, removal::Answer::removed, {}});
            })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return settle_doubt(desk, tx, boris, request.id, true); })),
            FaultKind::missing);
}

TEST_F(Access, AFoundCopyOfAnotherCaseIsNotTold) {
  const auto hers = opened_by(anna);
  register_one(hers.id, {sha256(7)});
  const auto registered = [&](const Actor& actor) {
    const auto own = opened_by(actor);
    return must(write([&](auto& tx) {
             return register_footage(
                 desk, tx, actor,
                 {own.id, registry::FootageKind::image, registry::FootageSource::officer, {sha256(7)}});
           }))
        .same_as;
  };
  EXPECT_THAT(registered(boris), IsEmpty());
  EXPECT_THAT(registered(anna), SizeIs(1));
}

TEST_F(Access, WhoReportsAPlaceHearsOnlyOfTheirOwnCases) {
  const auto hers = opened_by(anna);
  register_one(hers.id, {sha256(7)});
  const auto report = [&](const Actor& actor) {
    return must(write([&](auto& tx) {
      return tell_sighting(desk, tx, actor, address("https://pics.host.example/7.jpg"), {sha256(7)});
    }));
  };
  EXPECT_FALSE(report(boris).has_value());
  EXPECT_THAT(must(read([&](auto& tx) { return show_case(desk, tx, anna, hers.id); })).sightings, SizeIs(1))
      << "it is recorded all the same";
  EXPECT_EQ(report(anna).value().the_case, hers.id);
}

TEST_F(Access, AnInspectionIsForWhoAskedAndForWhoReachesWhatItFound) {
  const auto hers = opened_by(anna);
  register_one(hers.id, {sha256(7)});
  const auto asked = must(write(
      [&](auto& tx) { return ask_inspection(desk, tx, boris, address("https://pics.host.example/7.jpg")); }));
  must(write([&](auto& tx) {
    Look look;
    look.fingerprints = {sha256(7)};
    return settle_inspection(desk, tx, asked.id, look);
  }));
  const auto shown = [&](const Actor& actor) {
    return read([&](auto& tx) { return show_inspection(desk, tx, actor, asked.id); });
  };
  const auto found = [&](const Actor& actor) {
    const auto inspection = must(shown(actor));
    return must(read([&](auto& tx) { return found_by(desk, tx, actor, inspection); })).has_value();
  };
  EXPECT_FALSE(found(boris)) << "it was his look, and her case";
  EXPECT_TRUE(found(anna));
  EXPECT_TRUE(found(officer));
  EXPECT_EQ(fault_of(shown(person())), FaultKind::missing);
}

TEST_F(Access, ExactLookUpFindsTheWholePseudonymOfAnOwnAssignedCase) {
  const auto the_case = opened_by(anna, "Blue heron");
  opened_by(anna, "Blue heron 2");
  const auto find = [&](const Actor& actor, const std::string& pseudonym) {
    std::vector<casework::CaseId> ids;
    for (const auto& one :
         must(read([&](auto& tx) { return find_cases(desk, tx, actor, Secret<std::string>(pseudonym)); })))
      ids.push_back(one.id);
    return ids;
  };
  EXPECT_THAT(find(anna, "Blue heron"), ElementsAre(the_case.id));
  EXPECT_THAT(find(officer, "Blue heron"), ElementsAre(the_case.id));
  EXPECT_THAT(find(boris, "Blue heron"), IsEmpty());
  EXPECT_THAT(find(stranger, "Blue heron"), IsEmpty());
  for (const char* part : {"Blue", "blue heron", "Blue heron ", "heron", "%", "Blue hero_", ""})
    EXPECT_THAT(find(anna, part), IsEmpty()) << part;
}

TEST_F(Access, ExactLookUpFindsSightingsAtTheWholeAddress) {
  const auto the_case = opened_by(anna);
  const auto id = seen_in(the_case.id);
  const auto find = [&](const Actor& actor, const char* where) {
    return must(read([&](auto& tx) { return find_sightings(desk, tx, actor, address(where)); }));
  };
  ASSERT_THAT(find(anna, "https://pics.host.example/7.jpg"), SizeIs(1));
  EXPECT_EQ(find(anna, "https://pics.host.example/7.jpg").front().sighting.id, id);
  EXPECT_THAT(find(boris, "https://pics.host.example/7.jpg"), IsEmpty());
  EXPECT_THAT(find(stranger, "https://pics.host.example/7.jpg"), IsEmpty());
  EXPECT_THAT(find(anna, "https://pics.host.example/"), IsEmpty());
}

TEST_F(Access, AlarmsGoToWhoWorksOnTheCaseAndToTheAdministrator) {
  const auto the_case = opened_by(anna);
  must(write([&](auto& tx) {
    return raise_alarm(desk, tx, officer.organisation, the_case.id, store::AlarmKind::recurrence, "S-1");
  }));
  const auto alarms = [&](const Actor& actor) {
    return must(read([&](auto& tx) { return alarms_for(desk, tx, actor, false); }));
  };
  EXPECT_THAT(alarms(anna), SizeIs(1));
  EXPECT_THAT(alarms(boris), IsEmpty());
  EXPECT_THAT(alarms(head), SizeIs(1));
  const auto id = alarms(head).front().id;
  EXPECT_EQ(fault_of(write([&](auto& tx) { return note_alarm_seen(desk, tx, boris, id); })),
            FaultKind::missing);
  must(write([&](auto& tx) { return note_alarm_seen(desk, tx, anna, id); }));
}

TEST_F(Access, TheAdministratorSeesLoadAndWhoWorksOnIt) {
  const auto the_case = opened_by(anna);
  seen_in(the_case.id);
  must(assign(head, the_case.id, boris));
  const auto loads = must(read([&](auto& tx) { return case_loads(desk, tx, head); }));
  ASSERT_THAT(loads, SizeIs(1));
  EXPECT_EQ(loads[0].load.the_case, the_case.id);
  EXPECT_EQ(loads[0].load.footage, 1);
  EXPECT_EQ(loads[0].load.live_sightings, 1);
  EXPECT_EQ(loads[0].load.open_requests, 0);
  EXPECT_THAT(loads[0].assigned, SizeIs(2));
  must(release(head, the_case.id, anna));
  EXPECT_THAT(must(read([&](auto& tx) { return case_loads(desk, tx, head); }))[0].assigned, SizeIs(1));
}

TEST_F(Access, ARevealNeedsATaskOfTheCaseAndIsKept) {
  const auto the_case = opened_by(anna);
  const auto id = seen_in(the_case.id);
  EXPECT_EQ(fault_of(reveal(anna, id, RevealTask::answer_operator)), FaultKind::conflict);
  EXPECT_EQ(fault_of(reveal(anna, id, RevealTask::police_referral)), FaultKind::conflict);
  EXPECT_EQ(must(reveal(anna, id, RevealTask::send_request)).address->canonical().reveal(),
            "https://pics.host.example/7.jpg");
  const auto kept =
      must(read([&](auto& tx) { return store::reveals_of(tx, officer.organisation, Instant{}); }));
  ASSERT_THAT(kept, SizeIs(1)) << "a refused one shows nothing";
  EXPECT_EQ(kept[0].actor, anna.text());
  EXPECT_EQ(kept[0].sighting, id);
  EXPECT_EQ(kept[0].the_case, the_case.id);
  EXPECT_EQ(kept[0].task, RevealTask::send_request);
  EXPECT_EQ(kept[0].at, clock.now());
  EXPECT_EQ(events_of(the_case.id).back(), Event::address_revealed);
}

TEST_F(Access, TheDaysRevealsEndAndBeginAnewAtMidnightInKorea) {
  desk.reveals.per_day = 2;
  const auto the_case = opened_by(anna);
  const auto id = seen_in(the_case.id);
  must(assign(anna, the_case.id, boris));
  const auto shown = [&](const Actor& actor) { return must(reveal(actor, id)).address.has_value(); };
  EXPECT_TRUE(shown(anna));
  EXPECT_TRUE(shown(anna));
  const auto over = must(reveal(anna, id));
  EXPECT_FALSE(over.address.has_value());
  EXPECT_THAT(over.refusal, HasSubstr("2026-11-23 00:00 (Korean time)"));
  EXPECT_THAT(over.refusal, HasSubstr("administrator"));
  EXPECT_THAT(over.refusal, HasSubstr("access.reveals_per_day"));
  EXPECT_TRUE(shown(boris));
  clock.tick(hours{15} - Duration{1});
  EXPECT_FALSE(shown(anna));
  clock.tick(Duration{1});
  EXPECT_TRUE(shown(anna));
  desk.reveals.per_day = 0;
  EXPECT_FALSE(shown(boris)) << "none a day is none";
}

}  // namespace
}  // namespace jium::desk
