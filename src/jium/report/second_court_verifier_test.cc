// The verifier that shares no line with ours must come to the same answers: tools/court_verify.py.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "jium/report/court_fixture.h"

namespace jium::report {
namespace {

namespace fs = std::filesystem;

class SecondCourtVerifier : public testing::Test {
 protected:
  SecondCourtVerifier() : folder_((fs::temp_directory_path() / "jium_court_XXXXXX").string()) {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
  }
  ~SecondCourtVerifier() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(fs::path(folder_) / name, std::ios::binary) << text;
  }
  [[nodiscard]] int run(const std::string& tool, const std::string& arguments) const {
    const std::string command = "cd " + folder_ +
                                " && PYTHONDONTWRITEBYTECODE=1 python3 " JIUM_SOURCE_DIR "/tools/" + tool +
                                " " + arguments + " >out 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] std::string out() const {
    std::ifstream in(fs::path(folder_) / "out");
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::string folder_;
};

TEST_F(SecondCourtVerifier, agrees_on_papers_that_hold_and_on_those_that_do_not) {
  const CourtFixture court(7);
  CourtFixture joint(3);
  joint.add_joint();
  write("key", court.centre.key().text());
  write("log_key", court.key.key().text());
  write("witness", court.witness.key().text());
  write("good.pdf", court.pdf());
  write("good_joint.pdf", joint.pdf());
  write("good_empty.pdf", CourtFixture(0).pdf());
  int number = 0;
  const auto bad = [&](const CourtManifest& manifest, const std::string& log) {
    const std::string pdf = court.signed_with(manifest, log);
    EXPECT_FALSE(verify_paper(pdf, {})) << number;
    write("bad" + std::to_string(number++) + ".pdf", pdf);
  };
  CourtManifest other = court.manifest;
  ++other.figures.verified;
  bad(other, court.bundle());
  other = court.manifest;
  other.figures.by_country[0].sites += 1;
  bad(other, court.bundle());
  other = court.manifest;
  other.figures.months[0].found += 1;
  bad(other, court.bundle());
  other = court.manifest;
  other.figures.classes[0].count += 1;
  bad(other, court.bundle());
  other = court.manifest;
  other.records.requests.push_back(other.records.requests.front());
  count_again(other.figures, other.records);
  bad(other, court.bundle());
  other = court.manifest;
  other.log_root = std::string(64, '0');
  bad(other, court.bundle());
  bad(court.manifest, joint.bundle());
  const std::string good = court.pdf();
  for (const std::string& pdf : {good + " ", good.substr(1), good + good, std::string("%PDF-1.5\n")}) {
    EXPECT_FALSE(verify_paper(pdf, {}));
    write("bad" + std::to_string(number++) + ".pdf", pdf);
  }
  EXPECT_EQ(run("court_verify_test.py", "."), 0) << out();
}

TEST_F(SecondCourtVerifier, says_in_plain_words_what_is_proven_and_what_is_not) {
  const CourtFixture court(2);
  write("report.pdf", court.pdf());
  EXPECT_EQ(run("court_verify.py", "report.pdf --key " + court.centre.key().text()), 0) << out();
  EXPECT_NE(out().find("Proven:"), std::string::npos) << out();
  EXPECT_NE(out().find("2 deletions requested"), std::string::npos) << out();
  EXPECT_NE(out().find("Not proven:"), std::string::npos) << out();
  write("report.pdf", court.pdf() + "x");
  EXPECT_EQ(run("court_verify.py", "report.pdf"), 1);
  EXPECT_EQ(out().substr(0, 14), "court_verify: ") << out();
}

TEST_F(SecondCourtVerifier, is_short_enough_to_be_read_by_an_expert_of_the_other_side) {
  std::ifstream in(JIUM_SOURCE_DIR "/tools/court_verify.py");
  std::size_t lines = 0;
  for (std::string line; std::getline(in, line);) ++lines;
  EXPECT_GT(lines, 0U);
  EXPECT_LE(lines, 200U);
}

}  // namespace
}  // namespace jium::report
