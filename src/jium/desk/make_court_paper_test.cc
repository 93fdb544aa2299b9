#include "jium/desk/make_court_paper.h"

#include <algorithm>

#include "jium/desk/count_costs.h"
#include "jium/desk/count_statistics.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/record_outcome.h"
#include "jium/desk/write_log.h"

namespace jium::desk {
namespace {

class CourtPapersOfDesk : public DeskFixture {
 protected:
  removal::RemovalRequest request = sent_request();

  // The dispatcher would have written it.
  void log(audit::Act act, const store::LogSubject& about) {
    must(write([&](auto& tx) { return write_log(desk, tx, officer, act, about); }));
  }
  Result<CourtPaperMade> made(MakeCourtPaper ask, std::optional<Actor> by = {}) {
    return write([&](auto& tx) { return make_court_paper(desk, tx, by.value_or(officer), ask); });
  }
  MakeCourtPaper of_case() {
    MakeCourtPaper ask;
    ask.cases = {request.the_case};
    return ask;
  }
};

TEST_F(CourtPapersOfDesk, AReportCountsTheCaseAndHoldsWithItsEntriesInTheLog) {
  log(audit::Act::request_confirmed, request.id);
  MakeCourtPaper ask = of_case();
  ask.reference = "2026고합1";
  ask.offence = "distribution";
  const CourtPaperMade paper = must(made(ask));
  report::PaperPolicy policy;
  policy.centre = must(audit::NoteKey::parse(paper.key));
  const auto verdict = must(report::verify_paper(paper.pdf, policy));
  EXPECT_EQ(verdict.manifest.figures.victims, 1);
  EXPECT_EQ(verdict.manifest.figures.requested, 1);
  EXPECT_EQ(verdict.manifest.figures.places, 1);
  EXPECT_EQ(verdict.manifest.centre, "Centre A");
  EXPECT_GE(verdict.records_in_log, 1U) << "the request's entry is opened";
  EXPECT_EQ(verdict.manifest.policies.size(), 3U);
  EXPECT_EQ(paper.values, report::figures_json(verdict.manifest.figures));
}

TEST_F(CourtPapersOfDesk, NothingOfThePersonOrThePlaceStandsInIt) {
  log(audit::Act::request_confirmed, request.id);
  const CourtPaperMade paper = must(made(of_case()));
  for (const char* word : {"heron", "site.example", "Example Hosting", "abuse@"}) {
    EXPECT_EQ(paper.pdf.find(word), std::string::npos) << word;
    EXPECT_EQ(paper.values.find(word), std::string::npos) << word;
  }
  for (const std::string& id : {request.the_case.text(), request.id.text(), request.sighting.text()})
    EXPECT_EQ(paper.pdf.find(id), std::string::npos) << id;
}

TEST_F(CourtPapersOfDesk, AnotherCentreReachesNeitherTheCaseNorThePaper) {
  EXPECT_EQ(fault_of(made(of_case(), stranger)), FaultKind::missing);
  must(made(of_case()));
  EXPECT_EQ(must(read([&](auto& tx) { return court_papers(desk, tx, officer); })).size(), 1U);
  EXPECT_TRUE(must(read([&](auto& tx) { return court_papers(desk, tx, stranger); })).empty());
  EXPECT_EQ(fault_of(read([&](auto& tx) {
              return recovery_of_group(desk, tx, stranger, {.cases = {request.the_case}});
            })),
            FaultKind::missing);
}

TEST_F(CourtPapersOfDesk, WhatIsKeptIsTheDigestOfWhatWasHandedOut) {
  const CourtPaperMade paper = must(made(of_case()));
  const auto kept = must(read([&](auto& tx) { return court_papers(desk, tx, officer); }));
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].digest, to_hex(audit::sha256({bytes_of(paper.pdf)})));
  EXPECT_EQ(kept[0].cases, std::vector{request.the_case});
  EXPECT_EQ(kept[0].kind, "support_performance");
  // Persons who are assigned to nothing.
  Actor person{officer.key, officer.organisation, Role::auditor, registry::PersonId::random()};
  const auto overseen = must(read([&](auto& tx) { return court_papers(desk, tx, person); }));
  ASSERT_EQ(overseen.size(), 1U);
  EXPECT_EQ(overseen[0].digest, kept[0].digest);
  EXPECT_TRUE(overseen[0].cases.empty());
  person.role = Role::counsellor;
  EXPECT_TRUE(must(read([&](auto& tx) { return court_papers(desk, tx, person); })).empty());
}

