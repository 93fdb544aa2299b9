#include "jium/desk/keep_vigil.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/inspect_place.h"
#include "jium/store/vigils.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::Event;
using casework::VigilState;
using store::AlarmKind;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class KeepVigil : public DeskFixture {
 protected:
  Result<casework::Vigil> open(casework::CaseId the_case, bool told = true) {
    return write([&](auto& tx) {
      return open_vigil(desk, tx, officer, {the_case, casework::VigilLanguage::en, 30, told});
    });
  }
  Result<casework::Vigil> turn(casework::VigilId id, VigilTurn way) {
    return write([&](auto& tx) { return turn_vigil(desk, tx, officer, id, way); });
  }
  Result<store::StoredStatement> state(casework::VigilId id) {
    return write([&](auto& tx) { return make_statement(desk, tx, officer, id); });
  }
  ShownVigil shown(casework::VigilId id) {
    return must(write([&](auto& tx) { return show_vigil(desk, tx, officer, id); }));
  }
  casework::CaseId afraid() {
    const auto the_case = open_a_case();
    register_one(the_case.id);
    return the_case.id;
  }
};

TEST_F(KeepVigil, AStatementSaysWhatWasComparedSinceTheLastOne) {
  const auto the_case = afraid();
  const auto vigil = must(open(the_case));
  EXPECT_EQ(vigil.due_at, clock.now() + 24h * 30);
  clock.tick(24h * 3);
  for (int i = 0; i < 4; ++i) {
    const auto asked = must(write([&](auto& tx) {
      return ask_inspection(desk, tx, officer, address("https://else.example/" + std::to_string(i)));
    }));
    must(write([&](auto& tx) { return settle_inspection(desk, tx, asked.id, found(200)); }));
  }
  EXPECT_FALSE(must(write([&](auto& tx) {
    return tell_sighting(desk, tx, officer, address("https://else.example/told"), {pdq(200)});
  })));
  EXPECT_EQ(shown(vigil.id).since.looks, 4);
  EXPECT_EQ(shown(vigil.id).since.reports, 1);
  const auto statement = must(state(vigil.id));
  EXPECT_THAT(statement.text.reveal(), HasSubstr("We did not find it."));
  EXPECT_THAT(statement.text.reveal(), HasSubstr("looked at ourselves: 4"));
  EXPECT_THAT(statement.text.reveal(), HasSubstr("told us of: 1"));
  EXPECT_THAT(statement.text.reveal(), HasSubstr("not on that list yet"));
  EXPECT_THAT(statement.text.reveal(), Not(HasSubstr("Blue heron")));
  clock.tick(24h * 2);
  EXPECT_EQ(shown(vigil.id).since.looks, 0) << "counted anew";
  EXPECT_THAT(shown(vigil.id).statements, testing::SizeIs(1));
  EXPECT_EQ(shown(vigil.id).vigil.due_at, clock.now() + 24h * 28);
  EXPECT_THAT(history(the_case), ElementsAre(Event::case_opened, Event::footage_registered,
                                             Event::vigil_opened, Event::vigil_statement_made));
}

TEST_F(KeepVigil, WhatIsComparedLaterOnTheDayOfAStatementIsInTheNextOne) {
  const auto look = [&](int number) {
    const auto asked = must(write([&](auto& tx) {
      return ask_inspection(desk, tx, officer, address("https://else.example/" + std::to_string(number)));
    }));
    must(write([&](auto& tx) { return settle_inspection(desk, tx, asked.id, found(200)); }));
  };
  const auto the_case = afraid();
  look(1);
  const auto vigil = must(open(the_case));
  EXPECT_EQ(shown(vigil.id).since.looks, 0) << "before it was opened nothing was watched over";
  look(2);
  clock.tick(24h * 3);
  look(3);
  EXPECT_THAT(must(state(vigil.id)).text.reveal(), HasSubstr("looked at ourselves: 2"));
  look(4);
  look(5);
  EXPECT_EQ(shown(vigil.id).since.looks, 2);
  EXPECT_THAT(must(state(vigil.id)).text.reveal(), HasSubstr("looked at ourselves: 2"));
  look(6);
  clock.tick(24h * 9);
  look(7);
  EXPECT_THAT(must(state(vigil.id)).text.reveal(), HasSubstr("looked at ourselves: 2"))
      << "each in one alone";
}

