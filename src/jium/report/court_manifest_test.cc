#include "jium/report/court_manifest.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/report/court_fixture.h"

namespace jium::report {
namespace {

TEST(CourtPaper, HoldsAndSaysWhatItProves) {
  const CourtFixture court;
  const auto verdict = verify_paper(court.pdf(), court.trusting());
  ASSERT_TRUE(verdict) << verdict.fault().what;
  EXPECT_TRUE(verdict->centre_given);
  EXPECT_EQ(verdict->records, 123U);
  EXPECT_EQ(verdict->records_in_log, 123U);
  EXPECT_EQ(verdict->manifest.figures.requested, 60);
  EXPECT_EQ(verdict->log.witnesses.size(), 1U);
  ASSERT_TRUE(verdict->first_entry);
  EXPECT_LT(*verdict->first_entry, *verdict->last_entry);
}

TEST(CourtPaper, IsTheSameBytesForTheSameValues) {
  const CourtFixture court(5);
  EXPECT_EQ(court.pdf(), CourtFixture(5).pdf());
}

TEST(CourtPaper, ARecordWithoutAnOpenedEntryIsToldAndNotHidden) {
  const CourtFixture court(4);
  const std::set<std::uint64_t> shown{0, 1, 2, 3};
  const auto verdict =
      verify_paper(court.signed_with(court.manifest, court.bundle(&shown)), court.trusting());
  ASSERT_TRUE(verdict) << verdict.fault().what;
  EXPECT_EQ(verdict->records, 11U);
  EXPECT_EQ(verdict->records_in_log, 4U);
}

// Each signed anew, as somebody with the centre's key could.
TEST(CourtPaper, FiguresThatAreNotThoseOfTheRecordsAreRefused) {
  const CourtFixture court(4);
  const auto refused = [&](const CourtManifest& manifest) {
    return !verify_paper(court.signed_with(manifest, court.bundle()), court.trusting());
  };
  CourtManifest more = court.manifest;
  ++more.figures.requested;
  EXPECT_TRUE(refused(more));
  CourtManifest fewer = court.manifest;
  fewer.records.requests.pop_back();
  EXPECT_TRUE(refused(fewer));
  CourtManifest doubled = court.manifest;
  doubled.records.requests.push_back(doubled.records.requests.front());
  count_again(doubled.figures, doubled.records);
  EXPECT_TRUE(refused(doubled)) << "one record counted twice";
  CourtManifest another_log = court.manifest;
  ++another_log.log_size;
  EXPECT_TRUE(refused(another_log));
  CourtManifest another_root = court.manifest;
  another_root.log_root = std::string(64, '0');
  EXPECT_TRUE(refused(another_root));
  CourtManifest another_key = court.manifest;
  another_key.key = court.key.key().text();
  EXPECT_TRUE(refused(another_key));
  EXPECT_FALSE(refused(court.manifest));
}

TEST(CourtPaper, AnotherCentresKeyAndTooFewWitnessesAreRefused) {
  const CourtFixture court(4);
  const std::string pdf = court.pdf();
  PaperPolicy other = court.trusting();
  other.centre = court.key.key();
  EXPECT_FALSE(verify_paper(pdf, other));
  PaperPolicy strict = court.trusting();
  strict.log.quorum = 2;
  EXPECT_FALSE(verify_paper(pdf, strict));
  EXPECT_TRUE(verify_paper(pdf, {})) << "without keys it agrees with itself, and no more is said";
}

// One byte in every 97, so that each kind of place is hit: text, tags, fonts, manifest, log, signature.
TEST(CourtPaper, NoByteOfItCanBeChanged) {
  const CourtFixture court(3);
  const std::string pdf = court.pdf();
  const PaperPolicy policy = court.trusting();
  for (std::size_t i = 0; i < pdf.size(); i += 97) {
    std::string other = pdf;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(verify_paper(other, policy)) << i;
  }
  const auto place = pdf.find("-----BEGIN JIUM SIGNATURE-----");
  for (std::size_t i = place; i < place + 2120; i += 3) {
    std::string other = pdf;
    other[i] = static_cast<char>(other[i] ^ 4);
    EXPECT_FALSE(verify_paper(other, policy)) << i;
  }
  EXPECT_FALSE(verify_paper(pdf + "\n", policy));
  EXPECT_FALSE(verify_paper(pdf.substr(0, pdf.size() - 1), policy));
  EXPECT_FALSE(verify_paper("", policy));
}

TEST(CourtManifest, IsReadInItsOneSpellingAlone) {
  const CourtFixture court(2);
  std::string line = write_manifest(court.manifest);
  line.pop_back();
  const auto read = read_manifest(line);
  ASSERT_TRUE(read) << read.fault().what;
  EXPECT_EQ(write_manifest(*read), line + "\n");
  EXPECT_FALSE(read_manifest(line + " "));
  EXPECT_FALSE(read_manifest(" " + line));
  std::string spaced = line;
  spaced.insert(spaced.find(':') + 1, " ");
  EXPECT_FALSE(read_manifest(spaced));
  std::string more = line;
  more.insert(1, R"("x":1,)");
  EXPECT_FALSE(read_manifest(more));
}

}  // namespace
}  // namespace jium::report
