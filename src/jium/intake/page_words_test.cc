#include "jium/intake/page_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <regex>
#include <set>

#include "jium/casework/intake_report.h"
#include "jium/embedded/intake.h"

namespace jium::intake {
namespace {

std::set<std::string> keys_of(const PageWords& words) {
  std::set<std::string> keys;
  for (const auto& [key, word] : words.words) {
    EXPECT_FALSE(word.empty()) << key;
    keys.insert(key);
  }
  const boost::json::value script = boost::json::parse(words.script_json);
  for (const auto& pair : script.as_object()) {
    EXPECT_FALSE(pair.value().as_string().empty());
    keys.insert("script " + std::string(pair.key()));
  }
  return keys;
}

TEST(PageWords, AreTheSameInBothLanguages) {
  EXPECT_EQ(keys_of(words_in(Tongue::ko)), keys_of(words_in(Tongue::en)));
}

TEST(PageWords, AreThereForEveryPlaceInEveryTemplate) {
  for (const std::string_view page :
       {embedded::kIntakeLayout, embedded::kIntakeStart, embedded::kIntakeSent, embedded::kIntakeProgress,
        embedded::kIntakeWithdraw, embedded::kIntakeMessage}) {
    const std::string text(page);
    const std::regex place("\\{\\{w_([a-z_]+)\\}\\}");
    for (std::sregex_iterator one(text.begin(), text.end(), place), end; one != end; ++one)
      EXPECT_NE(words_in(Tongue::ko)[(*one)[1].str()], "") << (*one)[1].str();
  }
}

template <class Enum>
void expect_words(const std::string& before) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](auto one) { EXPECT_NE(words_in(Tongue::en)[before + one.name], "") << before << one.name; });
}

TEST(PageWords, AreThereForEverythingThatIsChosenOrRefusedOrShown) {
  expect_words<casework::HarmType>("harm_");
  expect_words<casework::AgeBand>("age_");
  expect_words<casework::IntakeRefusal>("refused_");
  expect_words<casework::MessageRefusal>("refused_message_");
  expect_words<casework::IntakeState>("state_");
  expect_words<casework::PlaceProgress>("place_");
  expect_words<casework::MessageAuthor>("message_from_");
}

TEST(PageWords, NameNobodyByWhatWasDoneToThem) {
  for (const Tongue tongue : {Tongue::ko, Tongue::en}) {
    for (const auto& [key, word] : words_in(tongue).words) {
      for (const char* const never : {"porn", "obscene", "음란", "야동", "sex video", "revenge", "리벤지"})
        EXPECT_EQ(word.find(never), std::string::npos) << key;
    }
  }
}

TEST(HelpLines, AreDatedAndOnlyShownWithANumber) {
  EXPECT_EQ(built_in_help().lines.size(), 3U);
  EXPECT_EQ(built_in_help().lines.front().number, "1366");
  const std::string line =
      "[[line]]\nshown=true\nsource='x'\nchecked_on='2026-11-22'\nname.ko='a'\nname.en='b'\n";
  const std::string way_out = "[exit]\nko='https://a.example/'\nen='https://b.example/'\n";
  EXPECT_FALSE(parse_help(line + way_out)) << "no number";
  EXPECT_TRUE(parse_help(line + "number='1'\n" + way_out));
  EXPECT_FALSE(parse_help(line + "number='1'\n")) << "no way out";
  EXPECT_FALSE(parse_help("[[line]]\nshown=true\nnumber='1'\n" + way_out)) << "no source";
  EXPECT_FALSE(parse_help("[["));
}

TEST(Tongues, AreChosenByTheirQuality) {
  EXPECT_EQ(tongue_of(""), Tongue::ko);
  EXPECT_EQ(tongue_of("en"), Tongue::en);
  EXPECT_EQ(tongue_of("EN-gb"), Tongue::en);
  EXPECT_EQ(tongue_of("english"), Tongue::ko);
  EXPECT_EQ(tongue_of("ko;q=0.5,en;q=0.51"), Tongue::en);
  EXPECT_EQ(tongue_of("ko;q=0.5, en;q=0.5"), Tongue::ko);
  EXPECT_EQ(tongue_of("en;q=0"), Tongue::ko);
  EXPECT_EQ(tongue_of("ko;q=0,en;q=0.001"), Tongue::en);
  EXPECT_EQ(tongue_of(",,;q=,en;q=x"), Tongue::ko);
}

}  // namespace
}  // namespace jium::intake
