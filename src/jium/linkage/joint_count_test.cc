#include "jium/linkage/joint_count.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace jium::linkage {
namespace {

using registry::OrganisationId;
const OrganisationId kIncheon(1), kSeoul(2), kBusan(3), kCentral(4);

Token token(int number) {
  Token made{};
  made[0] = static_cast<std::uint8_t>(number);
  made[1] = static_cast<std::uint8_t>(number >> 8);
  made[2] = static_cast<std::uint8_t>(number >> 16);
  return made;
}
PersonRecord person(OrganisationId centre, std::uint64_t number, std::vector<int> of) {
  PersonRecord record{centre, number, {}};
  for (const int one : of) record.tokens.push_back(token(one));
  return record;
}

TEST(JointCount, OfOnePersonAtTwoCentresIsOne) {
  const auto count =
      count_people({person(kIncheon, 1, {1, 101}), person(kIncheon, 2, {2}), person(kSeoul, 1, {101}),
                    person(kSeoul, 9, {3}), person(kBusan, 4, {4, 2, 104})});
  EXPECT_EQ(count.people, 3);
  EXPECT_EQ(count.records, 5);
  EXPECT_EQ(count.shared, 2);
  EXPECT_EQ(count.by_centre.at(kIncheon), 2);
  EXPECT_EQ(count.by_centre.at(kSeoul), 2);
  EXPECT_EQ(count.by_centre.at(kBusan), 1);
}

TEST(JointCount, TwoWordsForOnePersonMeetInAThirdCentre) {
  const auto count =
      count_people({person(kIncheon, 1, {1}), person(kSeoul, 1, {2}), person(kBusan, 1, {1, 2})});
  EXPECT_EQ(count.people, 1);
  EXPECT_EQ(count_people({person(kIncheon, 7, {1}), person(kIncheon, 7, {2})}).people, 1)
      << "one number, one person";
}

TEST(JointCount, SaysHowWrongItCanBe) {
  const auto count =
      count_people({person(kIncheon, 1, {1}), person(kSeoul, 1, {1}), person(kSeoul, 2, {2})}, 0.2);
  EXPECT_NEAR(count.wrongly_one, 1 / kPairsApart, 1e-12);
  EXPECT_NEAR(count.wrongly_two, 0.25, 1e-12);
  EXPECT_EQ(count_people({}).people, 0);
}

TEST(JointCount, KeysOfAPersonAreOneHoweverTheyWereTyped) {
  const auto one = person_keys({"김 철수", "2001-02-03", "010-1234-5678"}).value();
  const auto other = person_keys({" 김철수 ", "2001-02-03", "+82 10 1234 5678"}).value();
  EXPECT_EQ(one, other);
  EXPECT_EQ(one.size(), 2U);
  EXPECT_EQ(person_keys({"", "", "010-1234-5678"}).value().front(), one.back());
  for (const KnownOfPerson& wrong :
       {KnownOfPerson{"김철수", "", ""}, KnownOfPerson{"", "2001-02-03", ""},
        KnownOfPerson{"김철수", "2001-02-31", ""}, KnownOfPerson{"김철수", "3.2.2001", ""},
        KnownOfPerson{"김철수", "2001-02-03", "1588"}}) {
    EXPECT_FALSE(person_keys(wrong).has_value());
  }
}

TEST(JointCount, ADeletionCountsOnceAndForWhoeverAskedFirst) {
  const auto at = [](int ms) { return Instant{Duration{ms}}; };
  const auto count = count_deletions({{kSeoul, token(1), at(5)},
                                      {kIncheon, token(1), at(9)},
                                      {kIncheon, token(2), at(3)},
                                      {kBusan, token(3), at(7)},
                                      {kIncheon, token(3), at(7)},
                                      {kIncheon, token(3), at(7)}});
  EXPECT_EQ(count.deletions, 3);
  EXPECT_EQ(count.records, 6);
  EXPECT_EQ(count.by_centre.at(kSeoul), 1);
  EXPECT_EQ(count.by_centre.at(kIncheon), 2) << "of two at one moment the first in order";
  EXPECT_FALSE(count.by_centre.contains(kBusan));
}

TEST(JointCount, SmallCellsAreNotShownNorWhatWouldShowThem) {
  EXPECT_EQ(suppress({10, 3, 20, 0}).cells, (std::vector<Cell>{{}, {}, {20}, {0}}));
  EXPECT_EQ(suppress({10, 3, 20, 0}).total, Cell{33});
  EXPECT_EQ(suppress({10, 3, 2}).cells, (std::vector<Cell>{{10}, {}, {}}));
  EXPECT_EQ(suppress({10, 20}).cells, (std::vector<Cell>{{10}, {20}}));
  EXPECT_EQ(suppress({2, 0}).total, Cell{});
  EXPECT_EQ(suppress({0, 0}).total, Cell{0});
  EXPECT_EQ(suppress({3}).cells, std::vector<Cell>{{}});
}

// Everything that a table's reader can know: no hidden cell can be worked out from the shown ones.
RC_GTEST_PROP(JointCount, NoHiddenCellCanBeWorkedOut, ()) {
  const auto cells = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 12));
  const auto shown = suppress(cells);
  const auto hidden =
      std::count_if(shown.cells.begin(), shown.cells.end(), [](const Cell& cell) { return !cell.number; });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool small = cells[i] > 0 && cells[i] < kSmallest;
    if (small) RC_ASSERT(!shown.cells[i].number);
    if (shown.cells[i].number) RC_ASSERT(*shown.cells[i].number == cells[i]);
  }
  if (hidden == 1) RC_ASSERT(!shown.total.number);
}

