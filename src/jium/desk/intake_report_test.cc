// What becomes of an intake report at the desk, verb by verb: received, found again by its receipt, looked
// at, written about, taken up, answered, closed, withdrawn.
#include <gmock/gmock.h>

#include "jium/desk/assign_case.h"
#include "jium/desk/change_consent.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/receipt_handle.h"
#include "jium/desk/receive_report.h"
#include "jium/desk/report_session.h"
#include "jium/desk/show_progress.h"
#include "jium/desk/take_up_report.h"
#include "jium/desk/withdraw_report.h"
#include "jium/desk/write_message.h"
#include "jium/store/cases.h"
#include "jium/store/intake_reports.h"

namespace jium::desk {
namespace {

using casework::IntakeReport;
using casework::IntakeState;
using casework::MessageAuthor;
using casework::PlaceProgress;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IntakeReports : public DeskFixture {
 protected:
  static IntakeReport told() {
    IntakeReport report;
    report.harm_types = {casework::HarmType::dissemination};
    report.age_band = casework::AgeBand::teens;
    report.may_tell = {.operators = true, .police = true};
    report.footage = {{registry::FootageKind::image, {pdq(0), sha256(1)}}};
    report.places = {Secret<std::string>("https://site.example/v/1"), Secret<std::string>("a chat room")};
    report.words = Secret<std::string>("it is out there");
    return report;
  }
  static Bytes handle(std::uint8_t number) { return Bytes(32, number); }

  IntakeReport receive(IntakeReport report = told(), std::uint8_t number = 1, const std::string& once = {}) {
    return must(write([&](auto& tx) {
      return receive_report(desk, tx, {officer.organisation, std::move(report), handle(number), once});
    }));
  }
  std::optional<OpenedReport> find(std::uint8_t number = 1) {
    return must(write([&](auto& tx) { return find_report(desk, tx, handle(number)); }));
  }
  std::optional<IntakeReport> reach(const std::string& token) {
    return must(write([&](auto& tx) { return reach_report(desk, tx, token); }));
  }
  Result<AcceptedReport> try_accept(casework::IntakeId id, const Actor& actor, const std::string& name = {}) {
    return write([&](auto& tx) { return accept_report(desk, tx, actor, {id, Secret<std::string>(name)}); });
  }
  AcceptedReport accept(casework::IntakeId id) { return must(try_accept(id, officer)); }
  std::vector<PlaceView> progress(const IntakeReport& report, Hosts hosts = Hosts::hidden) {
    return must(read([&](auto& tx) { return show_progress(tx, report, hosts); }));
  }
  std::vector<PlaceProgress> words_of(const IntakeReport& report) {
    std::vector<PlaceProgress> words;
    for (const PlaceView& place : progress(report)) words.push_back(place.progress);
    return words;
  }
  std::optional<casework::MessageRefusal> say(const IntakeReport& report, MessageAuthor author,
                                              const std::string& words) {
    return must(write([&](auto& tx) { return write_message(desk, tx, report, author, words); }));
  }
  Result<ShownReport> show(casework::IntakeId id, const Actor& actor) {
    return write([&](auto& tx) { return show_report(desk, tx, actor, id); });
  }
  std::vector<ListedReport> list(const Actor& actor) {
    return must(read([&](auto& tx) { return list_reports(desk, tx, actor); }));
  }
  void withdraw(const IntakeReport& report) {
    must(write([&](auto& tx) { return withdraw_report(desk, tx, report); }));
  }
};

TEST(Receipts, AreDrawnAtRandomAndStretchedWithASaltOfTheInstallation) {
  const auto one = new_receipt(), other = new_receipt();
  EXPECT_NE(one.digits().reveal(), other.digits().reveal());
  const auto vault = store::Vault::for_tests(), another = store::Vault::for_tests();
  const auto made = must(receipt_handle(kCheapCost, *vault, one));
  EXPECT_EQ(made.size(), 32U);
  EXPECT_EQ(made, must(receipt_handle(kCheapCost, *vault, one)));
  EXPECT_NE(made, must(receipt_handle(kCheapCost, *vault, other)));
  EXPECT_NE(made, must(receipt_handle(kCheapCost, *another, one))) << "one table of guesses serves one house";
  EXPECT_NE(made, must(receipt_handle({2, 8192}, *vault, one)));
}

TEST_F(IntakeReports, AreReceivedAsToldAndComparedWithNothing) {
  register_one(open_a_case().id);  // the same footage is known
  const auto report = receive();
  EXPECT_EQ(report.state, IntakeState::waiting);
  EXPECT_EQ(report.received_at, clock.now());
  EXPECT_THAT(take_due_jobs(), IsEmpty()) << "nothing is looked at";
  EXPECT_THAT(alarms(), IsEmpty());
  EXPECT_EQ(must(read([&](auto& tx) { return store::last_footage_change(tx); })), 1)
      << "nothing is registered";
}

TEST_F(IntakeReports, ThatCannotBeTakenAreMalformed) {
  auto report = told();
  report.words = Secret<std::string>("900101-1234567");
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return receive_report(desk, tx, {officer.organisation, report, handle(1), {}});
            })),
            FaultKind::malformed);
}

