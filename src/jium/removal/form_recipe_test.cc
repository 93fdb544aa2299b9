#include "jium/removal/form_recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jium::removal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kWhole = R"(
id = "example-abuse-form"
page = "https://example.com/report"
action = "https://example.com/report/send"
method = "POST"
spacing = "30s"
tokens = ["csrf"]
confirmation = ["Thank you", "has been received"]
refusal = ["is not valid"]

[[field]]
name = "url"
fill = "item_address"

[[field]]
name = "kind"
value = "ncii"

[[field]]
name = "who"
fill = "contact_name"
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kWhole;
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string why(const std::string& toml) {
  const auto recipe = FormRecipe::parse(toml);
  if (recipe) return "understood";
  EXPECT_EQ(recipe.fault().kind, FaultKind::malformed);
  return recipe.fault().what;
}

FormWords words() {
  FormWords all;
  all.item_address = Secret<std::string>("https://pics.example/a b?c=1&d=2");
  all.contact_name = "모범 지원센터";
  all.reference = "R-1";
  return all;
}

TEST(FormRecipe, SaysWhereWhatAndInWhichOrder) {
  const auto recipe = FormRecipe::parse(kWhole);
  ASSERT_TRUE(recipe) << recipe.fault().what;
  EXPECT_EQ(recipe->action.canonical().reveal(), "https://example.com/report/send");
  EXPECT_EQ(recipe->spacing, std::chrono::seconds{30});
  const auto filled = fill_in(*recipe, words());
  ASSERT_EQ(filled.size(), 3U);
  EXPECT_EQ(url_encoded(filled),
            "url=https%3A%2F%2Fpics.example%2Fa+b%3Fc%3D1%26d%3D2&kind=ncii"
            "&who=%EB%AA%A8%EB%B2%94+%EC%A7%80%EC%9B%90%EC%84%BC%ED%84%B0");
}

TEST(FormRecipe, RefusesWhatWouldPostElsewhereOrInTheOpen) {
  EXPECT_THAT(why(with("\"POST\"", "\"GET\"")), HasSubstr("method"));
  EXPECT_THAT(why(with("https://example.com/report\"", "https://other.example/report\"")),
              HasSubstr("one host"));
  EXPECT_THAT(why(with("https://example.com/report/send", "http://example.com/report/send")),
              HasSubstr("https"));
  EXPECT_THAT(why(with("https://example.com/report/send", "https://example.com:8443/send")),
              HasSubstr("one host"));
}

TEST(FormRecipe, RefusesWhatCouldNotBeKnownToHaveWorked) {
  EXPECT_THAT(why(with("confirmation = [\"Thank you\", \"has been received\"]", "")),
              HasSubstr("confirmation"));
  EXPECT_THAT(why(with("[\"is not valid\"]", "[\"Thank you\"]")), HasSubstr("refusal"));
  EXPECT_THAT(why(with("[\"is not valid\"]", "[]")), HasSubstr("refusal"));
}

TEST(FormRecipe, TakesTheAddressExactlyOnceAndKnowsEveryWord) {
  EXPECT_THAT(why(with("\"item_address\"", "\"reference\"")), HasSubstr("item_address"));
  EXPECT_THAT(why(with("\"contact_name\"", "\"item_address\"")), HasSubstr("item_address"));
  EXPECT_THAT(why(with("\"contact_name\"", "\"survivor_name\"")), HasSubstr("who"));
  EXPECT_THAT(why(with("value = \"ncii\"", "value = \"ncii\"\nfill = \"category\"")), HasSubstr("kind"));
  EXPECT_THAT(why(with("name = \"who\"", "name = \"url\"")), HasSubstr("twice"));
  EXPECT_THAT(why(with("name = \"who\"", "name = \"csrf\"")), HasSubstr("tokens"));
  EXPECT_THAT(why(with("tokens = [\"csrf\"]", "")), HasSubstr("page"));
  EXPECT_THAT(why(with("spacing = \"30s\"", "spacing = \"0s\"")), HasSubstr("spacing"));
  EXPECT_THAT(why(with("method", "script = \"x\"\nmethod")), HasSubstr("script"));
  EXPECT_THAT(why("id = "), HasSubstr("TOML"));
}

TEST(FormRecipe, AFaultNeverRepeatsAnAddress) {
  EXPECT_THAT(why(with("https://example.com/report/send", "ftp://secret.example/x")),
              Not(HasSubstr("secret")));
}

TEST(FormPage, ATokenIsFoundHoweverItsTagIsWritten) {
  EXPECT_EQ(token_in(R"(<form><INPUT type="hidden" name="csrf" value="a1&#x2B;b&#47;c==" /></form>)", "csrf"),
            "a1+b/c==");
  EXPECT_EQ(token_in("<input value='q' name='csrf'>", "csrf"), "q");
  EXPECT_EQ(token_in("<input\nname=csrf\tvalue=q>", "csrf"), "q");
  EXPECT_EQ(token_in("<input name=csrf value=\"\">", "csrf"), "");
  EXPECT_EQ(token_in("<input name=csrf value=a><input name=csrf value=a>", "csrf"), "a");
}

TEST(FormPage, ATokenThatIsNotPlainlyThereIsNone) {
  EXPECT_EQ(token_in("<input name=other value=q>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<input name=csrf>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<!-- <input name=csrf value=q> -->", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<inputs name=csrf value=q>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<p title='<' name=csrf value=q>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<input name=csrf value=a><input name=csrf value=b>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<input name=csrf value='&copy;'>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<input name=csrf value='&#10;'>", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("", "csrf"), std::nullopt);
  EXPECT_EQ(token_in("<", "csrf"), std::nullopt);
}

TEST(FormPage, WordsAreFoundAcrossTagsAndNotInsideThem) {
  EXPECT_TRUE(says("<p>Thank\n  <b>you</b>, it has arrived", "Thank you , it"));
  EXPECT_FALSE(says("<p title='Thank you'>Sorry", "Thank you"));
  EXPECT_FALSE(says("Thank you", ""));
  EXPECT_TRUE(asks_for_a_person("<div class=\"g-reCAPTCHA\">"));
  EXPECT_FALSE(asks_for_a_person("<form><input name=url></form>"));
}

RC_GTEST_PROP(FormBody, SaysExactlyWhatWasFilledIn, (const std::vector<std::string>& values)) {
  std::vector<FilledField> fields;
  for (const std::string& one : values) fields.push_back({"f", Secret<std::string>(one)});
  const std::string body = url_encoded(fields);
  // Read back as a server does.
  std::vector<std::string> read;
  for (std::size_t at = 0; at < body.size();) {
    const auto end = std::min(body.find('&', at), body.size());
    std::string value;
    for (std::size_t i = at + 2; i < end; ++i) {
      if (body[i] == '%') {
        value += static_cast<char>(std::stoi(body.substr(i + 1, 2), nullptr, 16));
        i += 2;
      } else {
        value += body[i] == '+' ? ' ' : body[i];
      }
    }
    read.push_back(value);
    at = end + 1;
  }
  RC_ASSERT(read == values);
}

}  // namespace
}  // namespace jium::removal
