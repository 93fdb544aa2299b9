#include "jium/desk/keep_series.h"

#include <gmock/gmock.h>

#include "jium/desk/change_consent.h"
#include "jium/desk/count_jointly.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/draw_series.h"
#include "jium/desk/keep_link.h"
#include "jium/desk/make_court_paper.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using casework::CaseId;
using linkage::SeriesGroupId;
using linkage::SharedField;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class KeepSeries : public DeskFixture {
 protected:
  Actor centre(const char* name) {
    const auto made = must(write([&](auto& tx) {
      return add_organisation(desk, tx, {registry::OrganisationKind::centre, name, "help@centre.example"});
    }));
    return {store::AccessKeyId::random(), made.id, Role::deletion_officer};
  }
  CaseId case_at(const Actor& who) {
    const Actor before = std::exchange(officer, who);
    const auto id = open_a_case({.removal = true, .police = false, .other_centres = true}).id;
    officer = before;
    return id;
  }
  // Footage of this digest, which links all cases that have it.
  void register_at(const Actor& who, CaseId the_case, std::uint8_t digest) {
    must(write([&](auto& tx) {
      return register_footage(
          desk, tx, who,
          {the_case, registry::FootageKind::image, registry::FootageSource::officer, {sha256(digest)}});
    }));
  }
  linkage::LinkId opened(const Actor& one, const Actor& other, CaseId the_case) {
    const auto links = must(write([&](auto& tx) { return list_links(desk, tx, one, the_case); }));
    for (const auto& found : links) {
      if (found.state != linkage::LinkState::suggested) continue;
      const auto seen = write([&](auto& tx) { return show_link(desk, tx, other, found.id); });
      if (!seen) continue;
      const linkage::SharedFields fields{SharedField::removal_counts};
      must(write([&](auto& tx) {
        return offer_link(desk, tx, one, found.id,
                          {linkage::LinkPurpose::court, clock.now() + 24h * 90, fields});
      }));
      must(write([&](auto& tx) { return accept_link(desk, tx, other, {found.id, fields}); }));
      return found.id;
    }
    throw std::runtime_error("no link between them");
  }
  SeriesGroupId pair() {
    mine = case_at(officer);
    theirs = case_at(stranger);
    register_at(officer, mine, 1);
    register_at(stranger, theirs, 1);
    link = opened(officer, stranger, mine);
    const auto id = must(write([&](auto& tx) { return open_series(desk, tx, officer, link); })).id;
    must(answer(stranger, id, 2, SeatAnswer::yes));
    return id;
  }
  Result<SeenSeries> show(const Actor& who, SeriesGroupId id) {
    return write([&](auto& tx) { return show_series(desk, tx, who, id); });
  }
  Result<SeenSeries> answer(const Actor& who, SeriesGroupId id, int seat, SeatAnswer word) {
    return write([&](auto& tx) { return answer_seat(desk, tx, who, id, seat, word); });
  }
  // As the centre's own machine makes them.
  std::vector<linkage::Token> tokens(const Actor& who, SeriesGroupId id,
                                     const linkage::KnownOfPerson& person) {
    std::vector<linkage::Token> made;
    const auto words = linkage::person_keys(person).value();
    for (const auto& word : words) {
      const auto blinding = linkage::blind(word).value();
      const auto evaluated =
          must(write([&](auto& tx) { return make_people_tokens(desk, tx, who, id, {blinding.blinded}); }));
      made.push_back(linkage::token_of(linkage::finish(blinding, evaluated.front()).value(), {}));
    }
    return made;
  }
  Result<std::int64_t> give(const Actor& who, SeriesGroupId id, const std::vector<PersonGiven>& people) {
    return write([&](auto& tx) { return give_people(desk, tx, who, id, people); });
  }
  Result<JointCount> count(const Actor& who, SeriesGroupId id) {
    return write([&](auto& tx) { return count_jointly(desk, tx, who, id); });
  }
  // A place that `who` has asked to be removed.
  void ask_at(Actor who, std::string_view where, std::uint8_t digest) {
    std::swap(officer, who);
    const auto sighting = hear_of(where, {sha256(digest)}).value().sighting;
    send_one(sighting.id);
    std::swap(officer, who);
  }
  void name_operator_of(Actor who, const std::string& site) {
    std::swap(officer, who);
    name_operator(site);
    std::swap(officer, who);
  }

  CaseId mine, theirs;
  linkage::LinkId link;
};

