#include "jium/desk/common_passphrase.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "jium/desk/passphrase.h"
#include "jium/embedded/english_words.h"
#include "jium/embedded/passphrases.h"

namespace jium::desk {
namespace {

TEST(CommonPassphrases, AreThoseOfTheListHoweverTheyAreSpelt) {
  std::istringstream list{std::string(embedded::kCommonPassphrases)};
  int tried = 0;
  for (std::string line; std::getline(list, line);) {
    if (line.starts_with("#")) continue;
    EXPECT_TRUE(is_common_passphrase(line)) << line;
    EXPECT_TRUE(is_common_passphrase("  " + line + "! ")) << line;
    ++tried;
  }
  EXPECT_GT(tried, 100);
  for (const char* spelt : {"Correct-Horse-Battery-Staple", "CORRECT HORSE BATTERY STAPLE!",
                            "C0rrect h0rse b@ttery st@ple", "To be, or not to be: that is the question"})
    EXPECT_TRUE(is_common_passphrase(spelt)) << spelt;
}

TEST(CommonPassphrases, AreOneWordMadeLonger) {
  for (const char* word :
       {"passwordpassword", "Administrator123", "responsibilities!", "summer-summer-summer",
        "2024Summer2024Summer", "p4$$w0rdp4$$w0rd", "characteristically", "butterflybutterflybut"})
    EXPECT_TRUE(is_common_passphrase(word)) << word;
}

TEST(CommonPassphrases, AreRunsAlongAKeyboard) {
  for (const char* run : {"1234567890123456", "qwertyuiopasdfghjkl", "zxcvbnmasdfghjkl",
                          "abcdefghijklmnopqrs", "0987654321098765", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc4rfv",
                          "poiuytrewqlkjhgfdsa", "abc123def456ghi789"})
    EXPECT_TRUE(is_common_passphrase(run)) << run;
}

TEST(CommonPassphrases, AreNotSeveralWordsNorWhatIsWorthSomething) {
  for (const char* good :
       {"heron under the blue bridge", "seven quiet rivers running", "k3v9-zzt1-8fqa-p0lm", "834719203847561",
        "heron 8237498237429834", "바람이 분다 살아봐야겠다 그래", "summer on a tin roof"})
    EXPECT_FALSE(is_common_passphrase(good)) << good;
  EXPECT_FALSE(is_common_passphrase("")) << "length is another's rule";
}

RC_GTEST_PROP(CommonPassphrases, AreNeverFourWordsDrawnAtRandom, ()) {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> made;
    std::istringstream list{std::string(embedded::kEnglishWords)};
    for (std::string line; std::getline(list, line);) {
      if (line.size() >= 4 && line.find('\'') == std::string::npos) made.push_back(line);
    }
    return made;
  }();
  // Four different ones: the step has no divisor in common with any number near theirs.
  const auto first = *rc::gen::arbitrary<std::uint32_t>();
  std::string phrase;
  for (std::size_t i = 0; i < 4; ++i)
    phrase += words.at((std::size_t{first} * 7919 + i * 10007) % words.size()) + " ";
  RC_ASSERT(!is_common_passphrase(phrase));
}

TEST(CommonPassphrases, AreRefusedKindly) {
  const auto refused = check_passphrase("correct horse battery staple");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().kind, FaultKind::malformed);
  EXPECT_NE(refused.fault().what.find("words that do not belong together"), std::string::npos);
  EXPECT_EQ(refused.fault().what.find("horse"), std::string::npos) << "what was typed is not repeated";
  EXPECT_TRUE(check_passphrase("heron under the blue bridge"));
}

}  // namespace
}  // namespace jium::desk
