#include "jium/desk/request_removal.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/store/directory.h"

namespace jium::desk {
namespace {

using removal::RequestState;
using testing::HasSubstr;
using testing::Not;

class RequestRemoval : public DeskFixture {
 protected:
  registry::SightingId a_sighting(casework::Consent consent = {
                                      .removal = true, .police = true, .other_centres = true}) {
    register_one(open_a_case(consent).id);
    return see("https://site.example/v/1?token=abc", {pdq(3)}).value().sighting.id;
  }
};

TEST_F(RequestRemoval, TheMachineDraftsAndOnlyTheOfficersWordWritesALetter) {
  const auto sighting = a_sighting();
  const auto site_operator = name_operator("site.example");
  const auto request = must(draft(sighting));
  EXPECT_EQ(request.state, RequestState::drafted);
  EXPECT_EQ(request.rule, "kr-without-delay");
  EXPECT_EQ(request.site_operator, site_operator.id);
  EXPECT_FALSE(must(read([&](auto& tx) { return store::letter_of(tx, request.id); })).has_value());
  EXPECT_TRUE(take_due_jobs().empty());
  const auto shown = must(read([&](auto& tx) { return letter_for(desk, tx, officer, request.id); }));
  must(confirm(request.id));
  const auto sent = letter_of(request.id).letter;
  EXPECT_EQ(sent.body, shown.body) << "what was shown is what goes out";
  EXPECT_THAT(sent.body.reveal(), HasSubstr("https://site.example/v/1?token=abc"));
  EXPECT_THAT(sent.body.reveal(), Not(HasSubstr("Blue heron")));
  EXPECT_THAT(take_due_jobs(), testing::ElementsAre(store::JobKind::send_letter));
}

TEST_F(RequestRemoval, ALetterThatIsWrittenStaysAsItIs) {
  const auto sighting = a_sighting();
  name_operator("site.example");
  const auto request = must(confirm(must(draft(sighting)).id));
  const auto before = letter_of(request.id).letter.body;
  clock.tick(std::chrono::hours{5});
  see("https://site.example/v/1?token=abc", {pdq(3)});
  EXPECT_EQ(must(read([&](auto& tx) { return letter_for(desk, tx, officer, request.id); })).body, before);
}

TEST_F(RequestRemoval, WithoutConsentToRemovalIsAConflict) {
  const auto sighting = a_sighting({.removal = false, .police = true, .other_centres = true});
  name_operator("site.example");
  EXPECT_EQ(fault_of(draft(sighting)), FaultKind::conflict);
}

TEST_F(RequestRemoval, WithoutAnOperatorSaysHowToNameOne) {
  const auto drafted = draft(a_sighting());
  EXPECT_EQ(fault_of(drafted), FaultKind::missing);
  EXPECT_THAT(drafted.fault().what, HasSubstr("jium site assign"));
  EXPECT_THAT(drafted.fault().what, Not(HasSubstr("site.example")));
}

TEST_F(RequestRemoval, AnotherOrganisationsSightingAndRequestAreMissing) {
  const auto sighting = a_sighting();
  name_operator("site.example");
  EXPECT_EQ(fault_of(write([&](auto& tx) { return request_removal(desk, tx, stranger, sighting); })),
            FaultKind::missing);
  const auto request = must(draft(sighting));
  EXPECT_EQ(fault_of(write([&](auto& tx) { return confirm_request(desk, tx, stranger, request.id); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return letter_for(desk, tx, stranger, request.id); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return show_request(desk, tx, stranger, request.id); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return show_case(desk, tx, stranger, request.the_case); })),
            FaultKind::missing);
  EXPECT_EQ(load(request.id).state, RequestState::drafted);
}

TEST_F(RequestRemoval, OneRequestASightingAndOneConfirmationARequest) {
  const auto sighting = a_sighting();
  name_operator("site.example");
  const auto request = must(draft(sighting));
  const auto again = draft(sighting);
  EXPECT_EQ(fault_of(again), FaultKind::conflict);
  EXPECT_THAT(again.fault().what, HasSubstr(request.id.text()));
  must(confirm(request.id));
  EXPECT_EQ(fault_of(confirm(request.id)), FaultKind::conflict);
}

TEST_F(RequestRemoval, AfterARefusalANewOneMayBeDrafted) {
  const auto request = sent_request();
  must(answer(request.id, removal::Answer::refused));
  const auto next = must(draft(request.sighting));
  EXPECT_NE(next.id, request.id);
  EXPECT_EQ(fault_of(answer(request.id, removal::Answer::removed)), FaultKind::conflict)
      << "the old one has ended";
}

TEST_F(RequestRemoval, WhatIsGoneOrWithdrawnIsNotAskedFor) {
  const auto request = sent_request();
  prove_gone(request.id);
  EXPECT_EQ(fault_of(draft(request.sighting)), FaultKind::conflict);
  const auto withdrawn = register_one(open_a_case().id, {pdq(100)});
  const auto seen = see("https://site.example/v/2", {pdq(100)}).value();
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, withdrawn.id); }));
  EXPECT_EQ(fault_of(draft(seen.sighting.id)), FaultKind::conflict);
}

