#include "jium/desk/record_sighting.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/inspect_place.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using store::AlarmKind;
using testing::ElementsAre;
using testing::IsEmpty;

class RecordSightingTest : public DeskFixture {};

TEST_F(RecordSightingTest, WhatMatchesNothingIsNotRecorded) {
  const auto the_case = open_a_case();
  register_one(the_case.id);
  EXPECT_FALSE(see("https://site.example/v/1", {pdq(200)}).has_value());
  EXPECT_FALSE(see("https://site.example/v/1", {pdq(0, 20)}).has_value()) << "below the quality floor";
  EXPECT_THAT(must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case.id); })).sightings,
              IsEmpty());
}

TEST_F(RecordSightingTest, TheSamePlaceTwiceIsOneSightingSeenAgain) {
  register_one(open_a_case().id);
  const auto first = see("https://site.example/v/1", {pdq(3)}).value();
  clock.tick(1h);
  const auto again = see("HTTPS://SITE.example:443/v/1#part", {pdq(3)}).value();
  EXPECT_TRUE(again.was_live);
  EXPECT_EQ(again.sighting.id, first.sighting.id);
  EXPECT_EQ(again.sighting.last_seen - again.sighting.first_seen, 1h);
  EXPECT_NE(see("https://site.example/v/2", {pdq(3)}).value().sighting.id, first.sighting.id);
  EXPECT_THAT(alarms(), IsEmpty());
}

TEST_F(RecordSightingTest, AReturnOnTheSameSiteIsARecurrenceWhateverThePath) {
  const auto request = sent_request("https://www.site.example/v/1");
  prove_gone(request.id);
  const auto back = see("https://cdn.site.example/w/9", {pdq(8)}).value();
  EXPECT_EQ(back.sighting.recurrence_of, request.sighting);
  EXPECT_THAT(alarms(), ElementsAre(AlarmKind::recurrence));
  EXPECT_FALSE(see("https://elsewhere.example/v/1", {pdq(8)}).value().sighting.recurrence_of.has_value());
}

TEST_F(RecordSightingTest, AnInspectionIsSettledOnceWithWhatWasFound) {
  register_one(open_a_case().id);
  const auto place = address("https://site.example/v/1");
  const auto ask = [&] {
    return must(write([&](auto& tx) { return ask_inspection(desk, tx, officer, place); })).id;
  };
  const auto settle_with = [&](store::InspectionId id, const Look& look) {
    return must(write([&](auto& tx) { return settle_inspection(desk, tx, id, look); }));
  };
  const auto inspection = ask();
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::inspect));
  EXPECT_EQ(settle_with(inspection, found(7)).finding, store::Finding::recognised);
  EXPECT_EQ(settle_with(inspection, no_answer()).distance, 7) << "settled is settled";
  EXPECT_EQ(settle_with(ask(), found(200)).finding, store::Finding::unknown);
  EXPECT_EQ(settle_with(ask(), no_answer()).finding, store::Finding::unreachable);
  EXPECT_EQ(settle_with(ask(), {std::nullopt, {}, fault(FaultKind::forbidden, "not public")}).finding,
            store::Finding::refused);
  const auto missing = settle_with(ask(), gone(404));
  EXPECT_EQ(missing.finding, store::Finding::not_a_picture);
  EXPECT_THAT(missing.note.reveal(), testing::HasSubstr("404"));
}

TEST_F(RecordSightingTest, EveryCaseWhoseFootageItIsGetsASightingOfItsOwn) {
  const auto first = open_a_case().id, second = open_a_case().id;
  register_one(first);
  register_one(second);
  const auto seen = see("https://site.example/v/1", {pdq(3)}).value();
  const auto sightings_of = [&](casework::CaseId id) {
    return must(read([&](auto& tx) { return store::sightings_of_case(tx, id); }));
  };
  ASSERT_EQ(sightings_of(first).size(), 1U);
  ASSERT_EQ(sightings_of(second).size(), 1U);
  EXPECT_TRUE(seen.the_case == first || seen.the_case == second);
  see("https://site.example/v/1", {pdq(3)});
  EXPECT_EQ(sightings_of(second).size(), 1U) << "seen again, not anew";
}

}  // namespace
}  // namespace jium::desk