TEST_F(KeepSeries, BeginsWithAnOpenedLinkAndJoinsByTheOthersYes) {
  mine = case_at(officer);
  theirs = case_at(stranger);
  register_at(officer, mine, 1);
  register_at(stranger, theirs, 1);
  const auto suggested = must(write([&](auto& tx) { return list_links(desk, tx, officer, mine); })).at(0).id;
  EXPECT_EQ(fault_of(write([&](auto& tx) { return open_series(desk, tx, officer, suggested); })),
            FaultKind::conflict);
  link = opened(officer, stranger, mine);
  const auto begun = must(write([&](auto& tx) { return open_series(desk, tx, officer, link); }));
  EXPECT_TRUE(begun.is_in);
  const auto invited = must(show(stranger, begun.id));
  EXPECT_FALSE(invited.is_in);
  EXPECT_THAT(invited.centres, IsEmpty()) << "no counts before the yes";
  EXPECT_THAT(invited.sites, IsEmpty());
  ASSERT_THAT(invited.seats, SizeIs(2));
  EXPECT_FALSE(invited.seats[0].the_case) << "another centre's case";
  EXPECT_EQ(invited.seats[1].the_case, theirs);
  EXPECT_EQ(fault_of(count(stranger, begun.id)), FaultKind::conflict);
  const auto joined = must(answer(stranger, begun.id, 2, SeatAnswer::yes));
  EXPECT_TRUE(joined.is_in);
  ASSERT_THAT(joined.centres, SizeIs(2));
  EXPECT_EQ(joined.centres[0].centre, "Centre A");
  EXPECT_EQ(joined.centres[0].images, 1);
}

TEST_F(KeepSeries, IsMissingForWhoeverHasNoSeat) {
  const auto id = pair();
  const Actor third = centre("Centre C");
  (void)case_at(third);
  EXPECT_EQ(fault_of(show(third, id)), FaultKind::missing);
  EXPECT_EQ(fault_of(answer(third, id, 2, SeatAnswer::no)), FaultKind::missing);
  EXPECT_EQ(fault_of(count(third, id)), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return draw_series(desk, tx, third, id); })), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return leave_series(desk, tx, third, id); })), FaultKind::missing);
  EXPECT_THAT(must(write([&](auto& tx) { return list_series(desk, tx, third); })), IsEmpty());
}

TEST_F(KeepSeries, AThirdCentreComesInByEverybodysYes) {
  const auto id = pair();
  const Actor third = centre("Centre C");
  const CaseId its = case_at(third);
  register_at(third, its, 1);
  const auto second = opened(stranger, third, theirs);
  must(write([&](auto& tx) { return propose_case(desk, tx, stranger, id, second); }));
  must(answer(third, id, 3, SeatAnswer::yes));
  EXPECT_FALSE(must(show(third, id)).is_in) << "Centre A has not said yes";
  must(answer(officer, id, 3, SeatAnswer::yes));
  EXPECT_TRUE(must(show(third, id)).is_in);
  EXPECT_THAT(must(show(third, id)).centres, SizeIs(3));
}

TEST_F(KeepSeries, ACaseWhoseSurvivorTakesConsentBackLeavesWithItsTokens) {
  const auto id = pair();
  must(give(stranger, id, {{theirs, tokens(stranger, id, {"Kim", "2001-02-03", ""})}}));
  must(give(officer, id, {{mine, tokens(officer, id, {"Lee", "2001-02-03", ""})}}));
  EXPECT_EQ(must(count(officer, id)).people.people, 2);
  must(write([&](auto& tx) {
    return change_consent(desk, tx, stranger, {theirs, casework::Purpose::other_centres, false});
  }));
  EXPECT_EQ(must(count(officer, id)).people.people, 1);
  EXPECT_THAT(must(show(officer, id)).centres, SizeIs(1));
  EXPECT_FALSE(must(show(stranger, id)).is_in);
}