TEST_F(IntakeReports, OfAFormThatWasSentTwiceAreOneUnlessAnOfficerWasQuicker) {
  receive(told(), 1, "once");
  receive(told(), 2, "once");
  EXPECT_FALSE(find(1).has_value());
  accept(find(2)->report.id);
  receive(told(), 3, "once");
  EXPECT_TRUE(find(2).has_value()) << "a case stands on it";
  EXPECT_TRUE(find(3).has_value());
}

TEST_F(IntakeReports, GoToTheCentreThatIsNamedOrToTheOnlyOne) {
  const auto centre = [&](std::optional<registry::OrganisationId> named) {
    return read([&](auto& tx) { return intake_centre(tx, named); });
  };
  EXPECT_EQ(must(centre(stranger.organisation)), stranger.organisation);
  EXPECT_EQ(fault_of(centre(std::nullopt)), FaultKind::missing) << "there are two";
  EXPECT_EQ(fault_of(centre(registry::OrganisationId::random())), FaultKind::missing);
  const auto platform = must(write([&](auto& tx) {
    return add_organisation(desk, tx, {registry::OrganisationKind::platform, "P", "p@platform.example"});
  }));
  EXPECT_EQ(fault_of(centre(platform.id)), FaultKind::missing);
}

TEST_F(IntakeReports, AreFoundByTheirReceiptAndReachedByTheTokenForAWhile) {
  const auto report = receive();
  EXPECT_FALSE(find(2).has_value());
  const auto opened = find().value();
  EXPECT_EQ(opened.report.id, report.id);
  const std::string token = opened.token.reveal();
  EXPECT_EQ(reach(token)->id, report.id);
  EXPECT_FALSE(reach(std::string(64, 'a')).has_value());
  EXPECT_FALSE(reach("").has_value());
  clock.tick(kIntakeSession);
  EXPECT_FALSE(reach(token).has_value());
  const std::string again = find()->token.reveal();
  EXPECT_NE(again, token);
  must(write([&](auto& tx) { return end_report_session(tx, again); }));
  EXPECT_FALSE(reach(again).has_value());
}

TEST_F(IntakeReports, BecomeACaseOfTheOfficerWithTheConsentThatWasGiven) {
  const auto report = receive();
  const auto accepted = accept(report.id);
  EXPECT_EQ(accepted.report.state, IntakeState::accepted);
  EXPECT_EQ(accepted.report.the_case, accepted.the_case.id);
  EXPECT_EQ(accepted.the_case.pseudonym.reveal(), report.id.text());
  EXPECT_EQ(accepted.the_case.age_band, casework::AgeBand::teens);
  EXPECT_TRUE(accepted.the_case.consent.removal);
  EXPECT_TRUE(accepted.the_case.consent.police);
  EXPECT_FALSE(accepted.the_case.consent.other_centres);
  ASSERT_EQ(accepted.footage.size(), 1U);
  EXPECT_EQ(accepted.footage.front().footage.source, registry::FootageSource::survivor_device);
  EXPECT_EQ(accepted.inspections.size(), 1U);
  EXPECT_EQ(accepted.places_in_words, 1);
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::inspect));
  EXPECT_EQ(fault_of(try_accept(report.id, officer)), FaultKind::conflict);
  // What was told is read as before, with the key of the case now.
  EXPECT_EQ(find()->report.words.reveal(), "it is out there");
}

