#include "jium/desk/note_contact.h"

#include "jium/desk/desk_fixture.h"

namespace jium::desk {
namespace {

using removal::ContactOutcome;

class Contacts : public DeskFixture {
 protected:
  ContactHistory of_operator(removal::OperatorId id) {
    return must(read([&](auto& tx) { return operator_history(desk, tx, officer, id); }));
  }
};

TEST_F(Contacts, EachLetterIsOneWithWhatCameOfIt) {
  const auto request = sent_request();
  auto history = of_operator(request.site_operator);
  ASSERT_EQ(history.contacts.size(), 1U);
  EXPECT_EQ(history.contacts[0].request, request.id);
  EXPECT_EQ(history.contacts[0].channel, removal::ChannelKind::mail);
  EXPECT_EQ(history.contacts[0].at, request.sent_at);
  EXPECT_EQ(history.contacts[0].outcome, ContactOutcome::waiting);
  clock.tick(std::chrono::hours{1});
  must(answer(request.id, removal::Answer::refused));
  history = of_operator(request.site_operator);
  EXPECT_EQ(history.contacts[0].outcome, ContactOutcome::refused);
  EXPECT_EQ(history.contacts[0].outcome_at, clock.now());
  EXPECT_EQ(history.record.refused, 1);
}

TEST_F(Contacts, SilenceIsNotedWhenTheClockEnds) {
  const auto request = sent_request();
  clock.tick(*request.due_at - clock.now());
  must(write([&](auto& tx) { return end_clock(desk, tx, request.id); }));
  const auto history = of_operator(request.site_operator);
  EXPECT_EQ(history.contacts[0].outcome, ContactOutcome::silent);
  EXPECT_EQ(history.record.silent, 1);
}

TEST_F(Contacts, ALetterThatIsNotTakenIsAContactThatFailed) {
  register_one(open_a_case().id);
  const auto sighting = see("https://site.example/v/1", {pdq(3)}).value().sighting;
  const auto site_operator = name_operator("site.example");
  const auto request = must(confirm(must(draft(sighting.id)).id));
  const auto letter = letter_of(request.id).id;
  const int attempt = must(begin(letter)).value().attempt;
  must(settle(letter, attempt, removal::DeliveryOutcome::refused));
  const auto history = of_operator(site_operator.id);
  ASSERT_EQ(history.contacts.size(), 1U);
  EXPECT_EQ(history.contacts[0].outcome, ContactOutcome::undeliverable);
  EXPECT_EQ(history.record.sent, 0);
}

TEST_F(Contacts, AreShownOfASiteToo) {
  const auto request = sent_request();
  const auto site = must(read([&](auto& tx) {
                      return store::load_sighting(tx, officer.organisation, request.sighting);
                    })).site;
  const auto history = must(read([&](auto& tx) { return site_history(desk, tx, officer, site); }));
  ASSERT_EQ(history.contacts.size(), 1U);
  EXPECT_EQ(history.record.sent, 1);
  EXPECT_EQ(fault_of(read([&](auto& tx) { return site_history(desk, tx, stranger, site); })),
            FaultKind::missing);
  EXPECT_EQ(
      fault_of(read([&](auto& tx) { return operator_history(desk, tx, stranger, request.site_operator); })),
      FaultKind::missing);
}

TEST_F(Contacts, NameARequestOnlyToWhomItsCaseIsWithinReach) {
  const auto request = sent_request();
  Actor colleague = officer;
  colleague.person = registry::PersonId::random();
  const auto history =
      must(read([&](auto& tx) { return operator_history(desk, tx, colleague, request.site_operator); }));
  ASSERT_EQ(history.contacts.size(), 1U);
  EXPECT_FALSE(history.contacts[0].request);
  EXPECT_EQ(history.record.sent, 1);
}

}  // namespace
}  // namespace jium::desk