// Against the plainest way of counting: people are drawn, each centre knows some by some of their words.
RC_GTEST_PROP(JointCount, CountsEachPersonOnceWhenACentreKnowsAllTheirWords, ()) {
  const int people = *rc::gen::inRange(0, 30);
  std::vector<PersonRecord> records;
  std::set<int> known;
  std::map<OrganisationId, std::int64_t> by_centre;
  for (const auto centre : {kIncheon, kSeoul, kBusan, kCentral}) {
    for (int one = 0; one < people; ++one) {
      if (!*rc::gen::arbitrary<bool>()) continue;
      records.push_back(
          person(centre, static_cast<std::uint64_t>(one) * 31 + centre.value(), {one, 1000 + one}));
      known.insert(one);
      ++by_centre[centre];
    }
  }
  const auto count = count_people(records);
  RC_ASSERT(count.people == static_cast<std::int64_t>(known.size()));
  RC_ASSERT(count.records == static_cast<std::int64_t>(records.size()));
  RC_ASSERT(count.by_centre == by_centre);
  std::reverse(records.begin(), records.end());
  RC_ASSERT(count_people(records).people == count.people);
}

// The figures that were put together by hand in 2025, from made-up records: Incheon knew of 2 survivors and
// 1,283 deletions; four centres together of 15 and 10,744.
TEST(JointCount, OfFourCentresGivesTheFiguresOfTheArticles) {
  std::vector<PersonRecord> people;
  std::vector<DeletionRecord> deletions;
  const auto centre = [&](OrganisationId of, int first_person, int last_person, int first_place,
                          int last_place) {
    for (int i = first_person; i < last_person; ++i)
      people.push_back(person(of, static_cast<std::uint64_t>(i) * 7 + of.value(), {i, 500 + i}));
    for (int i = first_place; i < last_place; ++i)
      deletions.push_back({of, token(i), Instant{Duration{i + static_cast<int>(of.value())}}});
  };
  centre(kIncheon, 0, 2, 0, 1283);
  EXPECT_EQ(count_people(people).people, 2);
  EXPECT_EQ(count_deletions(deletions).deletions, 1283);
  centre(kSeoul, 1, 7, 1000, 5200);  // one of Incheon's survivors asked there too
  centre(kBusan, 6, 10, 5000, 7400);
  centre(kCentral, 9, 15, 7000, 10'744);
  const auto together = count_people(people);
  EXPECT_EQ(together.people, 15);
  EXPECT_EQ(together.records, 18);
  EXPECT_EQ(together.shared, 3);
  const auto done = count_deletions(deletions);
  EXPECT_EQ(done.deletions, 10'744);
  EXPECT_EQ(done.records, 1283 + 4200 + 2400 + 3744);
  EXPECT_EQ(done.by_centre.at(kIncheon), 1283) << "whoever asked first";
}

RC_GTEST_PROP(JointCount, DeletionsOfTheCentresAddUp, ()) {
  std::vector<DeletionRecord> records;
  std::set<int> places;
  const int how_many = *rc::gen::inRange(0, 60);
  for (int i = 0; i < how_many; ++i) {
    const int place = *rc::gen::inRange(0, 20);
    places.insert(place);
    records.push_back({OrganisationId(static_cast<std::uint64_t>(*rc::gen::inRange(1, 5))), token(place),
                       Instant{Duration{*rc::gen::inRange(0, 9)}}});
  }
  const auto count = count_deletions(records);
  RC_ASSERT(count.deletions == static_cast<std::int64_t>(places.size()));
  const auto sum = std::accumulate(count.by_centre.begin(), count.by_centre.end(), std::int64_t{0},
                                   [](auto before, const auto& one) { return before + one.second; });
  RC_ASSERT(sum == count.deletions);
  std::reverse(records.begin(), records.end());
  RC_ASSERT(count_deletions(records).by_centre == count.by_centre);
}

}  // namespace
}  // namespace jium::linkage