TEST_F(KeepVigil, DaysAreThoseOfKorea) {
  const auto vigil = must(open(afraid()));
  const auto count = [&](Instant at) {
    must(write([&](auto& tx) {
      return store::count_lookup(tx, officer.organisation, store::LookupKind::look, at);
    }));
  };
  const auto on = [&](Instant at) {
    return must(read([&](auto& tx) { return store::lookups_between(tx, officer.organisation, at, at); }))
        .looks;
  };
  const Instant midnight = std::chrono::floor<std::chrono::days>(vigil.opened_at) + 24h * 2 + 15h;
  count(midnight - 1ms);
  count(midnight);
  count(midnight + 23h);
  EXPECT_EQ(on(midnight - 1h), 1);
  EXPECT_EQ(on(midnight + 1h), 2) << "a Korean day begins at 15:00 UTC";
}

TEST_F(KeepVigil, AMatchEndsTheCalmAndRaisesTheAlarm) {
  const auto the_case = afraid();
  const auto vigil = must(open(the_case));
  const auto seen = see("https://site.example/v/1", {pdq(3)}).value();
  EXPECT_EQ(shown(vigil.id).vigil.state, VigilState::found);
  EXPECT_EQ(shown(vigil.id).vigil.found, seen.sighting.id.text());
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::vigil_broken));
  EXPECT_EQ(fault_of(state(vigil.id)), FaultKind::conflict);
  EXPECT_THAT(history(the_case), Contains(Event::vigil_broken));
  see("https://site.example/v/2", {pdq(3)});
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::vigil_broken)) << "once";
}

TEST_F(KeepVigil, WhoeverDoesNotWantToBeToldIsStillWatchedOver) {
  const auto vigil = must(open(afraid(), false));
  EXPECT_EQ(fault_of(state(vigil.id)), FaultKind::conflict);
  see("https://site.example/v/1", {pdq(3)});
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::vigil_broken));
}

TEST_F(KeepVigil, AnothersFootageBreaksNothing) {
  const auto vigil = must(open(afraid()));
  register_one(open_a_case().id, {pdq(120), sha256(9)});
  see("https://site.example/v/1", {pdq(121)});
  EXPECT_EQ(shown(vigil.id).vigil.state, VigilState::open);
  EXPECT_THAT(alarms(), IsEmpty());
}

TEST_F(KeepVigil, OneIsOpenedOnlyWhereThereIsSomethingToCompareAndNothingToBeSeen) {
  const auto the_case = open_a_case();
  EXPECT_EQ(fault_of(open(the_case.id)), FaultKind::conflict) << "no fingerprints";
  const auto footage = register_one(the_case.id);
  const auto first = must(open(the_case.id));
  EXPECT_EQ(fault_of(open(the_case.id)), FaultKind::conflict) << "there is one";
  must(turn(first.id, VigilTurn::end));
  see("https://site.example/v/1", {pdq(3)});
  EXPECT_EQ(fault_of(open(the_case.id)), FaultKind::conflict) << "it is out there";
  EXPECT_EQ(fault_of(turn(first.id, VigilTurn::resume)), FaultKind::conflict) << "ended";
}

TEST_F(KeepVigil, NothingIsStatedOfWhatIsNotComparedAnyMore) {
  const auto the_case = open_a_case();
  const auto footage = register_one(the_case.id);
  const auto vigil = must(open(the_case.id));
  clock.tick(24h * 30);
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage.id); }));
  EXPECT_EQ(fault_of(state(vigil.id)), FaultKind::conflict);
  EXPECT_THAT(shown(vigil.id).statements, IsEmpty());
}

TEST_F(KeepVigil, AVigilOfAnotherIsMissingLikeNone) {
  const auto vigil = must(open(afraid()));
  const auto foreign = write([&](auto& tx) { return show_vigil(desk, tx, stranger, vigil.id); });
  const auto none =
      write([&](auto& tx) { return show_vigil(desk, tx, stranger, casework::VigilId::random()); });
  ASSERT_FALSE(foreign);
  ASSERT_FALSE(none);
  EXPECT_EQ(foreign.fault().what, none.fault().what);
  EXPECT_THAT(must(read([&](auto& tx) { return list_vigils(desk, tx, stranger); })), IsEmpty());
}

TEST_F(KeepVigil, TheNextDueComesFirst) {
  const auto later = must(open(afraid()));
  const auto the_case = open_a_case();
  register_one(the_case.id, {pdq(120), sha256(9)});
  const auto sooner = must(write([&](auto& tx) {
    return open_vigil(desk, tx, officer, {the_case.id, casework::VigilLanguage::ko, 7, true});
  }));
  const auto vigils = must(read([&](auto& tx) { return list_vigils(desk, tx, officer); }));
  ASSERT_EQ(vigils.size(), 2U);
  EXPECT_EQ(vigils[0].id, sooner.id);
  EXPECT_EQ(vigils[1].id, later.id);
}

}  // namespace
}  // namespace jium::desk
