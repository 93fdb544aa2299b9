#include "jium/desk/compose_letter.h"

#include <gmock/gmock.h>

#include "jium/desk/count_statistics.h"
#include "jium/desk/desk_fixture.h"
#include "jium/store/directory.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using removal::LetterRole;
using removal::SiteKind;
using testing::HasSubstr;
using testing::Not;

class ComposeLetter : public DeskFixture {
 protected:
  void make_site(SiteKind kind) {
    must(write([&](auto& tx) -> Result<void> {
      JIUM_TRY(auto site, store::find_site(tx, officer.organisation, "site.example"));
      site->kind = kind;
      return store::update(tx, *site);
    }));
  }
  void support(report::SupportGround ground) {
    must(write([&](auto& tx) { return note_ground(desk, tx, officer, the_case, ground); }));
  }
  removal::RemovalRequest drafted(const std::string& jurisdiction = "KR", SiteKind kind = SiteKind::other) {
    register_one(the_case = open_a_case().id);
    const auto seen = see("https://site.example/v/1", {pdq(3)}).value();
    name_operator("site.example", jurisdiction);
    make_site(kind);
    return must(draft(seen.sighting.id));
  }
  Result<removal::Letter> letter_of_draft(const removal::RemovalRequest& request) {
    return read([&](auto& tx) { return letter_for(desk, tx, officer, request.id); });
  }
  LetterRole role_of(const removal::RemovalRequest& request) {
    return must(read([&](auto& tx) { return letter_role(desk, tx, request); }));
  }

  casework::CaseId the_case;
};

TEST_F(ComposeLetter, AsksForWhatTheStepOfTheLadderAsks) {
  EXPECT_EQ(role_of(drafted()), LetterRole::removal);
}

TEST_F(ComposeLetter, ASearchServiceIsAskedForItsResults) {
  auto request = drafted("KR", SiteKind::search_engine);
  EXPECT_EQ(role_of(request), LetterRole::delisting);
  EXPECT_THAT(must(letter_of_draft(request)).body.reveal(), HasSubstr("Results of your search service"));
  request.rung = removal::Rung::site_owner;
  EXPECT_EQ(role_of(request), LetterRole::delisting);
  request.rung = removal::Rung::host;
  EXPECT_EQ(role_of(request), LetterRole::take_down) << "of a rung that the plan does not have: as usual";
}

TEST_F(ComposeLetter, ThePlanWithWhichTheLadderBeganHolds) {
  const auto request = drafted("KR", SiteKind::search_engine);
  make_site(SiteKind::community);
  EXPECT_EQ(role_of(request), LetterRole::delisting);
}

TEST_F(ComposeLetter, WhoWasNeverAskedIsNotToldThatItWasGoneFromTheirService) {
  const auto first = drafted();
  const auto sent = must(confirm(first.id));
  const auto letter = letter_of(sent.id);
  const int attempt = must(begin(letter.id)).value().attempt;
  must(hand_over(letter.id, attempt));
  must(settle(letter.id, attempt, removal::DeliveryOutcome::accepted));
  prove_gone(first.id);
  clock.tick(24h);
  const auto back = see("https://site.example/v/2", {pdq(3)}).value();
  ASSERT_TRUE(back.sighting.recurrence_of);
  const auto again = must(draft(back.sighting.id));
  EXPECT_THAT(must(letter_of_draft(again)).body.reveal(), HasSubstr(first.id.text()));
  name_operator("site.example");  // another: the site has changed hands
  const auto body = must(letter_of_draft(again)).body.reveal();
  EXPECT_THAT(body, Not(HasSubstr(first.id.text())));
  EXPECT_THAT(body, Not(HasSubstr("gone from your service")));
}

TEST_F(ComposeLetter, SpeaksForTheSurvivorOnlyWhereTheyAskedForIt) {
  const auto request = drafted();
  EXPECT_THAT(must(letter_of_draft(request)).body.reveal(), HasSubstr("On behalf of the person concerned"));
  support(report::SupportGround::pre_emptive);
  EXPECT_THAT(must(letter_of_draft(request)).body.reveal(), Not(HasSubstr("n behalf of")));
  support(report::SupportGround::on_request);
  EXPECT_THAT(must(letter_of_draft(request)).body.reveal(), HasSubstr("On behalf of the person concerned"));
}

TEST_F(ComposeLetter, NobodySignsByDefaultWhereTheLawWantsASignature) {
  const auto request = drafted("US");
  EXPECT_THAT(must(letter_of_draft(request)).body.reveal(), HasSubstr("/s/ Kim Sun-hee"));
  must(write([&](auto& tx) {
    return change_letter_settings(desk, tx, officer, {std::string(), std::nullopt, std::nullopt});
  }));
  EXPECT_EQ(fault_of(letter_of_draft(request)), FaultKind::conflict);
  EXPECT_EQ(fault_of(confirm(request.id)), FaultKind::conflict);
}

TEST_F(ComposeLetter, NobodySignsForWhoHasNotAsked) {
  const auto request = drafted("US");
  support(report::SupportGround::pre_emptive);
  EXPECT_EQ(fault_of(confirm(request.id)), FaultKind::conflict);
}

TEST_F(ComposeLetter, APreviewSaysWhetherItsWordsWereRead) {
  auto request = drafted();
  const auto unread = [&] {
    return must(read([&](auto& tx) { return needs_native_reader(desk, tx, request); }));
  };
  EXPECT_FALSE(unread());
  request.language = removal::Language::vi;
  EXPECT_FALSE(unread()) << "a draft is for whoever runs the site now";
  request.state = removal::RequestState::sent;
  EXPECT_TRUE(unread());
}

}  // namespace
}  // namespace jium::desk
