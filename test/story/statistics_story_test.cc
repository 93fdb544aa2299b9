// What removal costs and what a year adds up to, told to the real program: the minutes come by themselves,
// the statement goes to the offender without a word about the person, and few are not told from none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peers/json_at.h"
#include "story/main_path.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::list_at;
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

std::optional<std::int64_t> total_of(const Json& statistics, const std::string& table) {
  for (const auto& one : list_at(statistics, "/tables")) {
    if (text_at(one, "/name") == table) return number_at(one, "/total");
  }
  return std::nullopt;
}

TEST(StatisticsStory, OfWhatItCostAndWhatMayBeTold) {
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

  // Each confirmed letter has cost its minutes; a translation is noted by hand.
  JIUM_DONE(officer.ask(
      {"cost", "add", asked[0].request, "--kind", "translated", "--minutes", "40", "--fee", "90000"}));
  Json costs;
  JIUM_STEP(costs, officer.ask({"cost", "list", registered.the_case}));
  EXPECT_EQ(list_at(costs, "/costs").size(), asked.size() + 1);
  Json statement;
  JIUM_STEP(statement, officer.ask({"cost", "statement", registered.the_case}));
  const std::string text = text_at(statement, "/text");
  EXPECT_THAT(text, HasSubstr("제7조의3"));
  EXPECT_THAT(text, HasSubstr("90,000원"));
  EXPECT_THAT(text, HasSubstr("30일"));
  for (const std::string& private_word : {cast.pseudonym, cast.korean_operator, cast.korean_mail,
                                          stage->korean_site().host(), stage->english_site().host()}) {
    EXPECT_THAT(text, Not(HasSubstr(private_word)));
  }

  // One person and two letters are nobody's business; five people are a number.
  const std::vector<std::string> year{"statistics", "--from", "2020-01-01T00:00:00Z", "--to",
                                      "2100-01-01T00:00:00Z"};
  JIUM_DONE(officer.ask({"support-ground", registered.the_case, "--ground", "on_request"}));
  Json figures;
  JIUM_STEP(figures, officer.ask(year));
  EXPECT_FALSE(total_of(figures, "age_band"));
  EXPECT_FALSE(total_of(figures, "site_kind"));
  for (int number = 0; number < 4; ++number) {
    JIUM_DONE(officer.ask({"case", "open", "--pseudonym", "Alder-" + std::to_string(number), "--age-band",
                           "twenties", "--harm", "dissemination"}));
  }
  JIUM_STEP(figures, officer.ask(year));
  EXPECT_EQ(total_of(figures, "age_band"), 5);
  EXPECT_FALSE(total_of(figures, "site_kind")) << "of items there are two still";
  const auto auditor = stage->colleague("auditor");
  ASSERT_TRUE(auditor) << auditor.fault().what;
  const auto read = auditor->ask(year);
  ASSERT_TRUE(read) << read.fault().what;
  EXPECT_EQ(total_of(*read, "age_band"), 5);
}

}  // namespace
}  // namespace jium::story
