#include "jium/http/wire.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "jium/http/wire_types.h"

namespace jium::http {
namespace {

template <class T>
Result<T> read_text(std::string_view text) {
  return wire::from_json<T>(boost::json::parse(boost::json::string_view(text.data(), text.size())));
}

template <class T>
std::string why_not(std::string_view text) {
  const auto read = read_text<T>(text);
  if (read) return "it was read";
  EXPECT_EQ(read.fault().kind, FaultKind::malformed);
  return read.fault().what;
}

TEST(Wire, ReadsWhatIsThereAndLeavesOutWhatMayBeLeftOut) {
  const auto ask = read_text<wire::OpenCase>(
      R"({"pseudonym":"Minji-7","harm_types":["synthetic"],"consent":{"police":true}})");
  ASSERT_TRUE(ask.has_value()) << ask.fault().what;
  EXPECT_EQ(ask->pseudonym, "Minji-7");
  EXPECT_EQ(ask->harm_types, std::vector{casework::HarmType::synthetic});
  EXPECT_EQ(ask->consent.police, true);
  EXPECT_EQ(ask->consent.removal, std::nullopt);
  EXPECT_EQ(ask->age_band, std::nullopt);
}

TEST(Wire, NamesTheMemberThatIsMissing) {
  EXPECT_EQ(why_not<wire::OpenCase>(R"({"pseudonym":"x","consent":{}})"),
            "\"harm_types\" in the body: this member is missing");
}

TEST(Wire, NamesTheDeepestPlaceAtFault) {
  EXPECT_EQ(why_not<wire::MatchFiles>(
                R"({"files":[{"fingerprints":[]},{"fingerprints":[{"algorithm":"pdq","value":7}]}]})"),
            "\"files[1].fingerprints[0].value\" in the body: a text is needed");
}

TEST(Wire, RefusesAnUnknownMemberAndSaysWhichAreKnown) {
  EXPECT_EQ(why_not<wire::SettleLetter>(R"({"delivered":true,"arrived":true})"),
            "the body: \"arrived\" is unknown; known are: delivered");
}

TEST(Wire, RepeatsNoContentThatWasSentInTheWrongPlace) {
  const std::string as_name = why_not<wire::SettleLetter>(R"({"delivered":true,"Kim Minji, Seoul":1})");
  EXPECT_EQ(as_name.find("Kim"), std::string::npos) << as_name;
  const std::string as_word = why_not<wire::RecordAnswer>(R"({"answer":"Kim Minji"})");
  EXPECT_EQ(as_word.find("Kim"), std::string::npos) << as_word;
  const std::string as_id = why_not<wire::DraftRequest>(R"({"sighting":"Kim Minji"})");
  EXPECT_EQ(as_id.find("Kim"), std::string::npos) << as_id;
}

TEST(Wire, RefusesEveryOtherType) {
  EXPECT_EQ(why_not<wire::SettleLetter>(R"([true])"), "the body: an object is needed");
  EXPECT_EQ(why_not<wire::SettleLetter>(R"({"delivered":"true"})"),
            "\"delivered\" in the body: true or false is needed");
  EXPECT_EQ(why_not<wire::SettleLetter>(R"({"delivered":null})"),
            "\"delivered\" in the body: true or false is needed");
  EXPECT_NE(why_not<wire::MatchFiles>(R"({"files":{}})").find("an array is needed"), std::string::npos);
}

TEST(Wire, TakesWholeNumbersOfTheMembersRangeOnly) {
  const auto with_quality = [](const std::string& number) {
    return R"({"algorithm":"pdq","value":"00","quality":)" + number + "}";
  };
  EXPECT_EQ(read_text<wire::GivenFingerprint>(with_quality("50")).value().quality, 50);
  for (const char* number : {"50.5", "5e1", "2147483648", "9223372036854775808", "-2147483649", "\"50\""}) {
    EXPECT_NE(why_not<wire::GivenFingerprint>(with_quality(number)).find("\"quality\""), std::string::npos)
        << number;
  }
}

TEST(Wire, RefusesControlCharactersInTexts) {
  for (const char* text : {"{\"link\":\"a\\u0000b\"}", "{\"link\":\"a\\nb\"}", "{\"link\":\"\\u007f\"}"}) {
    EXPECT_NE(why_not<wire::SignIn>(text).find("without control characters"), std::string::npos);
  }
  EXPECT_EQ(read_text<wire::SignIn>(R"({"link":"가나다"})").value().link.text, "가나다");
}

TEST(Wire, NamesMembersThatAreKeywordsOfCppByTheirWord) {
  const auto id = removal::OperatorId::random();
  const auto ask = read_text<wire::AssignSite>(R"({"site":"host.example","operator":")" + id.text() + "\"}");
  ASSERT_TRUE(ask.has_value());
  EXPECT_EQ(ask->site_operator, id);
  wire::Match match;
  match.the_case = casework::CaseId(7);
  EXPECT_EQ(wire::to_json(match).at("case"), boost::json::value(casework::CaseId(7).text()));
}

TEST(Wire, WritesAbsentMembersAsNull) {
  EXPECT_EQ(boost::json::serialize(wire::to_json(wire::ReportedSighting{})),
            R"({"sighting":null,"case":null,"was_live":false})");
}

TEST(Wire, WritesTimesAsRfc3339) {
  wire::Alarm alarm;
  alarm.raised_at = parse_instant("2026-11-22T01:02:03.456Z").value();
  EXPECT_EQ(wire::to_json(alarm).at("raised_at"), boost::json::value("2026-11-22T01:02:03.456Z"));
}

RC_GTEST_PROP(Wire, ReadsBackWhatItWrites, ()) {
  wire::RegisterFootage footage;
  footage.kind =
      *rc::gen::element(std::optional<registry::FootageKind>(), std::optional(registry::FootageKind::video));
  const auto count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    footage.fingerprints.push_back(
        {*rc::gen::element(fingerprint::Algorithm::pdq, fingerprint::Algorithm::sha256),
         to_hex(*rc::gen::container<Bytes>(rc::gen::arbitrary<std::uint8_t>())),
         *rc::gen::arbitrary<bool>() ? std::optional(*rc::gen::arbitrary<int>()) : std::nullopt});
  }
  const auto json = wire::to_json(footage);
  const auto read = wire::from_json<wire::RegisterFootage>(json);
  RC_ASSERT(read.has_value());
  RC_ASSERT(wire::to_json(*read) == json);
}

}  // namespace
}  // namespace jium::http