TEST_F(RequestRemoval, WhatWasWithdrawnSinceItWasDraftedIsNotSent) {
  const auto sighting = a_sighting();
  name_operator("site.example");
  const auto request = must(draft(sighting));
  const auto seen =
      must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, sighting); }));
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, seen.footage); }));
  EXPECT_EQ(fault_of(confirm(request.id)), FaultKind::conflict);
}

TEST_F(RequestRemoval, ADraftGoesToWhoeverIsKnownToRunTheSiteWhenItIsConfirmed) {
  const auto sighting = a_sighting();
  name_operator("site.example", "KR");
  const auto request = must(draft(sighting));
  const auto corrected = name_operator("site.example", "US");
  EXPECT_EQ(must(read([&](auto& tx) { return letter_for(desk, tx, officer, request.id); })).to,
            corrected.mail);
  must(confirm(request.id));
  EXPECT_EQ(load(request.id).site_operator, corrected.id);
  EXPECT_EQ(load(request.id).rule, "us-take-it-down");
  EXPECT_EQ(letter_of(request.id).letter.to, corrected.mail);
}

TEST_F(RequestRemoval, AFaultLeavesNothingBehind) {
  const auto sighting = a_sighting();
  const auto drafted = write([&](auto& tx) -> Result<removal::RemovalRequest> {
    JIUM_CHECK(add_operator(desk, tx, officer,
                            {"Example Hosting", "abuse@site.example", removal::Language::en, "KR"}));
    return request_removal(desk, tx, officer, sighting);
  });
  EXPECT_EQ(fault_of(drafted), FaultKind::missing);
  EXPECT_TRUE(must(read([&](auto& tx) { return store::operators_of(tx, officer.organisation); })).empty());
}

TEST_F(RequestRemoval, AbilitiesAreTheVerbsThatTheStateAllows) {
  const auto sighting = a_sighting();
  name_operator("site.example");
  auto request = must(draft(sighting));
  EXPECT_THAT(abilities_of(request, std::nullopt), testing::ElementsAre("confirm"));
  request = must(confirm(request.id));
  EXPECT_THAT(abilities_of(request, removal::LetterState::queued), testing::IsEmpty());
  EXPECT_THAT(abilities_of(request, removal::LetterState::unconfirmed),
              testing::ElementsAre("settle-letter"));
  EXPECT_EQ(fault_of(answer(request.id, removal::Answer::refused)), FaultKind::conflict)
      << "it is still on its way";
  for (const auto& [state, able] : {std::pair(RequestState::sent, true),
                                    {RequestState::overdue, true},
                                    {RequestState::removed, true},
                                    {RequestState::verified, false},
                                    {RequestState::refused, false}}) {
    request.state = state;
    EXPECT_EQ(abilities_of(request, removal::LetterState::delivered).size(), able ? 1U : 0U)
        << to_text(state);
  }
}

}  // namespace
}  // namespace jium::desk
