// What a centre's administrator plants and publishes, and what the server cannot read; told to the real
// program. Who is called here holds an API key, which acts for the whole centre: people_story_test.cc has the
// people.
#include <gmock/gmock.h>

#include "peers/json_at.h"
#include "story/canaries.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

using peers::CommandLine;
using peers::list_at;
using peers::text_at;
using Json = boost::json::value;

class AccessStory : public ::testing::Test {
 protected:
  void SetUp() override {
    JIUM_STEP(stage, Stage::set({.jium = JIUM_BINARY, .data = {}, .config = {}}));
    std::string link;
    JIUM_STEP(link, stage->sign_in_link());
    JIUM_DONE(line("operations").ask({"sign-in", link, "--save", file("operations").string()}));
    Json organisations;
    JIUM_STEP(organisations, line("operations").ask({"organisation", "list"}));
    for (const auto& one : list_at(organisations, "/organisations"))
      if (text_at(one, "/kind") == "centre") centre = text_at(one, "/id");
    JIUM_DONE(line("operations")
                  .ask({"key", "add", "--organisation", centre, "--role", "centre_administrator", "--label",
                        "head", "--save", file("head").string()}));
    JIUM_DONE(line("operations")
                  .ask({"key", "add", "--organisation", centre, "--role", "deletion_officer", "--label",
                        "desk", "--may-reveal", "--save", file("desk").string()}));
  }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return stage->officers_folder() / ("access-" + name);
  }
  [[nodiscard]] CommandLine line(const std::string& who) const {
    std::map<std::string, std::string> environment{{"JIUM_SERVER", stage->server().url()},
                                                   {"HOME", stage->officers_folder().string()},
                                                   {"XDG_CONFIG_HOME", stage->officers_folder().string()}};
    if (std::filesystem::exists(file(who))) environment["JIUM_KEY_FILE"] = file(who).string();
    return {JIUM_BINARY, environment};
  }
  void nothing_is_readable(const Canaries& canaries) {
    for (const auto& place : {stage->data(), stage->log(), stage->server_temporary()}) {
      Canaries::Search search;
      JIUM_STEP(search, canaries.search(place));
      EXPECT_THAT(search.found, testing::IsEmpty());
    }
  }

  std::unique_ptr<Stage> stage;
  std::string centre;
};

TEST_F(AccessStory, AnIdentityIsReadWithTheCentresKeyAndNowhereElse) {
  Json opened, key, read;
  JIUM_STEP(opened,
            line("desk").ask({"case", "open", "--pseudonym", "Grey wagtail", "--harm", "dissemination"}));
  const std::string id = text_at(opened, "/id");
  const std::string pair = file("centre.key").string();
  JIUM_STEP(key, line("head").ask({"identity", "make-key", "--out", pair}));
  JIUM_DONE(line("head").ask({"identity", "publish-key", pair + ".pub"}));
  EXPECT_FALSE(line("head").ask({"identity", "publish-key", pair})) << "the private one stays where it is";

  JIUM_DONE(peers::write_file(file("words"), "Nightjar-Zelenka 5518\nnightjar-5518@safe.example\n"));
  JIUM_DONE(peers::write_file(file("number"), "Nightjar 900101-1234567\n010-1234-5678\n"));
  const auto refused =
      line("desk").ask({"identity", "seal", "--case", id, "--from", file("number").string()});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.fault().what, testing::HasSubstr("please leave it out"));
  JIUM_DONE(line("desk").ask(
      {"identity", "seal", "--case", id, "--from", file("words").string(), "--key", pair + ".pub"}));
  JIUM_STEP(read, line("desk").ask({"identity", "open", "--case", id, "--key", pair}));
  EXPECT_EQ(text_at(read, "/name"), "Nightjar-Zelenka 5518");
  EXPECT_EQ(text_at(read, "/contact"), "nightjar-5518@safe.example");

  Canaries canaries;
  canaries.plant_text("the name", "Nightjar-Zelenka");
  canaries.plant_text("the contact", "nightjar-5518");
  nothing_is_readable(canaries);
  JIUM_DONE(stage->server().stop());
  nothing_is_readable(canaries);
}

TEST_F(AccessStory, WhoOpensADecoyIsKnownToTheAdministratorAndNotToThemselves) {
  Json planted, told, own, report;
  JIUM_STEP(planted, line("head").ask({"case", "plant-decoy", "--pseudonym", "Somebody famous", "--harm",
                                       "dissemination", "--address", "https://pics.host.example/1.jpg"}));
  JIUM_STEP(report, line("desk").ask({"report"}));
  EXPECT_EQ(peers::number_at(report, "/cases"), 0);
  JIUM_DONE(line("desk").ask({"case", "show", text_at(planted, "/case")}));
  JIUM_STEP(told, line("head").ask({"alarms"}));
  ASSERT_EQ(list_at(told, "/alarms").size(), 1U);
  EXPECT_EQ(text_at(list_at(told, "/alarms")[0], "/kind"), "decoy_touched");
  JIUM_STEP(own, line("desk").ask({"alarms"}));
  EXPECT_TRUE(list_at(own, "/alarms").empty());
}

}  // namespace
}  // namespace jium::story
