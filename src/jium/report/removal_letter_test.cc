// The letters, word for word, beside the code: golden/LANGUAGE_RUNG.txt has one of each kind of rule, and a
// form's text. JIUM_REFRESH=1 writes them anew; read the difference.
#include "jium/report/removal_letter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <tuple>
#include <type_traits>

#include "jium/removal/letter_role.h"
#include "jium/report/letter_book.h"

namespace jium::report {
namespace {

using removal::Language;
using removal::LetterRole;
using removal::Rung;

constexpr std::string_view kAddress = "https://site.example/v/{reference}?id=1&x=%7Bhours%7D";
constexpr std::array kLanguages{Language::ko, Language::en, Language::ja, Language::zh,
                                Language::ru, Language::es, Language::vi};
// Those to which letters go.
constexpr std::array kRungs{Rung::site_operator, Rung::site_owner, Rung::host,
                            Rung::cdn,           Rung::registrar,  Rung::search_engine};

// The letter's parts, one by one. A new part does not compile here until somebody has thought about whether
// it lets anything about the survivor into a letter.
[[maybe_unused]] void names_every_part(const RemovalLetter& letter, const LetterItem& one) {
  const auto& [language, rung, asks_for, on_behalf, rule, centre, centre_mail, operator_name, operator_mail,
               reference, signatory, investigation, items] = letter;
  const auto& [item_reference, address, kind, seen_at, earlier_reference, earlier_gone_at] = one;
  static_assert(std::is_same_v<decltype(language), const Language>);
  static_assert(std::is_same_v<decltype(rung), const Rung>);
  static_assert(std::is_same_v<decltype(asks_for), const removal::LetterRole>);
  static_assert(std::is_same_v<decltype(on_behalf), const bool>);
  static_assert(std::is_same_v<decltype(rule), const removal::Rule>);
  static_assert(std::is_same_v<decltype(address), const Secret<std::string>>);
  static_assert(std::is_same_v<decltype(kind), const registry::FootageKind>);
  static_assert(std::is_same_v<decltype(seen_at), const Instant>);
  static_assert(std::is_same_v<decltype(earlier_gone_at), const std::optional<Instant>>);
  static_cast<void>(std::tie(centre, centre_mail, operator_name, operator_mail, reference, signatory,
                             investigation, items, item_reference, earlier_reference));
}

LetterItem item(bool again = false) {
  LetterItem item;
  item.reference = "R-7K3M-9QX2-PD4T";
  item.address = Secret<std::string>(std::string(kAddress));
  item.seen_at = *parse_instant("2026-11-22T01:02:03.456Z");
  if (again) {
    item.earlier_reference = "R-0000-0000-0001";
    item.earlier_gone_at = *parse_instant("2026-10-01T12:34:56Z");
  }
  return item;
}

RemovalLetter about(Language language, Rung rung, const char* rule) {
  static const auto kRules = removal::built_in_rules();
  RemovalLetter letter;
  letter.language = language;
  letter.rung = rung;
  letter.asks_for = removal::usual_letter(rung);
  letter.on_behalf = true;
  letter.rule = *kRules->rule_by_id(rule);
  letter.centre = "Centre A";
  letter.centre_mail = "help@centre-a.example";
  letter.operator_name = "Example Hosting";
  letter.operator_mail = "abuse@site.example";
  letter.reference = "R-7K3M-9QX2-PD4T";
  letter.signatory = "Kim Sun-hee";
  letter.items = {item()};
  return letter;
}

RemovalLetter about_many(Language language, Rung rung) {
  RemovalLetter letter = about(language, rung, "kr-terms");
  letter.reference = "L-1111-2222-3333";
  letter.investigation = "2026-4711";
  letter.items.push_back(item(true));
  letter.items.back().reference = "R-0000-0000-0002";
  letter.items.back().kind = registry::FootageKind::video;
  return letter;
}

std::string as_text(const removal::Letter& letter) {
  return "From: " + letter.from_name + " <" + letter.from + ">\nTo: " + letter.to +
         "\nMessage-ID: " + letter.message_id + "\nReference: " + letter.reply_reference +
         "\nSubject: " + letter.subject.reveal() + "\n\n" + letter.body.reveal();
}

std::string all_kinds(Language language, Rung rung, LetterRole asks_for) {
  std::string text;
  const auto add = [&](RemovalLetter asked) {
    asked.asks_for = asks_for;
    const auto letter = write_letter(asked);
    text += "==== " + asked.rule.id + "\n" + (letter ? as_text(*letter) : letter.fault().what) + "\n";
  };
  add(about(language, rung, "us-take-it-down"));
  RemovalLetter again = about(language, rung, "kr-without-delay");
  again.items = {item(true)};
  add(again);
  RemovalLetter in_duty = about(language, rung, "eu-dsa-22");
  in_duty.on_behalf = false;
  add(in_duty);
  add(about_many(language, rung));
  RemovalLetter into_a_form = about(language, rung, "us-take-it-down");
  into_a_form.asks_for = asks_for;
  const auto form = write_form_text(into_a_form);
  return text + "==== form\n" + (form ? form->reveal() : form.fault().what);
}

std::string golden_path(Language language, std::string_view name) {
  return JIUM_SOURCE_DIR "/src/jium/report/golden/" + std::string(to_text(language)) + "_" +
         std::string(name) + ".txt";
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(RemovalLetter, IsWordForWordTheGoldenOneInEveryLanguageOnEveryRungUnderEveryKindOfRule) {
  const bool refresh = std::getenv("JIUM_REFRESH") != nullptr;
  const auto compare = [&](Language language, Rung rung, LetterRole asks_for, std::string_view name) {
    const std::string path = golden_path(language, name);
    const std::string written = all_kinds(language, rung, asks_for);
    if (refresh) {
      std::filesystem::create_directories(std::filesystem::path(path).parent_path());
      std::ofstream(path, std::ios::binary) << written;
    }
    EXPECT_EQ(written, read_file(path)) << path << ": JIUM_REFRESH=1 writes it anew";
  };
  for (const Language language : kLanguages) {
    for (const Rung rung : kRungs) compare(language, rung, removal::usual_letter(rung), to_text(rung));
    compare(language, Rung::site_operator, LetterRole::delisting, "delisting");
  }
}

TEST(RemovalLetter, ASearchServiceIsAskedForItsResultsAndNotForASiteThatItRuns) {
  for (const Language language : kLanguages) {
    RemovalLetter asked = about(language, Rung::site_operator, "kr-without-delay");
    const std::string as_site = write_letter(asked)->body.reveal();
    asked.asks_for = LetterRole::delisting;
    const std::string as_search = write_letter(asked)->body.reveal();
    EXPECT_NE(as_site, as_search) << to_text(language);
    asked.rung = Rung::site_owner;
    EXPECT_EQ(write_letter(asked)->body.reveal(), as_search) << to_text(language);
    const auto conditional = write_letter(about(language, Rung::search_engine, "kr-without-delay"));
    EXPECT_NE(conditional->body.reveal(), as_search) << "nobody has looked whether another engine lists it";
  }
  const auto engine = write_letter(about(Language::en, Rung::search_engine, "kr-without-delay"));
  EXPECT_NE(engine->body.reveal().find("if your search results lead there"), std::string::npos);
}

TEST(RemovalLetter, ClaimsToActForThePersonOnlyWhereTheyStandBehindIt) {
  for (const Language language : kLanguages) {
    const std::string claim = built_in_letters()->wording(language).paragraph("on_behalf").fill({});
    for (const Rung rung : kRungs) {
      RemovalLetter asked = about(language, rung, "kr-without-delay");
      EXPECT_NE(write_letter(asked)->body.reveal().find(claim), std::string::npos) << claim;
      asked.on_behalf = false;
      EXPECT_EQ(write_letter(asked)->body.reveal().find(claim), std::string::npos) << claim;
      asked.rule = about(language, rung, "us-take-it-down").rule;
      EXPECT_FALSE(write_letter(asked)) << "nobody can sign for them";
    }
  }
}

TEST(RemovalLetter, SaysWhatWhereWhyAndByWhenInEveryLanguage) {
  for (const Language language : kLanguages) {
    for (const auto& [rule, clock] :
         {std::pair("us-take-it-down", "48"), {"kr-without-delay", "24"}, {"kr-terms", "2"}}) {
      const RemovalLetter asked = about(language, Rung::host, rule);
      const auto letter = write_letter(asked);
      ASSERT_TRUE(letter.has_value()) << letter.fault().what;
      const std::string& body = letter->body.reveal();
      for (const std::string& part :
           {std::string(kAddress), asked.reference, asked.rule.title(language), asked.rule.basis(language),
            std::string(clock), std::string("2026-11-22 01:02"), asked.centre, asked.centre_mail,
            asked.operator_name}) {
        EXPECT_NE(body.find(part), std::string::npos) << to_text(language) << ": " << part;
      }
      EXPECT_NE(letter->subject.reveal().find("[" + asked.reference + "]"), std::string::npos);
      EXPECT_EQ(letter->subject.reveal().find("site.example"), std::string::npos)
          << "a subject is read by many";
      EXPECT_EQ(body.find("R-0000-0000-0001"), std::string::npos) << "nothing came before";
      EXPECT_EQ(letter->reply_reference, asked.reference);
      EXPECT_EQ(letter->to, asked.operator_mail);
      EXPECT_EQ(letter->message_id, asked.reference + "@centre-a.example");
    }
  }
}

TEST(RemovalLetter, EachRungIsAskedInItsOwnWords) {
  for (const Language language : kLanguages) {
    std::set<std::string> texts;
    for (const Rung rung : kRungs)
      texts.insert(write_letter(about(language, rung, "kr-without-delay"))->body.reveal());
    EXPECT_EQ(texts.size(), kRungs.size()) << to_text(language);
  }
}

TEST(RemovalLetter, SaysThatAStatutesTimeBindsOnlyToTheServiceItself) {
  const auto body = [](Rung rung) {
    return write_letter(about(Language::en, rung, "us-take-it-down"))->body.reveal();
  };
  EXPECT_NE(body(Rung::site_operator).find("Time allowed: within 48 hours"), std::string::npos);
  for (const Rung rung : kRungs) {
    if (rung == Rung::site_operator) continue;
    EXPECT_EQ(body(rung).find("Time allowed"), std::string::npos) << to_text(rung);
    EXPECT_NE(body(rung).find("within 48 hours at the latest"), std::string::npos) << to_text(rung);
  }
}

TEST(RemovalLetter, ListsEachOfManyItemsWithItsOwnNumber) {
  const auto letter = write_letter(about_many(Language::en, Rung::site_operator));
  ASSERT_TRUE(letter.has_value());
  const std::string& body = letter->body.reveal();
  for (const char* part : {"1. https://", "2. https://", "R-7K3M-9QX2-PD4T", "R-0000-0000-0002",
                           "R-0000-0000-0001", "Item: video", "Item: image"})
    EXPECT_NE(body.find(part), std::string::npos) << part;
  EXPECT_NE(letter->subject.reveal().find("2 items"), std::string::npos);
}

TEST(RemovalLetter, SpeaksOfAnInvestigationOnlyWherePoliceAsked) {
  for (const Language language : kLanguages) {
    RemovalLetter asked = about(language, Rung::site_operator, "kr-without-delay");
    const std::string without = write_letter(asked)->body.reveal();
    asked.investigation = "2026-4711";
    const std::string with = write_letter(asked)->body.reveal();
    EXPECT_EQ(without.find("4711"), std::string::npos);
    EXPECT_NE(with.find("2026-4711"), std::string::npos);
    EXPECT_GT(with.size(), without.size() + 40);
  }
}

TEST(RemovalLetter, IsSignedOnlyWhereTheRuleNeedsItAndThenNamesWhoSigns) {
  const auto us = write_letter(about(Language::en, Rung::site_operator, "us-take-it-down"));
  const auto kr = write_letter(about(Language::en, Rung::site_operator, "kr-without-delay"));
  EXPECT_NE(us->body.reveal().find("/s/ Kim Sun-hee, Centre A"), std::string::npos);
  EXPECT_EQ(kr->body.reveal().find("/s/"), std::string::npos);
}

TEST(RemovalLetter, IsNotWrittenWhenItWouldBeNoValidNotice) {
  const auto refused = [](auto spoil, const char* words) {
    RemovalLetter asked = about(Language::en, Rung::site_operator, "us-take-it-down");
    spoil(asked);
    const auto letter = write_letter(asked);
    ASSERT_FALSE(letter.has_value()) << words;
    EXPECT_EQ(letter.fault().kind, FaultKind::conflict);
    EXPECT_NE(letter.fault().what.find(words), std::string::npos) << letter.fault().what;
    EXPECT_FALSE(write_form_text(asked).has_value());
  };
  refused([](auto& asked) { asked.signatory.clear(); }, "who signs");
  refused([](auto& asked) { asked.on_behalf = false; }, "until they have asked for it");
  refused([](auto& asked) { asked.centre_mail.clear(); }, "mail address");
  refused([](auto& asked) { asked.items[0].address = {}; }, "exact address");
  refused([](auto& asked) { asked.items[0].reference.clear(); }, "which item");
  refused([](auto& asked) { asked.rule.bases.clear(); }, "why removal");
  RemovalLetter unsigned_one = about(Language::en, Rung::site_operator, "kr-without-delay");
  unsigned_one.signatory.clear();
  EXPECT_TRUE(write_letter(unsigned_one).has_value()) << "Korean law asks for no signature";
}

TEST(RemovalLetter, IsAboutOneToAHundredItems) {
  RemovalLetter asked = about(Language::en, Rung::site_operator, "kr-without-delay");
  asked.items.assign(kMostItemsInLetter, item());
  EXPECT_TRUE(write_letter(asked).has_value());
  EXPECT_EQ(write_form_text(asked).fault().kind, FaultKind::malformed);
  asked.items.push_back(item());
  EXPECT_EQ(write_letter(asked).fault().kind, FaultKind::malformed);
  asked.items.clear();
  EXPECT_EQ(write_letter(asked).fault().kind, FaultKind::malformed);
}

TEST(RemovalLetter, IsTheSameForTheSameRequestEveryTime) {
  const auto asked = about(Language::en, Rung::site_operator, "us-take-it-down");
  EXPECT_EQ(as_text(*write_letter(asked)), as_text(*write_letter(asked)));
}

TEST(RemovalLetter, BracesInAnAddressAreNoPlaceholders) {
  RemovalLetter asked = about(Language::en, Rung::site_operator, "us-take-it-down");
  asked.items[0].address = Secret<std::string>("https://site.example/{}{0}{secret}{{");
  const auto letter = write_letter(asked);
  ASSERT_TRUE(letter.has_value());
  EXPECT_NE(letter->body.reveal().find("https://site.example/{}{0}{secret}{{"), std::string::npos);
}

TEST(LetterBook, SaysWhichLanguagesNobodyHasReadYet) {
  for (const Language language : kLanguages) {
    EXPECT_TRUE(built_in_letters()->has(language));
    const bool read = language == Language::ko || language == Language::en;
    EXPECT_EQ(needs_native_reader(language), !read) << to_text(language);
  }
}

TEST(LetterBook, AnyParagraphThatIsMissingUnknownOrHoldsANameThatNobodyFillsIsAFault) {
  const std::string good = read_file(JIUM_SOURCE_DIR "/data/letters/en.toml");
  ASSERT_TRUE(Wording::parse(good).has_value());
  const std::vector<std::array<std::string, 3>> wrong{
      {"{hours}", "{days}", "letters in en: clock_statutory has a name"},
      {"{hours}", "{signatory}", "clock_statutory"},
      {"{hours}", "{hours", "brace"},
      {"{hours}", "{}", "clock_statutory"},
      {"{hours}", "hours}", "brace"},
      {"opening =", "greeting =", "opening is missing"},
      {"image = \"image\"", "image = \"image\"\nsound = \"sound\"", "sound is not a paragraph"},
      {"native_reader = \"read\"", "native_reader = \"yes\"", "native_reader"},
      {"language = \"en\"", "language = \"xx\"", "language"},
      {"\n[ask]\n", "\n[asks]\n", "ask"},
      {"cdn = ", "cdm = ", "cdn is missing"},
      {"{asking} we ask you, if your search results", "{operator} we ask you, if your search results",
       "search_engine"}};
  for (const auto& [from, to, what] : wrong) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    const auto wording = Wording::parse(text);
    ASSERT_FALSE(wording.has_value()) << to;
    EXPECT_EQ(wording.fault().kind, FaultKind::malformed);
    EXPECT_NE(wording.fault().what.find(what), std::string::npos) << to << ": " << wording.fault().what;
  }
  EXPECT_NE(LetterBook::parse({good, good}).fault().what.find("twice"), std::string::npos);
  EXPECT_NE(LetterBook::parse({}).fault().what.find("English"), std::string::npos);
}

RC_GTEST_PROP(LetterBook, WhatAValueHoldsIsNeverTakenForAName, (const std::string& value)) {
  const auto paragraph = Paragraph::parse("a {x} b {x}", {"x"});
  RC_ASSERT(paragraph.has_value());
  RC_ASSERT(paragraph->fill({{"x", value}}) == "a " + value + " b " + value);
}

}  // namespace
}  // namespace jium::report
