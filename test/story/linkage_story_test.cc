// Incheon and Seoul follow the same man without knowing. Incheon wrote down his payment address months ago;
// on the day Seoul registers what its own survivor brought, both are told within the second, by a program
// that has read neither word. Incheon offers, Seoul says yes, each reads what both ticked, and Seoul takes it
// back again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>

#include "jium/base/clock.h"
#include "story/canaries.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::list_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

const std::string kAddress = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const std::string kHandle = "Nightjar_Zelenka77";

class LinkageStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.centre = "Incheon";
    JIUM_STEP(stage, Stage::set(setting));
    ASSERT_TRUE(place);
    JIUM_STEP(link, stage->sign_in_link());
    const peers::CommandLine nobody(JIUM_BINARY, environment(""));
    JIUM_DONE(nobody.ask({"sign-in", link, "--save", key("administrator")}));
    administrator.emplace(fs::path(JIUM_BINARY), environment("administrator"));
    Json added;
    JIUM_STEP(added, administrator->ask({"organisation", "add", "--kind", "centre", "--name", "Seoul",
                                         "--mail", "desk@seoul.example"}));
    JIUM_DONE(administrator->ask({"key", "add", "--organisation", text_at(added, "/id"), "--role",
                                  "deletion_officer", "--label", "seoul", "--save", key("seoul")}));
    seoul.emplace(fs::path(JIUM_BINARY), environment("seoul"));
  }
  [[nodiscard]] std::string key(const std::string& who) const {
    return (place->path() / (who + ".key")).string();
  }
  [[nodiscard]] std::map<std::string, std::string> environment(const std::string& who) const {
    std::map<std::string, std::string> words{{"HOME", place->path().string()},
                                             {"XDG_CONFIG_HOME", (place->path() / "config").string()},
                                             {"JIUM_SERVER", stage->server().url()}};
    if (!who.empty()) words["JIUM_KEY_FILE"] = key(who);
    return words;
  }
  std::string written(const std::string& name, const std::string& text) {
    const fs::path path = place->path() / name;
    EXPECT_TRUE(peers::write_file(path, text + "\n"));
    return path.string();
  }
  Result<std::string> open_case(const peers::CommandLine& who, const std::string& pseudonym) {
    JIUM_TRY(const Json opened, who.ask({"case", "open", "--pseudonym", pseudonym, "--harm", "dissemination",
                                         "--consent", "removal", "--consent", "other_centres"}));
    return text_at(opened, "/id");
  }
  Result<Json> record(const peers::CommandLine& who, const std::string& the_case, const std::string& kind,
                      const std::string& file) {
    return who.ask({"trace", "record", kind, "--case", the_case, "--from", file, "--secret", secret,
                    "--confidence", "certain"});
  }

  std::unique_ptr<Stage> stage;
  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  std::optional<peers::CommandLine> administrator, seoul;
  std::string link, secret;
};

TEST_F(LinkageStory, TheSecondCentreIsToldOnTheDayItRegisters) {
  const peers::CommandLine& incheon = stage->officer();
  const std::string in_sixty_days = to_text(SystemClock().now() + std::chrono::days{60});
  // The centres' own secret, which the server never gets.
  secret = (place->path() / "centres.secret").string();
  JIUM_DONE(incheon.ask({"trace", "make-secret", "--out", secret}));
  std::string mine, theirs;
  JIUM_STEP(mine, open_case(incheon, "Maple"));
  JIUM_STEP(theirs, open_case(*seoul, "Willow"));
  Json answer;
  JIUM_STEP(answer, record(incheon, mine, "payment_address", written("address", kAddress)));
  EXPECT_EQ(peers::number_at(answer, "/suggested"), 0);
  JIUM_DONE(record(incheon, mine, "handle", written("handle", "@" + kHandle)));
  const auto wrong = incheon.type({"trace", "record", "payment_address", "--case", mine, "--from",
                                   written("typo", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u")});
  ASSERT_TRUE(wrong);
  EXPECT_NE(wrong->exit_code, 0) << "a mistyped address is told by its checksum";

  const auto before = std::chrono::steady_clock::now();
  JIUM_STEP(answer, record(*seoul, theirs, "payment_address", written("theirs", "tron:" + kAddress)));
  EXPECT_EQ(peers::number_at(answer, "/suggested"), 1);
  JIUM_STEP(answer, incheon.ask({"alarms"}));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(20)) << "in the same transaction";
  ASSERT_EQ(list_at(answer, "/alarms").size(), 1U);
  EXPECT_EQ(text_at(list_at(answer, "/alarms")[0], "/kind"), "case_related");

  JIUM_STEP(answer, incheon.ask({"link", "list", "--case", mine}));
  ASSERT_EQ(list_at(answer, "/links").size(), 1U);
  const Json suggestion = list_at(answer, "/links")[0];
  EXPECT_EQ(text_at(suggestion, "/strength"), "strong");
  EXPECT_EQ(text_at(list_at(suggestion, "/grounds")[0], "/explanation"), "the same payment address");
  EXPECT_THAT(boost::json::serialize(answer), Not(HasSubstr("Seoul")));
  const std::string id = text_at(suggestion, "/id");

  JIUM_DONE(incheon.ask({"link", "offer", id, "--purpose", "court", "--until", in_sixty_days, "--field",
                         "officer_contact", "--field", "trace_kinds"}));
  JIUM_STEP(answer, seoul->ask({"link", "show", id}));
  EXPECT_EQ(text_at(answer, "/other_centre"), "Incheon");
  JIUM_DONE(seoul->ask({"link", "accept", id, "--field", "officer_contact", "--field", "removal_counts"}));
  JIUM_STEP(answer, incheon.ask({"link", "read", id}));
  EXPECT_EQ(text_at(answer, "/officer_contact"), "desk@seoul.example");
  EXPECT_TRUE(answer.at("removals").is_null()) << "ticked by one side only";
  EXPECT_THAT(boost::json::serialize(answer), Not(HasSubstr("Willow")));

  JIUM_DONE(seoul->ask({"link", "revoke", id}));
  EXPECT_FALSE(incheon.ask({"link", "read", id})) << "nothing more is read";

  // Neither the words nor the names of the survivors lie anywhere in the server's folder, nor in its log.
  Canaries canaries;
  canaries.plant_text("the payment address", kAddress);
  canaries.plant_text("the handle", kHandle);
  canaries.plant_text("a pseudonym", "Willow-");
  Canaries::Search search;
  JIUM_STEP(search, canaries.search(stage->data()));
  EXPECT_TRUE(search.found.empty()) << search.found.front();
  EXPECT_THAT(stage->log_text(), Not(HasSubstr(kAddress)));
  int exit_code = -1;
  JIUM_STEP(exit_code, stage->server().stop());
  EXPECT_EQ(exit_code, 0);
}

}  // namespace
}  // namespace jium::story