TEST_F(CourtPapersOfDesk, FormsAreMadeInBothLanguages) {
  for (const auto kind : {report::PaperKind::opinion, report::PaperKind::petition}) {
    for (const auto tongue : {paper::Tongue::ko, paper::Tongue::en}) {
      MakeCourtPaper ask = of_case();
      ask.kind = kind;
      ask.tongue = tongue;
      EXPECT_TRUE(must(made(ask)).pdf.starts_with("%PDF-"));
    }
  }
}

TEST_F(CourtPapersOfDesk, AnAskThatMakesNoSenseIsRefused) {
  MakeCourtPaper none, twice = of_case(), offence = of_case(), reference = of_case(), witness = of_case();
  twice.cases.push_back(request.the_case);
  offence.offence = "theft";
  reference.reference = "900101-1234568";
  witness.cosigned = true;
  EXPECT_EQ(fault_of(made(none)), FaultKind::malformed);
  EXPECT_EQ(fault_of(made(twice)), FaultKind::malformed);
  EXPECT_EQ(fault_of(made(offence)), FaultKind::malformed);
  EXPECT_EQ(fault_of(made(reference)), FaultKind::malformed);
  EXPECT_EQ(fault_of(made(witness)), FaultKind::missing) << "no witness has cosigned";
}

TEST_F(CourtPapersOfDesk, OneClaimAddsUpTheCostOfAllCases) {
  const auto before = must(read([&](auto& tx) {
    return recovery_of_group(desk, tx, officer, {.cases = {request.the_case}, .reference = "2026-1"});
  }));
  ASSERT_EQ(before.total.size(), 1U);
  EXPECT_EQ(before.total[0].amount, 6 * 10'320 / 60);
  EXPECT_EQ(before.pay_by, clock.now() + std::chrono::days{30});
  EXPECT_NE(before.text.find("2026-1"), std::string::npos);
  const auto other = open_a_case();
  const auto both = must(read([&](auto& tx) {
    return recovery_of_group(desk, tx, officer, {.cases = {request.the_case, other.id}});
  }));
  EXPECT_EQ(both.total[0].amount, before.total[0].amount) << "a case without costs adds none";
}

class OutcomesOfDesk : public CourtPapersOfDesk {
 protected:
  casework::Outcome sentence(int months) {
    casework::Outcome ask;
    ask.cases = {request.the_case};
    ask.charge = "distribution";
    ask.offence = "distribution";
    ask.sentence = months;
    ask.demand = 60;
    ask.range_from = 30;
    ask.range_to = 72;
    ask.decided_on = "2026-11-20";
    return ask;
  }
  Result<casework::Outcome> record(const casework::Outcome& ask, std::optional<Actor> by = {}) {
    return write([&](auto& tx) { return record_outcome(desk, tx, by.value_or(officer), ask); });
  }
};

TEST_F(OutcomesOfDesk, AreKeptAsTheyWereRecordedAndAddUp) {
  const auto first = must(record(sentence(72)));
  must(record(sentence(24)));
  const auto all = must(read([&](auto& tx) { return outcomes(desk, tx, officer); }));
  ASSERT_EQ(all.size(), 2U);
  const auto found = std::ranges::find(all, first.id, &casework::Outcome::id);
  ASSERT_NE(found, all.end());
  EXPECT_EQ(found->cases, std::vector{request.the_case});
  EXPECT_EQ(found->sentence, 72);
  EXPECT_EQ(found->demand, 60);
  EXPECT_EQ(found->charge, "distribution");
  EXPECT_EQ(found->guideline, "kr-child-exploitation-2021");
  EXPECT_FALSE(found->suspended);
  const auto counted = must(read([&](auto& tx) { return outcome_statistics(tx, officer); }));
  EXPECT_EQ(counted.all.outcomes, 2);
  EXPECT_EQ(counted.all.above_demand.count, 1);
  EXPECT_EQ(counted.all.within_range.count, 1);
}

TEST_F(OutcomesOfDesk, AreTheCentresOwn) {
  EXPECT_EQ(fault_of(record(sentence(24), stranger)), FaultKind::missing);
  must(record(sentence(24)));
  EXPECT_TRUE(must(read([&](auto& tx) { return outcomes(desk, tx, stranger); })).empty());
  EXPECT_EQ(must(read([&](auto& tx) { return outcome_statistics(tx, stranger); })).all.outcomes, 0);
}

TEST_F(OutcomesOfDesk, ATypeThatTheGuidelineHasNotIsRefused) {
  auto ask = sentence(24);
  ask.offence = "theft";
  EXPECT_EQ(fault_of(record(ask)), FaultKind::malformed);
}

}  // namespace
}  // namespace jium::desk