TEST_F(KeepSeries, CasesAreBroughtOnlyWithConsentAndByTheirCentre) {
  const auto id = pair();
  const auto bring = [&](const Actor& who, CaseId the_case) {
    return write([&](auto& tx) { return bring_cases(desk, tx, who, id, {the_case}); });
  };
  const CaseId closed = open_a_case().id;
  EXPECT_EQ(fault_of(bring(officer, closed)), FaultKind::conflict) << "no consent";
  EXPECT_EQ(fault_of(bring(officer, theirs)), FaultKind::missing) << "another centre's";
  const CaseId further = case_at(officer);
  EXPECT_EQ(must(bring(officer, further)).centres.at(0).cases, 2);
  EXPECT_EQ(fault_of(give(officer, id, {{closed, {linkage::Token{}}}})), FaultKind::conflict);
}

TEST_F(KeepSeries, PeopleWhomTwoCentresKnowCountOnceAndNobodyLearnsWho) {
  const auto id = pair();
  must(give(officer, id,
            {{mine, tokens(officer, id, {"김 민지", "2001-02-03", "010-1234-5678"})},
             {mine, tokens(officer, id, {"박서연", "1999-12-31", ""})}}));
  EXPECT_THAT(must(count(stranger, id)).centres.at(1).has_given, false);
  must(give(stranger, id,
            {{theirs, tokens(stranger, id, {"김민지", "2001-02-03", ""})},
             {theirs, tokens(stranger, id, {"", "", "+82 10 1111 2222"})}}));
  const auto joint = must(count(officer, id));
  EXPECT_EQ(joint.people.people, 3);
  EXPECT_EQ(joint.people.records, 4);
  EXPECT_EQ(joint.people.shared, 1);
  EXPECT_EQ(joint.centres.at(0).people, 2);
  EXPECT_EQ(joint.centres.at(1).people, 2);
  // Given anew stands in place of what was given.
  must(give(stranger, id, {{theirs, tokens(stranger, id, {"김민지", "2001-02-03", ""})}}));
  EXPECT_EQ(must(count(officer, id)).people.people, 2);
}

TEST_F(KeepSeries, TokensOfTwoGroupsHaveNothingInCommon) {
  const auto id = pair();
  const CaseId further = case_at(officer), other = case_at(stranger);
  register_at(officer, further, 7);
  register_at(stranger, other, 7);
  const auto second_link = opened(officer, stranger, further);
  const auto second = must(write([&](auto& tx) { return open_series(desk, tx, officer, second_link); })).id;
  const linkage::KnownOfPerson person{"Kim", "2001-02-03", ""};
  EXPECT_EQ(tokens(officer, id, person), tokens(stranger, id, person));
  EXPECT_NE(tokens(officer, id, person), tokens(officer, second, person));
}

TEST_F(KeepSeries, OnePlaceThatTwoCentresHadRemovedIsOneDeletion) {
  const auto id = pair();
  for (const Actor& who : {officer, stranger}) name_operator_of(who, "site.example");
  ask_at(officer, "https://site.example/v/1", 1);
  clock.tick(1h);
  ask_at(stranger, "https://site.example/v/1", 1);
  ask_at(stranger, "https://site.example/v/2", 1);
  const auto joint = must(count(stranger, id));
  EXPECT_EQ(joint.deletions.deletions, 2);
  EXPECT_EQ(joint.deletions.records, 3);
  EXPECT_EQ(joint.centres.at(0).requested, 1);
  EXPECT_EQ(joint.centres.at(0).deletions, 1) << "it asked first";
  EXPECT_EQ(joint.centres.at(1).requested, 2);
  EXPECT_EQ(joint.centres.at(1).deletions, 1);
  const auto board = must(show(officer, id));
  ASSERT_THAT(board.sites, SizeIs(1));
  EXPECT_EQ(board.sites[0].site, "site.example");
  EXPECT_EQ(board.sites[0].live, 3);
  EXPECT_TRUE(board.sites[0].waits_for) << "a request is out there";
  EXPECT_FALSE(board.sites[0].asks_next);

  // Outside the group numbers as small as these are not shown.
  const auto outside = must(write([&](auto& tx) { return count_for_outsiders(desk, tx); }));
  ASSERT_EQ(outside.groups, 1);
  EXPECT_FALSE(outside.counts[0].deletions.number);
  for (const auto& cell : outside.counts[0].deletions_by_centre) EXPECT_FALSE(cell.number);
}

