#include "jium/store/intake_reports.h"

#include "jium/store/erasure.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using casework::IntakeState;
using casework::MessageAuthor;

class IntakeReports : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
    report.id = casework::IntakeId::random();
    report.organisation = chain.organisation.id;
    report.harm_types = {casework::HarmType::synthetic, casework::HarmType::identity_leak};
    report.age_band = casework::AgeBand::teens;
    report.may_tell = {.operators = true, .committee = true};
    report.footage = {{registry::FootageKind::video,
                       {*fingerprint::Fingerprint::make(fingerprint::Algorithm::sha256, Bytes(32, 7), 100),
                        *fingerprint::Fingerprint::make(fingerprint::Algorithm::pdq, Bytes(32, 9), 71)}}};
    report.places = {Secret<std::string>("https://site.example/v/1"),
                     Secret<std::string>("a room in a messenger")};
    report.contact = Secret<std::string>("a neighbour's number");
    report.may_leave_message = true;
    report.words = Secret<std::string>("the footage\nand what was done");
    report.received_at = sample::at(1);
    stored([&](Transaction& tx) { return insert(tx, report, receipt, "once"); });
  }
  casework::IntakeMessage say(MessageAuthor author, const std::string& words, int hours) {
    const casework::IntakeMessage message{.id = casework::IntakeMessageId::random(),
                                          .report = report.id,
                                          .organisation = report.organisation,
                                          .author = author,
                                          .words = Secret<std::string>(words),
                                          .written_at = sample::at(hours)};
    stored([&](Transaction& tx) { return insert(tx, message); });
    return message;
  }
  IntakeSession session(int until) {
    return {IntakeSessionId::random(), report.organisation, report.id, sample::at(1), sample::at(until)};
  }
  auto loaded() {
    return stored([&](Transaction& tx) { return load_intake(tx, report.organisation, report.id); });
  }
  auto by_receipt(const Bytes& which) {
    return stored([&](Transaction& tx) { return intake_by_receipt(tx, which); });
  }
  std::vector<casework::IntakeMessage> messages() {
    return stored([&](Transaction& tx) { return messages_of(tx, report.id); });
  }
  void accept() {
    ASSERT_TRUE(casework::accept(report, chain.the_case.id, sample::at(2)));
    stored([&](Transaction& tx) { return move_to_case(tx, report); });
  }

  sample::Chain chain;
  casework::IntakeReport report;
  const Bytes receipt = Bytes(32, 1), another = Bytes(32, 2);
};

TEST_F(IntakeReports, ComeBackAsTheyWereTold) {
  EXPECT_TRUE(same_record(loaded(), report));
  EXPECT_TRUE(same_record(by_receipt(receipt).value(), report));
  EXPECT_FALSE(by_receipt(another).has_value());
  const auto all = stored([&](Transaction& tx) { return intakes_of(tx, report.organisation); });
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(same_record(all.front(), report));
}

TEST_F(IntakeReports, OfAnotherCentreAreMissing) {
  const auto other = registry::OrganisationId::random();
  EXPECT_TRUE(is_fault(attempt([&](Transaction& tx) { return load_intake(tx, other, report.id); }),
                       FaultKind::missing));
  EXPECT_TRUE(stored([&](Transaction& tx) { return intakes_of(tx, other); }).empty());
  EXPECT_FALSE(stored([&](Transaction& tx) { return intake_by_once(tx, other, "once"); }).has_value());
}

TEST_F(IntakeReports, AreKnownByTheFormThatWasSent) {
  const auto with = [&](std::string_view once) {
    return stored([&](Transaction& tx) { return intake_by_once(tx, report.organisation, once); });
  };
  EXPECT_TRUE(with("once").has_value());
  EXPECT_FALSE(with("twice").has_value());
  EXPECT_FALSE(with("").has_value());
}

TEST_F(IntakeReports, AreSealedAnewWithTheKeyOfTheirCase) {
  const auto message = say(MessageAuthor::person, "before", 2);
  accept();
  EXPECT_TRUE(same_record(loaded(), report));
  ASSERT_EQ(messages().size(), 1U);
  EXPECT_TRUE(same_record(messages().front(), message));
  EXPECT_EQ(stored([&](Transaction& tx) { return intake_of_case(tx, chain.the_case.id); })->id, report.id);
  // The case is forgotten, and with it whatever was told.
  say(MessageAuthor::centre, "after", 3);
  stored([&](Transaction& tx) { return insert(tx, session(9), "token"); });
  stored([&](Transaction& tx) {
    return erase_case(tx, chain.organisation.id, chain.the_case.id, sample::at(99));
  });
  EXPECT_FALSE(by_receipt(receipt).has_value());
  EXPECT_TRUE(messages().empty());
  EXPECT_FALSE(stored([](Transaction& tx) { return session_with(tx, "token"); }).has_value());
}

