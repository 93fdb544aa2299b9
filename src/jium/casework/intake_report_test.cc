#include "jium/casework/intake_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jium::casework {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

fingerprint::Fingerprint digest() {
  return *fingerprint::Fingerprint::make(fingerprint::Algorithm::sha256, Bytes(32, 7), 100);
}
Secret<std::string> words(std::size_t bytes) {
  return Secret<std::string>(std::string(bytes, 'w'));
}

TEST(IntakeReport, MayBeEmptyAsThatIsHowAConversationBegins) {
  EXPECT_THAT(refusals_of({}), IsEmpty());
}

TEST(IntakeReport, IsTakenUpToEachLimitAndNotBeyond) {
  IntakeReport report;
  report.words = words(kIntakeWordsBytes);
  report.contact = words(kIntakeContactBytes);
  report.places.assign(kIntakePlaces, words(kIntakePlaceBytes));
  report.footage.assign(kIntakeFiles, {registry::FootageKind::image, {digest()}});
  EXPECT_THAT(refusals_of(report), IsEmpty());
  report.words = words(kIntakeWordsBytes + 1);
  report.contact = words(kIntakeContactBytes + 1);
  report.places.push_back(words(kIntakePlaceBytes + 1));
  report.footage.push_back({registry::FootageKind::image, {digest()}});
  EXPECT_THAT(refusals_of(report), ElementsAre(IntakeRefusal::too_many_files, IntakeRefusal::too_many_places,
                                               IntakeRefusal::place_too_long, IntakeRefusal::contact_too_long,
                                               IntakeRefusal::words_too_long));
}

TEST(IntakeReport, TakesNoResidentNumberFromWordsOrContactButLeavesAddressesAlone) {
  IntakeReport report;
  report.places = {Secret<std::string>("https://site.example/v/9001011234567")};
  EXPECT_THAT(refusals_of(report), IsEmpty());
  report.words = Secret<std::string>("I am 900101-1234567");
  report.contact = Secret<std::string>("9001011234567");
  EXPECT_THAT(refusals_of(report), ElementsAre(IntakeRefusal::contact_holds_resident_number,
                                               IntakeRefusal::words_hold_resident_number));
}

TEST(IntakeReport, TakesNoFileThatCouldNeverBeRecognised) {
  IntakeReport report;
  report.footage = {{registry::FootageKind::image, {}}};
  EXPECT_THAT(refusals_of(report), ElementsAre(IntakeRefusal::files_unreadable));
}

TEST(IntakeReport, GivesTheConsentThatWasSaidAndNoOther) {
  EXPECT_FALSE(consent_of({.committee = true}).removal);
  EXPECT_TRUE(consent_of({.operators = true}).removal);
  EXPECT_FALSE(consent_of({.operators = true}).police);
  EXPECT_TRUE(consent_of({.police = true}).police);
  EXPECT_TRUE(consent_of({.other_centres = true}).other_centres);
}

TEST(IntakeReport, IsAcceptedOnceAndWithdrawnOnlyThen) {
  const Instant at{std::chrono::hours{1}};
  IntakeReport report;
  EXPECT_EQ(withdraw(report, at).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(accept(report, CaseId(3), at));
  EXPECT_EQ(report.the_case, CaseId(3));
  EXPECT_EQ(report.settled_at, at);
  EXPECT_EQ(accept(report, CaseId(4), at).fault().kind, FaultKind::conflict);
  EXPECT_EQ(report.the_case, CaseId(3));
  EXPECT_EQ(close(report, at).fault().kind, FaultKind::conflict);
  ASSERT_TRUE(withdraw(report, at));
  EXPECT_EQ(report.state, IntakeState::withdrawn);
  EXPECT_EQ(withdraw(report, at).fault().kind, FaultKind::conflict);
}

TEST(IntakeReport, IsClosedOnceWhileItWaits) {
  IntakeReport report;
  ASSERT_TRUE(close(report, Instant{}));
  EXPECT_EQ(close(report, Instant{}).fault().kind, FaultKind::conflict);
  EXPECT_EQ(accept(report, CaseId(4), Instant{}).fault().kind, FaultKind::conflict);
}

TEST(IntakeMessage, IsRefusedForOneReasonAtATime) {
  EXPECT_EQ(refusal_of("hello", 0), std::nullopt);
  EXPECT_EQ(refusal_of(" \r\n", 0), MessageRefusal::empty);
  EXPECT_EQ(refusal_of(std::string(kIntakeMessageBytes, 'w'), 0), std::nullopt);
  EXPECT_EQ(refusal_of(std::string(kIntakeMessageBytes + 1, 'w'), 0), MessageRefusal::too_long);
  EXPECT_EQ(refusal_of("900101-1234567", 0), MessageRefusal::holds_resident_number);
  EXPECT_EQ(refusal_of("hello", kIntakeMessages - 1), std::nullopt);
  EXPECT_EQ(refusal_of("hello", kIntakeMessages), MessageRefusal::too_many);
}

}  // namespace
}  // namespace jium::casework