TEST_F(KeepSeries, WhoLeavesIsToldWhatChangesAndTakesItsTokensAlong) {
  const auto id = pair();
  must(give(officer, id, {{mine, tokens(officer, id, {"Lee", "2001-02-03", ""})}}));
  const auto leaving = must(write([&](auto& tx) { return show_leaving(desk, tx, officer, id); }));
  EXPECT_THAT(leaving.own_cases, testing::ElementsAre(mine));
  EXPECT_THAT(leaving.left_behind, testing::ElementsAre("Centre B"));
  EXPECT_TRUE(leaving.group_ends);
  EXPECT_TRUE(leaving.joint_counts_change);
  must(write([&](auto& tx) { return leave_series(desk, tx, officer, id); }));
  EXPECT_FALSE(must(show(officer, id)).is_in);
  EXPECT_EQ(must(count(stranger, id)).people.people, 0);
  EXPECT_EQ(fault_of(count(officer, id)), FaultKind::conflict);
}

TEST_F(KeepSeries, SeveralCentresSignOneReportAndWhoHasNotIsSaid) {
  const auto id = pair();
  for (const Actor& who : {officer, stranger}) name_operator_of(who, "site.example");
  ask_at(officer, "https://site.example/v/1", 1);
  ask_at(stranger, "https://site.example/v/2", 1);
  const auto make = [&] {
    MakeCourtPaper ask;
    ask.cases = {mine};
    ask.series = id;
    return write([&](auto& tx) { return make_court_paper(desk, tx, officer, ask); });
  };
  must(give(officer, id, {{mine, tokens(officer, id, {"Lee", "2001-02-03", ""})}}));
  EXPECT_EQ(fault_of(make()), FaultKind::conflict) << "Centre B has not given its people";
  must(give(stranger, id, {{theirs, tokens(stranger, id, {"Kim", "2001-02-03", ""})}}));
  const std::string pdf = must(make()).pdf;
  auto verdict = must(report::verify_paper(pdf, {}));
  EXPECT_EQ(verdict.manifest.figures.joint.value().victims, 2);
  EXPECT_EQ(verdict.manifest.figures.joint->requested, 2);
  EXPECT_THAT(verdict.signed_too, testing::ElementsAre("Centre A"));
  EXPECT_THAT(verdict.not_signed, testing::ElementsAre("Centre B"));

  const auto cosign = [&](const Actor& who, const std::string& file) {
    return write([&](auto& tx) { return cosign_court_paper(desk, tx, who, id, file); });
  };
  EXPECT_EQ(fault_of(cosign(officer, pdf)), FaultKind::conflict) << "it has signed already";
  const std::string both = must(cosign(stranger, pdf)).pdf;
  verdict = must(report::verify_paper(both, {}));
  EXPECT_THAT(verdict.signed_too, testing::ElementsAre("Centre A", "Centre B"));
  EXPECT_EQ(pdf.size(), both.size()) << "the signed bytes are the same";
  std::string changed = both;
  changed[changed.size() / 3] ^= 1;
  EXPECT_FALSE(report::verify_paper(changed, {}));
  EXPECT_EQ(fault_of(cosign(stranger, changed)), FaultKind::conflict);
  // What has changed since is not signed for.
  ask_at(stranger, "https://site.example/v/3", 1);
  EXPECT_EQ(fault_of(cosign(stranger, pdf)), FaultKind::conflict);
}

TEST_F(KeepSeries, TheGraphShowsOwnNumbersAndOfOthersRunningOnes) {
  const auto id = pair();
  for (const Actor& who : {officer, stranger}) name_operator_of(who, "site.example");
  ask_at(officer, "https://site.example/secret/1", 1);
  ask_at(stranger, "https://site.example/secret/2", 1);
  const auto graph = must(write([&](auto& tx) { return draw_series(desk, tx, stranger, id); }));
  const std::string text = graph.write_json();
  EXPECT_THAT(text, HasSubstr("footage 1 of Centre A"));
  EXPECT_THAT(text, HasSubstr("sighting 1 of Centre A"));
  EXPECT_THAT(text, Not(HasSubstr("of Centre B"))) << "its own have their numbers";
  EXPECT_THAT(text, Not(HasSubstr("secret")));
  EXPECT_THAT(text, Not(HasSubstr(mine.text())));
  EXPECT_EQ(graph.pieces(), std::vector<std::uint32_t>(graph.nodes().size(), 0)) << "all hangs together";
  int same = 0;
  for (const auto& edge : graph.edges()) same += edge.kind == linkage::EdgeKind::same_as ? 1 : 0;
  EXPECT_EQ(same, 1);
}

}  // namespace
}  // namespace jium::desk