TEST_F(IntakeReports, AreComparedOnlyWhenTheyAreTakenUp) {
  const auto earlier = register_one(open_a_case().id);
  const auto accepted = accept(receive().id);
  ASSERT_EQ(accepted.footage.size(), 1U);
  ASSERT_FALSE(accepted.footage.front().same_as.empty());
  EXPECT_EQ(accepted.footage.front().same_as.front().stored.footage.id, earlier.id);
}

TEST_F(IntakeReports, WithoutAWordBecomeACaseAllTheSame) {
  const auto accepted = must(try_accept(receive(IntakeReport()).id, officer, "Linden"));
  EXPECT_EQ(accepted.the_case.pseudonym.reveal(), "Linden");
  EXPECT_THAT(accepted.the_case.harm_types, ElementsAre(casework::HarmType::other));
  EXPECT_FALSE(accepted.the_case.consent.removal);
}

TEST_F(IntakeReports, OfAnotherCentreAreMissingForAll) {
  const auto report = receive();
  EXPECT_THAT(list(stranger), IsEmpty());
  EXPECT_EQ(fault_of(show(report.id, stranger)), FaultKind::missing);
  EXPECT_EQ(fault_of(try_accept(report.id, stranger)), FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return answer_report(desk, tx, stranger, report.id, "x"); })),
            FaultKind::missing);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return close_report(desk, tx, stranger, report.id); })),
            FaultKind::missing);
}

TEST_F(IntakeReports, ThatACaseStandsOnAreForThoseWhoReachTheCase) {
  const auto report = receive();
  Actor colleague = officer;
  colleague.person = registry::PersonId::random();
  EXPECT_EQ(list(colleague).size(), 1U) << "whoever is there takes up what waits";
  EXPECT_TRUE(show(report.id, colleague).has_value());
  accept(report.id);
  EXPECT_THAT(list(colleague), IsEmpty());
  EXPECT_EQ(fault_of(show(report.id, colleague)), FaultKind::missing);
  EXPECT_EQ(list(officer).size(), 1U);
}

TEST_F(IntakeReports, CarryMessagesThatAreUnreadUntilTheyAreRead) {
  const auto report = receive();
  EXPECT_EQ(say(report, MessageAuthor::person, "is anybody there"), std::nullopt);
  EXPECT_EQ(say(report, MessageAuthor::person, " "), casework::MessageRefusal::empty);
  EXPECT_EQ(list(officer).front().unread, 1);
  EXPECT_EQ(must(show(report.id, officer)).messages.size(), 1U);
  EXPECT_EQ(list(officer).front().unread, 0);
  const auto answered =
      must(write([&](auto& tx) { return answer_report(desk, tx, officer, report.id, "we are"); }));
  EXPECT_EQ(answered.messages.back().author, MessageAuthor::centre);
  EXPECT_FALSE(answered.messages.back().read_at.has_value());
  const auto all =
      must(write([&](auto& tx) { return read_messages(desk, tx, report, MessageAuthor::person); }));
  EXPECT_EQ(all.size(), 2U);
  EXPECT_TRUE(must(show(report.id, officer)).messages.back().read_at.has_value());
  EXPECT_EQ(fault_of(write(
                [&](auto& tx) { return answer_report(desk, tx, officer, report.id, "900101-1234567"); })),
            FaultKind::malformed);
}

