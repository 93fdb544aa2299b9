#include "jium/desk/look_at_place.h"

#include <gmock/gmock.h>

#include "jium/desk/count_statistics.h"
#include "jium/desk/count_work.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/record_check.h"
#include "jium/store/officer_looks.h"
#include "jium/store/tasks.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::Event;
using removal::LookMeans;
using removal::RequestState;
using removal::SaidOfPlace;
using removal::TaskKind;
using removal::TaskState;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

// A place for members of a site that answers everybody else with 404, from the first day on.
class LookAtPlace : public DeskFixture {
 protected:
  removal::RemovalRequest sent_about_hidden_place() {
    register_one(open_a_case().id);
    const auto heard = hear_of("https://members.example/v/1", {pdq(3)}).value();
    name_operator("members.example");
    return send_one(heard.sighting.id);
  }
  // The operator says that it is removed, and the watch sees nothing, three times.
  removal::RemovalRequest claimed_and_unseen() {
    const auto request = sent_about_hidden_place();
    clock.tick(1h);
    must(answer(request.id, removal::Answer::removed));
    for (int i = 0; i < 3; ++i) {
      clock.tick(6h);
      check(request.id, gone());
    }
    return load(request.id);
  }
  std::vector<removal::Task> open_looks() {
    auto tasks = must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); }));
    std::erase_if(tasks, [](const auto& one) { return one.kind != TaskKind::look_at_place; });
    return tasks;
  }
  Result<removal::Task> say(const SaidOfPlace& said) {
    const auto tasks = open_looks();
    if (tasks.size() != 1) return fault(FaultKind::missing, "no task, or more than one");
    return write([&](auto& tx) {
      return finish_task(desk, tx, officer, tasks.front().id,
                         {TaskState::done, Secret<std::string>("in the members' gallery"), {}, said});
    });
  }
  registry::SightingState state_of(registry::SightingId id) {
    return must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, id); })).state;
  }
};

TEST_F(LookAtPlace, IsAskedOfAnOfficerWhenTheOperatorSaysRemovedAndJiumCannotSee) {
  const auto request = sent_about_hidden_place();
  for (int i = 0; i < 5; ++i) {
    clock.tick(6h);
    check(request.id, gone());
  }
  EXPECT_THAT(open_looks(), IsEmpty()) << "nobody has said that it is removed";
  clock.tick(1ms);
  must(answer(request.id, removal::Answer::removed));
  for (int i = 0; i < 2; ++i) {
    clock.tick(6h);
    check(request.id, gone());
  }
  EXPECT_THAT(open_looks(), IsEmpty()) << "not before the watch has looked as often as proves it elsewhere";
  clock.tick(6h);
  EXPECT_EQ(check(request.id, gone()).state, RequestState::removed);
  ASSERT_EQ(open_looks().size(), 1U);
  EXPECT_EQ(open_looks().front().request, request.id);
  clock.tick(6h);
  check(request.id, gone());
  EXPECT_EQ(open_looks().size(), 1U);
}

TEST_F(LookAtPlace, TwoWordsDaysApartCloseItAsGoneByWordAndNeverAsVerified) {
  const auto request = claimed_and_unseen();
  must(say({.still_there = false, .means = LookMeans::own_account}));
  EXPECT_EQ(load(request.id).state, RequestState::removed) << "one word is not enough";
  ASSERT_EQ(open_looks().size(), 1U) << "and another is asked for";
  EXPECT_EQ(open_looks().front().due_at, clock.now() + removal::kBetweenOfficerLooks);
  clock.tick(24h);
  EXPECT_EQ(fault_of(say({.still_there = false, .means = LookMeans::own_account})), FaultKind::conflict);
  EXPECT_EQ(open_looks().size(), 1U) << "what came too soon changed nothing";
  clock.tick(48h);
  must(say({.still_there = false, .means = LookMeans::as_member}));
  const auto closed = load(request.id);
  EXPECT_EQ(closed.state, RequestState::gone_by_word);
  EXPECT_FALSE(closed.verified_at || closed.removed_at);
  EXPECT_EQ(state_of(request.sighting), registry::SightingState::gone);
  EXPECT_THAT(open_looks(), IsEmpty());
  EXPECT_THAT(history(request.the_case), Contains(Event::gone_by_word));
  EXPECT_THAT(history(request.the_case), Not(Contains(Event::removal_verified)));
  const auto looks = must(read([&](auto& tx) { return store::officer_looks_of(tx, request.id); }));
  ASSERT_EQ(looks.size(), 2U);
  EXPECT_EQ(looks[1].means, LookMeans::as_member);
  EXPECT_EQ(looks[1].looked_by, officer.text());
}

