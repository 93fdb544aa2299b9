// A report for a court, told to the real program: made of a case with its letters, verified offline by two
// verifiers, tampered with and found out; and what the court decided then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "peers/json_at.h"
#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::number_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

class Silence final : public Teller {
 public:
  void begin_step(std::string_view) override {}
  void say(std::string_view) override {}
  void show(std::string_view, std::string_view) override {}
};

std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(CourtStory, OfAReportThatTheOtherSideCanCheck) {
  std::unique_ptr<Stage> stage;
  JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
  const auto& officer = stage->officer();
  Silence silence;
  const Cast cast;
  MainPath path(*stage, silence, cast);
  Registered registered;
  JIUM_STEP(registered, path.register_picture());
  Recognised recognised;
  JIUM_STEP(recognised, path.recognise_copies());
  std::vector<Asked> asked;
  JIUM_STEP(asked, path.ask_for_removal());

  const auto report = stage->officers_folder() / "report.pdf";
  Json made;
  JIUM_STEP(made, officer.ask({"report", "court", "make", registered.the_case, "--out", report.string(),
                               "--offence", "distribution"}));
  const std::string key = text_at(made, "/key"), pdf = bytes_in(report);
  ASSERT_FALSE(pdf.empty());
  for (const std::string& private_word : {cast.pseudonym, cast.korean_operator, cast.korean_mail,
                                          registered.the_case, stage->korean_site().host()})
    EXPECT_THAT(pdf, Not(HasSubstr(private_word)));

  // Offline, and by a program that shares no line with jium.
  Json verdict;
  JIUM_STEP(verdict, officer.ask({"verify", report.string(), "--key", key}));
  EXPECT_EQ(number_at(verdict, "/figures/requested"), static_cast<std::int64_t>(asked.size()));
  EXPECT_GT(number_at(verdict, "/records_in_log"), 0);
  const std::string second =
      std::string("PYTHONDONTWRITEBYTECODE=1 python3 " JIUM_SOURCE_DIR "/tools/court_verify.py ") +
      report.string() + " --key " + key + " >/dev/null 2>&1";
  EXPECT_EQ(std::system(second.c_str()), 0);

  // One byte in the middle, where a page is.
  std::string other = pdf;
  other[other.size() / 3] = static_cast<char>(other[other.size() / 3] ^ 1);
  std::ofstream(report, std::ios::binary) << other;
  EXPECT_FALSE(officer.ask({"verify", report.string(), "--key", key}));
  EXPECT_NE(std::system(second.c_str()), 0);

  JIUM_DONE(officer.ask({"outcome", "record", registered.the_case, "--charge", "distribution", "--decided-on",
                         "2026-11-20", "--offence", "distribution", "--demand", "60", "--sentence", "72",
                         "--range", "2y6m-6y"}));
  Json counted;
  JIUM_STEP(counted, officer.ask({"outcome", "statistics"}));
  EXPECT_EQ(number_at(counted, "/all/above_demand/count"), 1);
  EXPECT_EQ(number_at(counted, "/all/within_range/count"), 1);
}

}  // namespace
}  // namespace jium::story