TEST_F(IntakeReports, AreShreddedWholeAndCannotBeReadEvenFromAnOldRow) {
  say(MessageAuthor::person, "words", 2);
  stored([&](Transaction& tx) { return insert(tx, session(9), "token"); });
  const auto wrapped = [&] {
    return stored([&](Transaction& tx) -> Result<std::int64_t> {
      std::int64_t count = 0;
      JIUM_CHECK(tx.database().query("select count(*) from data_key where wrapped is not null", {},
                                     [&](const Row& row) -> Result<void> {
                                       count = row.integer(0);
                                       return {};
                                     }));
      return count;
    });
  };
  const auto before = wrapped();
  stored([&](Transaction& tx) { return shred(tx, report); });
  EXPECT_EQ(wrapped(), before - 1);
  EXPECT_FALSE(by_receipt(receipt).has_value());
  EXPECT_TRUE(messages().empty());
  EXPECT_FALSE(stored([](Transaction& tx) { return session_with(tx, "token"); }).has_value());
}

TEST_F(IntakeReports, OnceClosedSayNothingAndKeepTheirMessages) {
  const auto message = say(MessageAuthor::centre, "we are not the right ones", 2);
  ASSERT_TRUE(casework::close(report, sample::at(3)));
  stored([&](Transaction& tx) -> Result<void> {
    JIUM_CHECK(update(tx, report));
    return empty_content(tx, report);
  });
  const auto empty = loaded();
  EXPECT_EQ(empty.state, IntakeState::closed);
  EXPECT_EQ(empty.settled_at, sample::at(3));
  EXPECT_TRUE(empty.harm_types.empty());
  EXPECT_TRUE(empty.words.reveal().empty());
  EXPECT_TRUE(same_record(messages().front(), message));
}

TEST_F(IntakeReports, MessagesAreUnreadUntilTheOtherSideReadsThem) {
  say(MessageAuthor::centre, "first", 2);
  say(MessageAuthor::person, "second", 3);
  say(MessageAuthor::centre, "third", 4);
  const auto unread = [&](MessageAuthor author) {
    return stored([&](Transaction& tx) { return unread_messages(tx, report.id, author); });
  };
  EXPECT_EQ(unread(MessageAuthor::centre), 2);
  stored([&](Transaction& tx) { return note_read(tx, report.id, MessageAuthor::centre, sample::at(5)); });
  EXPECT_EQ(unread(MessageAuthor::centre), 0);
  EXPECT_EQ(unread(MessageAuthor::person), 1);
  ASSERT_EQ(messages().size(), 3U);
  EXPECT_EQ(messages().at(2).words.reveal(), "third");
  EXPECT_EQ(messages().at(2).read_at, sample::at(5));
}

TEST_F(IntakeReports, SessionsAreFoundByTheirTokenUntilTheyEnd) {
  auto one = session(5);
  stored([&](Transaction& tx) { return insert(tx, one, "token"); });
  const auto found = [&](std::string_view token) {
    return stored([&](Transaction& tx) { return session_with(tx, token); });
  };
  EXPECT_TRUE(same_record(found("token").value(), one));
  EXPECT_FALSE(found("tokem").has_value());
  one.ends_at = sample::at(6);
  stored([&](Transaction& tx) { return prolong(tx, one); });
  EXPECT_EQ(found("token")->ends_at, sample::at(6));
  stored([&](Transaction& tx) { return end_sessions_before(tx, sample::at(5)); });
  EXPECT_TRUE(found("token").has_value());
  stored([&](Transaction& tx) { return end_sessions_before(tx, sample::at(6)); });
  EXPECT_FALSE(found("token").has_value());
  stored([&](Transaction& tx) { return insert(tx, session(9), "other"); });
  stored([&](Transaction& tx) { return end_session(tx, "other"); });
  EXPECT_FALSE(found("other").has_value());
}

}  // namespace
}  // namespace jium::store