TEST_F(LookAtPlace, GoneByWordIsCountedApart) {
  const auto request = claimed_and_unseen();
  must(say({.still_there = false, .means = LookMeans::own_account}));
  clock.tick(72h);
  must(say({.still_there = false, .means = LookMeans::own_account}));
  const auto counts = must(read([&](auto& tx) { return count_work(desk, tx, officer, std::nullopt); }));
  EXPECT_EQ(counts.gone_by_word, 1);
  EXPECT_EQ(counts.removed, 0);
  EXPECT_FALSE(counts.median_hours_to_removal) << "no hours are reckoned from a word";
}

TEST_F(LookAtPlace, ItIsStillThereIsALieOfTheOperators) {
  const auto request = claimed_and_unseen();
  must(say({.still_there = true, .means = LookMeans::own_account}));
  EXPECT_EQ(load(request.id).state, RequestState::acknowledged);
  EXPECT_EQ(load(request.id).false_claims, 1);
  EXPECT_THAT(alarms(), Contains(store::AlarmKind::claim_disproved));
  EXPECT_THAT(open_looks(), IsEmpty());
  clock.tick(24h);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::end_clock)) << "it waits again";
}

TEST_F(LookAtPlace, WhoCannotLookSaysWhyAndIsNotAskedAgainAboutTheSameWord) {
  const auto request = claimed_and_unseen();
  const auto task = open_looks().front();
  must(write([&](auto& tx) {
    return finish_task(desk, tx, officer, task.id,
                       {TaskState::declined, Secret<std::string>("nobody here has an account"), {}});
  }));
  clock.tick(6h);
  check(request.id, gone());
  EXPECT_THAT(open_looks(), IsEmpty());
  EXPECT_EQ(load(request.id).state, RequestState::removed) << "a word alone, whose clock goes on";
}

TEST_F(LookAtPlace, NeedsToHearWhatWasSeen) {
  (void)claimed_and_unseen();
  const auto task = open_looks().front();
  const auto silent = write([&](auto& tx) {
    return finish_task(desk, tx, officer, task.id, {TaskState::done, Secret<std::string>("looked"), {}});
  });
  EXPECT_EQ(fault_of(silent), FaultKind::malformed);
}

TEST_F(LookAtPlace, WhatJiumSeesByItselfNeedsNoWord) {
  const auto request = claimed_and_unseen();
  clock.tick(6h);
  EXPECT_EQ(check(request.id, found(3)).state, RequestState::acknowledged);
  EXPECT_THAT(open_looks(), IsEmpty());
  EXPECT_EQ(load(request.id).false_claims, 1);
}

// The same address is watched for years, and what shows itself there is a new sighting.
TEST_F(LookAtPlace, WhatComesBackAfterAWordIsANewSighting) {
  const auto request = claimed_and_unseen();
  must(say({.still_there = false, .means = LookMeans::own_account}));
  clock.tick(72h);
  must(say({.still_there = false, .means = LookMeans::own_account}));
  clock.tick(7 * 24h);
  EXPECT_EQ(check(request.id, found(2)).state, RequestState::gone_by_word);
  EXPECT_THAT(alarms(), Contains(store::AlarmKind::recurrence));
}

}  // namespace
}  // namespace jium::desk
