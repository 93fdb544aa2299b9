#include "jium/desk/count_costs.h"

#include "jium/desk/count_statistics.h"
#include "jium/desk/desk_fixture.h"

namespace jium::desk {
namespace {

using removal::CostKind;

class Costs : public DeskFixture {
 protected:
  removal::RemovalRequest request = sent_request();

  std::vector<removal::CostEntry> costs() {
    return must(read([&](auto& tx) { return costs_of(desk, tx, officer, request.the_case); }));
  }
  Result<removal::CostEntry> record(const RecordCost& ask) {
    return write([&](auto& tx) { return record_cost(desk, tx, officer, ask); });
  }
};

TEST_F(Costs, WhatAnOfficerDoesIsCountedByItsUsualMinutes) {
  ASSERT_EQ(costs().size(), 1U);
  EXPECT_EQ(costs()[0].kind, CostKind::request_prepared);
  EXPECT_EQ(costs()[0].minutes, 6);
  clock.tick(std::chrono::hours{1});
  must(answer(request.id, removal::Answer::acknowledged));
  ASSERT_EQ(costs().size(), 2U);
  EXPECT_EQ(costs()[1].kind, CostKind::answer_handled);
}

TEST_F(Costs, MinutesAndFeesAreAsTheOfficerSays) {
  const auto entry = must(record({.request = request.id,
                                  .kind = CostKind::translated,
                                  .minutes = 75,
                                  .fee = 120'000,
                                  .currency = "KRW"}));
  EXPECT_EQ(entry.minutes, 75);
  EXPECT_EQ(entry.the_case, request.the_case);
  EXPECT_EQ(must(record({.request = request.id, .kind = CostKind::translated})).minutes, 30);
  EXPECT_EQ(fault_of(record({.request = request.id, .kind = CostKind::other, .minutes = -1})),
            FaultKind::malformed);
  EXPECT_EQ(fault_of(record({.request = request.id, .kind = CostKind::other, .currency = "won"})),
            FaultKind::malformed);
}

TEST_F(Costs, TheStatementAddsThemUpAndSaysNothingOfThePersonOrThePlace) {
  must(record({.request = request.id, .kind = CostKind::translated, .minutes = 60, .fee = 500}));
  const auto statement = must(
      read([&](auto& tx) { return recovery_statement(desk, tx, officer, {.the_case = request.the_case}); }));
  ASSERT_EQ(statement.total.size(), 1U);
  EXPECT_EQ(statement.total[0].amount, 6 * 10'320 / 60 + 10'320 + 500);
  EXPECT_EQ(statement.text.find("heron"), std::string::npos);
  EXPECT_EQ(statement.text.find("site.example"), std::string::npos);
  EXPECT_EQ(statement.text.find("Example Hosting"), std::string::npos);
  EXPECT_EQ(statement.pay_by, clock.now() + std::chrono::days{30});
}

TEST_F(Costs, AreTheCentresOwn) {
  EXPECT_EQ(fault_of(read([&](auto& tx) { return costs_of(desk, tx, stranger, request.the_case); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return record_cost(desk, tx, stranger, {.request = request.id, .kind = CostKind::other});
            })),
            FaultKind::missing);
}

class StatisticsOfCentre : public DeskFixture {
 protected:
  report::Statistics count(Instant from, Instant to) {
    return must(read([&](auto& tx) { return count_statistics(desk, tx, officer, {from, to, "KR"}); }));
  }
  static std::optional<std::int64_t> cell(const report::Statistics& made, const std::string& table,
                                          const std::string& key) {
    for (const auto& one : made.tables) {
      if (one.name != table) continue;
      for (const auto& row : one.rows) {
        if (row.key == key) return row.count;
      }
    }
    return std::nullopt;
  }
};

TEST_F(StatisticsOfCentre, CountItemsByWhereTheyStoodAndWhatOfficersSaid) {
  const Instant from = clock.now();
  name_operator("site.example", "US");
  for (int i = 0; i < 6; ++i) {
    const auto the_case = open_a_case();
    register_one(the_case.id, {pdq(i * 40)});
    const auto sighting = see("https://site.example/v/" + std::to_string(i), {pdq(i * 40)}).value().sighting;
    const auto request = send_one(sighting.id);
    must(write([&](auto& tx) {
      return note_ground(desk, tx, officer, the_case.id, report::SupportGround::pre_emptive);
    }));
    must(write([&](auto& tx) { return note_identity_leak(desk, tx, officer, sighting.id, true); }));
    must(write([&](auto& tx) { return note_identity_leak(desk, tx, officer, sighting.id, true); }));
    prove_gone(request.id);
  }
  const auto made = count(from, clock.now() + Duration{1});
  EXPECT_EQ(made.tables[0].total, 6);
  EXPECT_EQ(cell(made, "harm_type", "dissemination"), 6);
  EXPECT_EQ(cell(made, "age_band", "unknown"), 6);
  EXPECT_EQ(cell(made, "ground", "pre_emptive"), 6);
  EXPECT_EQ(cell(made, "identity_data", "yes"), 6);
  EXPECT_EQ(cell(made, "whereabouts", "foreign"), 6);
  EXPECT_EQ(cell(made, "site_kind", "other"), 6);
  EXPECT_EQ(made.removed, 6);
  ASSERT_TRUE(made.median_hours);
  const auto before = count(from - std::chrono::hours{2}, from - std::chrono::hours{1});
  EXPECT_FALSE(before.tables[0].total) << "nothing of another time";
}

TEST_F(StatisticsOfCentre, FewerThanFiveAreNotTold) {
  const Instant from = clock.now();
  for (int i = 0; i < 4; ++i) open_a_case();
  EXPECT_FALSE(count(from, from + std::chrono::hours{1}).tables[0].total);
  open_a_case();
  EXPECT_EQ(count(from, from + std::chrono::hours{1}).tables[0].total, 5);
}

TEST_F(StatisticsOfCentre, ATimeThatEndsBeforeItBeginsIsMalformed) {
  EXPECT_EQ(fault_of(read([&](auto& tx) {
              return count_statistics(desk, tx, officer, {clock.now(), clock.now(), "KR"});
            })),
            FaultKind::malformed);
}

}  // namespace
}  // namespace jium::desk
