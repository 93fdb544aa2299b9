// The statements, word for word, beside the code: golden/vigil_*.txt. JIUM_REFRESH=1 writes them anew; read the
// difference, and have it read by somebody who speaks with survivors.
#include "jium/report/vigil_statement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace jium::report {
namespace {

VigilStatement statement(casework::VigilLanguage language, bool shared) {
  return {.language = language,
          .from = *parse_instant("2026-10-22T20:00:00Z"),
          .to = *parse_instant("2026-11-22T01:02:03Z"),
          .opened = *parse_instant("2026-08-01T00:00:00Z"),
          .next = *parse_instant("2026-12-22T01:02:03Z"),
          .matches = 1204,
          .looks = 311,
          .reports = 58,
          .platforms = 4,
          .shared = shared,
          .centre = "모범 지원센터",
          .centre_mail = "help@centre.example"};
}

class Statements : public testing::TestWithParam<std::pair<casework::VigilLanguage, bool>> {};

TEST_P(Statements, ReadAsTheyDidBefore) {
  const auto [language, shared] = GetParam();
  const std::string path = std::string(JIUM_SOURCE_DIR "/src/jium/report/golden/vigil_") +
                           std::string(to_text(language)) + (shared ? "_shared.txt" : "_own.txt");
  const auto text = write_statement(statement(language, shared));
  ASSERT_TRUE(text) << text.fault().what;
  if (std::getenv("JIUM_REFRESH") != nullptr) {
    std::ofstream(path, std::ios::binary) << *text;
    GTEST_SKIP() << "wrote " << path << ": read the difference";
  }
  std::ostringstream golden;
  golden << std::ifstream(path, std::ios::binary).rdbuf();
  EXPECT_EQ(*text, golden.str()) << "JIUM_REFRESH=1 writes it anew";
}

INSTANTIATE_TEST_SUITE_P(All, Statements,
                         testing::Values(std::pair(casework::VigilLanguage::ko, true),
                                         std::pair(casework::VigilLanguage::ko, false),
                                         std::pair(casework::VigilLanguage::en, true),
                                         std::pair(casework::VigilLanguage::en, false)));

TEST(Statement, DaysAreThoseOfKorea) {
  const auto text = write_statement(statement(casework::VigilLanguage::en, true));
  EXPECT_THAT(*text, testing::HasSubstr("From 2026-10-23 to 2026-11-22")) << "20:00 UTC is the next day there";
}

TEST(Statement, ItFrightensNobodyAndPromisesNothing) {
  for (const auto language : {casework::VigilLanguage::ko, casework::VigilLanguage::en}) {
    const auto text = write_statement(statement(language, false));
    for (const char* const word : {"http", "guarantee", "safe", "pornograph", "victim", "피해자", "음란", "안전합니다", "{", "}"})
      EXPECT_THAT(*text, testing::Not(testing::HasSubstr(word)));
  }
}

}  // namespace
}  // namespace jium::report
