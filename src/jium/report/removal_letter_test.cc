// The letters, word for word, beside the code: golden/*.txt. JIUM_REFRESH=1 writes them anew; read the
// difference.
#include "jium/report/removal_letter.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <tuple>
#include <type_traits>

namespace jium::report {
namespace {

using removal::Language;

constexpr std::string_view kAddress = "https://site.example/v/{reference}?id=1&x=%7Bhours%7D";

// The letter's parts, one by one. A new part does not compile here until somebody has thought about whether
// it lets anything about the survivor into a letter.
[[maybe_unused]] void names_every_part(const RemovalLetter& letter) {
  const auto& [language, rule, centre, centre_mail, operator_name, operator_mail, address, reference, seen_at,
               earlier_reference, earlier_gone_at] = letter;
  static_assert(std::is_same_v<decltype(language), const Language>);
  static_assert(std::is_same_v<decltype(rule), const removal::Rule>);
  static_assert(std::is_same_v<decltype(address), const Secret<std::string>>);
  static_assert(std::is_same_v<decltype(seen_at), const Instant>);
  static_assert(std::is_same_v<decltype(earlier_gone_at), const std::optional<Instant>>);
  static_cast<void>(
      std::tie(centre, centre_mail, operator_name, operator_mail, reference, earlier_reference));
}

struct Kind {
  Language language;
  bool statutory;
  bool again;

  [[nodiscard]] std::string name() const {
    return std::string(to_text(language)) + (statutory ? "_statutory" : "_own_target") +
           (again ? "_again" : "_first");
  }
};

RemovalLetter about(const Kind& kind) {
  const auto rules = removal::built_in_rules();
  RemovalLetter letter;
  letter.language = kind.language;
  letter.rule = *rules->rule_by_id(kind.statutory ? "us-take-it-down" : "kr-without-delay");
  letter.centre = "Centre A";
  letter.centre_mail = "help@centre-a.example";
  letter.operator_name = "Example Hosting";
  letter.operator_mail = "abuse@site.example";
  letter.address = Secret<std::string>(std::string(kAddress));
  letter.reference = "R-7K3M-9QX2-PD4T";
  letter.seen_at = *parse_instant("2026-11-22T01:02:03.456Z");
  if (kind.again) {
    letter.earlier_reference = "R-0000-0000-0001";
    letter.earlier_gone_at = *parse_instant("2026-10-01T12:34:56Z");
  }
  return letter;
}

std::string golden_path(const Kind& kind) {
  return std::string(JIUM_SOURCE_DIR "/src/jium/report/golden/") + kind.name() + ".txt";
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string as_text(const removal::Letter& letter) {
  return "From: " + letter.from_name + " <" + letter.from + ">\nTo: " + letter.to +
         "\nMessage-ID: " + letter.message_id + "\nReference: " + letter.reply_reference +
         "\nSubject: " + letter.subject.reveal() + "\n\n" + letter.body.reveal();
}

class RemovalLetterOf : public testing::TestWithParam<Kind> {};

TEST_P(RemovalLetterOf, IsWordForWordTheGoldenOne) {
  const auto letter = write_letter(about(GetParam()));
  ASSERT_TRUE(letter.has_value()) << letter.fault().what;
  if (std::getenv("JIUM_REFRESH") != nullptr) {
    std::ofstream(golden_path(GetParam()), std::ios::binary) << as_text(*letter);
    GTEST_SKIP() << "wrote " << golden_path(GetParam()) << ": read the difference";
  }
  EXPECT_EQ(as_text(*letter), read_file(golden_path(GetParam()))) << "JIUM_REFRESH=1 writes it anew";
}

TEST_P(RemovalLetterOf, SaysWhatWhereWhyAndByWhen) {
  const RemovalLetter asked = about(GetParam());
  const auto letter = write_letter(asked);
  ASSERT_TRUE(letter.has_value());
  const std::string& body = letter->body.reveal();
  for (const std::string& part :
       {std::string(kAddress), asked.reference, asked.rule.title(asked.language),
        asked.rule.basis(asked.language), std::string(GetParam().statutory ? "48" : "24"),
        std::string("2026-11-22 01:02"), asked.centre, asked.centre_mail, asked.operator_name}) {
    EXPECT_NE(body.find(part), std::string::npos) << part;
  }
  EXPECT_NE(letter->subject.reveal().find("[" + asked.reference + "]"), std::string::npos);
  EXPECT_EQ(letter->subject.reveal().find("site.example"), std::string::npos) << "a subject is read by many";
  EXPECT_EQ(body.find("R-0000-0000-0001") != std::string::npos, GetParam().again);
  EXPECT_EQ(body.find("2026-10-01 12:34") != std::string::npos, GetParam().again);
  EXPECT_EQ(letter->reply_reference, asked.reference);
  EXPECT_EQ(letter->to, asked.operator_mail);
  EXPECT_EQ(letter->message_id, asked.reference + "@centre-a.example");
}

INSTANTIATE_TEST_SUITE_P(EveryKind, RemovalLetterOf,
                         testing::Values(Kind{Language::ko, true, false}, Kind{Language::ko, true, true},
                                         Kind{Language::ko, false, false}, Kind{Language::ko, false, true},
                                         Kind{Language::en, true, false}, Kind{Language::en, true, true},
                                         Kind{Language::en, false, false}, Kind{Language::en, false, true}),
                         [](const auto& kind) { return kind.param.name(); });

TEST(RemovalLetter, IsTheSameForTheSameRequestEveryTime) {
  const auto once = write_letter(about({Language::en, false, false}));
  const auto twice = write_letter(about({Language::en, false, false}));
  EXPECT_EQ(as_text(*once), as_text(*twice));
}

TEST(RemovalLetter, IsWrittenInEveryLanguage) {
  for (const Language language : {Language::ja, Language::zh, Language::ru, Language::es, Language::vi}) {
    EXPECT_TRUE(write_letter(about({language, true, true})).has_value()) << to_text(language);
  }
}

TEST(RemovalLetter, BracesInAnAddressAreNoPlaceholders) {
  RemovalLetter asked = about({Language::en, false, false});
  asked.address = Secret<std::string>("https://site.example/{}{0}{secret}{{");
  const auto letter = write_letter(asked);
  ASSERT_TRUE(letter.has_value());
  EXPECT_NE(letter->body.reveal().find("https://site.example/{}{0}{secret}{{"), std::string::npos);
}

}  // namespace
}  // namespace jium::report