TEST_F(IntakeReports, AreClosedWithALastWordAndNothingElseLeft) {
  const auto report = receive();
  say(report, MessageAuthor::centre, "please call 1366");
  const auto closed = must(write([&](auto& tx) { return close_report(desk, tx, officer, report.id); }));
  EXPECT_EQ(closed.state, IntakeState::closed);
  EXPECT_TRUE(closed.words.reveal().empty());
  EXPECT_THAT(closed.footage, IsEmpty());
  EXPECT_EQ(must(show(report.id, officer)).messages.size(), 1U);
  EXPECT_EQ(fault_of(try_accept(report.id, officer)), FaultKind::conflict);
  withdraw(find()->report);
  EXPECT_FALSE(find().has_value());
}

TEST_F(IntakeReports, AreShreddedWhenTheyAreWithdrawnBeforeACaseStandsOnThem) {
  const auto report = receive();
  const std::string token = find()->token.reveal();
  withdraw(report);
  EXPECT_FALSE(find().has_value());
  EXPECT_FALSE(reach(token).has_value());
  EXPECT_THAT(list(officer), IsEmpty());
}

TEST_F(IntakeReports, StopTheirCaseWhenTheyAreWithdrawn) {
  const auto accepted = accept(receive().id);
  const auto sighting = see("https://site.example/v/1", {pdq(3)}).value().sighting;
  name_operator("site.example");
  const auto request = must(draft(sighting.id));
  withdraw(find()->report);
  const auto view =
      must(read([&](auto& tx) { return desk::show_case(desk, tx, officer, accepted.the_case.id); }));
  EXPECT_FALSE(view.the_case.consent.removal);
  EXPECT_FALSE(view.the_case.consent.police);
  EXPECT_EQ(view.footages.front().footage.state, registry::FootageState::withdrawn);
  EXPECT_EQ(view.history.back().actor, kJiumItself);
  EXPECT_EQ(view.history.back().event, casework::Event::consent_withdrawn);
  EXPECT_EQ(fault_of(confirm(request.id)), FaultKind::conflict) << "nothing more is asked";
  EXPECT_EQ(see("https://site.example/v/2", {pdq(3)}), std::nullopt) << "it matches nothing any more";
  EXPECT_EQ(find()->report.state, IntakeState::withdrawn);
  const auto withdrawn = find()->report;
  EXPECT_EQ(fault_of(write([&](auto& tx) { return withdraw_report(desk, tx, withdrawn); })),
            FaultKind::conflict);
}

TEST_F(IntakeReports, SayPlaceByPlaceHowItStands) {
  const auto report = receive();
  EXPECT_THAT(words_of(report), ElementsAre(PlaceProgress::told, PlaceProgress::told));
  const auto accepted = accept(report.id);
  const auto& now = accepted.report;
  const auto first = see("https://site.example/v/1", {pdq(3)}).value().sighting;
  see("https://other.example/x", {pdq(2)});
  EXPECT_THAT(words_of(now), ElementsAre(PlaceProgress::found, PlaceProgress::told, PlaceProgress::found));
  name_operator("site.example");
  const auto request = send_one(first.id);
  EXPECT_EQ(words_of(now).front(), PlaceProgress::asked);
  prove_gone(request.id);
  EXPECT_EQ(words_of(now).front(), PlaceProgress::removed);
  clock.tick(std::chrono::hours{24});
  const auto back = see("https://site.example/v/1", {pdq(3)}).value().sighting;
  ASSERT_TRUE(back.recurrence_of.has_value());
  EXPECT_EQ(words_of(now).front(), PlaceProgress::back_again);
  must(answer(send_one(back.id).id, removal::Answer::refused));
  EXPECT_EQ(words_of(now).front(), PlaceProgress::refused);
}

TEST_F(IntakeReports, ShowWhichPlaceItIsOnlyWhenAsked) {
  const auto report = receive();
  for (const PlaceView& place : progress(report)) EXPECT_EQ(place.host, "");
  const auto shown = progress(report, Hosts::shown);
  EXPECT_EQ(shown.at(0).host, "site.example");
  EXPECT_EQ(shown.at(1).host, "") << "words for a place are no address";
  EXPECT_EQ(shown.at(1).number, 2);
}

}  // namespace
}  // namespace jium::desk
