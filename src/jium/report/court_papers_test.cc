// The papers as text and as structure, beside the code: golden/court_*.txt. JIUM_REFRESH=1 writes them anew;
// JIUM_PAPERS=FOLDER writes the PDFs there, so that somebody looks at the pages.
#include "jium/report/court_papers.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "jium/paper/pdf.h"
#include "jium/report/court_fixture.h"

namespace jium::report {
namespace {

namespace fs = std::filesystem;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string asked(const std::string& pdf, const std::string& command) {
  std::string folder = (fs::temp_directory_path() / "jium_court_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) std::abort();
  std::ofstream(folder + "/it.pdf", std::ios::binary) << pdf;
  const std::string line = "cd " + folder + " && { " + command + " ; } >said 2>&1";
  EXPECT_EQ(std::system(line.c_str()), 0) << command;
  std::string said = read(folder + "/said");
  fs::remove_all(folder);
  return said;
}

void compare(const std::string& name, const paper::Document& document) {
  const auto pdf = paper::set_pdf(document, {});
  ASSERT_TRUE(pdf) << pdf.fault().what;
  if (const char* folder = std::getenv("JIUM_PAPERS"))
    std::ofstream(std::string(folder) + "/" + name + ".pdf", std::ios::binary) << *pdf;
  const std::string now = asked(*pdf, "pdfinfo -struct-text it.pdf");
  const std::string path = JIUM_SOURCE_DIR "/src/jium/report/golden/court_" + name + ".txt";
  if (std::getenv("JIUM_REFRESH") != nullptr) std::ofstream(path, std::ios::binary) << now;
  EXPECT_EQ(now, read(path)) << name << ": look at the page, then JIUM_REFRESH=1";
}

TEST(CourtPapers, TheReportReadsAsItShould) {
  CourtFixture court;
  const auto* guideline = built_in_guideline().value();
  compare("report_ko", support_report(court.manifest, *guideline, paper::Tongue::ko, "distribution"));
  court.add_joint();
  compare("report_joint_ko", support_report(court.manifest, *guideline, paper::Tongue::ko, std::nullopt));
  compare("report_joint_en", support_report(court.manifest, *guideline, paper::Tongue::en, "production"));
}

TEST(CourtPapers, TheFormsAreEmptyWhereAPersonSpeaks) {
  const CourtFixture court;
  const auto* guideline = built_in_guideline().value();
  compare("opinion_ko", opinion_form(court.manifest, *guideline, paper::Tongue::ko));
  compare("opinion_en", opinion_form(court.manifest, *guideline, paper::Tongue::en));
  compare("petition_ko", petition_form(court.manifest, paper::Tongue::ko));
  compare("petition_en", petition_form(court.manifest, paper::Tongue::en));
}

TEST(CourtPapers, ACellThatNobodyFoundIsShownAsUnknown) {
  const auto blocks = range_table(*built_in_guideline().value(), paper::Tongue::en, std::nullopt);
  const auto& table = std::get<paper::Table>(blocks.front());
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_EQ(table.rows[2][1], "unknown");
  EXPECT_EQ(table.rows[2][6], "none");
  EXPECT_EQ(table.rows[0][1], "2y 6m to 6y");
}

TEST(CourtPapers, AFactorIsGivenTheNumbersOfTheRecordsAndNoVerdict) {
  CourtFixture court;
  court.add_joint();
  EXPECT_EQ(value_of(Measure::victims, court.manifest.figures), 15);
  EXPECT_EQ(value_of(Measure::minors, court.manifest.figures), 9);
  EXPECT_EQ(value_of(Measure::requested, court.manifest.figures), 10'744);
  EXPECT_EQ(value_of(Measure::threatened, court.manifest.figures), 1);
  const auto blocks = factors_table(court.manifest.figures, *built_in_guideline().value(), paper::Tongue::en);
  const auto& against = std::get<paper::Table>(blocks.at(1));
  EXPECT_NE(against.rows[2][1].find("victims 15"), std::string::npos);
  EXPECT_EQ(against.rows[1][2], "nothing to weigh here") << "no record bears on a motive";
  const auto& claims = std::get<paper::Table>(blocks.at(2));
  EXPECT_NE(claims.rows[1][1].find("uploads again after removal 6"), std::string::npos);
}

// The whole signed file, through the readers of others.
TEST(CourtPapers, ASignedPaperIsAWholePdfWithItsThreeEnclosures) {
  const CourtFixture court(5);
  const std::string pdf = court.pdf();
  const std::string list = asked(pdf, "qpdf --check it.pdf && pdfdetach -list it.pdf");
  for (const char* name : {"court-report.json", "audit-log.jsonl", "signature.txt"})
    EXPECT_NE(list.find(name), std::string::npos) << list;
  EXPECT_EQ(asked(pdf, "pdfdetach -savefile audit-log.jsonl -o log it.pdf && cat log"), court.bundle());
  if (const char* folder = std::getenv("JIUM_PAPERS"))
    std::ofstream(std::string(folder) + "/signed.pdf", std::ios::binary) << pdf;
}

}  // namespace
}  // namespace jium::report
